from conformance.draft import Draft, reject
from conformance.phantom import segmentation

LABELS = [[[0, 3, 3], [9, 9, 0]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, segments=[0, 3, 9], background=0)
    del seg.elements["SegmentSequence"][2]
    return reject(
        seg.file(),
        ["pixels.undescribed-value"],
        twin="pixels.described-value",
        title="A pixel value has no item in Segment Sequence",
        why="Writers that forget a segment leave voxels that mean nothing; a reader that accepts "
        "them shows an unnamed region or, indexing by position, a wrong name.",
        effect="Part of the segmentation has no name, or the name of something else.",
        requirements=["LM-VAL-002"],
        features=["mono8"],
    )
