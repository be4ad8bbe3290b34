from conformance.draft import Draft, accept
from conformance.phantom import segmentation

COLOURS = {0: [0, 0, 0], 1: [200, 30, 60], 2: [30, 200, 61], 3: [30, 200, 61]}


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [2, 3]]], palette=list(COLOURS.values())[:3])

    expected = seg.model()
    for number, colour in COLOURS.items():
        expected["segments"][str(number)]["colour"] = colour
    return accept(
        seg.file(),
        expected,
        title="The palette ends before the last segment",
        why=(
            "Values beyond the end have the colour of the last entry. Readers run over the "
            "end of the table."
        ),
        effect="The last segment has random colours, or the viewer crashes.",
        links=["https://github.com/ImagingDataCommons/highdicom/commit/cd976d1d"],
        requirements=["LM-COL-003", "LM-COL-008"],
        features=["mono8", "palette", "labels", "segments", "colour"],
        level="SHOULD",
    )
