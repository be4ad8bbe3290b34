from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def bits(frames: int, rows: int, columns: int) -> list[list[list[int]]]:
    return [
        [
            [int((7 * f + 5 * r + 3 * c) % 3 == 0 or r == c == 0) for c in range(columns)]
            for r in range(rows)
        ]
        for f in range(frames)
    ]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, bits(1, 4, 10), kind="BINARY", frame_segments=[1])
    return accept(
        seg.file(),
        seg.model(),
        title="One 1-bit frame of 4 rows and 10 columns",
        why=(
            "The size of a published regression: with row padding 12 of the 40 pixels were wrong."
        ),
        effect="A third of the mask is wrong.",
        links=[
            "https://github.com/InsightSoftwareConsortium/ITK/pull/6629",
            "https://github.com/InsightSoftwareConsortium/ITK/pull/6638",
        ],
        requirements=["LM-PIX-016"],
        features=["binary", "labels"],
    )
