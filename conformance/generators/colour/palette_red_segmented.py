from conformance import bytesmith as bs
from conformance.draft import Draft, either
from conformance.phantom import segmentation

COLOURS = {0: [0, 0, 0], 1: [200, 30, 60], 2: [30, 200, 61], 3: [20, 130, 250]}


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [2, 3]]], palette=list(COLOURS.values()))
    table = seg.elements.pop("RedPaletteColorLookupTableData")
    seg.elements["SegmentedRedPaletteColorLookupTableData"] = bs.samples([0, 4], 16) + table
    plain = seg.model()
    for entry in plain["segments"].values():
        entry["colour"] = None
    expected = seg.model()
    for number, colour in COLOURS.items():
        expected["segments"][str(number)]["colour"] = colour
    return either(
        seg.file(),
        [
            ("expanded", "The segmented table is expanded", expected),
            ("no-colours", "The labels are read, no colour is shown", plain),
            (
                "refused",
                "Segmentations have plain tables only",
                [
                    "colour.segmented",
                    "colour.unreadable",
                    "colour.missing-attribute",
                    "dataset.missing-attribute",
                ],
            ),
        ],
        clarification="0028",
        twin="colour.palette-16-bit",
        title="One of the three palette tables is segmented",
        why=(
            "Newer text forbids segmented tables in segmentations, writers refuse them, one"
            " toolkit can write them. A reader may expand them, but must not show wrong "
            "colours."
        ),
        effect="Some viewers show no colours at all.",
        links=[
            "https://github.com/ImagingDataCommons/dicom-microscopy-viewer/commit/3dfb58d",
            "https://github.com/ImagingDataCommons/highdicom/issues/424",
        ],
        requirements=["LM-COL-006", "LM-COL-005"],
        features=["mono8", "palette", "labels", "segments", "colour"],
    )
