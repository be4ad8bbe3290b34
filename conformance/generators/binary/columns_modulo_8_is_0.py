from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def bits(frames: int, rows: int, columns: int) -> list[list[list[int]]]:
    return [
        [
            [int((7 * f + 5 * r + 3 * c) % 4 == 0 or r == c == 0) for c in range(columns)]
            for r in range(rows)
        ]
        for f in range(frames)
    ]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, bits(2, 3, 16), kind="BINARY", frame_segments=[1, 1])
    return accept(
        seg.file(),
        seg.model(),
        title="1-bit frames of 3 rows and 16 columns, packed without any padding",
        why=(
            "Rows end on byte borders, so that row padding cannot be noticed; frames of 3 "
            "rows stay aligned as well. The control of the sweep over widths."
        ),
        effect="Even the simplest masks are wrong.",
        links=[
            "https://github.com/InsightSoftwareConsortium/ITK/pull/6629",
            "https://github.com/InsightSoftwareConsortium/ITK/pull/6638",
            "https://github.com/nroduit/Weasis/pull/820",
        ],
        requirements=["LM-PIX-016", "LM-PIX-009"],
        features=["binary", "labels"],
    )
