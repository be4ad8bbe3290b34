from conformance.draft import Draft, either
from conformance.phantom import LABEL_MAP_STORAGE, segmentation

IMAGES = ["2.25.1", "2.25.2"]
LABELS = [[[0, 1], [1, 1]], [[0, 2], [2, 0]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, background=0, sources=IMAGES)
    seg.elements["ReferencedSeriesSequence"][0]["SeriesInstanceUID"] = "2.25.3"
    for group in seg.elements["PerFrameFunctionalGroupsSequence"]:
        group["DerivationImageSequence"][0]["SourceImageSequence"][0] |= {
            "ReferencedSOPClassUID": LABEL_MAP_STORAGE,
            "ReferencedSegmentNumber": 3,
        }
    for item in seg.elements["ReferencedSeriesSequence"][0]["ReferencedInstanceSequence"]:
        item["ReferencedSOPClassUID"] = LABEL_MAP_STORAGE
    return either(
        seg.file(),
        [
            ("allowed", "A label map is a segmentation, its segments are named", None),
            (
                "error",
                "The condition lists other SOP Classes only",
                ["references.forbidden-attribute"],
            ),
        ],
        clarification="0032",
        twin="references.segments-of-a-label-map",
        op="validate",
        title="A source image is a label map, and one of its segments is named",
        why=(
            "The conditions of Referenced Segment Number list the older segmentations by "
            "name; whether a label map counts is not stated."
        ),
        effect="A reference to one organ is taken for one to all.",
        requirements=["LM-REF-004", "LM-FG-016"],
        features=["mono8"],
    )
