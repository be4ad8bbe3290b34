from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 2]]], background=0)
    return accept(
        seg.file(),
        op="validate",
        title="A MONOCHROME2 label map of three segments has no errors",
        why="The twin of colour attributes that do not belong there.",
        effect="Correct files are reported as broken.",
        requirements=["LM-COL-011"],
        features=["mono8"],
    )
