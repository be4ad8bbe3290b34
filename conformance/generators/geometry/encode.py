"""Cases of the area geometry for the operation encode."""

from conformance.phantom import stack
from conformance.table import Encode, phantom

CASES = (
    Encode(
        "write-anisotropic-spacing",
        "Different spacing of rows and columns is written in that order",
        why="Image libraries give x before y, Pixel Spacing wants rows first.",
        effect="The segmentation is stretched in one direction and squeezed in the other.",
        built=phantom(
            [[[0, 1, 0], [1, 1, 0]], [[0, 2, 2], [2, 2, 0]], [[0, 3, 0], [3, 3, 3]]],
            background=0,
            spacing=("0.7", "0.9"),
        ),
        requirements="LM-FG-004 LM-FG-019",
        links="https://github.com/ivmartel/dwv/issues/1602",
        freedoms="frame-order uids",
    ),
    Encode(
        "write-long-decimals",
        "Values with more digits than DS holds are written as near as it can",
        why="DS has 16 characters. Writers cut the text, which drops the exponent or the sign, "
        "or write more than is allowed.",
        effect="The segmentation is metres away, or a strict reader refuses the file.",
        built=phantom(
            [[[0, 1, 0], [1, 1, 0]], [[0, 2, 2], [2, 2, 0]]],
            background=0,
            positions=[
                ["-123.4567890123456", "1E-9", "-1000.123456789"],
                ["-123.4567890123456", "1E-9", "-997.6234567890"],
            ],
            spacing=("0.703125000001", "0.333333333333"),
        ),
        requirements="LM-FG-005 LM-FG-019",
        links="https://github.com/ImagingDataCommons/highdicom/issues/236",
        freedoms="frame-order uids",
    ),
    Encode(
        "write-oblique",
        "Oblique frames are written with their directions",
        why="Writers round directions to the nearest axis, or write rows for columns.",
        effect="The segmentation is turned against the image.",
        built=phantom(
            [[[0, 1, 0], [1, 1, 0]], [[0, 2, 2], [2, 2, 0]], [[0, 3, 0], [3, 3, 3]]],
            background=0,
            orientation=("0.97829", "0.174229", "0.112221", "-0.176639", "0.41779", "0.891207"),
        ),
        requirements="LM-FG-006 LM-FG-020",
        links="https://github.com/OHIF/Viewers/issues/2003 "
        "https://github.com/dcmjs-org/dcmjs/issues/220",
        freedoms="frame-order uids",
    ),
    Encode(
        "write-one-plane",
        "A single plane is written with its place and spacing",
        why="One frame leaves no distance to measure; writers divide by the number of distances.",
        effect="Export of a single slice fails.",
        built=phantom([[[0, 1, 0], [1, 1, 0]]], background=0),
        requirements="LM-FG-005 LM-PIX-023",
        links="https://github.com/QIICR/dcmqi/issues/407 "
        "https://github.com/QIICR/QuantitativeReporting/issues/264",
        freedoms="frame-order uids",
    ),
    Encode(
        "write-reflected-axes",
        "Reflected rows and columns are written as they are",
        why="Writers that bring everything to one orientation first turn the pixels and forget "
        "the position.",
        effect="Left and right are exchanged.",
        built=phantom(
            [[[0, 1, 0], [1, 1, 0]], [[0, 2, 2], [2, 2, 0]], [[0, 3, 0], [3, 3, 3]]],
            background=0,
            orientation=("-1", "0", "0", "0", "-1", "0"),
            positions=stack(3, (10.0, 20.0, 30.0), 2.5, ("-1", "0", "0", "0", "-1", "0")),
        ),
        requirements="LM-FG-006",
        links="https://github.com/Kitware/VolView/issues/945",
        freedoms="frame-order uids",
    ),
    Encode(
        "write-uneven-distances",
        "Frames at uneven distances are written where they are",
        why="Writers that store an origin and one spacing move the frames.",
        effect="The upper slices are several millimetres off.",
        built=phantom(
            [[[0, 1, 0], [1, 1, 0]], [[0, 2, 2], [2, 2, 0]], [[0, 3, 0], [3, 3, 3]]],
            background=0,
            positions=[["-10", "-20", "30"], ["-10", "-20", "32.5"], ["-10", "-20", "37.25"]],
        ),
        requirements="LM-FG-005",
        links="https://github.com/Kitware/VolView/issues/291",
        freedoms="frame-order uids",
    ),
)
