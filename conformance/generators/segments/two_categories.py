from conformance.draft import Draft, reject
from conformance.phantom import code, segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    item = seg.elements["SegmentSequence"][1]
    item["SegmentedPropertyCategoryCodeSequence"].append(code("85756007", "SCT", "Tissue"))
    return reject(
        seg.file(),
        ["dataset.wrong-value"],
        twin="dataset.complete",
        op="validate",
        title="A segment has two categories",
        why="Exactly one item. Writers that are unsure give both.",
        effect="Readers take the first or the last.",
        requirements=["LM-DES-011"],
        features=["mono8"],
    )
