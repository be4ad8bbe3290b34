from conformance.draft import Draft, accept
from conformance.phantom import segmentation, uid


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 4], [4, 0]]], background=0)
    item = seg.elements["SegmentSequence"][1]
    item |= {"TrackingID": "Lesion 1 of 3", "TrackingUID": uid(case_id, "source")}
    return accept(
        seg.file(),
        seg.model(),
        title="A segment carries a tracking id and UID",
        why="They say which lesion of an earlier study this is; converters keep neither.",
        effect="A lesion cannot be followed over time.",
        requirements=["LM-DES-015", "LM-DES-016"],
        features=["mono8", "labels", "tracking"],
    )
