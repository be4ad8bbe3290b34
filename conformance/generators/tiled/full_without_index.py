from conformance.draft import Draft, accept
from conformance.slide import slide


def build(case_id: str) -> Draft:
    seg = slide(case_id, [[0, 1, 1, 2], [2, 1, 0, 0]], (2, 2), full=False, background=0)
    seg.elements["DimensionOrganizationType"] = "TILED_FULL"
    del seg.elements["DimensionIndexSequence"]
    for number, group in enumerate(seg.elements["PerFrameFunctionalGroupsSequence"], 1):
        group["FrameContentSequence"] = [{"FrameLabel": f"tile {number}"}]
    return accept(
        seg.file(),
        op="validate",
        title="Frame Content without index values, as there are no dimensions",
        why="Index values are only required where there is a Dimension Index Sequence.",
        effect="Correct files are reported as broken.",
        links=["https://github.com/ImagingDataCommons/highdicom/issues/337"],
        requirements=["LM-DIM-003", "LM-DIM-005", "LM-FG-009", "LM-FG-022"],
        features=["mono8", "tiled-full"],
    )
