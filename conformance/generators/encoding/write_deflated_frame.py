from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.generators.encoding._streams import A, B
from conformance.phantom import encode_model, segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [A, B], background=0, syntax=bs.DEFLATED_FRAME)
    return accept(
        encode_model(seg),
        seg.model(),
        title="A label map is written in deflated frames",
        why="Raw deflate, one fragment for each frame, a pad byte; the default function of "
        "most libraries adds a zlib header.",
        effect="The author's viewer shows the file, every other one reports corruption.",
        links=[
            "https://github.com/cornerstonejs/cornerstone3D/pull/2898",
            "https://github.com/pydicom/pydicom/pull/2215",
        ],
        requirements=["LM-TS-003", "LM-TS-004", "LM-TS-005"],
        features=["mono8", "deflated-frame"],
        compare={"freedoms": ["frame-order", "uids"]},
    )
