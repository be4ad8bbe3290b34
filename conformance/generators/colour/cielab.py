from conformance.colour import cielab
from conformance.draft import Draft, accept
from conformance.phantom import segment, segmentation

COLOURS = {
    1: [0, 0, 0],
    2: [128, 0, 0],
    3: [25, 22, 23],
    4: [255, 255, 255],
    5: [180, 174, 170],
    6: [36, 36, 36],
}


def build(case_id: str) -> Draft:
    items = [segment(n, RecommendedDisplayCIELabValue=cielab(c)) for n, c in COLOURS.items()]
    seg = segmentation(case_id, [[list(COLOURS)]], segments=items)
    expected = seg.model()
    for number, colour in COLOURS.items():
        expected["segments"][str(number)]["colour"] = colour
    return accept(
        seg.file(),
        expected,
        title="Recommended colours from black to white",
        why=(
            "CIELab has signed components on an unsigned scale. A converter returned grey "
            "for black, and components below zero that wrap to four thousand million."
        ),
        effect="Organs have wrong colours; dark ones are grey or white.",
        links=[
            "https://github.com/QIICR/dcmqi/issues/563",
            "https://github.com/QIICR/dcmqi/issues/412",
        ],
        requirements=["LM-DES-020"],
        features=["mono8", "labels", "segments", "colour"],
        compare={"tolerance": {"colour": 8}},
    )
