from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[2, 4], [4, 2]]], segments=[2, 4, 6], background=6)
    return accept(
        seg.file(),
        op="validate",
        title="A background that no pixel uses has no errors",
        why="Described, named by Pixel Padding Value and absent from a crop.",
        effect="Every crop without background is reported as broken.",
        requirements=["LM-VAL-008", "LM-VAL-003"],
        features=["mono8"],
    )
