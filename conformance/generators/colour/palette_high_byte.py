from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.phantom import segmentation

COLOURS = {0: [0, 0, 0], 1: [200, 30, 60], 2: [30, 200, 61], 3: [20, 130, 250]}


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [2, 3]]], palette=list(COLOURS.values()))
    for name, step in (("Red", 90), ("Green", 17), ("Blue", 55)):
        table = [colour["Red Green Blue".split().index(name)] * 257 for colour in COLOURS.values()]
        table = [min(65535, value // 256 * 256 + step) for value in table]
        seg.elements[f"{name}PaletteColorLookupTableData"] = bs.samples(table, 16)
    expected = seg.model()
    for number, colour in COLOURS.items():
        expected["segments"][str(number)]["colour"] = colour
    return accept(
        seg.file(),
        expected,
        title="16-bit palette entries whose low bytes are noise",
        why=(
            "Entries are 16-bit numbers; the colour on an 8-bit screen is in the high byte."
            " Readers that take the low byte were lucky with entries of v*257."
        ),
        effect="All segments have the same dark colour.",
        links=["https://github.com/ImagingDataCommons/dicom-microscopy-viewer/issues/246"],
        requirements=["LM-COL-005", "LM-COL-004"],
        features=["mono8", "palette", "labels", "segments", "colour"],
    )
