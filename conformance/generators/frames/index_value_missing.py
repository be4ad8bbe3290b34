from conformance.draft import Draft, reject
from conformance.phantom import segmentation

FINDING = (
    "LM-DIM-005",
    "PerFrameFunctionalGroupsSequence[1].FrameContentSequence[0].DimensionIndexValues",
)


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]], [[1, 1], [0, 1]]], background=0)
    seg.elements["DimensionIndexSequence"].append(
        seg.elements["DimensionIndexSequence"][0]
        | {"DimensionIndexPointer": "FrameLabel", "FunctionalGroupPointer": "FrameContentSequence"}
    )
    for group in seg.elements["PerFrameFunctionalGroupsSequence"]:
        group["FrameContentSequence"][0] |= {"FrameLabel": "a", "DimensionIndexValues": [1]}
    seg.elements["PerFrameFunctionalGroupsSequence"][1]["FrameContentSequence"][0][
        "DimensionIndexValues"
    ] = [2]
    return reject(
        seg.file(),
        ["frames.dimension-index"],
        twin="frames.groups-complete",
        op="validate",
        title="There are two dimensions but one index value a frame",
        why=(
            "One value for each dimension, in their order. Readers that index the list run "
            "past its end."
        ),
        effect="The file crashes a reader, or is sorted by the wrong dimension.",
        links=["https://github.com/ImagingDataCommons/highdicom/issues/92"],
        requirements=["LM-DIM-005"],
        features=["mono8"],
    )
