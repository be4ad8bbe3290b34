"""Cases of the area fractional for the operation validate."""

from conformance.phantom import stack
from conformance.table import Validate, phantom, put

OF_200 = phantom(
    [[[0, 1, 64], [128, 199, 200]]], kind="FRACTIONAL", frame_segments=[1], maximum=200
)

CASES = (
    Validate(
        "complete",
        "A FRACTIONAL segmentation with maximum 200 has no errors",
        why="The twin of the faults in FRACTIONAL.",
        effect="Correct files are reported as broken.",
        built=OF_200,
        requirements="LM-TYP-002 LM-TYP-003 LM-PIX-010",
        features="fractional",
    ),
    Validate(
        "maximum-zero",
        "Maximum Fractional Value is 0",
        why="Values are divided by it.",
        effect="Division by zero, or an empty mask.",
        built=OF_200.but(put("MaximumFractionalValue", 0)),
        codes="pixels.maximum-fractional-value dataset.value",
        twin="fractional.complete",
        requirements="LM-TYP-003",
        features="fractional",
    ),
    Validate(
        "overlap-promise-broken",
        "Segments Overlap is NO, but two FRACTIONAL segments are above 0 in one pixel",
        why="The promise is about every value above 0.",
        effect="A converter drops the smaller probability.",
        built=phantom(
            [[[0, 9, 64]], [[7, 0, 1]]],
            kind="FRACTIONAL",
            frame_segments=[1, 2],
            positions=stack(1) * 2,
        ).but(put("SegmentsOverlap", "NO")),
        codes="pixels.overlap frames.overlap",
        twin="fractional.overlap-promise-kept",
        requirements="LM-OVL-003",
        features="fractional",
    ),
    Validate(
        "overlap-promise-kept",
        "Segments Overlap is NO, and no pixel of two FRACTIONAL segments is above 0 in both",
        why="A promise that converters rely on; this file keeps it.",
        effect="Correct files are reported as broken.",
        built=phantom(
            [[[0, 9, 64]], [[7, 0, 0]]],
            kind="FRACTIONAL",
            frame_segments=[1, 2],
            positions=stack(1) * 2,
        ).but(put("SegmentsOverlap", "NO")),
        requirements="LM-OVL-003",
        features="fractional",
    ),
    Validate(
        "wrong-kind",
        "Segmentation Fractional Type is LIKELIHOOD",
        why="PROBABILITY and OCCUPANCY are defined.",
        effect="Software cannot tell how the values are meant.",
        built=OF_200.but(put("SegmentationFractionalType", "LIKELIHOOD")),
        codes="dataset.enumerated-value",
        twin="fractional.complete",
        requirements="LM-TYP-002",
        features="fractional",
    ),
)
