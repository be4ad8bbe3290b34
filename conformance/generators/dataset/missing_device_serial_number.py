from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    del seg.elements["DeviceSerialNumber"]
    return reject(
        seg.file(),
        ["dataset.missing-attribute"],
        twin="dataset.complete",
        op="validate",
        title="Device Serial Number is missing",
        why="Enhanced General Equipment raises four attributes to Type 1. Software has no "
        "serial number, so writers leave it out: the commonest real defect of "
        "segmentations.",
        effect="The archive refuses the file for an attribute that nobody looks at.",
        links=["https://github.com/QIICR/QuantitativeReporting/issues/272"],
        requirements=["LM-SER-007", "LM-MOD-011"],
        features=["mono8"],
    )
