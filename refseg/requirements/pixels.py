"""Requirements: pixel description, lossy compression, types."""

from __future__ import annotations

from typing import Final

from .model import Requirement, req

REQUIREMENTS: Final[tuple[Requirement, ...]] = (
    req(
        "LM-PIX-001",
        "BOTH",
        "shall",
        "PS3.3 Table C.8.20-2",
        "Image Type has exactly two values, DERIVED then PRIMARY; no third value.",
    ),
    req(
        "LM-PIX-002",
        "BOTH",
        "shall",
        "PS3.3 Table C.8.20-2",
        "One sample per pixel.",
    ),
    req(
        "LM-PIX-003",
        "SEG",
        "shall",
        "PS3.3 Table C.8.20-2",
        "Photometric Interpretation of BINARY and FRACTIONAL is MONOCHROME2.",
    ),
    req(
        "LM-PIX-004",
        "LM",
        "shall",
        "PS3.3 Table C.8.20-2",
        "Photometric Interpretation of LABELMAP is MONOCHROME2 or PALETTE COLOR.",
    ),
    req(
        "LM-PIX-005",
        "BOTH",
        "shall",
        "PS3.3 Table C.8.20-2",
        "Pixels are unsigned.",
    ),
    req(
        "LM-PIX-006",
        "LM",
        "shall",
        "PS3.3 Table C.8.20-2; C.8.20.2.1",
        "Bits Allocated of LABELMAP is 8 or 16.",
    ),
    req(
        "LM-PIX-007",
        "LM",
        "shall",
        "PS3.3 Table C.8.20-2",
        "Bits Stored equals Bits Allocated.",
    ),
    req(
        "LM-PIX-008",
        "LM",
        "shall",
        "PS3.3 Table C.8.20-2",
        "High Bit is one less than Bits Stored.",
    ),
    req(
        "LM-PIX-009",
        "SEG",
        "shall",
        "PS3.3 Table C.8.20-2; C.8.20.2.1",
        "BINARY: Bits Allocated 1, Bits Stored 1, High Bit 0.",
    ),
    req(
        "LM-PIX-010",
        "SEG",
        "shall",
        "PS3.3 Table C.8.20-2",
        "FRACTIONAL: Bits Allocated 8, Bits Stored 8, High Bit 7 (16-bit fractional does not "
        "exist).",
    ),
    req(
        "LM-PIX-011",
        "BOTH",
        "shall",
        "PS3.3 Table C.7-11c (Image Pixel Description Macro)",
        "Rows and Columns are Type 1 and apply to every frame.",
    ),
    req(
        "LM-PIX-012",
        "BOTH",
        "shall",
        "PS3.3 Table C.7-11c",
        "Planar Configuration is only for more than one sample per pixel.",
    ),
    req(
        "LM-PIX-013",
        "BOTH",
        "shall",
        "PS3.3 Table C.7-11c",
        "Pixel Aspect Ratio is required only if it is not 1:1 and no physical spacing "
        "attribute gives the shape of the pixel; with Pixel Spacing in Pixel Measures it is "
        "not needed.",
    ),
    req(
        "LM-PIX-014",
        "BOTH",
        "shall",
        "PS3.3 Table C.7-11a",
        "Pixel Data present unless the transfer syntax is a referenced-pixel (JPIP) one, in "
        "which case Pixel Data Provider URL replaces it.",
    ),
    req(
        "LM-PIX-015",
        "BOTH",
        "shall",
        "PS3.5 8.1.1, 8.2, A.1, A.2",
        "Native length: frames are concatenated without gaps. 8-bit: Rows*Columns*Frames "
        "bytes; 16-bit: twice that, little endian; the element is padded with one zero byte if "
        "odd.",
    ),
    req(
        "LM-PIX-016",
        "SEG",
        "shall",
        "PS3.5 8.1.1, Annex D",
        "BINARY native: pixels are one continuous bit stream over all frames, first pixel in "
        "the least significant bit of the first byte; frames are NOT padded to byte "
        "boundaries; only the end of Pixel Data is padded.",
    ),
    req(
        "LM-PIX-017",
        "BOTH",
        "shall",
        "PS3.5 A.2, A.4",
        "VR of Pixel Data: Explicit VR native - OB or OW when Bits Allocated <= 8, OW when > "
        "8; Implicit VR - OW; encapsulated - OB with undefined length.",
    ),
    req(
        "LM-PIX-018",
        "BOTH",
        "may",
        "PS3.3 Table C.7-11c",
        "Smallest/Largest Image Pixel Value are optional and use US (unsigned).",
    ),
    req(
        "LM-PIX-019",
        "BOTH",
        "may",
        "PS3.3 Table C.7-9",
        "General Image extras are optional: Burned In Annotation, Recognizable Visual "
        "Features, Presentation LUT Shape, Icon Image.",
    ),
    req(
        "LM-PIX-020",
        "BOTH",
        "shall",
        "PS3.3 Table C.7-9; C.7.6.16",
        "Patient Orientation (0020,0020) is 2C in General Image (not needed when the "
        "orientation is given by the plane orientation or slide orientation attributes); "
        "Content Date/Time are 2C there but Type 1 in Multi-frame Functional Groups, which "
        "wins.",
    ),
    req(
        "LM-PIX-021",
        "BOTH",
        "shall",
        "PS3.3 Table 10-12",
        "Content Identification Macro: Instance Number Type 1, Content Label Type 1 (CS), "
        "Content Description Type 2 (LO), Alternate Content Description Sequence Type 3 "
        "(items: description + language), Concept Name Code Sequence Type 3.",
    ),
    req(
        "LM-PIX-022",
        "BOTH",
        "may",
        "PS3.3 Table 10.9.3-1",
        "The Content Creator Macro is optional: the name (Type 2 in older editions) and the "
        "coded identification of the person.",
    ),
    req(
        "LM-PIX-023",
        "BOTH",
        "shall",
        "PS3.3 Table C.7.6.16-1",
        "Number of Frames is Type 1, at least 1, even for one frame.",
    ),
    req(
        "LM-LOS-001",
        "BOTH",
        "shall",
        "PS3.3 Table C.8.20-2; C.8.20.2.2; C.7.6.1.1.5",
        "Lossy Image Compression is Type 1.",
    ),
    req(
        "LM-LOS-002",
        "BOTH",
        "shall",
        "PS3.3 C.8.20.2.2",
        "It is 01 if any source image carries 01, or if the segmentation itself is stored with "
        "a lossy transfer syntax; once 01 never back to 00; segmenting as such does not count "
        "as lossy.",
    ),
    req(
        "LM-LOS-003",
        "BOTH",
        "shall",
        "PS3.3 Table C.8.20-2",
        "Ratio and Method are required if the source images have them or the instance itself "
        "was lossy compressed.",
    ),
    req(
        "LM-LOS-004",
        "BOTH",
        "should",
        "PS3.3 C.8.20.2.2",
        "Do not lossy compress a segmentation; in particular not BINARY or LABELMAP (values "
        "would no longer be the labels).",
    ),
    req(
        "LM-TYP-001",
        "BOTH",
        "shall",
        "PS3.3 Table C.8.20-2",
        "Segmentation Type is Type 1.",
    ),
    req(
        "LM-TYP-002",
        "SEG",
        "shall",
        "PS3.3 Table C.8.20-2; C.8.20.2.3.2",
        "FRACTIONAL must state the kind of fraction.",
    ),
    req(
        "LM-TYP-003",
        "SEG",
        "shall",
        "PS3.3 Table C.8.20-2; C.8.20.2.3.2",
        "FRACTIONAL must give the value that means 1.0 / full occupancy, and no pixel may "
        "exceed it.",
    ),
    req(
        "LM-TYP-004",
        "SEG",
        "shall",
        "PS3.3 C.8.20.2.3.1",
        "A BINARY pixel is 1 where the property is present and 0 where it is not.",
    ),
    req(
        "LM-TYP-005",
        "LM",
        "shall",
        "PS3.3 Table C.8.20-2",
        "Fractional attributes are not allowed in LABELMAP (their condition is false and there "
        "is no may-be-present clause).",
    ),
)
