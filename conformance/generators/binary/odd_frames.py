from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def bits(frames: int, rows: int, columns: int) -> list[list[list[int]]]:
    return [
        [
            [int((7 * f + 5 * r + 3 * c) % 11 == 0 or r == c == 0) for c in range(columns)]
            for r in range(rows)
        ]
        for f in range(frames)
    ]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, bits(3, 23, 38), kind="BINARY", frame_segments=[1, 1, 1])
    return accept(
        seg.file(),
        seg.model(),
        title="Three 1-bit frames of 23 rows and 38 columns",
        why=(
            "874 bits a frame: frames two and three start inside a byte. The phantom of a "
            "public demonstration that several readers failed."
        ),
        effect="Only the first slice is right.",
        links=[
            "https://github.com/QIICR/dcmqi/issues/341",
            "https://github.com/pydicom/pydicom/pull/2140",
        ],
        requirements=["LM-PIX-016"],
        features=["binary", "labels"],
        size="The published phantom, whose frame length is what matters",
    )
