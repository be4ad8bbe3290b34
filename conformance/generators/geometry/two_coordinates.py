from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]], [[1, 1], [0, 1]]], background=0)
    del seg.elements["PerFrameFunctionalGroupsSequence"][0]["PlanePositionSequence"][0][
        "ImagePositionPatient"
    ][2]
    return reject(
        seg.file(),
        ["geometry.multiplicity", "dataset.multiplicity"],
        twin="geometry.complete",
        op="validate",
        title="Image Position (Patient) has two values",
        why="Three are needed; writers for plane images leave z out.",
        effect="The frame is at height 0.",
        requirements=["LM-FG-020", "LM-FG-005"],
        features=["mono8"],
    )
