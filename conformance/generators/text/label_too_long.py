from conformance.draft import Draft, reject
from conformance.phantom import segment, segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[1, 1]]], segments=[segment(1, "riñón")])
    seg.elements["SegmentSequence"][0]["SegmentLabel"] = "ñ" * 65
    return reject(
        seg.file(),
        ["text.label-length", "dataset.value"],
        twin="text.character-set-declared",
        op="validate",
        title="A label of 65 characters",
        why="Long String has 64 characters at most.",
        effect="Names are cut, and two segments get the same one.",
        links=["https://github.com/QIICR/dcmqi/issues/233"],
        requirements=["LM-DES-006"],
        features=["mono8"],
    )
