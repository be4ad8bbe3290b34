from conformance.draft import Draft, reject
from conformance.phantom import segmentation

IMAGES = ["2.25.1", "2.25.2"]
LABELS = [[[0, 1], [1, 1]], [[0, 2], [2, 0]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, background=0, sources=IMAGES)
    seg.elements["ReferencedSeriesSequence"][0]["SeriesInstanceUID"] = "2.25.3"
    seg.elements["PerFrameFunctionalGroupsSequence"][1]["DerivationImageSequence"][0][
        "SourceImageSequence"
    ][0]["SpatialLocationsPreserved"] = "REORIENTED_ONLY"
    return reject(
        seg.file(),
        ["references.missing-attribute"],
        twin="references.complete",
        op="validate",
        title="Spatial Locations Preserved is REORIENTED_ONLY without Patient Orientation",
        why="Which way the image was turned is said by Patient Orientation, required then.",
        effect="The overlay is turned by a guess.",
        requirements=["LM-FG-016"],
        features=["mono8"],
    )
