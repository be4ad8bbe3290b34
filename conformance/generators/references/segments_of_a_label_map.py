from conformance.draft import Draft, accept
from conformance.phantom import LABEL_MAP_STORAGE, segmentation

IMAGES = ["2.25.1", "2.25.2"]
LABELS = [[[0, 1], [1, 1]], [[0, 2], [2, 0]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, background=0, sources=IMAGES)
    seg.elements["ReferencedSeriesSequence"][0]["SeriesInstanceUID"] = "2.25.3"
    for group in seg.elements["PerFrameFunctionalGroupsSequence"]:
        group["DerivationImageSequence"][0]["SourceImageSequence"][0] |= {
            "ReferencedSOPClassUID": LABEL_MAP_STORAGE
        }
    for item in seg.elements["ReferencedSeriesSequence"][0]["ReferencedInstanceSequence"]:
        item["ReferencedSOPClassUID"] = LABEL_MAP_STORAGE
    return accept(
        seg.file(),
        op="validate",
        title="A source image is a label map, meant as a whole",
        why=(
            "Segmentations are derived from segmentations; without a segment all of them are meant."
        ),
        effect="Correct files are reported as broken.",
        requirements=["LM-FG-016"],
        features=["mono8"],
    )
