from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    item = seg.elements["SegmentSequence"][1]
    item["SegmentAlgorithmType"] = "AUTO"
    return reject(
        seg.file(),
        ["dataset.wrong-value"],
        twin="dataset.complete",
        op="validate",
        title="Segment Algorithm Type is AUTO",
        why="AUTOMATIC, SEMIAUTOMATIC or MANUAL, nothing shorter.",
        effect="Software that asks for AUTOMATIC treats the contour as drawn by hand.",
        requirements=["LM-DES-008"],
        features=["mono8"],
    )
