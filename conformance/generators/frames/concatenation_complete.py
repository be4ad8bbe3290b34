from conformance.draft import Draft, accept
from conformance.phantom import segmentation, uid


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]], [[1, 1], [0, 1]]], background=0)
    seg.elements |= {
        "ConcatenationUID": uid(case_id, "pyramid"),
        "SOPInstanceUIDOfConcatenationSource": uid(case_id, "source"),
        "InConcatenationNumber": 1,
        "InConcatenationTotalNumber": 2,
        "ConcatenationFrameOffsetNumber": 0,
    }
    return accept(
        seg.file(),
        op="validate",
        title="The attributes of a concatenation are complete",
        why=(
            "Large segmentations may be split over several instances; validators must know the set."
        ),
        effect="Correct files are reported as broken.",
        links=["https://github.com/DCMTK/dcmtk/commit/95335baed"],
        requirements=["LM-FG-023"],
        features=["mono8", "concatenation"],
    )
