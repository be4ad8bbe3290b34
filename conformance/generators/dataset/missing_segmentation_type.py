from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    del seg.elements["SegmentationType"]
    return reject(
        seg.file(),
        ["dataset.missing-attribute"],
        twin="dataset.complete",
        op="validate",
        title="Segmentation Type is missing",
        why="Readers guess it from the SOP Class or from the bits, and then disagree.",
        effect="The same file is a label map in one program and a mask in another.",
        requirements=["LM-TYP-001", "LM-MOD-018"],
        features=["mono8"],
    )
