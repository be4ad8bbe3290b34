from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements["SegmentationType"] = "HEIGHTMAP"
    return reject(
        seg.file(),
        ["dataset.enumerated-value", "dataset.wrong-value"],
        twin="file.plain",
        title="A reader meets Segmentation Type HEIGHTMAP",
        why="A type of another class. Readers that treat every type but BINARY as labels "
        "show heights as organs.",
        effect="Heights of the retina are shown as segments.",
        requirements=["LM-TYP-001", "LM-GEN-002"],
        features=["mono8"],
    )
