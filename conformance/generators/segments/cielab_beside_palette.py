from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(
        case_id, [[[0, 1], [1, 0]]], background=0, palette=[(0, 0, 0), (255, 255, 255)]
    )
    item = seg.elements["SegmentSequence"][1]
    item["RecommendedDisplayCIELabValue"] = [30000, 40000, 40000]
    return reject(
        seg.file(),
        ["dataset.forbidden-attribute"],
        twin="dataset.palette-complete",
        op="validate",
        title="A CIELab colour in a PALETTE COLOR label map",
        why="The palette holds the colours, so a second one is not allowed. DCMTK drops it, "
        "others keep both.",
        effect="One viewer shows the palette, another the recommendation.",
        links=["https://github.com/DCMTK/dcmtk/commit/69d794ca4"],
        requirements=["LM-DES-021"],
        features=["mono8", "palette"],
    )
