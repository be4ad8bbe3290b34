from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements["SOPClassUID"] = "1.2.840.10008.5.1.4.1.1.66.5"
    seg.meta["MediaStorageSOPClassUID"] = "1.2.840.10008.5.1.4.1.1.66.5"
    return reject(
        seg.file(),
        ["dataset.sop-class"],
        twin="file.plain",
        title="A reader meets the SOP Class of surfaces",
        why="The class is the contract. A reader of label maps that ignores it reads height "
        "maps, surfaces and CT as labels.",
        effect="An image of another kind is painted over the patient as labels.",
        requirements=["LM-GEN-001"],
        features=["mono8"],
    )
