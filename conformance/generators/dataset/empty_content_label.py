from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements["ContentLabel"] = ""
    return reject(
        seg.file(),
        ["dataset.empty-value"],
        twin="dataset.complete",
        op="validate",
        title="Content Label is empty",
        why="Type 1 in the Content Identification Macro; writers treat it as a free comment "
        "and leave it blank.",
        effect="The list of segmentations shows a line without a name.",
        requirements=["LM-PIX-021", "LM-GEN-005"],
        features=["mono8"],
    )
