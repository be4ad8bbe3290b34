from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.phantom import segmentation

COLOURS = {0: [0, 0, 0], 1: [200, 30, 60], 2: [30, 200, 61], 3: [20, 130, 250]}


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [2, 3]]], palette=list(COLOURS.values()))
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
        title="A palette of four entries of 8 bits in OW",
        why=(
            "Packed bytes in an attribute of 16-bit words. A viewer read them as words: "
            "half as many colours, each of two segments."
        ),
        effect="Colours are mixtures of two segments, the last ones are black.",
        links=[
            "https://github.com/ImagingDataCommons/dicom-microscopy-viewer/issues/246",
            "https://github.com/ImagingDataCommons/highdicom/commit/bc871c0c",
        ],
        requirements=["LM-COL-004", "LM-COL-005"],
        features=["mono8", "palette", "labels", "segments", "colour"],
    )
