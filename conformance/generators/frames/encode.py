"""Cases of the area frames for the operation encode."""

from conformance.phantom import stack
from conformance.table import Encode, phantom

CASES = (
    Encode(
        "write-empty-slices",
        "Slices without any segment are written, or left out without moving the others",
        why="Export crashed, or shifted everything, when the first slices were empty.",
        effect="The first slice with a segment is written at the place of the first slice of the "
        "image.",
        built=phantom(
            [
                [[0, 0], [0, 0]],
                *[[[0, 1], [1, 1]], [[0, 2], [2, 2]], [[0, 3], [3, 3]]],
                [[0, 0], [0, 0]],
            ],
            background=0,
        ),
        requirements="LM-VAL-014 LM-FG-005",
        links="https://github.com/cornerstonejs/cornerstone3D/pull/2611 "
        "https://github.com/ImagingDataCommons/highdicom/issues/214",
        freedoms="frame-order uids omitted-frames",
    ),
    Encode(
        "write-gap",
        "Slices with a gap between them are written where they are",
        why="Writers that store an origin and one spacing close the gap.",
        effect="The upper part of the segmentation moves down to the lower part.",
        built=phantom(
            [[[0, 1], [1, 1]], [[0, 2], [2, 2]], [[0, 3], [3, 3]]],
            positions=[stack(6)[0], stack(6)[1], stack(6)[5]],
            background=0,
        ),
        requirements="LM-FG-005 LM-VAL-014",
        links="https://github.com/QIICR/dcmqi/issues/513",
        freedoms="frame-order uids filled-frames",
    ),
    Encode(
        "write-random-order",
        "Slices that are given in no spatial order keep their places",
        why="Writers sort the positions and forget the pixels, or the other way round.",
        effect="Slices of the segmentation are exchanged.",
        built=phantom(
            [[[0, 1], [1, 1]], [[0, 2], [2, 2]], [[0, 3], [3, 3]]],
            positions=[stack(3)[1], stack(3)[2], stack(3)[0]],
            background=0,
        ),
        requirements="LM-FG-003 LM-FG-005",
        links="https://github.com/OHIF/Viewers/issues/4421",
        freedoms="frame-order uids",
    ),
)
