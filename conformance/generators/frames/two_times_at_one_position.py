from conformance.draft import Draft, accept
from conformance.phantom import segmentation, stack, uid


def build(case_id: str) -> Draft:
    spot = stack(1)[0]
    seg = segmentation(
        case_id, [[[0, 1], [1, 0]], [[2, 2], [0, 0]]], positions=[spot, spot], background=0
    )
    elements = seg.elements
    elements["DimensionIndexSequence"].insert(
        0,
        {
            "DimensionOrganizationUID": uid(case_id, "dimensions"),
            "DimensionIndexPointer": "TemporalPositionIndex",
            "FunctionalGroupPointer": "FrameContentSequence",
        },
    )
    for time, group in enumerate(elements["PerFrameFunctionalGroupsSequence"], 1):
        group["FrameContentSequence"] = [
            {"TemporalPositionIndex": time, "DimensionIndexValues": [time, 1]}
        ]
    return accept(
        seg.file(),
        seg.model(),
        title="Two frames at one position, at two times",
        why=(
            "A cine or perfusion series is segmented at the same place again and again; the"
            " temporal index tells the frames apart. Software that keys frames by position "
            "alone refuses or overwrites."
        ),
        effect="Only one moment of the heartbeat is left.",
        links=[
            "https://github.com/ImagingDataCommons/highdicom/issues/369",
            "https://github.com/ImagingDataCommons/highdicom/issues/174",
        ],
        requirements=["LM-OVL-005", "LM-FG-022", "LM-DIM-006"],
        features=["mono8", "labels", "temporal"],
    )
