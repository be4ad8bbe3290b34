from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]], [[1, 1], [0, 1]]], background=0)
    seg.elements["DimensionIndexSequence"][0] |= {
        "DimensionIndexPointer": "DimensionIndexValues",
        "FunctionalGroupPointer": "FrameContentSequence",
    }
    return reject(
        seg.file(),
        ["frames.dimension-pointer"],
        twin="frames.groups-complete",
        op="validate",
        title="A dimension points to Dimension Index Values itself",
        why="An index over the index says nothing; the pointer excludes it.",
        effect="Converters sort the frames by a number without a meaning.",
        requirements=["LM-DIM-004"],
        features=["mono8"],
    )
