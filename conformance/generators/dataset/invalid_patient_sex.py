from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements["PatientSex"] = "X"
    return reject(
        seg.file(),
        ["dataset.wrong-value"],
        twin="dataset.complete",
        op="validate",
        title="Patient's Sex is X",
        why="The values are M, F and O; anonymisers write other letters, and validators "
        "that test presence only say nothing.",
        effect="A strict receiver refuses the whole study for one letter.",
        requirements=["LM-SER-001"],
        features=["mono8"],
    )
