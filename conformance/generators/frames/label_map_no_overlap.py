from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]], [[1, 1], [0, 1]]], background=0)
    seg.elements["SegmentsOverlap"] = "NO"
    return accept(
        seg.file(),
        op="validate",
        title="A label map says that its segments do not overlap",
        why="The one value that is allowed here.",
        effect="Correct files are reported as broken.",
        requirements=["LM-OVL-002", "LM-OVL-001"],
        features=["mono8"],
    )
