from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]], [[1, 1], [0, 1]]], background=0)
    seg.elements["SegmentsOverlap"] = "MAYBE"
    return reject(
        seg.file(),
        ["dataset.enumerated-value"],
        twin="frames.label-map-no-overlap",
        op="validate",
        title="Segments Overlap is MAYBE",
        why="YES, UNDEFINED and NO are defined.",
        effect="Software takes an unknown word for one of the others.",
        requirements=["LM-OVL-001", "LM-OVL-002"],
        features=["mono8"],
    )
