"""Requirements: IOD, modules, patient to Frame of Reference."""

from __future__ import annotations

from typing import Final

from refseg.iod.series import SegmentationSeriesModule

from .model import Requirement, req
from .stated import of_modules, of_rows

REQUIREMENTS: Final[tuple[Requirement, ...]] = (
    req(
        "LM-GEN-001",
        "BOTH",
        "shall",
        "PS3.4 Table B.5-1; PS3.3 A.51",
        "Both SOP Classes (…66.4 Segmentation Storage, …66.7 Label Map Segmentation Storage) "
        "shall use the Segmentation IOD; what differs between them depends on Segmentation Type "
        "and SOP Class.",
    ),
    req(
        "LM-GEN-002",
        "LM",
        "shall",
        "PS3.4 B.5.1.25; PS3.3 Table C.8.20-2",
        "A file of Label Map Segmentation Storage shall have the Segmentation Type LABELMAP.",
    ),
    req(
        "LM-GEN-003",
        "SEG",
        "shall",
        "PS3.4 B.5.1.25; PS3.3 Table C.8.20-2",
        "A file of Segmentation Storage shall have the Segmentation Type BINARY or FRACTIONAL, "
        "and not LABELMAP.",
    ),
    req(
        "LM-GEN-004",
        "BOTH",
        "shall",
        "PS3.3 A.1.3.2",
        "A conditional module whose condition holds shall be present with all its Type 1 and Type "
        "2 attributes; otherwise the whole module shall be absent, unless its usage says that it "
        "may be present.",
    ),
    req(
        "LM-GEN-005",
        "BOTH",
        "shall",
        "PS3.5 7.4",
        "An attribute of Type 1 shall be present with a value; one of Type 2 shall be present and "
        "may be empty; one of Type 1C or 2C shall be so while its condition holds, and shall "
        "otherwise be absent unless the table allows it; one of Type 3 may be present.",
    ),
    req(
        "LM-GEN-006",
        "BOTH",
        "shall",
        "PS3.3 A.51.1",
        "If the images that were segmented have a Frame of Reference, the segmentation shall have "
        "the same one, and its sampling and extent may differ from theirs; if they have none, the "
        "segmentation shall have the same sampling and extent as they have.",
        unseen="needs-source",
    ),
    req(
        "LM-GEN-007",
        "BOTH",
        "note",
        "PS3.3 A.51.1",
        "A segmentation does not repeat the acquisition parameters of its source; a reader may "
        "need the source images.",
        unseen="explanation",
    ),
    req(
        "LM-GEN-008",
        "LM",
        "note",
        "Supplement 243",
        "The supplement intends 8 or 16 bits, free Segment Numbers, colour by a palette, a "
        "background named by Pixel Padding Value, and separate instances for overlapping label "
        "maps.",
        unseen="explanation",
    ),
    req(
        "LM-GEN-009",
        "BOTH",
        "note",
        "PS3.3 A.51.3",
        "The retired Specimen Identification Module is not part of the IOD; the Specimen Module "
        "has replaced it.",
    ),
    req(
        "LM-GEN-010",
        "BOTH",
        "shall",
        "PS3.5 7.1",
        "The elements of a data set shall be in ascending order of their tags, each of them once; "
        "group 0000 belongs to messages and group 0002 to the file meta information.",
    ),
    *of_modules(),
    req(
        "LM-MOD-030",
        "BOTH",
        "note",
        "PS3.3 Table A.51-1",
        "The Common Instance Reference Module has no purpose, and by the letter is not allowed, "
        "where no Derivation Image group refers to anything (OQ-REF-1).",
    ),
    req(
        "LM-MOD-031",
        "BOTH",
        "shall",
        "PS3.3 A.51.4",
        "A segmentation shall not have the attributes of the display pipeline: VOI LUT, Modality "
        "LUT or rescale, and overlays.",
    ),
    req(
        "LM-SER-001",
        "BOTH",
        "shall",
        "PS3.3 Table C.7-1",
        "A conforming file shall have the four Type 2 attributes of the Patient Module, which may "
        "be empty.",
    ),
    req(
        "LM-SER-002",
        "BOTH",
        "shall",
        "PS3.3 Table C.7-3",
        "A conforming file shall have Study Instance UID with a value (Type 1), and Study Date, "
        "Study Time, Accession Number, Referring Physician's Name and Study ID (Type 2).",
    ),
    req(
        "LM-SER-003",
        "BOTH",
        "shall",
        "PS3.3 Table C.8.20-1",
        "Modality shall be SEG.",
    ),
    of_rows(
        "LM-SER-004",
        "BOTH",
        SegmentationSeriesModule,
        "SeriesNumber",
        more="the General Series Module alone would make it Type 2",
    ),
    req(
        "LM-SER-005",
        "BOTH",
        "shall",
        "PS3.3 Table C.8.20-1",
        "Referenced Performed Procedure Step Sequence shall have a single item, and shall be "
        "present if a performed procedure step object was involved in the creation of the series.",
    ),
    req(
        "LM-SER-006",
        "BOTH",
        "shall",
        "PS3.3 Table C.7-5a",
        "Series Instance UID shall be present with a value (Type 1); Laterality, Patient Position "
        "and Anatomical Orientation Type follow their general conditions, which rarely apply.",
    ),
    req(
        "LM-SER-007",
        "BOTH",
        "shall",
        "PS3.3 Table C.7-8b",
        "The four attributes of the Enhanced General Equipment Module shall be present with a "
        "value (Type 1).",
    ),
    req(
        "LM-FOR-001",
        "BOTH",
        "shall",
        "PS3.3 Table C.7-6",
        "The Frame of Reference Module, if present, shall have Frame of Reference UID with a "
        "value (Type 1) and Position Reference Indicator (Type 2).",
    ),
    req(
        "LM-FOR-002",
        "BOTH",
        "shall",
        "PS3.3 Table A.51-1",
        "Frame of Reference UID shall be present if there is no Derivation Image group.",
        unseen="covered",
    ),
)
