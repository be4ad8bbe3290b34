from conformance.draft import Draft, accept
from conformance.phantom import segmentation

LABELS = [[[0, 1], [1, 1]], [[0, 2], [2, 2]], [[0, 3], [3, 3]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, background=0)
    seg.elements["DimensionOrganizationType"] = "3D"
    return accept(
        seg.file(),
        op="validate",
        title="Equally spaced parallel frames are declared as 3D",
        why="A promise that a reader may rely on; this file keeps it.",
        effect="Correct volumes are reported as broken.",
        links=["https://github.com/NA-MIC/ProjectWeek/issues/994"],
        requirements=["LM-DIM-010", "LM-DIM-002"],
        features=["mono8"],
    )
