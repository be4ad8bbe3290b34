from conformance.draft import Draft, either
from conformance.slide import slide

MATRIX = [[0, 1, 1], [2, 1, 0], [2, 2, 0], [0, 3, 3], [3, 0, 1]]


def build(case_id: str) -> Draft:
    seg = slide(case_id, MATRIX, (2, 2), full=False, background=0)
    elements = seg.elements
    elements["DimensionOrganizationType"] = "TILED_FULL"
    del elements["PerFrameFunctionalGroupsSequence"], elements["DimensionIndexSequence"]
    return either(
        seg.file(),
        [
            ("allowed", "Nothing is per frame, so there are no items", None),
            ("error", "Every frame has an item", ["frames.missing-attribute", "frames.item-count"]),
        ],
        clarification="0024",
        twin="tiled.full-with-items",
        op="validate",
        title="TILED_FULL without Per-Frame Functional Groups Sequence",
        why=(
            "The sequence became conditional with TILED_FULL; some readers and validators "
            "still need it, even if all its items are empty."
        ),
        effect="A reader refuses a file that another one wrote correctly.",
        links=["https://github.com/ImagingDataCommons/highdicom/issues/337"],
        requirements=["LM-FG-001", "LM-DIM-003"],
        features=["mono8", "tiled-full"],
    )
