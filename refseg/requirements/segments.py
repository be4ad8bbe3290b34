"""Requirements: segments, palette, references, SOP Common."""

from __future__ import annotations

from typing import Final

from .model import Requirement, req

REQUIREMENTS: Final[tuple[Requirement, ...]] = (
    req(
        "LM-DES-001",
        "BOTH",
        "shall",
        "PS3.3 Table C.8.20-2",
        "Segment Sequence is Type 1 with one or more items; the items may stand in any order.",
    ),
    req(
        "LM-DES-002",
        "BOTH",
        "shall",
        "PS3.3 Table C.8.20-4; C.8.20.2.4",
        "Segment Number is Type 1 (US) and unique within the instance.",
    ),
    req(
        "LM-DES-003",
        "SEG",
        "shall",
        "PS3.3 C.8.20.2.4",
        "For BINARY and FRACTIONAL the numbers start at 1 and increase by 1.",
    ),
    req(
        "LM-DES-004",
        "LM",
        "may",
        "PS3.3 C.8.20.2.4",
        "The Segment Numbers of a label map have no start or step rule: gaps are fine, and so "
        "is 0; a number beyond the range of the pixels never occurs.",
    ),
    req(
        "LM-DES-005",
        "SEG",
        "shall",
        "PS3.3 C.8.20.2.4",
        "Segment Number 0 is not possible outside LABELMAP.",
    ),
    req(
        "LM-DES-006",
        "BOTH",
        "shall",
        "PS3.3 Table C.8.20-4",
        "Segment Label is Type 1 (LO, up to 64 characters); it may equal the code meaning of "
        "the property type.",
    ),
    req(
        "LM-DES-007",
        "BOTH",
        "may",
        "PS3.3 Table C.8.20-4",
        "Segment Description is optional free text.",
    ),
    req(
        "LM-DES-008",
        "BOTH",
        "shall",
        "PS3.3 Table C.8.20-4",
        "Segment Algorithm Type is Type 1.",
    ),
    req(
        "LM-DES-009",
        "BOTH",
        "shall",
        "PS3.3 Table C.8.20-2",
        "Segment Algorithm Name (one or more names) is required unless Segment Algorithm Type "
        "is MANUAL, and then absent (OQ-DES-2).",
    ),
    req(
        "LM-DES-010",
        "BOTH",
        "may",
        "PS3.3 Table C.8.20-2; Table 10-19",
        "Segmentation Algorithm Identification Sequence is Type 3 with one or more items; each "
        "item needs Algorithm Family Code Sequence, Algorithm Name and Algorithm Version (Type "
        "1); name code, parameters, source are Type 3; Family code baseline CID 7162.",
    ),
    req(
        "LM-DES-011",
        "BOTH",
        "shall",
        "PS3.3 Table C.8.20-4",
        "Segmented Property Category Code Sequence: Type 1, exactly one item, Baseline CID 7150.",
    ),
    req(
        "LM-DES-012",
        "BOTH",
        "shall",
        "PS3.3 Table C.8.20-4",
        "Segmented Property Type Code Sequence: Type 1, exactly one item, Baseline CID 7151.",
    ),
    req(
        "LM-DES-013",
        "BOTH",
        "may",
        "PS3.3 Table C.8.20-4",
        "Property type modifiers: nested in the type item, one or more items; laterality group "
        "CID 244 (shown as Defined in 2026c, Baseline in older tables).",
    ),
    req(
        "LM-DES-014",
        "BOTH",
        "may",
        "PS3.3 Table 10-7b",
        "Anatomic region (one or more items) with modifiers nested in its items (CID 2), and "
        "Primary Anatomic Structure with its modifiers; all Type 3; Several regions may be "
        "listed for a segment that spans locations.",
    ),
    req(
        "LM-DES-015",
        "BOTH",
        "shall",
        "PS3.3 Table C.8.20-4",
        "Tracking ID and Tracking UID go together: each is required if the other is present.",
    ),
    req(
        "LM-DES-016",
        "BOTH",
        "note",
        "PS3.3 Table C.8.20-4",
        "Tracking values equal the Tracking Identifier / Tracking Unique Identifier content "
        "items (112039 / 112040, DCM) of SR instances that reference the segment.",
        unseen="cross-object",
    ),
    req(
        "LM-DES-017",
        "BOTH",
        "may",
        "PS3.3 Table C.8.20-4",
        "Definition Source Sequence: single item naming the object the segment came from; "
        "Referenced ROI Number is required when that object is an RT Structure Set "
        "(1.2.840.10008.5.1.4.1.1.481.3).",
    ),
    req(
        "LM-DES-018",
        "BOTH",
        "may",
        "PS3.3 Table C.8.20-4",
        "Each segment item may carry the Content Creator Macro (name and identification), all "
        "Type 3.",
    ),
    req(
        "LM-DES-019",
        "BOTH",
        "may",
        "PS3.3 Table C.8.20-2",
        "Recommended Display Grayscale Value: one 16-bit P-Value for the maximum pixel value "
        "of the segment.",
    ),
    req(
        "LM-DES-020",
        "BOTH",
        "may",
        "PS3.3 Table C.8.20-2; C.10.7.1.1",
        "Recommended Display CIELab Value: colour in PCS units, L* 0..100 on 0..FFFFH, a*/b* "
        "-128..127 with 8080H = 0.",
    ),
    req(
        "LM-DES-021",
        "LM",
        "shall",
        "PS3.3 Table C.8.20-2",
        "No CIELab value when the LABELMAP is PALETTE COLOR: the palette holds the colour.",
    ),
    req(
        "LM-DES-022",
        "BOTH",
        "shall",
        "PS3.3 Table 8.8-1",
        "Every code item has Code Meaning, one of Code Value, Long Code Value and URN Code "
        "Value, and a Coding Scheme Designator that is not retired unless the code is a URN.",
    ),
    req(
        "LM-COL-001",
        "LM",
        "shall",
        "PS3.3 Table A.51-1; Table C.7-22a",
        "PALETTE COLOR needs the three descriptors.",
    ),
    req(
        "LM-COL-002",
        "LM",
        "shall",
        "PS3.3 C.7.6.3.1.5",
        "Descriptor value 1 = number of entries (0 stands for 65536); identical for red, "
        "green, blue.",
    ),
    req(
        "LM-COL-003",
        "LM",
        "shall",
        "PS3.3 C.7.6.3.1.5",
        "Descriptor value 2 = first stored value mapped; identical for the three; values below "
        "map to the first entry, values beyond the end to the last entry.",
    ),
    req(
        "LM-COL-004",
        "LM",
        "shall",
        "PS3.3 C.7.6.3.1.5",
        "Descriptor value 3 = bits per entry, 8 or 16 in the Segmentation IOD; identical for "
        "the three.",
    ),
    req(
        "LM-COL-005",
        "LM",
        "shall",
        "PS3.3 Table C.7-22a; C.7.6.3.1.6",
        "The three data tables are present, with the stated number of entries: 16 bits per "
        "entry as little-endian words; 8 bits per entry as packed bytes, one zero byte added "
        "if the count is odd.",
    ),
    req(
        "LM-COL-006",
        "LM",
        "open",
        "PS3.3 Table C.7-22a",
        "Segmented palette data do not stand in a segmentation: an implementer quotes such a "
        "sentence from edition 2026a, which we could not read ourselves; a file that has them is "
        "refused all the same, since no known reader takes them (OQ-COL-1).",
    ),
    req(
        "LM-COL-007",
        "LM",
        "shall",
        "PS3.3 C.7.6.3.1.6",
        "Entries use the full range of the entry size (8-bit intensities in 16-bit entries are "
        "written v*257).",
        unseen="content",
    ),
    req(
        "LM-COL-008",
        "LM",
        "should",
        "PS3.3 C.7.6.3.1.5",
        "The table should reach every described Segment Number; otherwise two segments share "
        "the first or last colour.",
    ),
    req(
        "LM-COL-009",
        "LM",
        "shall",
        "PS3.3 Table A.51-1; Table C.11.15-1",
        "PALETTE COLOR needs an ICC Profile (Type 1, OB); Color Space (0028,2002) is optional "
        "(for example SRGB).",
    ),
    req(
        "LM-COL-010",
        "LM",
        "shall",
        "PS3.3 C.11.15.1.1",
        "Profile is an Input device profile (class scnr) with colour space RGB and PCS Lab or "
        "XYZ; size field matches (odd length is padded).",
    ),
    req(
        "LM-COL-011",
        "BOTH",
        "shall",
        "PS3.3 Table A.51-1, A.1.3.2; Table C.7-11c",
        "Without PALETTE COLOR neither the palette nor the ICC Profile Module is present (ICC "
        "Profile: OQ-COL-2).",
    ),
    req(
        "LM-COL-012",
        "LM",
        "may",
        "PS3.3 C.7.9.1",
        "Palette Color Lookup Table UID may identify the palette.",
    ),
    req(
        "LM-COL-013",
        "LM",
        "note",
        "PS3.3 Table C.8.20-2",
        "Grayscale recommendation remains allowed with PALETTE COLOR (only CIELab is excluded).",
        unseen="permission",
    ),
    req(
        "LM-REF-001",
        "BOTH",
        "shall",
        "PS3.3 Table A.51-1; Table C.12-8",
        "With Derivation Image, list all referenced instances: those of the same study in "
        "Referenced Series Sequence, those of other studies in Studies Containing Other "
        "Referenced Instances Sequence.",
    ),
    req(
        "LM-REF-002",
        "BOTH",
        "shall",
        "PS3.3 C.12.2",
        "No Study Instance UID inside Referenced Series Sequence items.",
    ),
    req(
        "LM-REF-003",
        "BOTH",
        "may",
        "PS3.3 C.12.4",
        "General Reference Module (Referenced Image, Source Image, Derivation Description ...) "
        "is a user option.",
        unseen="permission",
    ),
    req(
        "LM-REF-004",
        "BOTH",
        "note",
        "PS3.3 Table 10-3",
        "Objects that reference segments of a segmentation give Referenced Segment Number; "
        "whether those of a label map count is not stated (OQ-REF-2).",
        unseen="cross-object",
    ),
    req(
        "LM-SOP-001",
        "BOTH",
        "shall",
        "PS3.3 Table C.12-1",
        "SOP Class UID and SOP Instance UID Type 1; Specific Character Set 1C if a non-default "
        "repertoire is used.",
    ),
    req(
        "LM-SOP-002",
        "BOTH",
        "may",
        "PS3.3 Table C.12-1",
        "Contributing Equipment Sequence, Synthetic Data, Timezone, etc. optional; Synthetic "
        "Data (0008,001C) YES|NO.",
    ),
    req(
        "LM-SOP-003",
        "BOTH",
        "shall",
        "PS3.3 Table C.12-9",
        "Frame Extraction Sequence only in instances produced by frame-level retrieval; one of "
        "three frame list forms per item.",
    ),
    req(
        "LM-SOP-004",
        "BOTH",
        "shall",
        "PS3.5 9",
        "UIDs: 64 characters at most, digits and dots, no leading zero in a component; "
        "instance UIDs not under the NEMA root.",
    ),
)
