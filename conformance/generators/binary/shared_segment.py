from conformance.draft import Draft, accept
from conformance.phantom import segmentation, stack

LABELS = [[[0, 1, 1], [1, 0, 0]], [[1, 1, 1], [0, 0, 1]]]
SEGMENTS = [1, 1]
SPOTS = stack(2)


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, kind="BINARY", frame_segments=SEGMENTS, positions=SPOTS)
    for group in seg.elements["PerFrameFunctionalGroupsSequence"]:
        del group["SegmentIdentificationSequence"]
    seg.elements["SharedFunctionalGroupsSequence"][0]["SegmentIdentificationSequence"] = [
        {"ReferencedSegmentNumber": 1}
    ]
    return accept(
        seg.file(),
        seg.model(),
        title="The segment of all frames is named in the shared item",
        why=(
            "With one segment the group is the same for all frames and may be shared. "
            "Readers look in the per-frame items only."
        ),
        effect="The file is refused, or has no segment.",
        links=[
            "https://github.com/OHIF/Viewers/issues/2252",
            "https://github.com/ImagingDataCommons/highdicom/issues/345",
            "https://github.com/dcmjs-org/dcmjs/issues/166",
            "https://github.com/QIICR/dcmqi/issues/428",
        ],
        requirements=["LM-FG-010", "LM-FG-002"],
        features=["binary", "labels", "segments", "geometry"],
        compare={"freedoms": ["frame-order"]},
    )
