from conformance.draft import Draft, reject
from conformance.phantom import segmentation, uid


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements["PaletteColorLookupTableUID"] = uid(case_id, "pyramid")
    return reject(
        seg.file(),
        ["dataset.forbidden-attribute"],
        twin="dataset.complete",
        op="validate",
        title="MONOCHROME2 with the UID of a palette",
        why="A module whose condition is false is wholly absent. Writers that turn a palette off leave its UID behind.",
        effect="Viewers that cache palettes by UID colour a grayscale image.",
        requirements=["LM-GEN-004", "LM-MOD-021"],
        features=["mono8"],
    )
