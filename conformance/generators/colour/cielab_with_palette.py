from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(
        case_id, [[[0, 1], [1, 2]]], background=0, palette=[(0, 0, 0), (255, 0, 0), (0, 255, 255)]
    )
    seg.elements["SegmentSequence"][1]["RecommendedDisplayCIELabValue"] = [65535, 32896, 32896]
    return reject(
        seg.file(),
        ["colour.cielab"],
        twin="colour.complete",
        op="validate",
        title="PALETTE COLOR with a recommended CIELab colour",
        why="The palette holds the colours; CIELab is excluded.",
        effect="Red in one viewer, white in another.",
        links=["https://github.com/DCMTK/dcmtk/commit/69d794ca4"],
        requirements=["LM-DES-021"],
        features=["mono8", "palette"],
    )
