from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 5], [9, 0]]], background=0)
    seg.elements["SegmentSequence"].reverse()
    return accept(
        seg.file(),
        op="validate",
        title="Label map segments in falling order have no errors",
        why="Order carries no meaning in Segment Sequence.",
        effect="Correct files of database-backed writers are reported as broken.",
        links=["https://github.com/cornerstonejs/cornerstone3D/pull/2882"],
        requirements=["LM-DES-001", "LM-DES-004"],
        features=["mono8"],
    )
