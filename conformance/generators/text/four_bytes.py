from conformance.draft import Draft, accept
from conformance.phantom import segment, segmentation

LABELS = ["𝛼 region", "🫀"]


def build(case_id: str) -> Draft:
    items = [segment(n, label) for n, label in enumerate(LABELS, 1)]
    seg = segmentation(case_id, [[[1, 2]]], segments=items)
    return accept(
        seg.file(),
        seg.model(),
        title="Labels with characters of four bytes in UTF-8",
        why=(
            "Characters beyond the first 65,536 take four bytes, and two units in "
            "JavaScript and Java."
        ),
        effect="Labels are cut inside a character.",
        links=["https://github.com/SlicerRt/SlicerRT/issues/228"],
        requirements=["LM-SOP-001"],
        features=["mono8", "labels", "segments", "unicode"],
    )
