from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]], [[1, 1], [0, 1]]], background=0)
    for group in seg.elements["PerFrameFunctionalGroupsSequence"]:
        group["PlaneOrientationSequence"] = seg.elements["SharedFunctionalGroupsSequence"][0][
            "PlaneOrientationSequence"
        ]
    del seg.elements["SharedFunctionalGroupsSequence"][0]["PlaneOrientationSequence"]
    del seg.elements["PerFrameFunctionalGroupsSequence"][1]["PlaneOrientationSequence"]
    return reject(
        seg.file(),
        ["frames.missing-group"],
        twin="frames.all-per-frame",
        op="validate",
        title="Plane Orientation is per frame, but the second frame has none",
        why=(
            "A group that is per frame stands in every frame; readers inherit it from the "
            "frame before, or use an identity."
        ),
        effect="One slice is turned against the others.",
        requirements=["LM-FG-002", "LM-FG-006"],
        features=["mono8"],
    )
