from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    del seg.elements["InstanceNumber"]
    return reject(
        seg.file(),
        ["dataset.missing-attribute"],
        twin="dataset.complete",
        op="validate",
        title="Instance Number is missing",
        why="Type 2 in General Image, Type 1 in Multi-frame Functional Groups and in the "
        "Content Identification Macro: the strictest wins.",
        effect="Instances of one series cannot be put into order.",
        requirements=["LM-PIX-021", "LM-FG-023"],
        features=["mono8"],
    )
