from conformance import bytesmith as bs
from conformance.draft import Draft, either
from conformance.phantom import segmentation

COLOURS = {0: [0, 0, 0], 1: [200, 30, 60], 2: [30, 200, 61], 3: [20, 130, 250]}


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [2, 3]]], palette=list(COLOURS.values()))
    for channel, name in enumerate(("Red", "Green", "Blue")):
        seg.elements[f"{name}PaletteColorLookupTableDescriptor"] = [len(COLOURS), 0, 8]
        table = bytes(colour[channel] for colour in COLOURS.values())
        seg.elements[f"{name}PaletteColorLookupTableData"] = bs.samples(table, 16)
    expected = seg.model()
    for number, colour in COLOURS.items():
        expected["segments"][str(number)]["colour"] = colour
    return either(
        seg.file(),
        [
            ("read", "One entry a word is understood", expected),
            ("refused", "8-bit entries are packed bytes", ["colour.length", "colour.table-length"]),
        ],
        clarification="0030",
        twin="colour.palette-8-bit",
        title="8-bit palette entries, each in a word of its own",
        why=(
            "Older readers expect one entry a word, newer text packs bytes. The tables are "
            "then twice as long as the descriptor says, and every second entry is black."
        ),
        effect="Every second segment is black.",
        links=["https://github.com/ImagingDataCommons/dicom-microscopy-viewer/issues/246"],
        requirements=["LM-COL-005", "LM-COL-004"],
        features=["mono8", "palette", "labels", "segments", "colour"],
    )
