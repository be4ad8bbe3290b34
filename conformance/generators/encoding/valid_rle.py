from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[7, 7, 7, 7], [7, 7, 7, 7]]], syntax=bs.RLE)
    return accept(
        seg.file(),
        op="validate",
        title="A label map in RLE Lossless has no errors",
        why="RLE is the smallest common denominator; a validator that decodes it can also "
        "say when it is broken.",
        effect="Every compressed label map is reported as broken.",
        requirements=["LM-TS-007", "LM-TS-014"],
        features=["mono8", "rle"],
    )
