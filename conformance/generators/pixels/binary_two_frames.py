from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(
        case_id,
        [[[0, 1, 1], [1, 0, 0], [1, 1, 1]], [[1, 0, 1], [0, 1, 0], [1, 0, 1]]],
        kind="BINARY",
        frame_segments=[1, 1],
    )
    return accept(
        seg.file(),
        op="validate",
        title="Two BINARY frames of nine pixels in four bytes have no errors",
        why="18 bits take three bytes, and one byte makes the length even. Validators that "
        "round up each frame expect other lengths.",
        effect="Every BINARY segmentation with odd frames is reported as broken.",
        links=["https://github.com/QIICR/dcmqi/issues/341"],
        requirements=["LM-PIX-016"],
        features=["mono8", "binary"],
    )
