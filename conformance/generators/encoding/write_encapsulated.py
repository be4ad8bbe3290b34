from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.generators.encoding._streams import A, B
from conformance.phantom import encode_model, segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [A, B], background=0, syntax=bs.ENCAPSULATED)
    return accept(
        encode_model(seg),
        seg.model(),
        title="A label map is written in uncompressed fragments",
        why="Each frame of 15 bytes needs its own pad byte.",
        effect="Slices are shifted in every other program.",
        requirements=["LM-TS-012", "LM-TS-014"],
        features=["mono8", "encapsulated"],
        compare={"freedoms": ["frame-order", "uids"]},
    )
