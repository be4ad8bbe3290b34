from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 4], [4, 0]]], background=0)
    item = seg.elements["SegmentSequence"][1]
    item |= {"SegmentAlgorithmType": "AUTOMATIC", "SegmentAlgorithmName": "First"}
    return accept(
        seg.file(),
        op="validate",
        title="A segment made by one algorithm has no errors",
        why="Type and name together, as they should be.",
        effect="Every automatic segmentation is reported as broken.",
        requirements=["LM-DES-008", "LM-DES-009"],
        features=["mono8"],
    )
