"""Requirements: IOD, modules, patient to Frame of Reference."""

from __future__ import annotations

from typing import Final

from .model import Requirement, req

REQUIREMENTS: Final[tuple[Requirement, ...]] = (
    req(
        "LM-GEN-001",
        "BOTH",
        "shall",
        "PS3.4 Table B.5-1; PS3.3 A.51",
        "Both SOP Classes (…66.4 Segmentation Storage, …66.7 Label Map Segmentation Storage) "
        "use the one Segmentation IOD; what differs depends on Segmentation Type and SOP Class.",
    ),
    req(
        "LM-GEN-002",
        "LM",
        "shall",
        "PS3.4 B.5.1.25; PS3.3 Table C.8.20-2",
        "In Label Map Segmentation Storage the Segmentation Type is LABELMAP and nothing else.",
    ),
    req(
        "LM-GEN-003",
        "SEG",
        "shall",
        "PS3.4 B.5.1.25; PS3.3 Table C.8.20-2",
        "In Segmentation Storage the Segmentation Type is BINARY or FRACTIONAL; LABELMAP is "
        "not allowed there.",
    ),
    req(
        "LM-GEN-004",
        "BOTH",
        "shall",
        "PS3.3 A.1.3.2",
        "A conditional module whose condition holds is present with all its Type 1 and 2 "
        "attributes; otherwise it is wholly absent, unless the usage says it may be present.",
    ),
    req(
        "LM-GEN-005",
        "BOTH",
        "shall",
        "PS3.5 7.4",
        "Types: 1 present with a value; 2 present, may be empty; 1C and 2C likewise while the "
        "condition holds, else absent unless the table allows them; 3 optional.",
    ),
    req(
        "LM-GEN-006",
        "BOTH",
        "shall",
        "PS3.3 A.51.1",
        "If the referenced (segmented) images have a Frame of Reference the segmentation has "
        "that same Frame of Reference; its sampling and extent may differ from the images; if "
        "the referenced images have none, the segmentation has the same sampling and extent as "
        "they do.",
        unseen="needs-source",
    ),
    req(
        "LM-GEN-007",
        "BOTH",
        "note",
        "PS3.3 A.51.1",
        "The segmentation does not repeat all acquisition parameters of the source; a reader "
        "may need the source images.",
        unseen="explanation",
    ),
    req(
        "LM-GEN-008",
        "LM",
        "note",
        "Supplement 243",
        "The intent of the supplement: 8 or 16 bits, free Segment Numbers, colour by palette, "
        "background by Pixel Padding Value, overlapping maps in instances of their own.",
        unseen="explanation",
    ),
    req(
        "LM-GEN-009",
        "BOTH",
        "note",
        "PS3.3 A.51.3",
        "The retired Specimen Identification Module is not part of the IOD; the Specimen "
        "Module replaced it.",
    ),
    req(
        "LM-GEN-010",
        "BOTH",
        "shall",
        "PS3.5 7.1",
        "The elements of a data set stand in ascending order of their tags, each of them once; "
        "group 0000 belongs to messages and group 0002 to the file meta information.",
    ),
    req(
        "LM-MOD-001",
        "BOTH",
        "shall",
        "PS3.3 Table A.51-1; C.7.1.1",
        "Patient Module (Patient) is mandatory.",
    ),
    req(
        "LM-MOD-002",
        "BOTH",
        "may",
        "PS3.3 Table A.51-1; C.7.1.3",
        "Clinical Trial Subject Module (Patient) is a user option.",
    ),
    req(
        "LM-MOD-003",
        "BOTH",
        "shall",
        "PS3.3 Table A.51-1; C.7.2.1",
        "General Study Module (Study) is mandatory.",
    ),
    req(
        "LM-MOD-004",
        "BOTH",
        "may",
        "PS3.3 Table A.51-1; C.7.2.2",
        "Patient Study Module (Study) is a user option.",
        unseen="permission",
    ),
    req(
        "LM-MOD-005",
        "BOTH",
        "may",
        "PS3.3 Table A.51-1; C.7.2.3",
        "Clinical Trial Study Module (Study) is a user option.",
    ),
    req(
        "LM-MOD-006",
        "BOTH",
        "shall",
        "PS3.3 Table A.51-1; C.7.3.1",
        "General Series Module (Series) is mandatory.",
    ),
    req(
        "LM-MOD-007",
        "BOTH",
        "shall",
        "PS3.3 Table A.51-1; C.8.20.1",
        "Segmentation Series Module (Series) is mandatory.",
    ),
    req(
        "LM-MOD-008",
        "BOTH",
        "may",
        "PS3.3 Table A.51-1; C.7.3.2",
        "Clinical Trial Series Module (Series) is a user option.",
    ),
    req(
        "LM-MOD-009",
        "BOTH",
        "shall",
        "PS3.3 Table A.51-1; C.7.4.1",
        "Frame of Reference Module (Frame of Reference) is conditional: required if no frame "
        "has a Derivation Image Functional Group (C.7.6.16.2.6), allowed otherwise.",
    ),
    req(
        "LM-MOD-010",
        "BOTH",
        "shall",
        "PS3.3 Table A.51-1; C.7.5.1",
        "General Equipment Module (Equipment) is mandatory.",
    ),
    req(
        "LM-MOD-011",
        "BOTH",
        "shall",
        "PS3.3 Table A.51-1; C.7.5.2",
        "Enhanced General Equipment Module (Equipment) is mandatory.",
    ),
    req(
        "LM-MOD-012",
        "BOTH",
        "may",
        "PS3.3 Table A.51-1; C.7.10.1",
        "General Acquisition Module (Acquisition) is a user option.",
        unseen="permission",
    ),
    req(
        "LM-MOD-013",
        "BOTH",
        "may",
        "PS3.3 Table A.51-1; C.7.11.1",
        "Multi-Resolution Pyramid Module (Multi-Resolution Pyramid) is a user option.",
        unseen="covered",
    ),
    req(
        "LM-MOD-014",
        "BOTH",
        "shall",
        "PS3.3 Table A.51-1; C.7.6.1",
        "General Image Module (Image) is mandatory.",
    ),
    req(
        "LM-MOD-015",
        "BOTH",
        "may",
        "PS3.3 Table A.51-1; C.12.4",
        "General Reference Module (Image) is a user option.",
        unseen="permission",
    ),
    req(
        "LM-MOD-016",
        "BOTH",
        "shall",
        "PS3.3 Table A.51-1; C.8.12.14",
        "Microscope Slide Layer Tile Organization Module (Image) is conditional: required if "
        "Dimension Organization Type (0020,9311) is present with value TILED_FULL, allowed "
        "otherwise.",
    ),
    req(
        "LM-MOD-017",
        "BOTH",
        "shall",
        "PS3.3 Table A.51-1; C.7.6.3",
        "Image Pixel Module (Image) is mandatory.",
    ),
    req(
        "LM-MOD-018",
        "BOTH",
        "shall",
        "PS3.3 Table A.51-1; C.8.20.2",
        "Segmentation Image Module (Image) is mandatory.",
    ),
    req(
        "LM-MOD-019",
        "BOTH",
        "shall",
        "PS3.3 Table A.51-1; C.7.6.16",
        "Multi-frame Functional Groups Module (Image) is mandatory.",
    ),
    req(
        "LM-MOD-020",
        "BOTH",
        "shall",
        "PS3.3 Table A.51-1; C.7.6.17",
        "Multi-frame Dimension Module (Image) is mandatory.",
    ),
    req(
        "LM-MOD-021",
        "BOTH",
        "shall",
        "PS3.3 Table A.51-1; C.7.9",
        "Palette Color Lookup Table Module (Image) is conditional: required if Photometric "
        "Interpretation (0028,0004) is PALETTE COLOR and absent otherwise.",
    ),
    req(
        "LM-MOD-022",
        "BOTH",
        "may",
        "PS3.3 Table A.51-1; C.7.6.22",
        "Specimen Module (Image) is a user option.",
    ),
    req(
        "LM-MOD-023",
        "BOTH",
        "shall",
        "PS3.3 Table A.51-1; C.12.2",
        "Common Instance Reference Module (Image) is conditional: required if the Derivation "
        "Image Functional Group is present and absent otherwise.",
    ),
    req(
        "LM-MOD-024",
        "BOTH",
        "shall",
        "PS3.3 Table A.51-1; C.11.15",
        "ICC Profile Module (Image) is conditional: required if Photometric Interpretation "
        "(0028,0004) is PALETTE COLOR and absent otherwise.",
    ),
    req(
        "LM-MOD-025",
        "BOTH",
        "shall",
        "PS3.3 Table A.51-1; C.12.1",
        "SOP Common Module (Image) is mandatory.",
    ),
    req(
        "LM-MOD-026",
        "BOTH",
        "shall",
        "PS3.3 Table A.51-1; C.12.3",
        "Frame Extraction Module (Image) is conditional: required if the instance was created "
        "in response to a frame-level retrieve request.",
        unseen="history",
    ),
    req(
        "LM-MOD-030",
        "BOTH",
        "note",
        "PS3.3 Table A.51-1",
        "Common Instance Reference is pointless, and by the letter not allowed, where no "
        "Derivation Image group refers to anything (OQ-REF-1).",
    ),
    req(
        "LM-MOD-031",
        "BOTH",
        "shall",
        "PS3.3 A.51.4",
        "Attributes of the display pipeline do not belong in a segmentation: no VOI LUT, no "
        "Modality LUT or rescale, no overlay.",
    ),
    req(
        "LM-SER-001",
        "BOTH",
        "shall",
        "PS3.3 Table C.7-1",
        "Patient: four Type 2 attributes always present (may be empty).",
    ),
    req(
        "LM-SER-002",
        "BOTH",
        "shall",
        "PS3.3 Table C.7-3",
        "General Study: Study Instance UID Type 1; Study Date, Study Time, Accession Number, "
        "Referring Physician, Study ID Type 2.",
    ),
    req(
        "LM-SER-003",
        "BOTH",
        "shall",
        "PS3.3 Table C.8.20-1",
        "Modality is SEG.",
    ),
    req(
        "LM-SER-004",
        "BOTH",
        "shall",
        "PS3.3 Table C.8.20-1",
        "Series Number is Type 1 here (General Series alone would make it Type 2).",
    ),
    req(
        "LM-SER-005",
        "BOTH",
        "shall",
        "PS3.3 Table C.8.20-1",
        "Referenced Performed Procedure Step Sequence: single item, present if a performed "
        "procedure step object was involved in creating the series.",
    ),
    req(
        "LM-SER-006",
        "BOTH",
        "shall",
        "PS3.3 Table C.7-5a",
        "Series Instance UID is Type 1; Laterality, Patient Position and Anatomical "
        "Orientation Type follow their general conditions and rarely apply.",
    ),
    req(
        "LM-SER-007",
        "BOTH",
        "shall",
        "PS3.3 Table C.7-8b",
        "Enhanced General Equipment raises four attributes to Type 1.",
    ),
    req(
        "LM-FOR-001",
        "BOTH",
        "shall",
        "PS3.3 Table C.7-6",
        "If the Frame of Reference Module is present: Frame of Reference UID Type 1, Position "
        "Reference Indicator Type 2.",
    ),
    req(
        "LM-FOR-002",
        "BOTH",
        "shall",
        "PS3.3 Table A.51-1",
        "Frame of Reference UID must be there when no Derivation Image group exists.",
        unseen="covered",
    ),
)
