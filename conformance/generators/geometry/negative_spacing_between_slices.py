from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]], [[1, 1], [0, 1]]], background=0)
    seg.elements["SharedFunctionalGroupsSequence"][0]["PixelMeasuresSequence"][0][
        "SpacingBetweenSlices"
    ] = "-2.5"
    return reject(
        seg.file(),
        ["geometry.spacing"],
        twin="geometry.complete",
        op="validate",
        title="Spacing Between Slices is negative",
        why="Writers that sort downwards subtract the wrong way round.",
        effect="Volumes are negative, the stack is upside down.",
        links=["https://github.com/ivmartel/dwv/issues/2290"],
        requirements=["LM-FG-019"],
        features=["mono8"],
    )
