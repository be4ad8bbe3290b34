from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    position = seg.elements["PerFrameFunctionalGroupsSequence"][0].pop("PlanePositionSequence")
    seg.elements["SharedFunctionalGroupsSequence"][0]["PlanePositionSequence"] = position
    return accept(
        seg.file(),
        seg.model(),
        title="The plane position of a single frame is in the shared item",
        why=(
            "A group that is the same for all frames may be shared; with one frame all "
            "groups are. Readers that look for the position in the per-frame items only "
            "find none."
        ),
        effect="The segmentation cannot be loaded, or lands at the origin.",
        links=[
            "https://github.com/QIICR/dcmqi/issues/407",
            "https://github.com/ImagingDataCommons/highdicom/issues/345",
        ],
        requirements=["LM-FG-001", "LM-FG-002", "LM-FG-005"],
        features=["mono8", "labels", "geometry"],
    )
