from conformance.draft import Draft, reject
from conformance.phantom import code, segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    item = seg.elements["SegmentSequence"][1]
    item["SegmentedPropertyTypeCodeSequence"].append(code("85756007", "SCT", "Tissue"))
    return reject(
        seg.file(),
        ["dataset.wrong-value"],
        twin="dataset.complete",
        op="validate",
        title="A segment has two types",
        why="Exactly one item; combined structures need a code of their own or regions.",
        effect="Readers take the first or the last.",
        requirements=["LM-DES-012"],
        features=["mono8"],
    )
