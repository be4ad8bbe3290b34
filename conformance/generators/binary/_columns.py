"""The sweep over columns modulo 8: one 1-bit phantom, drawn as wide as a case asks."""

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


def sheared_if_padded(case_id: str, columns: int) -> Draft:
    """Two frames of 3 rows: right only if bits run on over rows and frames."""
    seg = segmentation(case_id, bits(2, 3, columns), kind="BINARY", frame_segments=[1, 1])
    return accept(
        seg.file(),
        seg.model(),
        title=f"1-bit frames of 3 rows and {columns} columns, packed without any padding",
        why=(
            "Bits run on over rows and frames: nothing starts on a byte. One toolkit padded"
            " rows, was corrected with a test that had the same mistake, and corrected "
            "again."
        ),
        effect="The mask is sheared: each row starts a few pixels too early.",
        links=[
            "https://github.com/InsightSoftwareConsortium/ITK/pull/6629",
            "https://github.com/InsightSoftwareConsortium/ITK/pull/6638",
            "https://github.com/nroduit/Weasis/pull/820",
        ],
        requirements=["LM-PIX-016", "LM-PIX-009"],
        features=["binary", "labels"],
    )
