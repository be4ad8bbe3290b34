from conformance.draft import Draft, reject
from conformance.phantom import segmentation

IMAGES = ["2.25.1", "2.25.2"]
LABELS = [[[0, 1], [1, 1]], [[0, 2], [2, 0]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, background=0, sources=IMAGES)
    seg.elements["ReferencedSeriesSequence"][0]["SeriesInstanceUID"] = "2.25.3"
    del seg.elements["PerFrameFunctionalGroupsSequence"][1]["DerivationImageSequence"][0][
        "SourceImageSequence"
    ][0]["ReferencedSOPInstanceUID"]
    return reject(
        seg.file(),
        ["references.missing-attribute"],
        twin="references.complete",
        op="validate",
        title="A source image has no instance UID",
        why="Type 1: without it nothing is referenced.",
        effect="The slice has no image.",
        requirements=["LM-FG-016"],
        features=["mono8"],
    )
