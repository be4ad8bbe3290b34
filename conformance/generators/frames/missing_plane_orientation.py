from conformance.draft import Draft, reject
from conformance.phantom import segmentation

LABELS = [[[0, 1], [1, 1]], [[0, 2], [2, 0]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, background=0, sources=())
    del seg.elements["SharedFunctionalGroupsSequence"][0]["PlaneOrientationSequence"]
    return reject(
        seg.file(),
        ["frames.missing-group"],
        twin="references.nothing-referenced",
        op="validate",
        title="There is no Plane Orientation group",
        why=(
            "A segmentation in patient space without references to images needs it. Readers"
            " fall back to axial."
        ),
        effect="A sagittal segmentation is drawn as an axial one.",
        links=["https://github.com/cornerstonejs/cornerstone3D/pull/2611"],
        requirements=["LM-FG-006", "LM-FG-008", "LM-FG-012"],
        features=["mono8"],
    )
