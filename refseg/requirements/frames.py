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
        "Shared Functional Groups Sequence shall be present with exactly one item, which may be "
        "empty (Type 1); Per-Frame Functional Groups Sequence is Type 1C.",
    ),
    req(
        "LM-FG-002",
        "BOTH",
        "shall",
        "PS3.3 C.7.6.16.1.1",
        "A functional group shall be either shared or per-frame and never both, and a per-frame "
        "group shall be in every per-frame item.",
    ),
    req(
        "LM-FG-003",
        "BOTH",
        "shall",
        "PS3.3 C.7.6.16",
        "Item k of the Per-Frame Functional Groups Sequence shall describe frame k.",
        unseen="covered",
    ),
    req(
        "LM-FG-004",
        "BOTH",
        "shall",
        "PS3.3 Table A.51-2",
        "Pixel Measures shall be present if there is no Derivation Image group and the Frame of "
        "Reference is in patient coordinates, and may be present otherwise in patient "
        "coordinates.",
    ),
    req(
        "LM-FG-005",
        "BOTH",
        "shall",
        "PS3.3 Table A.51-2",
        "Plane Position (Patient) shall be present under the same condition as Pixel Measures.",
    ),
    req(
        "LM-FG-006",
        "BOTH",
        "shall",
        "PS3.3 Table A.51-2",
        "Plane Orientation (Patient) shall be present under the same condition as Pixel Measures.",
    ),
    req(
        "LM-FG-007",
        "BOTH",
        "shall",
        "PS3.3 Table A.51-2",
        "Plane Position (Slide) shall be present if there is no Derivation Image group, the Frame "
        "of Reference is in slide coordinates and the organization is not TILED_FULL, and may be "
        "present otherwise in slide coordinates.",
    ),
    req(
        "LM-FG-008",
        "BOTH",
        "shall",
        "PS3.3 Table A.51-2",
        "Derivation Image shall be present if the geometry groups that apply (Pixel Measures with "
        "plane position and orientation, or slide position) are not, and may be present "
        "otherwise.",
    ),
    req(
        "LM-FG-009",
        "BOTH",
        "shall",
        "PS3.3 Table A.51-2",
        "Frame Content shall be present if it would not be empty, and shall not be in the shared "
        "item.",
    ),
    req(
        "LM-FG-010",
        "SEG",
        "shall",
        "PS3.3 Table A.51-2",
        "The Segmentation functional group shall be present if the organization is not TILED_FULL "
        "and the type is not LABELMAP.",
    ),
    req(
        "LM-FG-011",
        "LM",
        "shall",
        "PS3.3 Table A.51-2",
        "A label map shall not have the Segmentation functional group, since its condition does "
        "not hold and nothing says that it may be present.",
    ),
    req(
        "LM-FG-012",
        "BOTH",
        "shall",
        "PS3.3 A.51.5.1",
        "In a file with Frame of Reference UID the segments shall be located in that Frame of "
        "Reference by Pixel Measures, plane position and plane orientation (OQ-FG-1).",
    ),
    req(
        "LM-FG-013",
        "BOTH",
        "shall",
        "PS3.3 A.51.5.1",
        "Without a Frame of Reference each pixel shall belong to the pixel at its place in the "
        "images of Derivation Image, so that Rows and Columns are theirs.",
        unseen="needs-source",
    ),
    req(
        "LM-FG-014",
        "BOTH",
        "shall",
        "PS3.3 A.51.5.1",
        'In Derivation Image the derivation code shall be (113076, DCM, "Segmentation"), and the '
        'purpose of reference shall be (121322, DCM, "Source Image for Image Processing '
        'Operation").',
    ),
    req(
        "LM-FG-015",
        "BOTH",
        "shall",
        "PS3.3 Table C.7.6.16-7",
        "An item of Derivation Image Sequence (Type 2, zero or more items) shall have Derivation "
        "Code Sequence with one or more items (Type 1C, always in this IOD) and Source Image "
        "Sequence with zero or more (Type 2); Derivation Description is Type 3.",
    ),
    req(
        "LM-FG-016",
        "BOTH",
        "shall",
        "PS3.3 Table C.7.6.16-7; Table 10-3",
        "An item of Source Image Sequence shall have Referenced SOP Class UID and Referenced SOP "
        "Instance UID (Type 1), Referenced Frame Number if the image is multi-frame and the "
        "reference is not to all frames, Referenced Segment Number if it is a segmentation and "
        "the reference is not to all segments, and Purpose of Reference Code Sequence (Type 1C); "
        "Spatial Locations Preserved is Type 3, and Patient Orientation is required if that is "
        "REORIENTED_ONLY.",
    ),
    req(
        "LM-FG-017",
        "SEG",
        "shall",
        "PS3.3 Table C.7.6.16-2",
        "A file of Segmentation Storage with a Frame of Reference UID shall have Pixel Spacing "
        "and Slice Thickness in Pixel Measures.",
    ),
    req(
        "LM-FG-018",
        "LM",
        "open",
        "PS3.3 Table C.7.6.16-2",
        "It is open whether the conditions of Pixel Spacing, Slice Thickness and the plane "
        "attributes include Label Map Segmentation Storage; a label map in a Frame of Reference "
        "needs them (OQ-FG-3).",
    ),
    req(
        "LM-FG-019",
        "BOTH",
        "shall",
        "PS3.3 Table C.7.6.16-2; 10.7.1.3",
        "Pixel Spacing shall be positive, but the spacing of rows may be zero where there is one "
        "row, and that of columns where there is one column (10.7.1.3); Slice Thickness shall be "
        "positive; Spacing Between Slices shall not be negative, and shall be present for "
        "TILED_FULL with more than one focal plane.",
    ),
    req(
        "LM-FG-020",
        "BOTH",
        "shall",
        "PS3.3 Tables C.7.6.16-4, -5",
        "Image Position (Patient), three DS, and Image Orientation (Patient), six DS, shall be "
        "present in their groups in Segmentation Storage with a Frame of Reference UID (Type 1C); "
        "the direction cosines shall be two unit vectors at a right angle.",
    ),
    req(
        "LM-FG-021",
        "BOTH",
        "shall",
        "PS3.3 Table C.8.12.6.1-1",
        "Plane Position (Slide) shall have Column and Row Position in Total Image Pixel Matrix, "
        "counted from 1, and the X, Y and Z offsets (all Type 1).",
    ),
    req(
        "LM-FG-022",
        "BOTH",
        "may",
        "PS3.3 Table C.7.6.16-3",
        "Frame Content may have Stack ID with In-Stack Position Number (which is required if "
        "Stack ID is present, and counts from 1), Frame Label, Frame Comments and Temporal "
        "Position Index; the acquisition dates and times are required for ORIGINAL or MIXED "
        "frames only, and therefore not in a segmentation.",
    ),
    req(
        "LM-FG-023",
        "BOTH",
        "shall",
        "PS3.3 Table C.7.6.16-1",
        "Content Date, Content Time, Instance Number and Number of Frames shall be present with a "
        "value (Type 1); the attributes of a concatenation shall be present together if the "
        "instance is part of one (Type 1C).",
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
        "The IOD lists no other functional groups: no Frame Anatomy, no Pixel Value "
        "Transformation, no Frame VOI LUT, no Real World Value Mapping.",
    ),
    req(
        "LM-DIM-001",
        "BOTH",
        "shall",
        "PS3.3 Table C.7.6.17-1",
        "Dimension Organization Sequence shall be present with one or more items (Type 1), and "
        "each item shall have a Dimension Organization UID.",
    ),
    req(
        "LM-DIM-002",
        "BOTH",
        "may",
        "PS3.3 Table C.7.6.17-1",
        "A file may have Dimension Organization Type.",
    ),
    req(
        "LM-DIM-003",
        "BOTH",
        "shall",
        "PS3.3 Table C.7.6.17-1",
        "Dimension Index Sequence shall be present if Dimension Organization Type is absent or is "
        "not TILED_FULL, and may be present with TILED_FULL.",
    ),
    req(
        "LM-DIM-004",
        "BOTH",
        "shall",
        "PS3.3 Table C.7.6.17-1",
        "Each item of Dimension Index Sequence shall have Dimension Index Pointer (Type 1), which "
        "names an attribute that varies by frame, and neither Frame Content Sequence nor "
        "Dimension Index Values; Functional Group Pointer (Type 1C), which names the group that "
        "holds it; Dimension Organization UID (Type 1), which equals that of an organization; "
        "private creators for private attributes (Type 1C); a label is Type 3.",
    ),
    req(
        "LM-DIM-005",
        "BOTH",
        "shall",
        "PS3.3 Table C.7.6.16-3",
        "Dimension Index Values shall be present in Frame Content if there is a Dimension Index "
        "Sequence, with one UL value for each item, in the same order, counted from 1.",
    ),
    req(
        "LM-DIM-006",
        "BOTH",
        "should",
        "PS3.3 C.7.6.17.1",
        "Index values should be dense in each dimension and follow the order of the attribute "
        "values, with the first item varying slowest, and no two frames should have the same "
        "values.",
    ),
    req(
        "LM-DIM-007",
        "SEG",
        "should",
        "PS3.3 C.7.6.17",
        "A BINARY or FRACTIONAL segmentation should use Referenced Segment Number in Segment "
        "Identification Sequence as its first dimension.",
    ),
    req(
        "LM-DIM-008",
        "LM",
        "shall",
        "PS3.3 Table A.51-2",
        "A label map shall not have Referenced Segment Number as a dimension, since the group "
        "that holds it is absent.",
    ),
    req(
        "LM-DIM-009",
        "LM",
        "open",
        "PS3.3 C.7.6.17",
        "Which dimension a label map without positions has is left to the writer (OQ-DIM-1).",
        unseen="permission",
    ),
    req(
        "LM-DIM-010",
        "BOTH",
        "shall",
        "PS3.3 C.7.6.17",
        "With Dimension Organization Type 3D, the frames shall be equally spaced parallel planes "
        "of one orientation that form one volume; with 3D_TEMPORAL, they shall be such a volume "
        "at several times. The attribute may always be absent.",
    ),
    req(
        "LM-TIL-001",
        "BOTH",
        "shall",
        "PS3.3 Table A.51-1",
        "A file with TILED_FULL shall have the Microscope Slide Layer Tile Organization Module.",
        unseen="covered",
    ),
    req(
        "LM-TIL-002",
        "BOTH",
        "shall",
        "PS3.3 Table C.8.12.14-1",
        "The Microscope Slide Layer Tile Organization Module shall have Total Pixel Matrix "
        "Columns and Rows (Type 1), Total Pixel Matrix Origin Sequence with one item (Type 1; X "
        "and Y offsets Type 1, Z offset Type 1C), Total Pixel Matrix Focal Planes for TILED_FULL "
        "(Type 1C), and Image Orientation (Slide) for TILED_FULL or with Plane Position (Slide) "
        "(Type 1C); Tiles Overlap is Type 3.",
    ),
    req(
        "LM-TIL-003",
        "BOTH",
        "shall",
        "PS3.3 C.7.6.17.3",
        "With TILED_FULL the tiles shall cover the whole matrix without gaps or overlap, along "
        "the row, then down the columns, then through the focal planes, then along the segments "
        "by ascending Segment Number if the type is BINARY or FRACTIONAL; a label map has no "
        "direction along segments, and no frame needs a position.",
    ),
    req(
        "LM-TIL-004",
        "BOTH",
        "shall",
        "PS3.3 C.7.6.17.3",
        "With TILED_SPARSE each frame shall have its Plane Position (Slide); what missing tiles "
        "of a label map mean is open (OQ-VAL-4).",
        unseen="covered",
    ),
    req(
        "LM-TIL-005",
        "BOTH",
        "may",
        "PS3.3 Table C.7.11.1-1",
        "A file may be a level of a pyramid: Pyramid UID (Type 1) is then the same in all levels "
        "of one series, label and description are Type 3, and each level is an instance.",
    ),
)
