from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]], [[1, 1], [0, 1]]], background=0)
    seg.elements["PerFrameFunctionalGroupsSequence"].append(
        dict(seg.elements["PerFrameFunctionalGroupsSequence"][1])
    )
    return reject(
        seg.file(),
        ["frames.item-count", "frames.duplicate-index"],
        twin="frames.groups-complete",
        op="validate",
        title="There are two frames but three per-frame items",
        why="Item k describes frame k; a writer that left out an empty frame kept its item.",
        effect="A slice of the segmentation stands at the place of its neighbour.",
        links=["https://github.com/cornerstonejs/cornerstone3D/pull/2611"],
        requirements=["LM-FG-001", "LM-FG-003"],
        features=["mono8"],
    )
