from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(
        case_id, [[[0, 1], [1, 2]]], background=0, palette=[(0, 0, 0), (255, 0, 0), (0, 255, 255)]
    )
    seg.elements["SegmentSequence"][1]["RecommendedDisplayGrayscaleValue"] = 65535
    return accept(
        seg.file(),
        op="validate",
        title="PALETTE COLOR with a recommended grey value",
        why="Only CIELab is excluded; the grey value remains allowed for screens without colour.",
        effect="Correct files are reported as broken.",
        requirements=["LM-COL-013", "LM-DES-019"],
        features=["mono8", "palette"],
    )
