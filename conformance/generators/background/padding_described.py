from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[2, 4], [4, 2]]], segments=[2, 4, 77], background=77)
    return accept(
        seg.file(),
        seg.model(),
        title="Pixel Padding Value names a segment that does not occur",
        why="A crop of a label map may hold no background at all; it is still known which "
        "number it would have.",
        effect="Frames that are filled up later get a wrong value.",
        requirements=["LM-VAL-008", "LM-VAL-003"],
        features=["mono8", "labels", "background"],
    )
