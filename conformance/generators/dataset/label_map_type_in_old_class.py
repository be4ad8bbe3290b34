from conformance.draft import Draft, either
from conformance.phantom import SEGMENTATION_STORAGE, segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements["SOPClassUID"] = SEGMENTATION_STORAGE
    seg.meta["MediaStorageSOPClassUID"] = SEGMENTATION_STORAGE
    return either(
        seg.file(),
        [
            ("read-as-label-map", "Segmentation Type and pixel description decide", seg.model()),
            (
                "refused",
                "LABELMAP is not a type of this class",
                ["dataset.sop-class", "dataset.enumerated-value"],
            ),
        ],
        clarification="0008",
        twin="file.plain",
        title="A reader meets a label map under Segmentation Storage",
        why="Prototypes wrote LABELMAP under the class of BINARY segmentations. Readers "
        "that choose by class unpack bits; the type and eight bits per sample say "
        "otherwise.",
        effect="A label map is shown as one noisy mask.",
        links=["https://github.com/OHIF/Viewers/issues/6216"],
        requirements=["LM-GEN-003", "LM-GEN-001"],
        features=["mono8", "labels"],
    )
