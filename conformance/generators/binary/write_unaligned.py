from conformance.draft import Draft, accept
from conformance.phantom import encode_model, segmentation, stack

LABELS = [
    [[1, 0, 1], [1, 1, 0], [0, 1, 1]],
    [[1, 1, 1], [0, 1, 0], [1, 0, 1]],
    [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, kind="BINARY", frame_segments=[1, 1, 1], positions=stack(3))
    return accept(
        encode_model(seg),
        seg.model(),
        title="1-bit frames of nine pixels are packed without padding",
        why=(
            "Bits run on over frames. Writers that pack each frame on its own make files "
            "that only they can read."
        ),
        effect="Other viewers show the first slice only.",
        links=[
            "https://github.com/QIICR/dcmqi/issues/341",
            "https://github.com/DCMTK/dcmtk/commit/6245f9cc9",
        ],
        requirements=["LM-PIX-016"],
        features=["binary"],
        compare={"freedoms": ["frame-order", "uids", "omitted-frames"]},
    )
