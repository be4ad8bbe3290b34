"""Cases of the area frames for the operation decode."""

from conformance.phantom import stack
from conformance.table import Decode, phantom

CASES = (
    Decode(
        "omitted-slices",
        "Empty slices are left out at the top, in the middle and at the bottom",
        why="Writers may leave out frames without any segment. A reader that lines the frames "
        "up in the order of the file puts them on the first slices of the image.",
        effect="The segmentation is shifted by a slice, and everything above the gap by two.",
        built=phantom(
            [[[0, 1], [1, 1]], [[0, 2], [2, 2]], [[0, 3], [3, 3]]],
            positions=[stack(6)[1], stack(6)[2], stack(6)[4]],
            background=0,
        ),
        requirements="LM-VAL-014 LM-FG-005",
        features="mono8 labels geometry",
        links="https://github.com/Project-MONAI/monai-deploy-app-sdk/issues/397 "
        "https://github.com/ImagingDataCommons/highdicom/issues/214 "
        "https://github.com/QIICR/dcmqi/issues/513",
        freedoms="frame-order filled-frames",
    ),
    Decode(
        "random-order",
        "Frames are stored in no spatial order",
        why="The order of the frames is free. Readers that sort nothing, or that only look "
        "whether the first two frames rise or fall, misplace the third.",
        effect="Slices of the segmentation are shuffled over the image.",
        built=phantom(
            [[[0, 1], [1, 1]], [[0, 2], [2, 2]], [[0, 3], [3, 3]]],
            positions=[stack(3)[1], stack(3)[2], stack(3)[0]],
            background=0,
        ),
        requirements="LM-FG-003 LM-FG-005",
        features="mono8 labels geometry",
        links="https://github.com/cornerstonejs/cornerstone3D/pull/2580 "
        "https://github.com/OHIF/Viewers/issues/3754",
        freedoms="frame-order",
    ),
    Decode(
        "reversed-order",
        "Frames are stored from head to feet",
        why="The place of a frame is its Image Position (Patient), not its number in the file.",
        effect="The segmentation is upside down over the image.",
        built=phantom(
            [[[0, 1], [1, 1]], [[0, 2], [2, 2]], [[0, 3], [3, 3]]],
            positions=stack(3)[::-1],
            background=0,
        ),
        requirements="LM-FG-003 LM-FG-005",
        features="mono8 labels geometry",
        links="https://github.com/OHIF/Viewers/issues/4421",
        freedoms="frame-order",
    ),
    Decode(
        "two-planes",
        "Two frames at two positions with different labels",
        why="The plain case beside the one where both frames claim the same place.",
        effect="The segmentation is incomplete.",
        built=phantom([[[0, 1], [1, 0]], [[2, 2], [0, 0]]], background=0),
        requirements="LM-FG-003 LM-VAL-001",
        features="mono8 labels geometry",
        freedoms="frame-order",
    ),
)
