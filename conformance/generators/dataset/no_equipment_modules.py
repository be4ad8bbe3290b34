from conformance.draft import Draft, reject
from conformance.phantom import segmentation

ABSENT = ["Manufacturer", "ManufacturerModelName", "DeviceSerialNumber", "SoftwareVersions"]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    for keyword in ABSENT:
        del seg.elements[keyword]
    return reject(
        seg.file(),
        ["dataset.missing-attribute"],
        twin="dataset.complete",
        op="validate",
        title="Nothing says which equipment made the object",
        why="The Enhanced General Equipment Module is mandatory: its four attributes "
        "say which program made the labels.",
        effect="A fault of one version cannot be traced to the objects that it made.",
        requirements=["LM-MOD-011"],
        features=["mono8"],
    )
