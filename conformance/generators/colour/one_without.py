from conformance.colour import cielab
from conformance.draft import Draft, accept
from conformance.phantom import segment, segmentation

COLOURS = {1: [200, 30, 60], 2: None, 3: [20, 130, 60]}


def build(case_id: str) -> Draft:
    seg = segmentation(
        case_id,
        [[[1, 2, 3]]],
        segments=[
            segment(1, RecommendedDisplayCIELabValue=cielab([200, 30, 60])),
            segment(2),
            segment(3, RecommendedDisplayCIELabValue=cielab([20, 130, 60])),
        ],
    )
    expected = seg.model()
    for number, colour in COLOURS.items():
        expected["segments"][str(number)]["colour"] = colour
    return accept(
        seg.file(),
        expected,
        title="The second of three segments has no recommended colour",
        why=(
            "The attribute is optional. A viewer crashed without it, others give the next "
            "segment's colour to this one."
        ),
        effect="The viewer crashes, or colours move up by one.",
        links=[
            "https://github.com/OHIF/Viewers/issues/3939",
            "https://github.com/cornerstonejs/cornerstone3D/pull/2882",
        ],
        requirements=["LM-DES-020"],
        features=["mono8", "labels", "segments", "colour"],
        compare={"tolerance": {"colour": 20}},
    )
