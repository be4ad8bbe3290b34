from conformance.draft import Draft, either
from conformance.slide import slide


def build(case_id: str) -> Draft:
    seg = slide(case_id, [[0, 1, 1, 2], [2, 1, 0, 0]], (2, 2), full=False, background=0)
    elements = seg.elements
    elements["DimensionOrganizationType"] = "TILED_FULL"
    del elements["DimensionIndexSequence"]
    for group in elements["PerFrameFunctionalGroupsSequence"]:
        del group["FrameContentSequence"]
    return either(
        seg.file(),
        [
            ("allowed", "Frame Content would be empty, so it may be absent", None),
            ("error", "Every frame has Frame Content", ["frames.missing-group"]),
        ],
        clarification="0023",
        twin="tiled.full-without-index",
        op="validate",
        title="Frames without dimensions have no Frame Content",
        why=(
            "Frame Content is required unless it would be empty, as it is where no dimension "
            "has index values. A validator demands it in every frame all the same."
        ),
        effect="A validator refuses a file that another one finds correct.",
        requirements=["LM-FG-009", "LM-DIM-005"],
        features=["mono8", "tiled-full"],
    )
