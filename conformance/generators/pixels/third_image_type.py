from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements["ImageType"] = ["DERIVED", "PRIMARY", "AXIAL"]
    return reject(
        seg.file(),
        ["dataset.wrong-value"],
        twin="dataset.complete",
        op="validate",
        title="Image Type has a third value",
        why="Exactly two values are allowed here; writers copy AXIAL or LOCALIZER from the "
        "source image.",
        effect="Viewers that filter by image type hide the segmentation among localizers.",
        requirements=["LM-PIX-001", "LM-MOD-014"],
        features=["mono8"],
    )
