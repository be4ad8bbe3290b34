from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(
        case_id, [[[0, 1], [1, 0]]], background=0, palette=[(0, 0, 0), (255, 255, 255)]
    )
    for colour in ("Red", "Green", "Blue"):
        del seg.elements[f"{colour}PaletteColorLookupTableDescriptor"]
    del seg.elements["RedPaletteColorLookupTableData"]
    return reject(
        seg.file(),
        ["dataset.missing-attribute"],
        twin="dataset.palette-complete",
        op="validate",
        title="PALETTE COLOR without palette descriptors",
        why="The module is conditional: its condition is the photometric interpretation, "
        "and then all of it must be there.",
        effect="The viewer has no colours, and shows nothing or crashes.",
        requirements=["LM-MOD-021", "LM-GEN-004", "LM-COL-001", "LM-COL-005"],
        features=["mono8", "palette"],
    )
