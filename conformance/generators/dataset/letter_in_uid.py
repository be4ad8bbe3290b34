from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements["DimensionOrganizationSequence"][0]["DimensionOrganizationUID"] = "1.2.840.a.5"
    return reject(
        seg.file(),
        ["dataset.wrong-value"],
        twin="dataset.complete",
        op="validate",
        title="A UID has a letter in it",
        why="Writers use UUIDs in hexadecimal or plain names where a UID is asked for.",
        effect="The archive refuses the file, or stores it under an id that cannot be queried.",
        requirements=["LM-SOP-004"],
        features=["mono8"],
    )
