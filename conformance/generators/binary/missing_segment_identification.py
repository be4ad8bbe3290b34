from conformance.draft import Draft, reject
from conformance.phantom import segmentation, stack

LABELS = [[[0, 1, 1], [1, 0, 0]], [[0, 0, 0], [0, 1, 1]]]
SPOTS = stack(1) * 2


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, kind="BINARY", frame_segments=[1, 2], positions=SPOTS)
    for group in seg.elements["PerFrameFunctionalGroupsSequence"]:
        del group["SegmentIdentificationSequence"]
    return reject(
        seg.file(),
        ["frames.missing-group"],
        twin="binary.complete",
        op="validate",
        title="Frames do not say which segment they show",
        why="The group is required unless the image is TILED_FULL.",
        effect="All segments look alike.",
        links=["https://github.com/ImagingDataCommons/highdicom/issues/345"],
        requirements=["LM-FG-010", "LM-DIM-004"],
        features=["binary"],
    )
