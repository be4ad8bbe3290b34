from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 4], [4, 0]]], background=0)
    item = seg.elements["SegmentSequence"][1]
    item |= {"SegmentAlgorithmType": "AUTOMATIC", "SegmentAlgorithmName": "Example net 2.1"}
    return accept(
        seg.file(),
        seg.model(),
        title="A segment made by an algorithm says which",
        why="The name is required with AUTOMATIC; readers that expect MANUAL everywhere drop it.",
        effect="Machine-made contours pass for drawn ones.",
        requirements=["LM-DES-008", "LM-DES-009"],
        features=["mono8", "labels", "algorithm"],
    )
