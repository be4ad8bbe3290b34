from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements["PixelRepresentation"] = 1
    return reject(
        seg.file(),
        ["dataset.wrong-value"],
        twin="dataset.complete",
        op="validate",
        title="Pixel Representation says signed",
        why="Labels are unsigned. The attribute is copied from CT, and it also decides how "
        "Pixel Padding Value is read.",
        effect="Labels above 127 become negative and vanish.",
        links=["https://github.com/dcm4che/dcm4che/issues/1368"],
        requirements=["LM-PIX-005"],
        features=["mono8"],
    )
