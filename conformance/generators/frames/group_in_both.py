from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]], [[1, 1], [0, 1]]], background=0)
    seg.elements["PerFrameFunctionalGroupsSequence"][0]["PlaneOrientationSequence"] = seg.elements[
        "SharedFunctionalGroupsSequence"
    ][0]["PlaneOrientationSequence"]
    seg.elements["PerFrameFunctionalGroupsSequence"][1]["PlaneOrientationSequence"] = seg.elements[
        "SharedFunctionalGroupsSequence"
    ][0]["PlaneOrientationSequence"]
    return reject(
        seg.file(),
        ["frames.shared-and-per-frame"],
        twin="frames.groups-complete",
        op="validate",
        title="Plane Orientation is in the shared item and in every frame",
        why=(
            "A group is shared or per frame, never both: with two values nobody knows which"
            " one holds."
        ),
        effect=(
            "Viewers that prefer the other copy turn the segmentation if the copies ever differ."
        ),
        links=["https://github.com/cornerstonejs/cornerstone3D/pull/2291"],
        requirements=["LM-FG-002"],
        features=["mono8"],
    )
