from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]], [[1, 1], [0, 1]]], background=0)
    del seg.elements["PerFrameFunctionalGroupsSequence"][1]
    return reject(
        seg.file(),
        ["frames.item-count"],
        twin="frames.groups-complete",
        op="validate",
        title="There are two frames but one per-frame item",
        why=(
            "Item k describes frame k; writers that drop empty frames forget to drop their "
            "items, or the other way round."
        ),
        effect="A frame has no place, or all frames move by one.",
        links=["https://github.com/cornerstonejs/cornerstone3D/pull/2611"],
        requirements=["LM-FG-001", "LM-FG-003"],
        features=["mono8"],
    )
