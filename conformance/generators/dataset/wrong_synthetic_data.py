from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements["SyntheticData"] = "TRUE"
    return reject(
        seg.file(),
        ["dataset.wrong-value"],
        twin="dataset.synthetic-data",
        op="validate",
        title="Synthetic Data is TRUE",
        why="The values are YES and NO; programs write what their language calls a truth value.",
        effect="A made-up phantom is not recognised as such and enters a training set.",
        requirements=["LM-SOP-002"],
        features=["mono8"],
        level="SHOULD",
    )
