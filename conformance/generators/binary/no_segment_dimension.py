from conformance.draft import Draft, accept
from conformance.phantom import segmentation, stack

LABELS = [[[0, 1, 1], [1, 0, 0]], [[0, 0, 0], [0, 1, 1]]]
SPOTS = stack(1) * 2


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, kind="BINARY", frame_segments=[1, 2], positions=SPOTS)
    del seg.elements["DimensionIndexSequence"][0]
    for group in seg.elements["PerFrameFunctionalGroupsSequence"]:
        group["FrameContentSequence"] = [{"DimensionIndexValues": [1]}]
    seg.elements["PerFrameFunctionalGroupsSequence"][1]["PlanePositionSequence"] = [
        {"ImagePositionPatient": stack(2)[1]}
    ]
    seg.elements["PerFrameFunctionalGroupsSequence"][1]["FrameContentSequence"] = [
        {"DimensionIndexValues": [2]}
    ]
    return accept(
        seg.file(),
        warn=["frames.no-segment-dimension"],
        op="validate",
        level="SHOULD",
        title="BINARY frames are indexed by position only",
        why="A dimension over the segment is usual, not required, so there is no error. Readers that "
        "sort by it are the rule: who writes such a file should hear of it.",
        effect="Viewers that list segments by their dimension show one.",
        requirements=["LM-DIM-007"],
        features=["binary"],
    )
