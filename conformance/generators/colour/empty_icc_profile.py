from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(
        case_id, [[[0, 1], [1, 2]]], background=0, palette=[(0, 0, 0), (255, 0, 0), (0, 255, 255)]
    )
    seg.elements["ICCProfile"] = b""
    return reject(
        seg.file(),
        ["colour.missing-attribute", "dataset.missing-value", "dataset.missing-attribute"],
        twin="colour.complete",
        op="validate",
        title="The ICC Profile is empty",
        why="Type 1: with PALETTE COLOR the profile says what the numbers mean.",
        effect="Colours differ from screen to screen.",
        links=["https://github.com/ImagingDataCommons/highdicom/commit/bc871c0c"],
        requirements=["LM-COL-009", "LM-MOD-024"],
        features=["mono8", "palette"],
    )
