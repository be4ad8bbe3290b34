from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements["WindowCenter"] = "128"
    seg.elements["WindowWidth"] = "256"
    return reject(
        seg.file(),
        ["dataset.forbidden-attribute"],
        twin="dataset.complete",
        op="validate",
        title="Window Center and Width in a label map",
        why="Labels are names, not grey levels: the IOD has no VOI LUT. Writers that copy "
        "the header of the source keep its window.",
        effect="Viewers apply the window and some labels turn black.",
        requirements=["LM-MOD-031"],
        features=["mono8"],
    )
