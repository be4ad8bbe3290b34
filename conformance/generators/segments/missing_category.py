from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    item = seg.elements["SegmentSequence"][1]
    del item["SegmentedPropertyCategoryCodeSequence"]
    return reject(
        seg.file(),
        ["dataset.missing-attribute"],
        twin="dataset.complete",
        op="validate",
        title="A segment has no category",
        why="Category and type are both Type 1; writers give the organ and forget what kind "
        "of thing it is.",
        effect="Organs and lesions cannot be told apart by a program.",
        requirements=["LM-DES-011"],
        features=["mono8"],
    )
