from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(
        case_id, [[[0, 1], [1, 2]]], background=0, palette=[(0, 0, 0), (255, 0, 0), (0, 255, 255)]
    )
    del seg.elements["BluePaletteColorLookupTableData"]
    return reject(
        seg.file(),
        ["colour.missing-attribute", "dataset.missing-attribute"],
        twin="colour.complete",
        op="validate",
        title="The blue palette has no table",
        why="All three are required.",
        effect="The file has no colours, or crashes a reader.",
        requirements=["LM-COL-005", "LM-MOD-021"],
        features=["mono8", "palette"],
    )
