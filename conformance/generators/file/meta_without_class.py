from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    del seg.meta["MediaStorageSOPClassUID"]
    return reject(
        seg.file(),
        ["dataset.missing-attribute"],
        twin="dataset.complete",
        op="validate",
        title="Media Storage SOP Class UID is missing",
        why="Software that sorts files without parsing them reads only the file meta information.",
        effect="The file is not recognised as a segmentation by DICOMDIR tools.",
        requirements=["LM-FMI-002"],
        features=["mono8"],
    )
