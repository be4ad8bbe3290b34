from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    item = seg.elements["SegmentSequence"][1]
    del item["SegmentedPropertyTypeCodeSequence"][0]["CodingSchemeDesignator"]
    return reject(
        seg.file(),
        ["dataset.missing-attribute"],
        twin="dataset.complete",
        op="validate",
        title="A code has no Coding Scheme Designator",
        why="64033007 means something in SNOMED only. The designator may be absent only "
        "beside a URN.",
        effect="The code is looked up in the wrong dictionary.",
        requirements=["LM-DES-022"],
        features=["mono8"],
    )
