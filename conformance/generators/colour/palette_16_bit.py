from conformance.draft import Draft, accept
from conformance.phantom import segmentation

COLOURS = {0: [0, 0, 0], 1: [200, 30, 60], 2: [30, 200, 61], 3: [20, 130, 250]}


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [2, 3]]], palette=list(COLOURS.values()))

    expected = seg.model()
    for number, colour in COLOURS.items():
        expected["segments"][str(number)]["colour"] = colour
    return accept(
        seg.file(),
        expected,
        title="A palette of four entries of 16 bits",
        why=(
            "8-bit intensities in 16-bit entries are multiplied with 257. Readers that take"
            " the low byte get the same, those that shift the wrong way get black."
        ),
        effect="The colours are not those of the writer.",
        links=["https://github.com/OHIF/Viewers/issues/1601"],
        requirements=["LM-COL-001", "LM-COL-002", "LM-COL-004", "LM-COL-005", "LM-COL-007"],
        features=["mono8", "palette", "labels", "segments", "colour"],
    )
