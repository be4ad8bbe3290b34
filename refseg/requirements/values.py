"""Requirements: overlap, pixel values, background."""

from __future__ import annotations

from typing import Final

from .model import Requirement, req

REQUIREMENTS: Final[tuple[Requirement, ...]] = (
    req(
        "LM-OVL-001",
        "BOTH",
        "may",
        "PS3.3 Table C.8.20-2",
        "Segments Overlap is Type 3: YES some overlap, UNDEFINED some might, NO none do; "
        "absent means unknown.",
    ),
    req(
        "LM-OVL-002",
        "LM",
        "shall",
        "PS3.3 Table C.8.20-2",
        "If Segments Overlap is present in a LABELMAP it is NO.",
    ),
    req(
        "LM-OVL-003",
        "SEG",
        "shall",
        "PS3.3 Table C.8.20-2",
        "NO is a promise: no pixel position belongs to two segments; the test is on positions "
        "shared by frames of different segments.",
    ),
    req(
        "LM-OVL-004",
        "LM",
        "note",
        "PS3.3 C.8.20.2.3.3",
        "One stored value can name only one segment, so segments of one LABELMAP instance do "
        "not overlap by construction; NO in a BINARY instance tells that a conversion to a "
        "label map loses nothing.",
        unseen="explanation",
    ),
    req(
        "LM-OVL-005",
        "LM",
        "open",
        "PS3.3 C.8.20.2.3.3; C.7.6.17",
        "Two frames at one place of a label map, equal in every other dimension too, are not "
        "forbidden by any known text, but cannot both be right (OQ-OVL-1).",
    ),
    req(
        "LM-VAL-001",
        "LM",
        "shall",
        "PS3.3 C.8.20.2.3.3",
        "The stored pixel value says which segment is present: it is one of the Segment Numbers.",
        unseen="covered",
    ),
    req(
        "LM-VAL-002",
        "LM",
        "shall",
        "PS3.3 C.8.20.2.3.3",
        "Every value that really occurs in Pixel Data must have an item in Segment Sequence "
        "with that Segment Number.",
    ),
    req(
        "LM-VAL-003",
        "LM",
        "may",
        "PS3.3 C.8.20.2.3.3 Note 1",
        "The converse is not required: Segment Sequence may describe segments that no pixel "
        "uses (shared segment lists), although that wastes space.",
    ),
    req(
        "LM-VAL-004",
        "LM",
        "note",
        "PS3.3 C.8.20.2.3.3 Note 2",
        "As a consequence, if value 0 occurs it needs its own segment item as well, and that "
        "segment might serve as the background.",
        unseen="covered",
    ),
    req(
        "LM-VAL-005",
        "LM",
        "may",
        "PS3.3 A.51.4; C.8.20.2.4",
        "Pixel Padding Value, when present, is the Segment Number to be treated as background; "
        "without it no segment is background, whatever its number or its property type code.",
        unseen="permission",
    ),
    req(
        "LM-VAL-006",
        "SEG",
        "shall",
        "PS3.3 A.51.4",
        "Pixel Padding Value is not allowed when Segmentation Type is not LABELMAP.",
    ),
    req(
        "LM-VAL-007",
        "LM",
        "note",
        "PS3.3 A.51.4; C.8.20.2.4",
        "Pixel Padding Value is typically 0, may be another value and need not be given.",
        unseen="explanation",
    ),
    req(
        "LM-VAL-008",
        "LM",
        "open",
        "PS3.3 C.8.20.2.3.3, A.51.4",
        "The segment that Pixel Padding Value names should be described even if no pixel has "
        "that value; the text does not say (OQ-VAL-1).",
    ),
    req(
        "LM-VAL-009",
        "LM",
        "shall",
        "PS3.3 C.7.5.1.1.2",
        "Pixel Padding Value must be representable with Bits Allocated/Stored.",
    ),
    req(
        "LM-VAL-010",
        "LM",
        "shall",
        "PS3.3 A.51.4",
        "Pixel Padding Range Limit has no use here, since the background is one Segment Number "
        "(OQ-VAL-2).",
    ),
    req(
        "LM-VAL-011",
        "BOTH",
        "shall",
        "PS3.3 Table C.7-8",
        "Pixel Padding Value sits in the General Equipment Module as 1C: required if Pixel "
        "Padding Range Limit and Pixel Data are present; may be present otherwise only with "
        "Pixel Data; its VR follows Pixel Representation, so US here.",
    ),
    req(
        "LM-VAL-012",
        "LM",
        "note",
        "PS3.3 C.7.5.1.1.2",
        "The general padding text says the padding value does not occur in the native image; "
        "for a label map the padding value does occur: it marks background pixels; A.51.4 is "
        "the special rule.",
        unseen="explanation",
    ),
    req(
        "LM-VAL-013",
        "LM",
        "note",
        "PS3.16 Annex D",
        'The code (125040, DCM, "Background") does not make a segment the background; Pixel '
        "Padding Value does.",
    ),
    req(
        "LM-VAL-014",
        "BOTH",
        "note",
        "PS3.3 C.8.20",
        "Frames without any foreground may be left out or kept; nothing requires or forbids them.",
        unseen="permission",
    ),
)
