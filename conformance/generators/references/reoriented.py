from conformance.draft import Draft, accept
from conformance.phantom import segmentation

IMAGES = ["2.25.1", "2.25.2"]
LABELS = [[[0, 1], [1, 1]], [[0, 2], [2, 0]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, background=0, sources=IMAGES)
    seg.elements["ReferencedSeriesSequence"][0]["SeriesInstanceUID"] = "2.25.3"
    for group in seg.elements["PerFrameFunctionalGroupsSequence"]:
        group["DerivationImageSequence"][0]["SourceImageSequence"][0] |= {
            "SpatialLocationsPreserved": "REORIENTED_ONLY",
            "PatientOrientation": ["L", "P"],
        }
    return accept(
        seg.file(),
        op="validate",
        title="Spatial Locations Preserved is REORIENTED_ONLY with Patient Orientation",
        why="Rare but defined; validators with short lists flag it.",
        effect="Correct files are reported as broken.",
        requirements=["LM-FG-016"],
        features=["mono8"],
    )
