from conformance.draft import Draft, accept
from conformance.phantom import encode_model, segmentation, uid


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 4], [4, 0]]], background=0)
    item = seg.elements["SegmentSequence"][1]
    item |= {"TrackingID": "Lesion 1 of 3", "TrackingUID": uid(case_id, "source")}
    return accept(
        encode_model(seg),
        seg.model(),
        title="Tracking id and UID are written",
        why="Writers with a fixed list of attributes drop them silently.",
        effect="A lesion cannot be followed over time.",
        requirements=["LM-DES-015"],
        features=["mono8"],
        compare={"freedoms": ["frame-order", "uids"]},
    )
