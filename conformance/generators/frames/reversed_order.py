from conformance.draft import Draft, accept
from conformance.phantom import segmentation, stack


def build(case_id: str) -> Draft:
    seg = segmentation(
        case_id,
        [[[0, 1], [1, 1]], [[0, 2], [2, 2]], [[0, 3], [3, 3]]],
        positions=stack(3)[::-1],
        background=0,
    )
    return accept(
        seg.file(),
        seg.model(),
        title="Frames are stored from head to feet",
        why="The place of a frame is its Image Position (Patient), not its number in the file.",
        effect="The segmentation is upside down over the image.",
        links=["https://github.com/OHIF/Viewers/issues/4421"],
        requirements=["LM-FG-003", "LM-FG-005"],
        features=["mono8", "labels", "geometry"],
        compare={"freedoms": ["frame-order"]},
    )
