from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(
        case_id,
        [[[0, 1, 1, 0]], [[1, 0, 0, 1]]],
        kind="BINARY",
        frame_segments=[1, 2],
        positions=[["0", "0", "0"], ["0", "0", "0"]],
    )
    seg.elements["SegmentSequence"][1]["SegmentNumber"] = 0
    groups = seg.elements["PerFrameFunctionalGroupsSequence"][1]
    groups["SegmentIdentificationSequence"][0]["ReferencedSegmentNumber"] = 0
    return reject(
        seg.file(),
        ["segments.not-consecutive", "segments.number-range", "dataset.wrong-value"],
        twin="segments.binary-in-order",
        op="validate",
        title="A BINARY segment with number 0",
        why="0 is for label maps only: in a mask it means absent.",
        effect="The segment cannot be selected.",
        requirements=["LM-DES-005", "LM-DES-003"],
        features=["mono8", "binary"],
    )
