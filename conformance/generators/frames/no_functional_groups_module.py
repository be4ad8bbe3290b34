from conformance.draft import Draft, reject
from conformance.phantom import segmentation

ABSENT = [
    "InstanceNumber",
    "ContentDate",
    "ContentTime",
    "NumberOfFrames",
    "SharedFunctionalGroupsSequence",
    "PerFrameFunctionalGroupsSequence",
]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    for keyword in ABSENT:
        del seg.elements[keyword]
    return reject(
        seg.file(),
        ["dataset.missing-attribute"],
        twin="dataset.complete",
        op="validate",
        title="There are no functional groups and no Number of Frames",
        why="A converter from single-frame images copies the flat attributes and leaves the multi-frame module out.",
        effect="The frames have no position and no number.",
        requirements=["LM-MOD-019"],
        features=["mono8"],
    )
