from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(
        case_id, [[[0, 1], [1, 2]]], background=0, palette=[(0, 0, 0), (255, 0, 0), (0, 255, 255)]
    )
    for name in ("Red", "Green", "Blue"):
        seg.elements[f"{name}PaletteColorLookupTableDescriptor"] = [3, 0, 12]
    return reject(
        seg.file(),
        ["colour.bits"],
        twin="colour.complete",
        op="validate",
        title="Palette entries have 12 bits",
        why="8 or 16 are allowed. 12-bit entries are known from monitors.",
        effect="Colours are sixteen times too dark.",
        requirements=["LM-COL-004"],
        features=["mono8", "palette"],
    )
