from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    item = seg.elements["SegmentSequence"][1]
    item["TrackingID"] = "Lesion 1"
    return reject(
        seg.file(),
        ["dataset.missing-attribute"],
        twin="dataset.complete",
        op="validate",
        title="Tracking ID without Tracking UID",
        why="Each is required if the other is there: the name is for people, the UID makes "
        "it unique.",
        effect="Lesion 1 of one patient is matched with Lesion 1 of another.",
        requirements=["LM-DES-015"],
        features=["mono8"],
    )
