from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.generators.encoding._streams import A, B
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [A, B], background=0, syntax=bs.RLE)
    return accept(
        seg.file(),
        seg.model(),
        title="8-bit RLE Lossless, rows of five",
        why="The most compact encoding that needs no codec library, and the default of a "
        "web viewer. Its label maps were once kept uncompressed to avoid RLE bugs.",
        effect="The files of that viewer open nowhere else.",
        links=[
            "https://github.com/OHIF/Viewers/issues/6216",
            "https://github.com/dcmjs-org/dcmjs/issues/78",
        ],
        requirements=["LM-TS-007", "LM-TS-014"],
        features=["mono8", "rle", "labels"],
    )
