from conformance.draft import Draft, accept
from conformance.phantom import segment, segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[1, 1]]], segments=[segment(1, "riñón")])
    return accept(
        seg.file(),
        op="validate",
        title="Non-ASCII text with its character set",
        why="The twin of faults in text.",
        effect="Correct files are reported as broken.",
        requirements=["LM-SOP-001"],
        features=["mono8"],
    )
