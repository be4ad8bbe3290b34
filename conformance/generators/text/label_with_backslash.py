from conformance.draft import Draft, reject
from conformance.phantom import segment, segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[1, 1]]], segments=[segment(1, "riñón")])
    seg.elements["SegmentSequence"][0]["SegmentLabel"] = "riñón\\left"
    return reject(
        seg.file(),
        ["text.multiplicity", "dataset.multiplicity"],
        twin="text.character-set-declared",
        op="validate",
        title="A label with a backslash, which makes it two values",
        why="The backslash separates values; the label has one value.",
        effect="The name is cut, or the file is refused.",
        requirements=["LM-DES-006"],
        features=["mono8"],
    )
