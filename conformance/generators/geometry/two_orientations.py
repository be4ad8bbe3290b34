from conformance.draft import Draft, accept
from conformance.phantom import segmentation

SPOTS = [["-10", "-20", "30"], ["-10", "-20", "32.5"], ["-10", "0", "50"]]
CORONAL = ["1", "0", "0", "0", "0", "-1"]
LABELS = [[[0, 1, 0], [1, 1, 0]], [[0, 2, 2], [2, 2, 0]], [[0, 3, 0], [3, 3, 3]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, background=0, positions=SPOTS)
    axial = seg.elements["SharedFunctionalGroupsSequence"][0].pop("PlaneOrientationSequence")
    groups = seg.elements["PerFrameFunctionalGroupsSequence"]
    for group in groups:
        group["PlaneOrientationSequence"] = axial
    groups[2]["PlaneOrientationSequence"] = [{"ImageOrientationPatient": CORONAL}]
    seg.frame_models[2]["orientation"] = CORONAL
    groups[2]["FrameContentSequence"] = [{"DimensionIndexValues": [3]}]
    return accept(
        seg.file(),
        seg.model(),
        title="Two axial frames and one coronal frame",
        why="The orientation may be per frame. Readers take that of the first frame for all.",
        effect="The coronal frame is drawn as an axial slice.",
        links=["https://github.com/Project-MONAI/monai-deploy/issues/96"],
        requirements=["LM-FG-006", "LM-FG-002"],
        features=["mono8", "labels", "geometry"],
        compare={"freedoms": ["frame-order"]},
    )
