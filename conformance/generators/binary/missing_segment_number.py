from conformance.draft import Draft, reject
from conformance.phantom import segmentation, stack

LABELS = [[[0, 1, 1], [1, 0, 0]], [[0, 0, 0], [0, 1, 1]]]
SPOTS = stack(1) * 2


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, kind="BINARY", frame_segments=[1, 2], positions=SPOTS)
    del seg.elements["PerFrameFunctionalGroupsSequence"][1]["SegmentIdentificationSequence"][0][
        "ReferencedSegmentNumber"
    ]
    return reject(
        seg.file(),
        ["frames.missing-attribute"],
        twin="binary.complete",
        op="validate",
        title="Segment Identification without Referenced Segment Number",
        why="The group is there but has no content.",
        effect="The frame belongs to nothing.",
        requirements=["LM-FG-010", "LM-DIM-004"],
        features=["binary"],
    )
