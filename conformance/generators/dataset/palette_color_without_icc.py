from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(
        case_id, [[[0, 1], [1, 0]]], background=0, palette=[(0, 0, 0), (255, 255, 255)]
    )
    del seg.elements["ICCProfile"]
    return reject(
        seg.file(),
        ["dataset.missing-attribute"],
        twin="dataset.palette-complete",
        op="validate",
        title="PALETTE COLOR without ICC Profile",
        why="The ICC Profile Module is required with PALETTE COLOR. Some writers leave it "
        "out unless the caller gives one.",
        effect="Colours look different on every display, and strict archives refuse the file.",
        requirements=["LM-MOD-024", "LM-GEN-004", "LM-COL-009"],
        features=["mono8", "palette"],
    )
