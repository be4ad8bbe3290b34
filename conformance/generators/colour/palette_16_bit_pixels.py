from conformance.draft import Draft, accept
from conformance.phantom import segmentation

COLOURS = {300: [200, 30, 60], 301: [30, 200, 61], 302: [20, 130, 250]}


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[300, 301], [302, 300]]], palette=list(COLOURS.values()), bits=16)
    for name in ("Red", "Green", "Blue"):
        seg.elements[f"{name}PaletteColorLookupTableDescriptor"][1] = 300
    expected = seg.model()
    for number, colour in COLOURS.items():
        expected["segments"][str(number)]["colour"] = colour
    return accept(
        seg.file(),
        expected,
        title="16-bit pixels, and a palette that starts at 300",
        why=(
            "Palettes of more than 8-bit pixels are rare elsewhere; decoders for pictures "
            "refuse them or take the low byte."
        ),
        effect="Segments have no colour, or that of another.",
        links=["https://github.com/innovative-io/io-dicom/issues/46"],
        requirements=["LM-COL-003", "LM-PIX-006"],
        features=["mono16", "palette", "labels", "segments", "colour"],
    )
