from conformance.draft import Draft, reject
from conformance.phantom import segmentation, uid


def build(case_id: str) -> Draft:
    seg = segmentation(
        case_id, [[[0, 1], [1, 2]]], background=0, palette=[(0, 0, 0), (255, 0, 0), (0, 255, 255)]
    )
    names = [uid(case_id, "pyramid"), uid(case_id, "source")]
    seg.elements |= {"PaletteColorLookupTableUID": names, "ColorSpace": "SRGB"}
    return reject(
        seg.file(),
        ["dataset.multiplicity", "dataset.wrong-value"],
        twin="colour.palette-uid",
        op="validate",
        title="A palette with two UIDs",
        why="One palette has one UID. A writer that merges two palettes keeps both names.",
        effect="Viewers that cache palettes by UID show the colours of another file.",
        requirements=["LM-COL-012"],
        features=["mono8", "palette"],
    )
