from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]], [[1, 1], [0, 1]]], background=0)
    del seg.elements["DimensionOrganizationSequence"][0]["DimensionOrganizationUID"]
    return reject(
        seg.file(),
        ["frames.missing-attribute"],
        twin="frames.groups-complete",
        op="validate",
        title="An item of Dimension Organization Sequence has no UID",
        why="The UID ties the index to its organization.",
        effect="Dimensions of several files cannot be told apart.",
        links=["https://github.com/ImagingDataCommons/highdicom/issues/92"],
        requirements=["LM-DIM-001", "LM-DIM-004"],
        features=["mono8"],
    )
