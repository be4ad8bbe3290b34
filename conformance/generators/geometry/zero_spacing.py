from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]], [[1, 1], [0, 1]]], background=0)
    seg.elements["SharedFunctionalGroupsSequence"][0]["PixelMeasuresSequence"][0][
        "PixelSpacing"
    ] = ["0", "0.9"]
    return reject(
        seg.file(),
        ["geometry.spacing"],
        twin="geometry.complete",
        op="validate",
        title="Row spacing is 0",
        why="A lost header shows as 0.",
        effect="All rows are drawn on top of each other, areas are 0.",
        links=["https://github.com/ivmartel/dwv/issues/1677"],
        requirements=["LM-FG-019"],
        features=["mono8"],
    )
