from conformance.draft import Draft, accept
from conformance.generators.binary._columns import bits
from conformance.phantom import segmentation


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
