from conformance.draft import Draft, accept
from conformance.phantom import segmentation

LONGEST = 1024


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements["SegmentSequence"][1]["SegmentDescription"] = "x" * LONGEST
    return accept(
        seg.file(),
        op="validate",
        title="Segment Description has 1024 characters",
        why="As much as the attribute takes; limits of 64 characters belong to labels.",
        effect="Correct files are reported as broken.",
        requirements=["LM-DES-007"],
        features=["mono8"],
    )
