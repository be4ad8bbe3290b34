from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    del seg.meta["FileMetaInformationVersion"]
    return reject(
        seg.file(),
        ["dataset.missing-attribute"],
        twin="dataset.complete",
        op="validate",
        title="File Meta Information Version is missing",
        why="Two bytes that nobody reads, and Type 1. Home-made writers start with the "
        "transfer syntax.",
        effect="Strict receivers refuse the file.",
        requirements=["LM-FMI-002"],
        features=["mono8"],
    )
