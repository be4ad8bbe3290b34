from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]], [[1, 1], [0, 1]]], background=0)
    for group in seg.elements["PerFrameFunctionalGroupsSequence"]:
        group["PlaneOrientationSequence"] = seg.elements["SharedFunctionalGroupsSequence"][0][
            "PlaneOrientationSequence"
        ]
    del seg.elements["SharedFunctionalGroupsSequence"][0]["PlaneOrientationSequence"]
    return accept(
        seg.file(),
        op="validate",
        title="Plane Orientation is per frame, although all are equal",
        why="A writer may keep a group per frame even if it never changes.",
        effect="Correct files are reported as broken.",
        requirements=["LM-FG-002", "LM-FG-006"],
        features=["mono8"],
    )
