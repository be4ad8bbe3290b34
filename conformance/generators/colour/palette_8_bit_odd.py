from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.phantom import segmentation

COLOURS = {0: [0, 0, 0], 1: [200, 30, 60], 2: [30, 200, 61]}


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [2, 2]]], palette=list(COLOURS.values()))
    for channel, name in enumerate(("Red", "Green", "Blue")):
        seg.elements[f"{name}PaletteColorLookupTableDescriptor"] = [len(COLOURS), 0, 8]
        table = bytes(colour[channel] for colour in COLOURS.values())
        seg.elements[f"{name}PaletteColorLookupTableData"] = bs.padded(table)
    expected = seg.model()
    for number, colour in COLOURS.items():
        expected["segments"][str(number)]["colour"] = colour
    return accept(
        seg.file(),
        expected,
        title="A palette of three entries of 8 bits, with one byte of padding",
        why="The table is padded to an even length; the descriptor says how many entries count.",
        effect="The file is refused, or has a fourth colour.",
        links=["https://github.com/ImagingDataCommons/dicom-microscopy-viewer/issues/246"],
        requirements=["LM-COL-005", "LM-COL-002"],
        features=["mono8", "palette", "labels", "segments", "colour"],
    )
