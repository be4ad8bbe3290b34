from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 2], [2, 0]]], background=0)
    return accept(
        seg.file(),
        seg.model(),
        title="Pixel Padding Value 0 beside organ 2",
        why="The twin of the file whose padding value does not fit a byte.",
        effect="The plainest background is not recognised.",
        requirements=["LM-VAL-009", "LM-VAL-005"],
        features=["mono8", "labels", "background"],
    )
