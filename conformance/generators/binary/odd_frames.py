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
    seg = segmentation(case_id, bits(3, 5, 38), kind="BINARY", frame_segments=[1, 1, 1])
    return accept(
        seg.file(),
        seg.model(),
        title="Three 1-bit frames of 5 rows and 38 columns",
        why=(
            "190 bits a frame: frames two and three start inside a byte. Cut from the 23 x "
            "38 phantom of a public demonstration that several readers failed."
        ),
        effect="Only the first slice is right.",
        links=[
            "https://github.com/QIICR/dcmqi/issues/341",
            "https://github.com/pydicom/pydicom/pull/2140",
        ],
        requirements=["LM-PIX-016"],
        features=["binary", "labels"],
        size="The width of the published phantom",
    )
