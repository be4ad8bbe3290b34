from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], kind="BINARY", frame_segments=[1])
    del seg.elements["SharedFunctionalGroupsSequence"][0]["PixelMeasuresSequence"][0][
        "SliceThickness"
    ]
    return reject(
        seg.file(),
        ["geometry.missing-attribute"],
        twin="geometry.binary-complete",
        op="validate",
        title="BINARY in a Frame of Reference without Slice Thickness",
        why="Required there by the SOP Class.",
        effect="Volumes computed from the file are missing or wrong.",
        requirements=["LM-FG-017"],
        features=["binary"],
    )
