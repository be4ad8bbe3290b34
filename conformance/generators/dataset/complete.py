from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    return accept(
        seg.file(),
        op="validate",
        title="A complete label map has no errors",
        why="A validator that flags valid files teaches people to ignore it.",
        effect="Every correct file is reported as broken.",
        requirements=["LM-MOD-006"],
        features=["mono8"],
        smoke=True,
    )
