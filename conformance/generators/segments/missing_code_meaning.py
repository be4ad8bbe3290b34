from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    item = seg.elements["SegmentSequence"][1]
    del item["SegmentedPropertyTypeCodeSequence"][0]["CodeMeaning"]
    return reject(
        seg.file(),
        ["dataset.missing-attribute"],
        twin="dataset.complete",
        op="validate",
        title="A code has no Code Meaning",
        why="Type 1 in the code macro; a value alone is unreadable where the dictionary is "
        "not at hand.",
        effect="The user sees a number where an organ should be.",
        requirements=["LM-DES-022"],
        features=["mono8"],
    )
