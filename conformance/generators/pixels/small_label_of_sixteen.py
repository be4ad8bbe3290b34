from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 30], [30, 0]]], background=0, bits=16)
    return accept(
        seg.file(),
        op="validate",
        title="Small labels in 16 bits have no errors",
        why="Nobody is obliged to use the narrowest width; series share one width for all "
        "instances.",
        effect="A correct series of label maps is reported as broken wherever labels are few.",
        requirements=["LM-PIX-006"],
        features=["mono16"],
    )
