from conformance.draft import Draft, reject
from conformance.phantom import segmentation, stack

LABELS = [[[0, 1, 1], [1, 0, 0]], [[0, 0, 0], [0, 1, 1]]]
SPOTS = stack(1) * 2


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, kind="BINARY", frame_segments=[1, 2], positions=SPOTS)
    seg.elements["PerFrameFunctionalGroupsSequence"][1]["SegmentIdentificationSequence"] = [
        {"ReferencedSegmentNumber": 3}
    ]
    return reject(
        seg.file(),
        ["segments.undescribed"],
        twin="binary.complete",
        op="validate",
        title="A frame shows segment 3, which is not described",
        why="The number in a frame has to be one of Segment Sequence.",
        effect="A region without a name, or a crash.",
        links=["https://github.com/dcmjs-org/dcmjs/issues/357"],
        requirements=["LM-FG-010"],
        features=["binary"],
    )
