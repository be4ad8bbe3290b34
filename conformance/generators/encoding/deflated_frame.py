from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.generators.encoding._streams import DEFLATE_A, DEFLATE_B, A, B
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [A, B], background=0, syntax=bs.DEFLATED_FRAME)
    seg.elements["PixelData"] = bs.Encapsulated([DEFLATE_A, DEFLATE_B])
    return accept(
        seg.file(),
        seg.model(),
        title="Each frame is a raw deflate stream with a pad byte",
        why="New in 2025. The stream has no zlib header, and one zero byte makes it even; "
        "inflaters set up for zlib or gzip refuse it.",
        effect="The newest lossless encoding cannot be read.",
        links=[
            "https://github.com/cornerstonejs/cornerstone3D/pull/2898",
            "https://github.com/pydicom/pydicom/pull/2213",
        ],
        requirements=["LM-TS-003", "LM-TS-004", "LM-TS-005"],
        features=["mono8", "deflated-frame", "labels"],
    )
