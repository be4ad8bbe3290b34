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
        "A file may have Segments Overlap (Type 3): YES if some segments overlap, UNDEFINED if "
        "some might, NO if none do; if it is absent, nothing is known.",
    ),
    req(
        "LM-OVL-002",
        "LM",
        "shall",
        "PS3.3 Table C.8.20-2",
        "Segments Overlap of a label map, if present, shall be NO.",
    ),
    req(
        "LM-OVL-003",
        "SEG",
        "shall",
        "PS3.3 Table C.8.20-2",
        "With Segments Overlap NO, no pixel position shall belong to two segments; the rule "
        "compares the positions that frames of different segments share.",
    ),
    req(
        "LM-OVL-004",
        "LM",
        "note",
        "PS3.3 C.8.20.2.3.3",
        "A stored value names one segment only, so that the segments of one label map do not "
        "overlap; NO in a BINARY segmentation means that conversion to a label map loses nothing.",
        unseen="explanation",
    ),
    req(
        "LM-OVL-005",
        "LM",
        "open",
        "PS3.3 C.8.20.2.3.3; C.7.6.17",
        "No known text forbids two frames of a label map at one place that are equal in every "
        "other dimension too, but they cannot both be correct (OQ-OVL-1).",
    ),
    req(
        "LM-VAL-001",
        "LM",
        "shall",
        "PS3.3 C.8.20.2.3.3",
        "A stored pixel value of a label map shall be a Segment Number, which says which segment "
        "is present.",
        unseen="covered",
    ),
    req(
        "LM-VAL-002",
        "LM",
        "shall",
        "PS3.3 C.8.20.2.3.3",
        "Every value that occurs in Pixel Data shall have an item in Segment Sequence with that "
        "Segment Number.",
    ),
    req(
        "LM-VAL-003",
        "LM",
        "may",
        "PS3.3 C.8.20.2.3.3 Note 1",
        "Segment Sequence may describe segments that no pixel has (a shared list of segments, for "
        "example), although that wastes space.",
    ),
    req(
        "LM-VAL-004",
        "LM",
        "note",
        "PS3.3 C.8.20.2.3.3 Note 2",
        "If the value 0 occurs, it needs a segment item like any other value, and that segment "
        "might serve as the background.",
        unseen="covered",
    ),
    req(
        "LM-VAL-005",
        "LM",
        "may",
        "PS3.3 A.51.4; C.8.20.2.4",
        "A label map may have Pixel Padding Value, which is the Segment Number to be treated as "
        "background; without it no segment is background, whatever its number or its property "
        "type code.",
        unseen="permission",
    ),
    req(
        "LM-VAL-006",
        "SEG",
        "shall",
        "PS3.3 A.51.4",
        "A file whose Segmentation Type is not LABELMAP shall not have Pixel Padding Value.",
    ),
    req(
        "LM-VAL-007",
        "LM",
        "note",
        "PS3.3 A.51.4; C.8.20.2.4",
        "Pixel Padding Value is typically 0, may be another value, and need not be present.",
        unseen="explanation",
    ),
    req(
        "LM-VAL-008",
        "LM",
        "open",
        "PS3.3 C.8.20.2.3.3, A.51.4",
        "The text does not say whether the segment that Pixel Padding Value names has to be "
        "described if no pixel has that value; a writer should describe it (OQ-VAL-1).",
    ),
    req(
        "LM-VAL-009",
        "LM",
        "shall",
        "PS3.3 C.7.5.1.1.2",
        "Pixel Padding Value shall be a value that Bits Allocated and Bits Stored can represent.",
    ),
    req(
        "LM-VAL-010",
        "LM",
        "shall",
        "PS3.3 A.51.4",
        "A label map shall not have Pixel Padding Range Limit, since the background is a single "
        "Segment Number (OQ-VAL-2).",
    ),
    req(
        "LM-VAL-011",
        "BOTH",
        "shall",
        "PS3.3 Table C.7-8",
        "Pixel Padding Value shall be present if Pixel Padding Range Limit and Pixel Data are "
        "present, and may be present otherwise only with Pixel Data (Type 1C in the General "
        "Equipment Module); its VR follows Pixel Representation and is therefore US.",
    ),
    req(
        "LM-VAL-012",
        "LM",
        "note",
        "PS3.3 C.7.5.1.1.2",
        "The general text on padding says that the padding value does not occur in the native "
        "image; in a label map it does occur, as the value of background pixels, because A.51.4 "
        "is the special rule.",
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
        "Frames without any foreground may be left out or kept; no text requires or forbids them.",
        unseen="permission",
    ),
)
