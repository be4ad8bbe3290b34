from conformance.draft import Draft, reject
from conformance.phantom import segmentation, uid


def build(case_id: str) -> Draft:
    seg = segmentation("dataset.complete", [[[0, 1], [1, 0]]], background=0)
    seg.meta["MediaStorageSOPInstanceUID"] = uid(case_id, "source")
    return reject(
        seg.file(),
        ["dataset.wrong-value"],
        twin="dataset.complete",
        op="validate",
        title="The file meta information names another instance",
        why="Editors give the data set a new identity and forget the copy in front.",
        effect="The archive finds the file under one UID and returns another.",
        requirements=["LM-FMI-003"],
        features=["mono8"],
    )
