from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements["Modality"] = "CT"
    return reject(
        seg.file(),
        ["dataset.wrong-value"],
        twin="dataset.complete",
        op="validate",
        title="Modality is CT",
        why="Writers that copy the header of the source image keep its modality; the "
        "Segmentation Series Module knows only SEG.",
        effect="The viewer hangs the label map as if it were a CT image.",
        requirements=["LM-SER-003", "LM-MOD-007"],
        features=["mono8"],
    )
