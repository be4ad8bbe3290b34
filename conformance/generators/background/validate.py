"""Cases of the area background for the operation validate."""

import struct

from conformance import bytesmith as bs
from conformance.draft import warned
from conformance.phantom import segment
from conformance.table import PLAIN, Validate, drop, phantom, put

UNUSED_BACKGROUND = phantom([[[2, 4], [4, 2]]], segments=[2, 4, 6], background=6)

CASES = (
    Validate(
        "above-pixel-range",
        "A validator meets Pixel Padding Value 256 in 8 bits",
        why="It must be representable in Bits Stored. dciodvfy is silent.",
        effect="Readers cut it to 0 and hide whatever 0 is.",
        built=PLAIN.but(put("PixelPaddingValue", 256)),
        codes="background.range dataset.wrong-value",
        twin="dataset.complete",
        requirements="LM-VAL-009",
        finding=("LM-VAL-009", "PixelPaddingValue"),
    ),
    Validate(
        "coded-without-padding",
        "A segment coded as Background without Pixel Padding Value deserves a warning",
        why="Half of the readers hide it, half show it. No sentence forbids it, so it is no "
        "error; an author wants to know.",
        effect="The same file shows a background in one viewer and none in another.",
        built=PLAIN.but(drop("PixelPaddingValue")),
        twin="dataset.complete",
        warn="background.not-padded",
        requirements="LM-VAL-013",
        finding=(
            "LM-VAL-013",
            "SegmentSequence[0].SegmentedPropertyTypeCodeSequence[0]",
            "warning",
        ),
        level="SHOULD",
        links="https://github.com/QIICR/dcmqi/pull/541 "
        "https://github.com/ImagingDataCommons/slim/pull/430",
    ),
    Validate(
        "described",
        "A background that no pixel uses has no errors",
        why="Described, named by Pixel Padding Value and absent from a crop.",
        effect="Every crop without background is reported as broken.",
        built=UNUSED_BACKGROUND,
        requirements="LM-VAL-008 LM-VAL-003",
        finding=("LM-VAL-003", "SegmentSequence", "note"),
    ),
    Validate(
        "not-coded",
        "A background that is not coded as such is no error",
        why="The code (125040, DCM) is a habit of writers, not a rule; a validator may remark "
        "on it.",
        effect="Files of writers with other codes are reported as broken.",
        built=phantom([[[0, 1], [1, 0]]], segments=[segment(0), segment(1)]).but(
            put("PixelPaddingValue", 0)
        ),
        requirements="LM-VAL-013 LM-VAL-005",
    ),
    Validate(
        "padding-in-binary",
        "Pixel Padding Value in a BINARY segmentation",
        why="It is for label maps alone; elsewhere 0 already means absent. Writers that share "
        "code write it always, and dciodvfy is silent.",
        effect="A reader hides all pixels that are not set, or those that are.",
        built=phantom([[[0, 1, 1, 0]]], kind="BINARY", frame_segments=[1]).but(
            put("PixelPaddingValue", 0)
        ),
        codes="dataset.forbidden-attribute background.not-allowed",
        twin="pixels.binary-complete",
        requirements="LM-VAL-006",
        finding=("LM-VAL-006", "PixelPaddingValue"),
        features="mono8 binary",
    ),
    Validate(
        "range-limit",
        "Pixel Padding Range Limit in a label map",
        why="It stretches the padding over a range of values, which makes no sense for names. "
        "Whether the newest text excludes it could not be confirmed; one validator says "
        "so.",
        effect="Several organs between two numbers are hidden together.",
        built=PLAIN.but(put("PixelPaddingRangeLimit", 0)),
        twin="dataset.complete",
        alternatives=(
            (
                "warned",
                "The general equipment module allows it",
                warned("dataset.forbidden-attribute"),
            ),
            ("error", "A label map has one background, no range", "dataset.forbidden-attribute"),
        ),
        clarification="0013",
        requirements="LM-VAL-010",
        finding=("LM-VAL-010", "PixelPaddingRangeLimit", "warning"),
        level="SHOULD",
    ),
    Validate(
        "signed-vr",
        "Pixel Padding Value has VR SS",
        why="The VR follows Pixel Representation, which is unsigned here. Toolkits that take "
        "the first VR of the dictionary write SS.",
        effect="Numbers above 32767 become negative and match no segment.",
        built=PLAIN.but(put("PixelPaddingValue", bs.Raw(struct.pack("<h", 0), "SS"))),
        codes="dataset.wrong-value",
        twin="dataset.complete",
        requirements="LM-VAL-011",
        finding=("LM-VAL-011", "PixelPaddingValue"),
        links="https://github.com/dcm4che/dcm4che/issues/1368",
    ),
    Validate(
        "two-values",
        "Pixel Padding Value has two values",
        why="There is one background. Writers that want to hide several segments list them here.",
        effect="Readers take the first value, the last, or none.",
        built=PLAIN.but(put("PixelPaddingValue", [0, 1])),
        codes="dataset.wrong-value",
        twin="dataset.complete",
        requirements="LM-VAL-011",
    ),
    Validate(
        "undescribed",
        "A validator meets a padding value that no segment has and no pixel holds",
        why="The pixel rule speaks of values that occur; that the padding value names a "
        "segment is said elsewhere. dciodvfy accepts it, one library refuses to write it.",
        effect="A file passes one validator and fails the next.",
        built=UNUSED_BACKGROUND.but(put("PixelPaddingValue", 77)),
        twin="background.described",
        alternatives=(
            ("warned", "Only values that occur need a segment", warned("background.undescribed")),
            (
                "error",
                "Pixel Padding Value is a Segment Number",
                "segments.undescribed background.undescribed",
            ),
        ),
        clarification="0003",
        requirements="LM-VAL-008",
        finding=("LM-VAL-008", "PixelPaddingValue", "warning"),
        level="SHOULD",
    ),
)
