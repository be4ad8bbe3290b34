from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]], [[2, 2], [0, 0]]], background=0)
    return accept(
        seg.file(),
        seg.model(),
        title="Two frames at two positions with different labels",
        why="The plain case beside the one where both frames claim the same place.",
        effect="The segmentation is incomplete.",
        requirements=["LM-FG-003", "LM-VAL-001"],
        features=["mono8", "labels", "geometry"],
        compare={"freedoms": ["frame-order"]},
    )
