from conformance.draft import Draft, accept
from conformance.phantom import segmentation

COLOURS = {0: [200, 30, 60], 1: [200, 30, 60], 2: [30, 200, 61], 3: [20, 130, 250]}


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [2, 3]]], palette=list(COLOURS.values())[1:])
    for name in ("Red", "Green", "Blue"):
        seg.elements[f"{name}PaletteColorLookupTableDescriptor"][1] = 1
    expected = seg.model()
    for number, colour in COLOURS.items():
        expected["segments"][str(number)]["colour"] = colour
    return accept(
        seg.file(),
        expected,
        title="The palette starts after the first segment",
        why=(
            "Values below the first one have the colour of the first entry. Readers compute"
            " a negative index."
        ),
        effect="The first segment has the colour of the last, or the viewer crashes.",
        links=["https://github.com/ImagingDataCommons/highdicom/commit/cd976d1d"],
        requirements=["LM-COL-003", "LM-COL-008"],
        features=["mono8", "palette", "labels", "segments", "colour"],
        level="SHOULD",
    )
