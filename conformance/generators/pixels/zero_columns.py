from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements["Columns"] = 0
    return reject(
        seg.file(),
        ["dataset.wrong-value"],
        twin="dataset.complete",
        op="validate",
        title="Columns is 0",
        why="Present and numeric, but no image has it. Programs divide by it.",
        effect="The viewer crashes.",
        requirements=["LM-PIX-011"],
        features=["mono8"],
    )
