from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    data = seg.file().replace(b"DICM", b"DIXM", 1)
    return reject(
        data,
        ["file.not-dicom", "file.damaged"],
        twin="dataset.complete",
        op="validate",
        title="The prefix is not DICM",
        why="Programs that only look at the file name or try to parse anyway accept it; "
        "nothing else can know what it is.",
        effect="The archive files an unknown object, and no viewer finds it.",
        requirements=["LM-FMI-001"],
        features=["mono8"],
    )
