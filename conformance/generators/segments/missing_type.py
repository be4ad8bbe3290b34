from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    item = seg.elements["SegmentSequence"][1]
    del item["SegmentedPropertyTypeCodeSequence"]
    return reject(
        seg.file(),
        ["dataset.missing-attribute"],
        twin="dataset.complete",
        op="validate",
        title="A segment has no type",
        why="Without the type code only free text says what it is.",
        effect="A search for livers does not find the liver.",
        requirements=["LM-DES-012"],
        features=["mono8"],
    )
