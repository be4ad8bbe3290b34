from conformance.draft import Draft, reject
from conformance.phantom import segmentation

LABELS = [[[0, 1], [1, 1]], [[0, 2], [2, 0]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, background=0, sources=())
    del seg.elements["FrameOfReferenceUID"], seg.elements["PositionReferenceIndicator"]
    return reject(
        seg.file(),
        ["geometry.missing-attribute"],
        twin="references.nothing-referenced",
        op="validate",
        title="Positions without a Frame of Reference, and no image is referenced",
        why="Positions mean nothing if nobody knows in which space.",
        effect="Nothing ties the segmentation to an image.",
        links=["https://github.com/ImagingDataCommons/highdicom/issues/183"],
        requirements=[
            "LM-FOR-002",
            "LM-MOD-009",
            "LM-FG-008",
            "LM-FG-004",
            "LM-FG-005",
            "LM-FG-006",
            "LM-FOR-001",
        ],
        features=["mono8"],
    )
