from conformance.draft import Draft, accept
from conformance.phantom import segmentation

LABELS = [[[0, 1, 0], [1, 1, 0]], [[0, 2, 2], [2, 2, 0]], [[0, 3, 0], [3, 3, 3]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, background=0)
    seg.elements["SharedFunctionalGroupsSequence"][0]["PixelMeasuresSequence"][0][
        "SpacingBetweenSlices"
    ] = "5"
    return accept(
        seg.file(),
        seg.model(),
        title="Spacing Between Slices contradicts the positions",
        why=(
            "The positions say where the frames are. The attribute is a remark, copied from"
            " the source and often wrong after cropping or merging."
        ),
        effect="The segmentation is twice as high as the organ.",
        links=["https://github.com/ivmartel/dwv/issues/1602"],
        requirements=["LM-FG-005", "LM-FG-019"],
        features=["mono8", "labels", "geometry"],
        compare={"freedoms": ["frame-order"]},
    )
