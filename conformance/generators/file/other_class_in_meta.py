from conformance.draft import Draft, reject
from conformance.phantom import SEGMENTATION_STORAGE, segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.meta["MediaStorageSOPClassUID"] = SEGMENTATION_STORAGE
    return reject(
        seg.file(),
        ["dataset.sop-class", "dataset.wrong-value"],
        twin="dataset.complete",
        op="validate",
        title="The file meta information names another SOP Class",
        why="Converters change the data set and copy the file meta information of the source.",
        effect="Sorted as a classic segmentation, opened as a label map.",
        requirements=["LM-FMI-003"],
        features=["mono8"],
    )
