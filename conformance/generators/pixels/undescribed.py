from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    del seg.elements["SegmentSequence"][1]
    return reject(
        seg.file(),
        ["pixels.undescribed-value", "dataset.wrong-value"],
        twin="dataset.complete",
        op="validate",
        title="A validator has to look at the pixels: value 1 has no segment",
        why="No published validator compared samples with segments, so writers that forget "
        "an item pass all of them.",
        effect="The file is certified and part of it has no name.",
        links=["https://github.com/QIICR/dcmqi/pull/541"],
        requirements=["LM-VAL-001", "LM-VAL-002"],
        features=["mono8"],
    )
