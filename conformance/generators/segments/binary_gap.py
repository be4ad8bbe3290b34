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
    seg.elements["SegmentSequence"][1]["SegmentNumber"] = 3
    groups = seg.elements["PerFrameFunctionalGroupsSequence"][1]
    groups["SegmentIdentificationSequence"][0]["ReferencedSegmentNumber"] = 3
    return reject(
        seg.file(),
        ["segments.not-consecutive", "dataset.wrong-value"],
        twin="segments.binary-in-order",
        op="validate",
        title="BINARY segments 1 and 3",
        why="Outside label maps numbers have no gaps. Writers that drop empty classes leave "
        "one, and DCMTK refuses the file.",
        effect="The segmentation opens in Python and not in C++.",
        links=["https://github.com/razorx89/pydicom-seg/issues/50"],
        requirements=["LM-DES-003"],
        features=["mono8", "binary"],
    )
