from conformance.draft import Draft, reject
from conformance.phantom import segmentation

IMAGES = ["2.25.1", "2.25.2"]
LABELS = [[[0, 1], [1, 1]], [[0, 2], [2, 0]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, background=0, sources=IMAGES)
    seg.elements["ReferencedSeriesSequence"][0]["SeriesInstanceUID"] = "2.25.3"
    seg.elements["PerFrameFunctionalGroupsSequence"][1]["DerivationImageSequence"][0][
        "SourceImageSequence"
    ][0]["SpatialLocationsPreserved"] = "TRUE"
    return reject(
        seg.file(),
        ["dataset.enumerated-value", "references.enumerated-value"],
        twin="references.complete",
        op="validate",
        title="Spatial Locations Preserved is TRUE",
        why="YES, NO and REORIENTED_ONLY are defined.",
        effect=(
            "Viewers take an unknown word for NO and hide the overlay, or for YES and misplace it."
        ),
        links=["https://github.com/nroduit/Weasis/pull/816"],
        requirements=["LM-FG-016"],
        features=["mono8"],
    )
