from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]], [[1, 1], [0, 1]]], background=0)
    seg.elements["PerFrameFunctionalGroupsSequence"][0]["FrameContentSequence"][0][
        "DimensionIndexValues"
    ] = [0]
    return reject(
        seg.file(),
        ["frames.dimension-index"],
        twin="frames.groups-complete",
        op="validate",
        title="A Dimension Index Value is 0",
        why="Values count from 1; writers in languages that count from 0 forget to add it.",
        effect="The first frame is skipped or stands last.",
        links=["https://github.com/rordenlab/dcm2niix/issues/839"],
        requirements=["LM-DIM-005"],
        features=["mono8"],
    )
