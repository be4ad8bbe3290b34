"""Cases of the area pixels for the operation encode."""

from conformance.table import Encode, phantom

CASES = (
    Encode(
        "write-described",
        "Labels that are all described are written",
        why="The ordinary case of writing; it also shows that a writer which refuses faulty "
        "input does not refuse everything.",
        effect="Nothing can be written.",
        built=phantom([[[0, 3, 3], [9, 9, 0]]], segments=[0, 3, 9], background=0),
        requirements="LM-VAL-001 LM-VAL-002",
        freedoms="frame-order uids",
    ),
    Encode(
        "write-odd-frames",
        "Frames of nine bytes are written without gaps",
        why="Writers that pad each frame, or drop the last odd byte, shift or cut the volume.",
        effect="Slices creep sideways in every other program.",
        built=phantom(
            [[[5 * f + r + c & 7 for c in range(3)] for r in range(3)] for f in range(3)],
            segments=range(8),
        ),
        requirements="LM-PIX-015",
        freedoms="frame-order uids",
    ),
    Encode(
        "write-only-background",
        "A label map without any foreground is written",
        why="Writers that leave out empty frames end with no frame at all and crash; Number of "
        "Frames is at least 1.",
        effect="The result of a negative examination cannot be stored.",
        built=phantom([[[0, 0], [0, 0]]], segments=[0, 1, 2, 3], background=0),
        requirements="LM-PIX-023 LM-VAL-003",
        links="https://github.com/ImagingDataCommons/highdicom/issues/180 "
        "https://github.com/QIICR/dcmqi/issues/471",
        freedoms="frame-order uids",
    ),
    Encode(
        "write-wide-values",
        "Labels above 255 are written in 16 bits",
        why="Writers that allocate bytes cut labels off: 256 becomes 0.",
        effect="Organ 256 is written as background; nobody notices before the next reading.",
        built=phantom([[[0, 255, 256], [257, 4096, 65534]]], background=0, bits=16),
        requirements="LM-PIX-006 LM-VAL-001",
        features="mono16",
        links="https://github.com/cornerstonejs/cornerstone3D/pull/2611",
        freedoms="frame-order uids",
    ),
)
