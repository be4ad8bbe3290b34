from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements["SOPClassUID"] = "1.2.840.10008.5.1.4.1.1.66.5"
    seg.meta["MediaStorageSOPClassUID"] = "1.2.840.10008.5.1.4.1.1.66.5"
    return reject(
        seg.file(),
        ["dataset.sop-class", "dataset.wrong-value"],
        twin="dataset.complete",
        op="validate",
        title="The SOP Class is Surface Segmentation Storage",
        why="Label maps come as Segmentation Storage or Label Map Segmentation Storage "
        "only; neighbouring UIDs differ in one digit.",
        effect="The file is stored as a surface and opened by nothing.",
        requirements=["LM-GEN-001", "LM-MOD-018"],
        features=["mono8"],
    )
