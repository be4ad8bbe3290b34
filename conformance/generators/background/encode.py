"""Cases of the area background for the operation encode."""

from conformance.table import Encode, phantom

CASES = (
    Encode(
        "write-none",
        "A label map without background is written without Pixel Padding Value",
        why="Writers that always write padding 0 turn the segment with number 0 into background.",
        effect="An organ disappears on export.",
        built=phantom([[[0, 3, 3], [9, 9, 0]]], segments=[3, 9, 0]),
        requirements="LM-VAL-005 LM-VAL-007",
        freedoms="frame-order uids",
    ),
    Encode(
        "write-nonzero",
        "Background 7 is written, and 0 stays an organ",
        why="A writer with a fixed background refuses the input, or moves numbers so that its "
        "0 is free.",
        effect="The organ with number 0 is lost.",
        built=phantom([[[7, 0, 2], [0, 7, 7]]], segments=[0, 2, 7], background=7),
        requirements="LM-VAL-005 LM-VAL-007 LM-DES-004",
        links="https://github.com/Slicer/Slicer/pull/9163",
        freedoms="frame-order uids",
    ),
    Encode(
        "write-zero",
        "Background 0 is written as Pixel Padding Value 0",
        why="Writers that leave the attribute out rely on readers that guess.",
        effect="In a program that follows the rule the file has no background.",
        built=phantom([[[0, 1, 2], [3, 2, 0]]], background=0),
        requirements="LM-VAL-005",
        links="https://github.com/ImagingDataCommons/slim/pull/430",
        freedoms="frame-order uids",
    ),
)
