from conformance.draft import Draft, reject
from conformance.phantom import segmentation

LABELS = [[[0, 1], [1, 1]], [[0, 2], [2, 2]], [[0, 3], [3, 3]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, background=0)
    seg.elements["DimensionOrganizationType"] = "3D"
    seg.elements["PerFrameFunctionalGroupsSequence"][2]["PlanePositionSequence"] = [
        {"ImagePositionPatient": ["-10", "-20", "42"]}
    ]
    return reject(
        seg.file(),
        ["geometry.irregular", "frames.no-volume"],
        twin="frames.three-dimensional",
        op="validate",
        title="Frames are declared as 3D, but the last one is too far away",
        why="Readers that trust the declaration take the first spacing for all.",
        effect="The last slice is 7 mm from where it belongs.",
        links=["https://github.com/NA-MIC/ProjectWeek/issues/994"],
        requirements=["LM-DIM-010"],
        features=["mono8"],
    )
