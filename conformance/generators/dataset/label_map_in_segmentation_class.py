from conformance.draft import Draft, reject
from conformance.phantom import SEGMENTATION_STORAGE, segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements["SOPClassUID"] = SEGMENTATION_STORAGE
    seg.meta["MediaStorageSOPClassUID"] = SEGMENTATION_STORAGE
    return reject(
        seg.file(),
        ["dataset.sop-class", "dataset.wrong-value"],
        twin="dataset.complete",
        op="validate",
        title="Segmentation Type LABELMAP in Segmentation Storage",
        why="Prototypes stored label maps under the class of BINARY segmentations, and some "
        "viewers choose their decoder by the class.",
        effect="The labels are shown as one single segment, or not at all.",
        links=["https://github.com/OHIF/Viewers/issues/6216"],
        requirements=["LM-GEN-003"],
        features=["mono8"],
    )
