from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements["SegmentationType"] = "labelmap"
    return reject(
        seg.file(),
        ["dataset.wrong-value"],
        twin="dataset.complete",
        op="validate",
        title="Segmentation Type is written in small letters",
        why="Code strings are compared exactly; a reader that folds case hides the fault "
        "from everybody who writes.",
        effect="A strict reader refuses a file that passed its author's tests.",
        requirements=["LM-TYP-001", "LM-GEN-002"],
        features=["mono8"],
    )
