from conformance.colour import cielab
from conformance.draft import Draft, either
from conformance.phantom import segmentation

COLOURS = {0: [0, 0, 0], 1: [200, 30, 60], 2: [30, 200, 61], 3: [20, 130, 250]}


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [2, 3]]], palette=list(COLOURS.values()))
    seg.elements["SegmentSequence"][1]["RecommendedDisplayCIELabValue"] = cielab([255, 255, 0])
    expected = seg.model()
    for number, colour in COLOURS.items():
        expected["segments"][str(number)]["colour"] = colour
    return either(
        seg.file(),
        [
            ("palette", "The palette says the colour", expected),
            ("refused", "CIELab is not allowed beside a palette", ["colour.cielab"]),
        ],
        clarification="0010",
        twin="colour.palette-16-bit",
        title="A segment of a PALETTE COLOR label map has a recommended colour of its own",
        why=(
            "The palette holds the colours, so CIELab is excluded. Where both are, viewers "
            "differ in which one they show."
        ),
        effect="The same file is red in one viewer and yellow in another.",
        links=["https://github.com/DCMTK/dcmtk/commit/69d794ca4"],
        requirements=["LM-DES-021"],
        features=["mono8", "palette", "labels", "segments", "colour"],
    )
