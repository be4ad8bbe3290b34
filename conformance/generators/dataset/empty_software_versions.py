from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements["SoftwareVersions"] = ""
    return reject(
        seg.file(),
        ["dataset.empty-value"],
        twin="dataset.complete",
        op="validate",
        title="Software Versions is empty",
        why="Type 1 in Enhanced General Equipment although Type 3 in General Equipment: a "
        "validator has to apply the stricter of two modules.",
        effect="Nobody can tell later which version of a segmentation tool made the file.",
        requirements=["LM-SER-007", "LM-GEN-005"],
        features=["mono8"],
    )
