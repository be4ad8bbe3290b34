from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], kind="BINARY", frame_segments=[1])
    del seg.elements["PerFrameFunctionalGroupsSequence"][0]["PlanePositionSequence"][0][
        "ImagePositionPatient"
    ]
    return reject(
        seg.file(),
        ["geometry.missing-attribute"],
        twin="geometry.binary-complete",
        op="validate",
        title="BINARY: Plane Position without Image Position (Patient)",
        why="The group is there but has no content.",
        effect="The frame lands at the origin.",
        requirements=["LM-FG-020", "LM-FG-005", "LM-FG-017", "LM-DIM-004"],
        features=["binary"],
    )
