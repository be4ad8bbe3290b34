from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    del seg.elements["SeriesInstanceUID"]
    return reject(
        seg.file(),
        ["dataset.missing-attribute"],
        twin="dataset.complete",
        op="validate",
        title="Series Instance UID is missing",
        why="Without it nothing can group or retrieve the object; a validator of pixel "
        "rules alone does not see it.",
        effect="The object cannot be stored or found again.",
        requirements=["LM-SER-006", "LM-MOD-006"],
        features=["mono8"],
    )
