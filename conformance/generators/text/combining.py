from conformance.draft import Draft, accept
from conformance.phantom import segment, segmentation

LABELS = ["région élue", "région"]


def build(case_id: str) -> Draft:
    items = [segment(n, label) for n, label in enumerate(LABELS, 1)]
    seg = segmentation(case_id, [[[1, 2]]], segments=items)
    return accept(
        seg.file(),
        seg.model(),
        title="Labels with combining accents stay as they are",
        why=(
            "An accent may be a character of its own. Software that normalizes text changes"
            " names that are compared elsewhere."
        ),
        effect="A segment is not found by its name.",
        links=["https://github.com/QIICR/dcmqi/issues/233"],
        requirements=["LM-DES-006", "LM-SOP-001"],
        features=["mono8", "labels", "segments", "unicode"],
    )
