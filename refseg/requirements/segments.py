"""Requirements: segments, palette, references, SOP Common."""

from __future__ import annotations

from typing import Final

from refseg.iod.segmentation import SegmentationImageModule, SegmentDescriptionMacro

from .model import Requirement, req
from .stated import of_rows

REQUIREMENTS: Final[tuple[Requirement, ...]] = (
    of_rows(
        "LM-DES-001",
        "BOTH",
        SegmentationImageModule,
        "SegmentSequence",
        also="the items may be in any order",
    ),
    req(
        "LM-DES-002",
        "BOTH",
        "shall",
        "PS3.3 Table C.8.20-4; C.8.20.2.4",
        "Segment Number shall be present with a value (Type 1, US) and shall be unique within the "
        "instance.",
    ),
    req(
        "LM-DES-003",
        "SEG",
        "shall",
        "PS3.3 C.8.20.2.4",
        "The Segment Numbers of a BINARY or FRACTIONAL segmentation shall start at 1 and increase "
        "by 1.",
    ),
    req(
        "LM-DES-004",
        "LM",
        "may",
        "PS3.3 C.8.20.2.4",
        "The Segment Numbers of a label map may have gaps and may include 0; a number beyond the "
        "range of the pixels can never occur.",
    ),
    req(
        "LM-DES-005",
        "SEG",
        "shall",
        "PS3.3 C.8.20.2.4",
        "Segment Number 0 shall not be used in a BINARY or FRACTIONAL segmentation.",
    ),
    of_rows(
        "LM-DES-006",
        "BOTH",
        SegmentDescriptionMacro,
        "SegmentLabel",
        more="LO, up to 64 characters",
        also="it may equal the code meaning of the property type",
    ),
    req(
        "LM-DES-007",
        "BOTH",
        "may",
        "PS3.3 Table C.8.20-4",
        "A segment may have a Segment Description, which is free text.",
    ),
    of_rows("LM-DES-008", "BOTH", SegmentDescriptionMacro, "SegmentAlgorithmType"),
    req(
        "LM-DES-009",
        "BOTH",
        "shall",
        "PS3.3 Table C.8.20-2",
        "Segment Algorithm Name, with one or more names, shall be present unless Segment "
        "Algorithm Type is MANUAL, and shall not be present if it is (OQ-DES-2).",
    ),
    req(
        "LM-DES-010",
        "BOTH",
        "may",
        "PS3.3 Table C.8.20-2; Table 10-19",
        "A segment may have Segmentation Algorithm Identification Sequence with one or more items "
        "(Type 3); each item needs Algorithm Family Code Sequence (Baseline CID 7162), Algorithm "
        "Name and Algorithm Version (Type 1), while name code, parameters and source are Type 3.",
    ),
    of_rows(
        "LM-DES-011",
        "BOTH",
        SegmentDescriptionMacro,
        "SegmentedPropertyCategoryCodeSequence",
        more="Baseline CID 7150",
    ),
    of_rows(
        "LM-DES-012",
        "BOTH",
        SegmentDescriptionMacro,
        "SegmentedPropertyTypeCodeSequence",
        more="Baseline CID 7151",
    ),
    req(
        "LM-DES-013",
        "BOTH",
        "may",
        "PS3.3 Table C.8.20-4",
        "The item of the property type may have one or more modifiers nested in it; for "
        "laterality they come from CID 244, a Defined Context Group.",
    ),
    req(
        "LM-DES-014",
        "BOTH",
        "may",
        "PS3.3 Table 10-7b",
        "A segment may have one or more anatomic regions with modifiers nested in their items "
        "(CID 2), and a primary anatomic structure with its modifiers, all Type 3; a segment that "
        "spans locations may list several regions.",
    ),
    req(
        "LM-DES-015",
        "BOTH",
        "shall",
        "PS3.3 Table C.8.20-4",
        "Tracking ID and Tracking UID shall be present together: each is required if the other is "
        "present.",
    ),
    req(
        "LM-DES-016",
        "BOTH",
        "note",
        "PS3.3 Table C.8.20-4",
        "Tracking ID and Tracking UID equal the content items Tracking Identifier and Tracking "
        "Unique Identifier (112039 and 112040, DCM) of structured reports that reference the "
        "segment.",
        unseen="cross-object",
    ),
    req(
        "LM-DES-017",
        "BOTH",
        "may",
        "PS3.3 Table C.8.20-4",
        "A segment may have Definition Source Sequence with a single item that names the object "
        "that the segment came from; Referenced ROI Number is required if that object is an RT "
        "Structure Set (1.2.840.10008.5.1.4.1.1.481.3).",
    ),
    req(
        "LM-DES-018",
        "BOTH",
        "may",
        "PS3.3 Table C.8.20-4",
        "A segment may have the Content Creator Macro (name and identification), all Type 3.",
    ),
    req(
        "LM-DES-019",
        "BOTH",
        "may",
        "PS3.3 Table C.8.20-2",
        "A segment may have Recommended Display Grayscale Value: one P-Value of 16 bits for the "
        "maximum pixel value of the segment.",
    ),
    req(
        "LM-DES-020",
        "BOTH",
        "may",
        "PS3.3 Table C.8.20-2; C.10.7.1.1",
        "A segment may have Recommended Display CIELab Value: a colour in PCS-Values, with L* "
        "from 0 to 100 as 0 to FFFFH, and a* and b* from -128 to 127 with 8080H for 0.",
    ),
    req(
        "LM-DES-021",
        "LM",
        "shall",
        "PS3.3 Table C.8.20-2",
        "A label map with PALETTE COLOR shall not have Recommended Display CIELab Value in any "
        "segment, since the palette holds the colour.",
    ),
    req(
        "LM-DES-022",
        "BOTH",
        "shall",
        "PS3.3 Table 8.8-1",
        "Every code item shall have Code Meaning, one of Code Value, Long Code Value and URN Code "
        "Value, and, unless the code is a URN, a Coding Scheme Designator that is not retired.",
    ),
    req(
        "LM-COL-001",
        "LM",
        "shall",
        "PS3.3 Table A.51-1; Table C.7-22a",
        "A label map with PALETTE COLOR shall have the three Palette Color Lookup Table "
        "Descriptors.",
    ),
    req(
        "LM-COL-002",
        "LM",
        "shall",
        "PS3.3 C.7.6.3.1.5",
        "Value 1 of each descriptor shall be the number of entries (0 stands for 65536), and "
        "shall be the same for red, green and blue.",
    ),
    req(
        "LM-COL-003",
        "LM",
        "shall",
        "PS3.3 C.7.6.3.1.5",
        "Value 2 of each descriptor shall be the first stored value that is mapped, and shall be "
        "the same for the three; smaller values take the first entry, and values beyond the end "
        "take the last.",
    ),
    req(
        "LM-COL-004",
        "LM",
        "shall",
        "PS3.3 C.7.6.3.1.5",
        "Value 3 of each descriptor shall be the number of bits of an entry, 8 or 16 in the "
        "Segmentation IOD, and shall be the same for the three.",
    ),
    req(
        "LM-COL-005",
        "LM",
        "shall",
        "PS3.3 Table C.7-22a; C.7.6.3.1.6",
        "The three data tables shall be present with the stated number of entries: entries of 16 "
        "bits as little-endian words, entries of 8 bits as packed bytes, with one zero byte added "
        "if their number is odd.",
    ),
    req(
        "LM-COL-006",
        "LM",
        "open",
        "PS3.3 Table C.7-22a",
        "A segmentation shall not have segmented palette data; this is known from a secondary "
        "source only (OQ-COL-1).",
    ),
    req(
        "LM-COL-007",
        "LM",
        "shall",
        "PS3.3 C.7.6.3.1.6",
        "The entries of a palette shall use the full range of their size, so that an intensity v "
        "of 8 bits is written as v x 257 in an entry of 16 bits.",
        unseen="content",
    ),
    req(
        "LM-COL-008",
        "LM",
        "should",
        "PS3.3 C.7.6.3.1.5",
        "The palette should reach every described Segment Number; otherwise two segments share "
        "the first or the last colour.",
    ),
    req(
        "LM-COL-009",
        "LM",
        "shall",
        "PS3.3 Table A.51-1; Table C.11.15-1",
        "A label map with PALETTE COLOR shall have an ICC Profile (Type 1, OB); Color Space "
        "(0028,2002) is optional (for example SRGB).",
    ),
    req(
        "LM-COL-010",
        "LM",
        "shall",
        "PS3.3 C.11.15.1.1",
        "The profile shall be an Input device profile (class scnr) with the colour space RGB and "
        "the PCS Lab or XYZ, and the size that it states shall be its length (an odd length is "
        "padded).",
    ),
    req(
        "LM-COL-011",
        "BOTH",
        "shall",
        "PS3.3 Table A.51-1, A.1.3.2; Table C.7-11c",
        "Without PALETTE COLOR a file shall have neither the Palette Color Lookup Table Module "
        "nor the ICC Profile Module (for the profile see OQ-COL-2).",
    ),
    req(
        "LM-COL-012",
        "LM",
        "may",
        "PS3.3 C.7.9.1",
        "A palette may be identified by Palette Color Lookup Table UID.",
    ),
    req(
        "LM-COL-013",
        "LM",
        "note",
        "PS3.3 Table C.8.20-2",
        "The recommended grayscale value remains allowed with PALETTE COLOR; only the CIELab "
        "value is excluded.",
        unseen="permission",
    ),
    req(
        "LM-REF-001",
        "BOTH",
        "shall",
        "PS3.3 Table A.51-1; Table C.12-8",
        "A file with Derivation Image shall list all referenced instances: those of the same "
        "study in Referenced Series Sequence, those of other studies in Studies Containing Other "
        "Referenced Instances Sequence.",
    ),
    req(
        "LM-REF-002",
        "BOTH",
        "shall",
        "PS3.3 C.12.2",
        "Items of Referenced Series Sequence shall not have Study Instance UID.",
    ),
    req(
        "LM-REF-003",
        "BOTH",
        "may",
        "PS3.3 C.12.4",
        "A file may have the General Reference Module (Referenced Image, Source Image, Derivation "
        "Description and others).",
        unseen="permission",
    ),
    req(
        "LM-REF-004",
        "BOTH",
        "note",
        "PS3.3 Table 10-3",
        "Objects that refer to segments of a segmentation give Referenced Segment Number; the "
        "text does not say whether this includes the segments of a label map (OQ-REF-2).",
        unseen="cross-object",
    ),
    req(
        "LM-SOP-001",
        "BOTH",
        "shall",
        "PS3.3 Table C.12-1",
        "SOP Class UID and SOP Instance UID shall be present with a value (Type 1); Specific "
        "Character Set shall be present if a character repertoire other than the default is used "
        "(Type 1C).",
    ),
    req(
        "LM-SOP-002",
        "BOTH",
        "may",
        "PS3.3 Table C.12-1",
        "A file may have Contributing Equipment Sequence, Timezone Offset From UTC and Synthetic "
        "Data (0008,001C), whose value is YES or NO.",
    ),
    req(
        "LM-SOP-003",
        "BOTH",
        "shall",
        "PS3.3 Table C.12-9",
        "Frame Extraction Sequence shall be present only in instances that frame-level retrieval "
        "produced, and each item shall have one of the three forms of a frame list.",
    ),
    req(
        "LM-SOP-004",
        "BOTH",
        "shall",
        "PS3.5 9",
        "A UID shall have at most 64 characters, digits and dots only, and no leading zero in a "
        "component; instance UIDs shall not be under the NEMA root.",
    ),
)
