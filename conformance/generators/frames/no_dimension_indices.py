from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    del seg.elements["DimensionIndexSequence"]
    del seg.elements["PerFrameFunctionalGroupsSequence"][0]["FrameContentSequence"]
    return reject(
        seg.file(),
        ["frames.missing-attribute", "dataset.missing-attribute"],
        twin="dataset.complete",
        op="validate",
        title="A dimension organization without dimensions",
        why="Only TILED_FULL may go without Dimension Index Sequence; no frame has an index "
        "value here, so nothing else is wrong.",
        effect="Software that groups frames by dimension has nothing to group by.",
        requirements=["LM-DIM-003"],
        features=["mono8"],
    )
