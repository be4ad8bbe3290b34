from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]], [[1, 1], [0, 1]]], background=0)
    shared = seg.elements["SharedFunctionalGroupsSequence"][0]
    for group in seg.elements["PerFrameFunctionalGroupsSequence"]:
        group |= shared
    seg.elements["SharedFunctionalGroupsSequence"] = [{}]
    return accept(
        seg.file(),
        seg.model(),
        title="All functional groups are per frame, the shared item is empty",
        why=(
            "Each group is either shared or per frame. Readers look for spacing and "
            "orientation in the shared item only."
        ),
        effect="The spacing is unknown, and the segmentation is drawn with square 1 mm pixels.",
        links=[
            "https://github.com/OHIF/Viewers/issues/2252",
            "https://github.com/ImagingDataCommons/highdicom/issues/345",
        ],
        requirements=["LM-FG-001", "LM-FG-002"],
        features=["mono8", "labels", "geometry"],
        compare={"freedoms": ["frame-order"]},
    )
