from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]], [[1, 1], [0, 1]]], background=0)
    return accept(
        seg.file(),
        op="validate",
        title="A label map with complete geometry has no errors",
        why="The twin of the faults in the geometry.",
        effect="Every correct file is reported as broken.",
        requirements=["LM-FOR-001", "LM-FOR-002", "LM-FG-019", "LM-FG-020", "LM-FG-012"],
        features=["mono8"],
    )
