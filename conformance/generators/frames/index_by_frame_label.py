from conformance.draft import Draft, either
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]], [[1, 1], [0, 1]]], background=0)
    seg.elements["DimensionIndexSequence"][0] |= {
        "DimensionIndexPointer": "FrameLabel",
        "FunctionalGroupPointer": "FrameContentSequence",
    }
    for number, group in enumerate(seg.elements["PerFrameFunctionalGroupsSequence"]):
        group["FrameContentSequence"][0]["FrameLabel"] = "ab"[number]
    return either(
        seg.file(),
        [
            ("any-attribute", "Any attribute of the groups may be a dimension", None),
            ("error", "The dimension has to be the position", ["frames.dimension-pointer"]),
        ],
        clarification="0026",
        twin="frames.groups-complete",
        op="validate",
        title="The only dimension of a label map is Frame Label",
        why=(
            "Which dimension a label map uses is left to the writer; writers use Frame "
            "Label, In-Stack Position Number and the position."
        ),
        effect="Readers that sort by the index get the frames in no spatial order.",
        links=["https://github.com/ImagingDataCommons/highdicom/issues/234"],
        requirements=["LM-DIM-009", "LM-DIM-004"],
        features=["mono8"],
    )
