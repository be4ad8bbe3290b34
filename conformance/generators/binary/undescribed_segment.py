from conformance.draft import Draft, reject
from conformance.phantom import segmentation, stack

LABELS = [[[0, 1, 1], [1, 0, 0]], [[1, 1, 1], [0, 0, 1]]]
SEGMENTS = [1, 1]
SPOTS = stack(2)


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, kind="BINARY", frame_segments=SEGMENTS, positions=SPOTS)
    seg.elements["PerFrameFunctionalGroupsSequence"][1]["SegmentIdentificationSequence"] = [
        {"ReferencedSegmentNumber": 2}
    ]
    return reject(
        seg.file(),
        ["segments.undescribed"],
        twin="binary.one-segment",
        title="A frame shows segment 2, but only segment 1 is described",
        why=(
            "A reader that goes on has a mask without a name, or indexes past the end of its list."
        ),
        effect="A region is shown with the name of another.",
        links=["https://github.com/dcmjs-org/dcmjs/issues/357"],
        requirements=["LM-FG-010"],
        features=["binary"],
    )
