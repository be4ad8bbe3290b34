from conformance.draft import Draft, reject
from conformance.phantom import segmentation

ABSENT = ["DimensionOrganizationSequence", "DimensionIndexSequence"]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    for keyword in ABSENT:
        del seg.elements[keyword]
    del seg.elements["PerFrameFunctionalGroupsSequence"][0]["FrameContentSequence"]
    return reject(
        seg.file(),
        ["dataset.missing-attribute"],
        twin="dataset.complete",
        op="validate",
        title="There are no dimensions at all",
        why="The Multi-frame Dimension Module is mandatory. Writers that give each frame a position think that this is enough.",
        effect="Software that groups frames by dimension shows one frame, or none.",
        requirements=["LM-MOD-020"],
        features=["mono8"],
    )
