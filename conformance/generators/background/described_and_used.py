from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[7, 7, 2], [4, 7, 7]]], segments=[2, 4, 7], background=7)
    return accept(
        seg.file(),
        seg.model(),
        title="The padding value fills most of the image and has a segment",
        why="The twin of files that leave the item of the background out.",
        effect="The ordinary label map of a scan cannot be read.",
        requirements=["LM-VAL-002", "LM-VAL-005"],
        features=["mono8", "labels", "background"],
    )
