from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]], [[1, 1], [0, 1]]], background=0)
    seg.elements["DimensionIndexSequence"][0] |= {
        "DimensionIndexPointer": "ReferencedSegmentNumber",
        "FunctionalGroupPointer": "SegmentIdentificationSequence",
    }
    return reject(
        seg.file(),
        ["frames.dimension-pointer"],
        twin="frames.groups-complete",
        op="validate",
        title="A label map has a dimension over Referenced Segment Number",
        why=(
            "Writers that grew out of BINARY segmentations keep the dimension; the frames "
            "of a label map have no segment."
        ),
        effect="Viewers believe that there is one segment, the first.",
        links=["https://github.com/cornerstonejs/cornerstone3D/pull/2611"],
        requirements=["LM-DIM-008", "LM-DIM-004"],
        features=["mono8"],
    )
