from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.generators.encoding._streams import A, B
from conformance.phantom import encode_model, segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [A, B], background=0, syntax=bs.RLE)
    return accept(
        encode_model(seg),
        seg.model(),
        title="A label map is written in 8-bit RLE",
        why="Rows packed one by one, segments of even length. An encoder that packed whole "
        "frames was released.",
        effect="The default files of a viewer cannot be opened elsewhere.",
        links=[
            "https://github.com/cornerstonejs/cornerstone3D/pull/2611",
            "https://github.com/pydicom/pydicom/pull/2180",
        ],
        requirements=["LM-TS-007", "LM-TS-014"],
        features=["mono8", "rle"],
        compare={"freedoms": ["frame-order", "uids"]},
    )
