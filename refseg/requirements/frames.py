"""Requirements: functional groups, dimensions, tiles."""

from __future__ import annotations

from typing import Final

from .model import Requirement, req

REQUIREMENTS: Final[tuple[Requirement, ...]] = (
    req(
        "LM-FG-001",
        "BOTH",
        "shall",
        "PS3.3 Table C.7.6.16-1",
        "Shared Functional Groups Sequence is Type 1 with exactly one item (may be an empty "
        "item); Per-Frame Functional Groups Sequence is 1C.",
    ),
    req(
        "LM-FG-002",
        "BOTH",
        "shall",
        "PS3.3 C.7.6.16.1.1",
        "One functional group is either shared or per-frame, never both; a per-frame group "
        "appears in every per-frame item.",
    ),
    req(
        "LM-FG-003",
        "BOTH",
        "shall",
        "PS3.3 C.7.6.16",
        "Item k of the per-frame sequence describes frame k.",
        unseen="covered",
    ),
    req(
        "LM-FG-004",
        "BOTH",
        "shall",
        "PS3.3 Table A.51-2",
        "Pixel Measures: required if there is no Derivation Image group and the Frame of "
        "Reference is patient-relative; may be present otherwise when the Frame of Reference "
        "is patient-relative.",
    ),
    req(
        "LM-FG-005",
        "BOTH",
        "shall",
        "PS3.3 Table A.51-2",
        "Plane Position (Patient): same condition as Pixel Measures.",
    ),
    req(
        "LM-FG-006",
        "BOTH",
        "shall",
        "PS3.3 Table A.51-2",
        "Plane Orientation (Patient): same condition as Pixel Measures.",
    ),
    req(
        "LM-FG-007",
        "BOTH",
        "shall",
        "PS3.3 Table A.51-2",
        "Plane Position (Slide): required if there is no Derivation Image group, the Frame of "
        "Reference is in slide coordinates and the organization is not TILED_FULL; may be "
        "present otherwise in slide coordinates.",
    ),
    req(
        "LM-FG-008",
        "BOTH",
        "shall",
        "PS3.3 Table A.51-2",
        "Derivation Image: required if the geometry groups that apply (Pixel Measures with "
        "plane position and orientation, or slide position) are not present; may be present "
        "otherwise.",
    ),
    req(
        "LM-FG-009",
        "BOTH",
        "shall",
        "PS3.3 Table A.51-2",
        "Frame Content: required if it would not be empty; never in the shared item.",
    ),
    req(
        "LM-FG-010",
        "SEG",
        "shall",
        "PS3.3 Table A.51-2",
        "Segmentation macro: required if the organization is not TILED_FULL and the type is "
        "not LABELMAP.",
    ),
    req(
        "LM-FG-011",
        "LM",
        "shall",
        "PS3.3 Table A.51-2",
        "LABELMAP has no Segmentation macro: the condition is false and nothing says it may be "
        "present.",
    ),
    req(
        "LM-FG-012",
        "BOTH",
        "shall",
        "PS3.3 A.51.5.1",
        "With a Frame of Reference UID the segments are located in it by Pixel Measures, plane "
        "position and plane orientation (OQ-FG-1).",
    ),
    req(
        "LM-FG-013",
        "BOTH",
        "shall",
        "PS3.3 A.51.5.1",
        "Without a Frame of Reference each pixel belongs to the pixel at its place in the "
        "images of Derivation Image, so Rows and Columns are theirs.",
        unseen="needs-source",
    ),
    req(
        "LM-FG-014",
        "BOTH",
        "shall",
        "PS3.3 A.51.5.1",
        'In Derivation Image the derivation code is (113076, DCM, "Segmentation") and the '
        'purpose of reference is (121322, DCM, "Source Image for Image Processing '
        'Operation").',
    ),
    req(
        "LM-FG-015",
        "BOTH",
        "shall",
        "PS3.3 Table C.7.6.16-7",
        "Derivation Image Sequence is Type 2 (zero or more items); item: Derivation Code "
        "Sequence 1C (one or more items; always for this IOD), Source Image Sequence Type 2 "
        "(zero or more), Derivation Description Type 3.",
    ),
    req(
        "LM-FG-016",
        "BOTH",
        "shall",
        "PS3.3 Table C.7.6.16-7; Table 10-3",
        "Source image item: Referenced SOP Class/Instance UID Type 1; Referenced Frame Number "
        "1C when the target is multi-frame and the reference is not to all frames; Referenced "
        "Segment Number 1C when the target is a segmentation and the reference is not to all "
        "segments; Purpose of Reference 1C; Spatial Locations Preserved Type 3; Patient "
        "Orientation 1C if the latter is REORIENTED_ONLY.",
    ),
    req(
        "LM-FG-017",
        "SEG",
        "shall",
        "PS3.3 Table C.7.6.16-2",
        "Pixel Spacing is required (inside Pixel Measures) for Segmentation Storage with a "
        "Frame of Reference UID; likewise Slice Thickness.",
    ),
    req(
        "LM-FG-018",
        "LM",
        "open",
        "PS3.3 Table C.7.6.16-2",
        "Whether Pixel Spacing, Slice Thickness and the plane attributes are conditional on "
        "Label Map Segmentation Storage too is open; a spatial label map needs them (OQ-FG-3).",
    ),
    req(
        "LM-FG-019",
        "BOTH",
        "shall",
        "PS3.3 Table C.7.6.16-2; 10.7.1.3",
        "Pixel Spacing and Slice Thickness are positive, except that the spacing between rows "
        "may be 0 where there is one row, and that between columns where there is one column; "
        "Spacing Between Slices is not negative, and required for TILED_FULL with more than one "
        "focal plane.",
    ),
    req(
        "LM-FG-020",
        "BOTH",
        "shall",
        "PS3.3 Tables C.7.6.16-4, -5",
        "Image Position (Patient) (3 DS) and Image Orientation (Patient) (6 DS) are 1C inside "
        "their groups, required for Segmentation Storage with a Frame of Reference UID; unit, "
        "orthogonal direction cosines.",
    ),
    req(
        "LM-FG-021",
        "BOTH",
        "shall",
        "PS3.3 Table C.8.12.6.1-1",
        "Plane Position (Slide): Column and Row Position in Total Image Pixel Matrix (from 1) "
        "and X, Y, Z offsets are all Type 1.",
    ),
    req(
        "LM-FG-022",
        "BOTH",
        "may",
        "PS3.3 Table C.7.6.16-3",
        "Frame Content extras: Stack ID with In-Stack Position Number (the number is required "
        "if Stack ID is present, from 1), Frame Label, Frame Comments, Temporal Position "
        "Index; Acquisition date/time attributes are only required for ORIGINAL or MIXED "
        "frames, hence not here.",
    ),
    req(
        "LM-FG-023",
        "BOTH",
        "shall",
        "PS3.3 Table C.7.6.16-1",
        "Content Date, Content Time, Instance Number, Number of Frames are Type 1; "
        "Concatenation attributes are 1C as a set when the instance is part of a concatenation.",
    ),
    req(
        "LM-FG-024",
        "BOTH",
        "may",
        "PS3.3 Table C.7.6.16-1",
        "Encapsulated Pixel Data Value Total Length may state the total size of the "
        "encapsulated stream.",
    ),
    req(
        "LM-FG-025",
        "BOTH",
        "note",
        "PS3.3 Table A.51-2",
        "No other functional group macros are listed for this IOD (no Frame Anatomy, no Pixel "
        "Value Transformation, no Frame VOI LUT, no Real World Value Mapping).",
    ),
    req(
        "LM-DIM-001",
        "BOTH",
        "shall",
        "PS3.3 Table C.7.6.17-1",
        "Dimension Organization Sequence is Type 1, one or more items, each with a Dimension "
        "Organization UID.",
    ),
    req(
        "LM-DIM-002",
        "BOTH",
        "may",
        "PS3.3 Table C.7.6.17-1",
        "Dimension Organization Type is optional.",
    ),
    req(
        "LM-DIM-003",
        "BOTH",
        "shall",
        "PS3.3 Table C.7.6.17-1",
        "Dimension Index Sequence is required if Dimension Organization Type is absent or is "
        "not TILED_FULL; may be present with TILED_FULL.",
    ),
    req(
        "LM-DIM-004",
        "BOTH",
        "shall",
        "PS3.3 Table C.7.6.17-1",
        "Each index item: Dimension Index Pointer Type 1 (an attribute that varies by frame; "
        "not Frame Content Sequence, not Dimension Index Values), Functional Group Pointer 1C "
        "(the group that holds it), Dimension Organization UID Type 1 matching an "
        "organization, private creators 1C for private attributes, label Type 3.",
    ),
    req(
        "LM-DIM-005",
        "BOTH",
        "shall",
        "PS3.3 Table C.7.6.16-3",
        "Dimension Index Values are required in Frame Content if there is a Dimension Index "
        "Sequence; one UL value per index item, in the same order, starting at 1.",
    ),
    req(
        "LM-DIM-006",
        "BOTH",
        "should",
        "PS3.3 C.7.6.17.1",
        "Index values should be dense per dimension and follow the order of the attribute "
        "values; the first item varies slowest; a frame should be unique over all its values.",
    ),
    req(
        "LM-DIM-007",
        "SEG",
        "should",
        "PS3.3 C.7.6.17",
        "BINARY/FRACTIONAL normally use Referenced Segment Number in Segment Identification "
        "Sequence as first dimension.",
    ),
    req(
        "LM-DIM-008",
        "LM",
        "shall",
        "PS3.3 Table A.51-2",
        "LABELMAP cannot index on Referenced Segment Number, since the group is absent.",
    ),
    req(
        "LM-DIM-009",
        "LM",
        "open",
        "PS3.3 C.7.6.17",
        "Which dimension a label map without positions uses is left to the writer (OQ-DIM-1).",
        unseen="permission",
    ),
    req(
        "LM-DIM-010",
        "BOTH",
        "shall",
        "PS3.3 C.7.6.17",
        "3D: frames are parallel, equally spaced planes with the same orientation, forming one "
        "volume; 3D_TEMPORAL: the same volume at several times; absent is always allowed.",
    ),
    req(
        "LM-TIL-001",
        "BOTH",
        "shall",
        "PS3.3 Table A.51-1",
        "TILED_FULL needs the Microscope Slide Layer Tile Organization Module.",
        unseen="covered",
    ),
    req(
        "LM-TIL-002",
        "BOTH",
        "shall",
        "PS3.3 Table C.8.12.14-1",
        "Module content: Total Pixel Matrix Columns and Rows Type 1, Total Pixel Matrix Origin "
        "Sequence Type 1 (one item; X and Y offsets Type 1, Z offset 1C), Total Pixel Matrix "
        "Focal Planes 1C (required for TILED_FULL), Image Orientation (Slide) 1C (TILED_FULL "
        "or a Plane Position (Slide) group), Tiles Overlap Type 3.",
    ),
    req(
        "LM-TIL-003",
        "BOTH",
        "shall",
        "PS3.3 C.7.6.17.3",
        "TILED_FULL: tiles cover the whole matrix without gaps or overlap, in raster order "
        "(row of tiles by row of tiles, then focal plane, then channel); no per-frame "
        "positions are needed; for BINARY/FRACTIONAL the channel is the segment, in Segment "
        "Number order; for LABELMAP there is no segment channel.",
    ),
    req(
        "LM-TIL-004",
        "BOTH",
        "shall",
        "PS3.3 C.7.6.17.3",
        "TILED_SPARSE: each frame has its Plane Position (Slide); what missing tiles mean is "
        "open for a label map (OQ-VAL-4).",
        unseen="covered",
    ),
    req(
        "LM-TIL-005",
        "BOTH",
        "may",
        "PS3.3 Table C.7.11.1-1",
        "Pyramid: Pyramid UID Type 1 shared by all levels of one series, label and description "
        "Type 3; one instance per level.",
    ),
)
