"""Why ``refseg check`` and dciodvfy disagree, and where."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Reason:
    """Who is stricter, why, and for which changes ("kind path", as regular expressions)."""

    strict: str
    text: str
    patterns: tuple[re.Pattern[str], ...]


def reason(strict: str, text: str, *patterns: str) -> Reason:
    return Reason(strict, text, tuple(re.compile(pattern) for pattern in patterns))


_FRAME = r"PerFrameFunctionalGroupsSequence"

REASONS: dict[str, Reason] = {
    "first frame only": reason(
        "refseg",
        "dciodvfy judges the first per-frame item; the other frames are judged here too "
        "(LM-FG-002, LM-FG-005, LM-FG-009, LM-FG-010, LM-FG-020, LM-DIM-005).",
        rf"(delete|empty|extra item|two values|wrong value) {_FRAME}\[1\]\..*"
        r"(Sequence|DimensionIndexValues|FrameLabel)",
        rf"(empty|two values) {_FRAME}\[1\]\..*ImagePositionPatient",
    ),
    "references of the first frame only": reason(
        "dciodvfy",
        "Without references in the first frame dciodvfy thinks that nothing is referenced; the "
        "other frames do refer to images, so Common Instance Reference is right (LM-MOD-030).",
        rf"empty {_FRAME}\[0\]\.DerivationImageSequence(\[0\]\.SourceImageSequence)?",
    ),
    "pixels against segments": reason(
        "refseg",
        "dciodvfy does not look at pixel values: a renumbered segment leaves pixels undescribed "
        "(LM-VAL-002), a fraction may exceed its maximum (LM-TYP-003).",
        r"wrong value SegmentSequence\[1\]\.SegmentNumber",
        r"wrong value MaximumFractionalValue",
    ),
    "a character set that is none": reason(
        "refseg",
        "dciodvfy takes any code string as Specific Character Set; text in a term that PS3.3 "
        "C.12.1.1.2 does not define cannot be read (LM-SOP-001).",
        r"wrong value SpecificCharacterSet",
    ),
    "a Segment Number twice": reason(
        "refseg",
        "dciodvfy does not compare the Segment Numbers of a label map (LM-DES-002).",
        r"extra item SegmentSequence",
    ),
    "Bits Allocated far off": reason(
        "refseg",
        "dciodvfy complains about 4 Bits Allocated, but not about 77 (LM-PIX-006, LM-PIX-009).",
        r"wrong value BitsAllocated",
    ),
    "negative lengths": reason(
        "refseg",
        "dciodvfy accepts a negative Pixel Spacing and Slice Thickness (LM-FG-019).",
        r"wrong value .*PixelMeasuresSequence\[0\]\.(SliceThickness|PixelSpacing)",
    ),
    "promise of 3D": reason(
        "refseg",
        "dciodvfy does not hold Dimension Organization Type 3D against the positions (LM-DIM-010).",
        rf"wrong value {_FRAME}\[[01]\]\.PlanePositionSequence\[0\]\.ImagePositionPatient",
    ),
    "letters of an orientation": reason(
        "dciodvfy",
        "dciodvfy knows which letters Patient Orientation may have; no requirement of the "
        "catalogue speaks of them.",
        r"two values PatientOrientation",
    ),
    "dimension pointers": reason(
        "refseg",
        "A pointer to an attribute that no frame holds is a warning of dciodvfy, and one to a "
        "group that does not hold it goes unseen (LM-DIM-004).",
        r"wrong value DimensionIndexSequence\[0\]\.(DimensionIndex|FunctionalGroup)Pointer",
    ),
    "geometry without Frame of Reference": reason(
        "refseg",
        "Table A.51-2 allows the geometry groups only in a patient-relative Frame of Reference, "
        "and half a Frame of Reference Module is none (LM-FG-004, LM-FOR-001).",
        r"delete FrameOfReferenceUID",
    ),
}
