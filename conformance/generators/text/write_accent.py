from conformance.draft import Draft, accept
from conformance.phantom import encode_model, segment, segmentation

LABELS = ["rein é"]


def build(case_id: str) -> Draft:
    items = [segment(n, label) for n, label in enumerate(LABELS, 1)]
    seg = segmentation(case_id, [[[0, 1]]], segments=[0, *items], background=0)
    return accept(
        encode_model(seg),
        seg.model(),
        title="A combining accent is written as it is given",
        why="Software that normalizes text changes names that are compared elsewhere.",
        effect="A segment is not found by its name.",
        requirements=["LM-DES-006", "LM-SOP-001"],
        features=["mono8", "unicode"],
        compare={"freedoms": ["frame-order", "uids"]},
    )
