from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    item = seg.elements["SegmentSequence"][1]
    item["RecommendedDisplayGrayscaleValue"] = [0, 65535]
    return reject(
        seg.file(),
        ["dataset.wrong-value"],
        twin="dataset.complete",
        op="validate",
        title="Recommended Display Grayscale Value has two values",
        why="One value; writers give a window.",
        effect="Readers expecting a number crash.",
        requirements=["LM-DES-019"],
        features=["mono8"],
    )
