"""Cases of the area background for the operation decode."""

from conformance import bytesmith as bs
from conformance.phantom import background_segment, segment
from conformance.table import Decode, phantom, put

CASES = (
    Decode(
        "described-and-used",
        "The padding value fills most of the image and has a segment",
        why="The twin of files that leave the item of the background out.",
        effect="The ordinary label map of a scan cannot be read.",
        built=phantom([[[7, 7, 2], [4, 7, 7]]], segments=[2, 4, 7], background=7),
        requirements="LM-VAL-002 LM-VAL-005",
        features="mono8 labels background",
    ),
    Decode(
        "implicit",
        "Pixel Padding Value 7 is the background, in Implicit VR",
        why="Without VRs in the file the reader needs the right dictionary, also for "
        "sequences; the newest attributes are missing from old ones.",
        effect="The default transfer syntax of the network cannot be read.",
        built=phantom(
            [[[7, 7, 0], [0, 7, 2]], [[7, 2, 2], [7, 7, 7]]], background=7, syntax=bs.IMPLICIT
        ),
        requirements="LM-VAL-005 LM-VAL-011 LM-TS-001",
        features="mono8 implicit labels segments background",
        links="https://github.com/dcm4che/dcm4che/issues/1368",
    ),
    Decode(
        "implicit-above-32767",
        "Pixel Padding Value 40000 without a VR in the file",
        why="In Implicit VR the dictionary says US or SS, and Pixel Representation decides. "
        "Readers that always take SS get a negative number that matches no segment.",
        effect="The background is not recognised and covers the image.",
        built=phantom([[[40000, 2], [2, 40000]]], background=40000, bits=16, syntax=bs.IMPLICIT),
        requirements="LM-VAL-011 LM-VAL-005 LM-TS-001",
        features="mono16 implicit labels background",
        links="https://github.com/dcm4che/dcm4che/issues/1368",
    ),
    Decode(
        "missing-frame-with-padding",
        "The middle slice has no frame, and Pixel Padding Value is 5",
        why="A volume reader fills the gap with the background, and the background is 5, not 0.",
        effect="The gap is filled with organ 0.",
        built=phantom(
            [[[5, 0], [0, 5]], [[0, 0], [5, 5]]],
            background=5,
            positions=[["-10", "-20", "30"], ["-10", "-20", "35"]],
        ),
        requirements="LM-VAL-014 LM-VAL-005",
        features="mono8 labels geometry background",
        links="https://github.com/QIICR/dcmqi/issues/513 "
        "https://github.com/Project-MONAI/monai-deploy-app-sdk/issues/397",
        freedoms="frame-order filled-frames",
    ),
    Decode(
        "none",
        "No Pixel Padding Value: every value is tissue, 0 included",
        why="A total segmentation names every voxel. Readers that take 0 or the first segment "
        "for the background hide a described structure.",
        effect="One organ of the body, numbered 0, is invisible.",
        built=phantom([[[0, 3, 3], [9, 9, 0]]], segments=[3, 9, 0]),
        requirements="LM-VAL-005 LM-VAL-004 LM-DES-004",
        features="mono8 labels segments background",
        links="https://github.com/Slicer/Slicer/pull/9163 https://github.com/QIICR/dcmqi/pull/541",
    ),
    Decode(
        "nonzero",
        "Pixel Padding Value 7 is the background, value 0 is an organ",
        why="Readers that take 0 for the background hide a described organ and show the "
        "background as one.",
        effect="The liver is invisible and the empty space around it is coloured.",
        built=phantom(
            [[[7, 7, 0], [0, 7, 2]], [[7, 2, 2], [7, 7, 7]]],
            segments=[segment(0), segment(2), background_segment(7)],
            background=7,
        ),
        requirements="LM-VAL-005",
        features="mono8 labels background",
        links="https://github.com/QIICR/dcmqi/pull/541",
        freedoms="frame-order",
    ),
    Decode(
        "padding-described",
        "Pixel Padding Value names a segment that does not occur",
        why="A crop of a label map may hold no background at all; it is still known which "
        "number it would have.",
        effect="Frames that are filled up later get a wrong value.",
        built=phantom([[[2, 4], [4, 2]]], segments=[2, 4, 77], background=77),
        requirements="LM-VAL-008 LM-VAL-003",
        features="mono8 labels background",
    ),
    Decode(
        "padding-in-range",
        "Pixel Padding Value 0 beside organ 2",
        why="The twin of the file whose padding value does not fit a byte.",
        effect="The plainest background is not recognised.",
        built=phantom([[[0, 2], [2, 0]]], background=0),
        requirements="LM-VAL-009 LM-VAL-005",
        features="mono8 labels background",
    ),
    Decode(
        "padding-without-code",
        "Pixel Padding Value names a segment that is coded as tissue",
        why="Pixel Padding Value alone decides. Readers that look for the code Background find "
        "none and draw what should be hidden; with the code in mind, one conversion kept "
        "it as an organ.",
        effect="A box around the patient is filled with colour.",
        built=phantom([[[5, 5, 2], [2, 5, 5]]], segments=[segment(2), segment(5)]).but(
            put("PixelPaddingValue", 5)
        ),
        requirements="LM-VAL-005 LM-VAL-013",
        features="mono8 labels background",
        links="https://github.com/QIICR/dcmqi/pull/541 "
        "https://github.com/ImagingDataCommons/slim/pull/430",
    ),
    Decode(
        "zero-with-names",
        "Background 0 and three organs, each with a name and code of its own",
        why="Once number 0 has an item of its own, readers that find a name by position are "
        "off by one: skin was shown as costal cartilage.",
        effect="Every organ carries the name and the colour of its neighbour.",
        built=phantom([[[0, 1, 2], [3, 2, 0]]], background=0),
        requirements="LM-VAL-005 LM-VAL-001 LM-DES-002",
        features="mono8 labels segments codes background",
        links="https://github.com/Slicer/Slicer/pull/9163 "
        "https://github.com/cornerstonejs/cornerstone3D/pull/2882",
    ),
)
