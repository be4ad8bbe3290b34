"""Cases of the area fractional for the operation encode."""

from conformance.table import Encode, phantom

CASES = (
    Encode(
        "write-above-maximum",
        "A value above the maximum is not written",
        why="Clipping it in silence hides that the maximum is wrong.",
        effect="A file in which a pixel is more than full.",
        built=phantom(
            [[[0, 1, 50], [99, 100, 101]]], kind="FRACTIONAL", frame_segments=[1], maximum=100
        ),
        asked={"maximum": 100, "fractional_type": "OCCUPANCY"},
        codes="pixels.range pixels.above-maximum",
        twin="fractional.write-occupancy",
        requirements="LM-TYP-003",
        features="fractional",
    ),
    Encode(
        "write-occupancy",
        "Occupancy with maximum 100 is written as such",
        why="Writers that always say PROBABILITY and 255 change what the numbers mean.",
        effect="A pixel that is full is shown as 39 %.",
        built=phantom(
            [[[0, 1, 50], [99, 100, 100]]], kind="FRACTIONAL", frame_segments=[1], maximum=100
        ),
        asked={"maximum": 100, "fractional_type": "OCCUPANCY"},
        model={"maximum": 100, "fractional_type": "OCCUPANCY"},
        requirements="LM-TYP-002 LM-TYP-003",
        features="fractional",
        freedoms="frame-order uids omitted-frames",
    ),
    Encode(
        "write-probability",
        "Probabilities are written value by value",
        why="Writers scale to their own maximum and round twice, or threshold.",
        effect="Probabilities change on every save.",
        built=phantom(
            [[[0, 1, 64], [128, 200, 255]]], kind="FRACTIONAL", frame_segments=[1], maximum=255
        ),
        asked={"maximum": 255, "fractional_type": "PROBABILITY"},
        model={"maximum": 255, "fractional_type": "PROBABILITY"},
        requirements="LM-TYP-003 LM-PIX-010",
        features="fractional",
        freedoms="frame-order uids omitted-frames",
    ),
)
