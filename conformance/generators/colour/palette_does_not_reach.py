from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 2]]], background=0, palette=[(0, 0, 0), (255, 0, 0)])
    return accept(
        seg.file(),
        twin="colour.complete",
        op="validate",
        warn=["colour.range"],
        level="SHOULD",
        title="The palette ends before the last Segment Number",
        why="Legal, but two segments have one colour.",
        effect="Two organs look like one.",
        links=["https://github.com/ImagingDataCommons/highdicom/commit/cd976d1d"],
        requirements=["LM-COL-008"],
        features=["mono8", "palette"],
    )
