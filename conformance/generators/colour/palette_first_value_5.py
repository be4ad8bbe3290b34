from conformance.draft import Draft, accept
from conformance.phantom import segmentation

COLOURS = {5: [10, 20, 30], 6: [200, 30, 60], 7: [30, 200, 61], 8: [20, 130, 250]}


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[5, 6], [7, 8]]], palette=list(COLOURS.values()))
    for name in ("Red", "Green", "Blue"):
        seg.elements[f"{name}PaletteColorLookupTableDescriptor"][1] = 5
    expected = seg.model()
    for number, colour in COLOURS.items():
        expected["segments"][str(number)]["colour"] = colour
    return accept(
        seg.file(),
        expected,
        title="The first entry of the palette belongs to value 5",
        why=(
            "The descriptor says which stored value is the first. Readers that start at 0 "
            "find all values beyond the end."
        ),
        effect="All segments have the colour of the last.",
        links=["https://github.com/OHIF/Viewers/issues/2366"],
        requirements=["LM-COL-003"],
        features=["mono8", "palette", "labels", "segments", "colour"],
    )
