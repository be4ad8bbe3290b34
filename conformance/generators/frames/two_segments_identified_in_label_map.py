from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]], [[1, 1], [0, 1]]], background=0)
    for group in seg.elements["PerFrameFunctionalGroupsSequence"]:
        group["SegmentIdentificationSequence"] = [
            {"ReferencedSegmentNumber": 0},
            {"ReferencedSegmentNumber": 1},
        ]
    return reject(
        seg.file(),
        ["frames.forbidden-group", "frames.item-count", "dataset.item-count"],
        twin="frames.groups-complete",
        op="validate",
        title="The frames of a label map list their segments",
        why="Whether the group may stand in a label map at all is disputed; with more than one "
        "item it is wrong in any reading. It is what a converter from BINARY makes of a frame "
        "with several segments.",
        effect="Viewers that look at the group show the whole map as one segment.",
        links=["https://github.com/cornerstonejs/cornerstone3D/pull/2611"],
        requirements=["LM-FG-011"],
        features=["mono8"],
    )
