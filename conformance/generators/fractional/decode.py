"""Cases of the area fractional for the operation decode."""

from conformance.table import Decode, phantom, put

OF_255 = phantom(
    [[[0, 1, 64], [128, 200, 255]]], kind="FRACTIONAL", frame_segments=[1], maximum=255
)

CASES = (
    Decode(
        "maximum-100",
        "Maximum Fractional Value 100",
        why="The full value is what Maximum Fractional Value says, not 255. Readers divide by 255.",
        effect="Nothing is more likely than 39 %.",
        built=phantom(
            [[[0, 1, 50], [99, 100, 100]]], kind="FRACTIONAL", frame_segments=[1], maximum=100
        ),
        model={"maximum": 100, "fractional_type": "PROBABILITY"},
        requirements="LM-TYP-003",
        features="fractional labels segments",
        freedoms="frame-order",
    ),
    Decode(
        "occupancy",
        "Occupancy from 0 to 255",
        why="The kind of the fraction is part of the meaning: how much of the pixel, not how "
        "likely.",
        effect="Volumes are computed from probabilities.",
        built=OF_255.but(put("SegmentationFractionalType", "OCCUPANCY")),
        model={"maximum": 255, "fractional_type": "OCCUPANCY"},
        requirements="LM-TYP-002",
        features="fractional labels segments",
        freedoms="frame-order",
    ),
    Decode(
        "ones-of-255",
        "Only 0 and 1 occur, Maximum Fractional Value is 255",
        why="Written by mistake for a mask. What the file says is 1/255; a reader may point it "
        "out and must not make it 1.",
        effect="A probability of 0.4 % is shown as certain, or the reverse.",
        built=phantom([[[0, 1, 1], [1, 0, 0]]], kind="FRACTIONAL", frame_segments=[1], maximum=255),
        model={"maximum": 255, "fractional_type": "PROBABILITY"},
        requirements="LM-TYP-003",
        features="fractional labels segments",
        links="https://github.com/dcmjs-org/dcmjs/issues/309",
        freedoms="frame-order",
    ),
    Decode(
        "ones-of-one",
        "Only 0 and 1 occur, Maximum Fractional Value is 1",
        why="The same pixels as in a BINARY segmentation, in bytes. The maximum makes the "
        "difference.",
        effect="The mask is invisible, at 1/255.",
        built=phantom([[[0, 1, 1], [1, 0, 0]]], kind="FRACTIONAL", frame_segments=[1], maximum=1),
        model={"maximum": 1, "fractional_type": "PROBABILITY"},
        requirements="LM-TYP-003",
        features="fractional labels segments",
        links="https://github.com/dcmjs-org/dcmjs/issues/309",
        freedoms="frame-order",
    ),
    Decode(
        "probability",
        "Probabilities from 0 to 255",
        why="Each value is a probability times the maximum. Readers that make a mask of "
        "everything above 0 lose it.",
        effect="A heat map is a solid block.",
        built=OF_255,
        model={"maximum": 255, "fractional_type": "PROBABILITY"},
        requirements="LM-TYP-002 LM-TYP-003 LM-PIX-010",
        features="fractional labels segments",
        freedoms="frame-order",
    ),
    Decode(
        "pseudo-binary",
        "Only 0 and the maximum occur",
        why="Browsers wrote masks so to get around 1-bit pixels. It is legal and means certain "
        "or not.",
        effect="The mask is faint, or is refused.",
        built=phantom(
            [[[0, 255, 255], [255, 0, 0]]], kind="FRACTIONAL", frame_segments=[1], maximum=255
        ),
        model={"maximum": 255, "fractional_type": "PROBABILITY"},
        requirements="LM-TYP-003",
        features="fractional labels segments",
        links="https://github.com/dcmjs-org/dcmjs/issues/72 "
        "https://github.com/dcmjs-org/dcmjs/issues/309",
        freedoms="frame-order",
    ),
    Decode(
        "two-segments",
        "Two overlapping FRACTIONAL segments, three frames of odd length",
        why="Frames are bytes without padding between them; each belongs to the segment that "
        "it names.",
        effect="Probabilities of two organs are mixed.",
        built=phantom(
            [[[0, 9, 64], [128, 0, 0]], [[0, 200, 255], [0, 7, 3]], [[1, 2, 3], [4, 5, 6]]],
            kind="FRACTIONAL",
            frame_segments=[1, 2, 2],
            maximum=255,
        ),
        model={"maximum": 255, "fractional_type": "PROBABILITY"},
        requirements="LM-FG-010 LM-PIX-015",
        features="fractional labels segments",
        freedoms="frame-order",
    ),
    Decode(
        "up-to-maximum",
        "The largest value is just the maximum",
        why="The full value itself is allowed.",
        effect="The file is refused.",
        built=phantom(
            [[[0, 1, 64], [128, 199, 200]]], kind="FRACTIONAL", frame_segments=[1], maximum=200
        ),
        model={"maximum": 200, "fractional_type": "PROBABILITY"},
        requirements="LM-TYP-003",
        features="fractional labels segments",
    ),
)
