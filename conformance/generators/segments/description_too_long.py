from conformance.draft import Draft, reject
from conformance.generators.segments.long_description import LONGEST
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements["SegmentSequence"][1]["SegmentDescription"] = "x" * (LONGEST + 2)
    return reject(
        seg.file(),
        ["dataset.value", "dataset.wrong-value"],
        twin="segments.long-description",
        op="validate",
        title="Segment Description has 1026 characters",
        why="Free text from a report is copied into it; the attribute ends at 1024.",
        effect="Databases with a column of that size refuse the object or cut the text.",
        requirements=["LM-DES-007"],
        features=["mono8"],
    )
