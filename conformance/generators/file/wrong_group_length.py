from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.meta["FileMetaInformationGroupLength"] = 4
    return reject(
        seg.file(),
        ["file.meta", "dataset.wrong-value"],
        twin="dataset.complete",
        op="validate",
        title="The group length of the file meta information is wrong",
        why="Readers that trust it look for the data set in the wrong place; others ignore "
        "it, so writers get away with it.",
        effect="The file opens in some programs only.",
        requirements=["LM-FMI-002"],
        features=["mono8"],
    )
