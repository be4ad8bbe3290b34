from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements["SegmentationFractionalType"] = "PROBABILITY"
    seg.elements["MaximumFractionalValue"] = 255
    return reject(
        seg.file(),
        ["dataset.forbidden-attribute"],
        twin="dataset.complete",
        op="validate",
        title="Fractional attributes in a label map",
        why="Their condition is false for LABELMAP. Writers that derive the label map from "
        "a probability map keep them.",
        effect="A reader divides labels by 255 and shows fractions of organs.",
        requirements=["LM-TYP-005"],
        features=["mono8"],
    )
