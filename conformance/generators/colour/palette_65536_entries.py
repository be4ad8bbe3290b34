from conformance.draft import Draft, accept
from conformance.phantom import segmentation

COLOURS = {0: [0, 0, 0], 1: [1, 0, 9], 255: [255, 0, 9], 65535: [255, 255, 9]}


def build(case_id: str) -> Draft:
    seg = segmentation(
        case_id,
        [[[0, 1], [255, 65535]]],
        palette=[[v % 256, v // 256, 9 if v else 0] for v in range(65536)],
        bits=16,
    )

    expected = seg.model()
    for number, colour in COLOURS.items():
        expected["segments"][str(number)]["colour"] = colour
    return accept(
        seg.file(),
        expected,
        title="A palette of 65,536 entries, whose count is written as 0",
        why=(
            "The count does not fit 16 bits, so 0 stands for 65,536. Readers take it for an"
            " empty table."
        ),
        effect="Nothing has a colour, or the viewer divides by zero.",
        links=["https://github.com/OHIF/Viewers/issues/2366"],
        requirements=["LM-COL-002"],
        features=["mono16", "palette", "labels", "segments", "colour"],
        stored=False,
        size="65,536 entries in three tables are the point",
    )
