from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]], [[1, 1], [0, 1]]], background=0)
    seg.elements["DimensionIndexSequence"][0] |= {
        "DimensionIndexPointer": "StackID",
        "FunctionalGroupPointer": "FrameContentSequence",
    }
    return reject(
        seg.file(),
        ["frames.dimension-pointer"],
        twin="frames.groups-complete",
        op="validate",
        title="A dimension points to an attribute that no frame has",
        why="The pointer names what the index counts; Stack ID is nowhere in the file.",
        effect="Converters that follow the pointer fail or sort by nothing.",
        links=["https://github.com/rordenlab/dcm2niix/issues/706"],
        requirements=["LM-DIM-004"],
        features=["mono8"],
    )
