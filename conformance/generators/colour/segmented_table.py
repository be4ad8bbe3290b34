from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(
        case_id, [[[0, 1], [1, 2]]], background=0, palette=[(0, 0, 0), (255, 0, 0), (0, 255, 255)]
    )
    seg.elements["SegmentedRedPaletteColorLookupTableData"] = bs.samples([0, 3, 0, 65535, 0], 16)
    return reject(
        seg.file(),
        ["colour.segmented", "dataset.forbidden-attribute"],
        twin="colour.complete",
        op="validate",
        title="A segmented red table beside the plain one",
        why=(
            "Segmented tables are not allowed in segmentations, and two tables for one "
            "colour are one too many."
        ),
        effect="The colour depends on which table a viewer finds first.",
        links=["https://github.com/ImagingDataCommons/highdicom/issues/424"],
        requirements=["LM-COL-006"],
        features=["mono8", "palette"],
    )
