from conformance.draft import Draft, accept
from conformance.phantom import encode_model, segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 4], [4, 0]]], background=0)
    item = seg.elements["SegmentSequence"][1]
    item |= {"SegmentAlgorithmType": "AUTOMATIC", "SegmentAlgorithmName": "Example net 2.1"}
    return accept(
        encode_model(seg),
        seg.model(),
        title="Type and name of the algorithm are written as given",
        why="Writers fill in their own name, or MANUAL, or nothing.",
        effect="Machine-made contours pass for drawn ones.",
        requirements=["LM-DES-008", "LM-DES-009"],
        features=["mono8"],
        compare={"freedoms": ["frame-order", "uids"]},
    )
