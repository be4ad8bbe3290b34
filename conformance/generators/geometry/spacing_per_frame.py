from conformance.draft import Draft, accept
from conformance.phantom import segmentation

LABELS = [[[0, 1, 0], [1, 1, 0]], [[0, 2, 2], [2, 2, 0]], [[0, 3, 0], [3, 3, 3]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, background=0)
    measures = seg.elements["SharedFunctionalGroupsSequence"][0].pop("PixelMeasuresSequence")[0]
    for group in seg.elements["PerFrameFunctionalGroupsSequence"]:
        group["PixelMeasuresSequence"] = [measures]
    seg.elements["PerFrameFunctionalGroupsSequence"][2]["PixelMeasuresSequence"] = [
        measures | {"PixelSpacing": ["0.35", "0.45"]}
    ]
    seg.frame_models[2]["spacing"] = ["0.35", "0.45"]
    return accept(
        seg.file(),
        seg.model(),
        title="One frame has half the pixel spacing of the others",
        why="Pixel Measures may be per frame. Readers take those of the first frame for all.",
        effect="The last slice of the segmentation has twice its true size.",
        links=["https://github.com/ImagingDataCommons/highdicom/issues/345"],
        requirements=["LM-FG-004", "LM-FG-002"],
        features=["mono8", "labels", "geometry"],
        compare={"freedoms": ["frame-order"]},
    )
