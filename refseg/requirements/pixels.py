"""Requirements: pixel description, lossy compression, types."""

from __future__ import annotations

from typing import Final

from refseg.iod.image_pixel import ImagePixelDescriptionMacro
from refseg.iod.segmentation import SegmentationImageModule

from .model import Requirement, req
from .stated import of_rows

REQUIREMENTS: Final[tuple[Requirement, ...]] = (
    req(
        "LM-PIX-001",
        "BOTH",
        "shall",
        "PS3.3 Table C.8.20-2",
        "Image Type shall have exactly two values, DERIVED and PRIMARY.",
    ),
    req(
        "LM-PIX-002",
        "BOTH",
        "shall",
        "PS3.3 Table C.8.20-2",
        "Samples per Pixel shall be 1.",
    ),
    req(
        "LM-PIX-003",
        "SEG",
        "shall",
        "PS3.3 Table C.8.20-2",
        "Photometric Interpretation of a BINARY or FRACTIONAL segmentation shall be MONOCHROME2.",
    ),
    req(
        "LM-PIX-004",
        "LM",
        "shall",
        "PS3.3 Table C.8.20-2",
        "Photometric Interpretation of a label map shall be MONOCHROME2 or PALETTE COLOR.",
    ),
    req(
        "LM-PIX-005",
        "BOTH",
        "shall",
        "PS3.3 Table C.8.20-2",
        "Pixels shall be unsigned (Pixel Representation 0).",
    ),
    req(
        "LM-PIX-006",
        "LM",
        "shall",
        "PS3.3 Table C.8.20-2; C.8.20.2.1",
        "Bits Allocated of a label map shall be 8 or 16.",
    ),
    req(
        "LM-PIX-007",
        "LM",
        "shall",
        "PS3.3 Table C.8.20-2",
        "Bits Stored of a label map shall equal Bits Allocated.",
    ),
    req(
        "LM-PIX-008",
        "LM",
        "shall",
        "PS3.3 Table C.8.20-2",
        "High Bit of a label map shall be one less than Bits Stored.",
    ),
    req(
        "LM-PIX-009",
        "SEG",
        "shall",
        "PS3.3 Table C.8.20-2; C.8.20.2.1",
        "A BINARY segmentation shall have Bits Allocated 1, Bits Stored 1 and High Bit 0.",
    ),
    req(
        "LM-PIX-010",
        "SEG",
        "shall",
        "PS3.3 Table C.8.20-2",
        "A FRACTIONAL segmentation shall have Bits Allocated 8, Bits Stored 8 and High Bit 7; "
        "there are no fractions of 16 bits.",
    ),
    of_rows(
        "LM-PIX-011",
        "BOTH",
        ImagePixelDescriptionMacro,
        "Rows",
        "Columns",
        also="they apply to every frame",
    ),
    req(
        "LM-PIX-012",
        "BOTH",
        "shall",
        "PS3.3 Table C.7-11c",
        "Planar Configuration shall not be present, since it applies to more than one sample per "
        "pixel.",
    ),
    req(
        "LM-PIX-013",
        "BOTH",
        "shall",
        "PS3.3 Table C.7-11c",
        "Pixel Aspect Ratio shall be present if it is not 1:1 and no spacing attribute gives the "
        "shape of the pixel, and shall not be present otherwise, for example beside Pixel Spacing "
        "in Pixel Measures.",
    ),
    req(
        "LM-PIX-014",
        "BOTH",
        "shall",
        "PS3.3 Table C.7-11a",
        "Pixel Data shall be present, unless the transfer syntax refers to pixels elsewhere "
        "(JPIP), in which case Pixel Data Provider URL shall replace it.",
    ),
    req(
        "LM-PIX-015",
        "BOTH",
        "shall",
        "PS3.5 8.1.1, 8.2, A.1, A.2",
        "Native Pixel Data shall hold the frames one after the other without gaps: Rows x Columns "
        "x Number of Frames bytes with 8 bits, twice as many in little endian with 16 bits, and "
        "one zero byte at the end if the length is odd.",
    ),
    req(
        "LM-PIX-016",
        "SEG",
        "shall",
        "PS3.5 8.1.1, Annex D",
        "Native Pixel Data of a BINARY segmentation shall be one continuous stream of bits over "
        "all frames, with the first pixel in the least significant bit of the first byte; frames "
        "are not padded to byte boundaries, and only the end of Pixel Data is padded.",
    ),
    req(
        "LM-PIX-017",
        "BOTH",
        "shall",
        "PS3.5 A.2, A.4",
        "The VR of Pixel Data shall be OB or OW in Explicit VR with Bits Allocated up to 8, OW in "
        "Explicit VR with more, OW in Implicit VR, and OB with undefined length if encapsulated.",
    ),
    req(
        "LM-PIX-018",
        "BOTH",
        "may",
        "PS3.3 Table C.7-11c",
        "A file may have Smallest and Largest Image Pixel Value, with the VR US.",
    ),
    req(
        "LM-PIX-019",
        "BOTH",
        "may",
        "PS3.3 Table C.7-9",
        "A file may have the optional attributes of the General Image Module: Burned In "
        "Annotation, Recognizable Visual Features, Presentation LUT Shape, Icon Image Sequence.",
    ),
    req(
        "LM-PIX-020",
        "BOTH",
        "shall",
        "PS3.3 Table C.7-9; C.7.6.16",
        "Patient Orientation (0020,0020) shall be present unless plane or slide orientation "
        "attributes give the orientation (Type 2C); Content Date and Content Time, which are Type "
        "2C in the General Image Module, shall be present with a value, since they are Type 1 in "
        "the Multi-frame Functional Groups Module.",
    ),
    req(
        "LM-PIX-021",
        "BOTH",
        "shall",
        "PS3.3 Table 10-12",
        "A conforming file shall have Instance Number and Content Label with a value (Type 1) and "
        "Content Description (Type 2); Alternate Content Description Sequence and Concept Name "
        "Code Sequence are Type 3.",
    ),
    req(
        "LM-PIX-022",
        "BOTH",
        "may",
        "PS3.3 Table 10.9.3-1",
        "A file may have the Content Creator Macro: the name (Type 2 in older editions) and the "
        "coded identification of the person.",
    ),
    req(
        "LM-PIX-023",
        "BOTH",
        "shall",
        "PS3.3 Table C.7.6.16-1",
        "Number of Frames shall be present with a value of at least 1 (Type 1), also for a single "
        "frame.",
    ),
    of_rows(
        "LM-LOS-001",
        "BOTH",
        SegmentationImageModule,
        "LossyImageCompression",
        clause="C.8.20.2.2; C.7.6.1.1.5",
    ),
    req(
        "LM-LOS-002",
        "BOTH",
        "shall",
        "PS3.3 C.8.20.2.2",
        "Lossy Image Compression shall be 01 if any source image has 01, or if the segmentation "
        "itself is or was stored in a lossy transfer syntax; it shall never return to 00; "
        "segmentation as such does not count as lossy.",
    ),
    req(
        "LM-LOS-003",
        "BOTH",
        "shall",
        "PS3.3 Table C.8.20-2",
        "Lossy Image Compression Ratio and Method shall be present if the source images have them "
        "or the instance itself was compressed with loss.",
    ),
    req(
        "LM-LOS-004",
        "BOTH",
        "should",
        "PS3.3 C.8.20.2.2",
        "A writer should not compress a segmentation with loss, in particular not a BINARY one or "
        "a label map, whose values would no longer be the labels.",
    ),
    of_rows("LM-TYP-001", "BOTH", SegmentationImageModule, "SegmentationType"),
    req(
        "LM-TYP-002",
        "SEG",
        "shall",
        "PS3.3 Table C.8.20-2; C.8.20.2.3.2",
        "A FRACTIONAL segmentation shall state the kind of fraction in Segmentation Fractional "
        "Type.",
    ),
    req(
        "LM-TYP-003",
        "SEG",
        "shall",
        "PS3.3 Table C.8.20-2; C.8.20.2.3.2",
        "A FRACTIONAL segmentation shall state in Maximum Fractional Value which value means 1.0 "
        "or full occupancy, and no pixel shall exceed it.",
    ),
    req(
        "LM-TYP-004",
        "SEG",
        "shall",
        "PS3.3 C.8.20.2.3.1",
        "A pixel of a BINARY segmentation shall be 1 where the property is present and 0 where it "
        "is not.",
    ),
    req(
        "LM-TYP-005",
        "LM",
        "shall",
        "PS3.3 Table C.8.20-2",
        "A label map shall not have the attributes of fractions, since their condition does not "
        "hold.",
    ),
)
