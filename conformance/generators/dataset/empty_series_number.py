from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements["SeriesNumber"] = ""
    return reject(
        seg.file(),
        ["dataset.empty-value"],
        twin="dataset.complete",
        op="validate",
        title="Series Number is there but empty",
        why="It is Type 1 in the Segmentation Series Module; a check of presence alone "
        "passes an empty value.",
        effect="The series has no place in the list of the viewer.",
        requirements=["LM-SER-004"],
        features=["mono8"],
    )
