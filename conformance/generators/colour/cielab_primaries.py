from conformance.colour import cielab
from conformance.draft import Draft, accept
from conformance.phantom import segment, segmentation

COLOURS = {
    1: [255, 0, 0],
    2: [0, 255, 0],
    3: [0, 0, 255],
    4: [255, 255, 0],
    5: [0, 255, 255],
    6: [255, 0, 255],
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
        title="Recommended colours at the edge of sRGB",
        why=(
            "Values are in the profile connection space, whose white point is D50. Pure "
            "red, green, blue and their mixtures are where D65 instead, or missing "
            "clipping, shows."
        ),
        effect="Two viewers show two greens and two blues for one file.",
        links=[
            "https://github.com/QIICR/dcmqi/issues/563",
            "https://github.com/OHIF/Viewers/issues/1601",
        ],
        requirements=["LM-DES-020"],
        features=["mono8", "labels", "segments", "colour"],
        level="SHOULD",
    )
