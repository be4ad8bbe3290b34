from conformance.draft import Draft, accept
from conformance.phantom import segmentation

LABELS = [[[0, 1, 0], [1, 1, 0]], [[0, 2, 2], [2, 2, 0]], [[0, 3, 0], [3, 3, 3]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, background=0)
    del seg.elements["SharedFunctionalGroupsSequence"][0]["PixelMeasuresSequence"][0][
        "SpacingBetweenSlices"
    ]
    return accept(
        seg.file(),
        seg.model(),
        title="There is no Spacing Between Slices",
        why="It is optional outside tiled images; the distance follows from the positions.",
        effect="The file is refused, or its slices are 1 mm apart.",
        links=["https://github.com/ivmartel/dwv/issues/1602"],
        requirements=["LM-FG-019", "LM-FG-005"],
        features=["mono8", "labels", "geometry"],
        compare={"freedoms": ["frame-order"]},
    )
