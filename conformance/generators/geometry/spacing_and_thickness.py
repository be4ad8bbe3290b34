from conformance.draft import Draft, accept
from conformance.phantom import segmentation

LABELS = [[[0, 1, 0], [1, 1, 0]], [[0, 2, 2], [2, 2, 0]], [[0, 3, 0], [3, 3, 3]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, background=0, spacing=("0.7", "0.9"), thickness="5")
    seg.elements["SharedFunctionalGroupsSequence"][0]["PixelMeasuresSequence"][0][
        "SpacingBetweenSlices"
    ] = "2.5"
    return accept(
        seg.file(),
        seg.model(),
        title="Rows 0.7 mm, columns 0.9 mm, slices 5 mm thick and 2.5 mm apart",
        why=(
            "The first value of Pixel Spacing is between rows. Slices that overlap are "
            "thicker than they are apart; taking the thickness for the distance doubles the"
            " height."
        ),
        effect="The segmentation is stretched in one direction.",
        links=[
            "https://github.com/ivmartel/dwv/issues/1602",
            "https://github.com/ivmartel/dwv/issues/1677",
        ],
        requirements=["LM-FG-019", "LM-FG-004"],
        features=["mono8", "labels", "geometry"],
        compare={"freedoms": ["frame-order"]},
    )
