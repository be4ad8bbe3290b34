from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements["SyntheticData"] = "YES"
    return accept(
        seg.file(),
        op="validate",
        title="Synthetic Data is YES",
        why="A recent optional attribute; validators with older tables flag it as unknown.",
        effect="Honest test data are reported as broken.",
        requirements=["LM-SOP-002"],
        features=["mono8"],
    )
