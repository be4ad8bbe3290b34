from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    data = seg.file()
    at = data.index(b"\x02\0\x12\0UI") + 4
    data = data[:at] + data[at + 2 : at + 4] + b"\0\0" + data[at + 4 :]
    return reject(
        data,
        ["file.damaged", "file.not-dicom", "file.meta"],
        twin="dataset.complete",
        op="validate",
        title="An element of the file meta information has no VR",
        why="Group 0002 is always Explicit VR Little Endian, whatever follows. Writers of "
        "Implicit VR files use one routine for both.",
        effect="Parsers lose their way before the data set begins.",
        requirements=["LM-FMI-001", "LM-FMI-002"],
        features=["mono8"],
    )
