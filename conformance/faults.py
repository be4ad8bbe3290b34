"""Files with one fault each, and what a checker that knows the requirements says of them.

Most are `validate` cases: rows of the tables with a `finding` (a module of one case has `FINDING`).
What is too fine for a case of its own stands here. `every` is the whole list.
"""

from dataclasses import dataclass

from conformance import bytesmith as bs
from conformance.images import unplaced
from conformance.phantom import code
from conformance.runner import generators, suite
from conformance.table import (
    FRAMES,
    PLAIN,
    SHARED,
    TWO_FRAMES,
    Recipe,
    drop,
    images,
    phantom,
    put,
    tiled,
)


@dataclass(frozen=True)
class Fault:
    """A file, the requirement that it breaks, and where (part of a DICOM path)."""

    file: bytes
    requirement: str
    place: str
    level: str = "error"


REFERRING = phantom([[[0, 1], [1, 1]], [[0, 2], [2, 0]]], background=0, sources=images(2))
ITEM = "SegmentSequence[1]"
KIND = f"{ITEM}.SegmentedPropertyTypeCodeSequence[0]"
INDEX = f"{FRAMES}[1].FrameContentSequence[0].DimensionIndexValues"
POSITION = "PlanePositionSequence"
PERSON = {"PersonAddress": "x"}
FULL = tiled([[0, 1, 1, 2], [2, 1, 0, 0]], (2, 2), background=0)
SOURCE_IMAGE = f"{FRAMES}[1].DerivationImageSequence[0].SourceImageSequence[0]"

# Requirement, what is built, place, and the level if it is not an error.
FINE: tuple[tuple[str, Recipe, str] | tuple[str, Recipe, str, str], ...] = (
    ("LM-GEN-009", PLAIN.but(put("SlideIdentifier", "x")), "SlideIdentifier", "warning"),
    ("LM-MOD-002", PLAIN.but(put("ClinicalTrialSiteID", "x")), "ClinicalTrialSponsorName"),
    ("LM-MOD-006", PLAIN.but(put("SeriesDate", "2020")), "SeriesDate"),
    ("LM-MOD-010", PLAIN.but(put("StationName", "x" * 17)), "StationName"),
    ("LM-MOD-014", PLAIN.but(put("QualityControlImage", "MAYBE")), "QualityControlImage"),
    (
        "LM-MOD-019",
        PLAIN.but(put("RepresentativeFrameNumber", bs.Raw(b"\1\0\0\0", "UL"))),
        "RepresentativeFrameNumber",
    ),
    ("LM-MOD-022", PLAIN.but(put("ContainerIdentifier", "x")), "SpecimenDescriptionSequence"),
    ("LM-MOD-025", PLAIN.but(put("InstanceCreationDate", "20201301")), "InstanceCreationDate"),
    ("LM-MOD-031", PLAIN.but(put("RescaleSlope", "1")), "RescaleSlope", "warning"),
    ("LM-SER-002", PLAIN.but(drop("StudyID")), "StudyID"),
    ("LM-PIX-014", PLAIN.but(put("PixelDataProviderURL", "http://x")), "PixelDataProviderURL"),
    (
        "LM-PIX-022",
        PLAIN.but(put("ContentCreatorIdentificationCodeSequence", [PERSON])),
        "ContentCreatorIdentificationCodeSequence[0].PersonIdentificationCodeSequence",
    ),
    (
        "LM-DES-013",
        PLAIN.but(put(f"{KIND}.SegmentedPropertyTypeModifierCodeSequence", bs.Raw(b"text", "LO"))),
        "Modifier",
    ),
    (
        "LM-DES-014",
        PLAIN.but(put(f"{ITEM}.AnatomicRegionSequence", bs.Raw(b"x ", "LO"))),
        "Anatomic",
    ),
    (
        "LM-DES-018",
        PLAIN.but(put(f"{ITEM}.ContentCreatorIdentificationCodeSequence", [PERSON])),
        "PersonIdentificationCodeSequence",
    ),
    (
        "LM-DES-022",
        PLAIN.but(put(KIND, code("T-1", "SRT", "x"))),
        "CodingSchemeDesignator",
        "warning",
    ),
    (
        "LM-LOS-003",
        PLAIN.but(put("LossyImageCompression", "01")),
        "LossyImageCompressionRatio",
        "warning",
    ),
    (
        "LM-SOP-001",
        PLAIN.but(drop("SpecificCharacterSet"), put("StudyDescription", bs.Raw(b"caf\xe9", "LO"))),
        "StudyDescription",
    ),
    ("LM-SOP-004", PLAIN.but(put("SOPInstanceUID", "2.25." + "1" * 60)), "SOPInstanceUID"),
    ("LM-SOP-004", PLAIN.but(put("SOPInstanceUID", "1.2.03.4")), "SOPInstanceUID"),
    ("LM-FG-002", TWO_FRAMES.but(drop(f"{FRAMES}[1].{POSITION}")), f"{FRAMES}[1].{POSITION}"),
    (
        "LM-FG-002",
        TWO_FRAMES.but(put(f"{SHARED}.{POSITION}", [{"ImagePositionPatient": ["0", "0", "0"]}])),
        f"{FRAMES}[0].{POSITION}",
    ),
    (
        "LM-FG-008",
        REFERRING.but(unplaced, drop(f"{FRAMES}[*].DerivationImageSequence")),
        "DerivationImageSequence",
    ),
    (
        "LM-FG-011",
        TWO_FRAMES.but(
            put(f"{SHARED}.SegmentIdentificationSequence", [{"ReferencedSegmentNumber": 1}])
        ),
        f"{SHARED}.SegmentIdentificationSequence",
    ),
    (
        "LM-FG-016",
        REFERRING.but(drop(f"{SOURCE_IMAGE}.ReferencedSOPClassUID")),
        f"{SOURCE_IMAGE}.ReferencedSOPClassUID",
    ),
    ("LM-FG-023", TWO_FRAMES.but(put("ConcatenationUID", "2.25.6")), "InConcatenationNumber"),
    ("LM-DIM-006", TWO_FRAMES.but(put(INDEX, [9])), "DimensionIndexSequence[0]", "note"),
    (
        "LM-TIL-002",
        FULL.but(drop("TotalPixelMatrixOriginSequence[0].XOffsetInSlideCoordinateSystem")),
        "TotalPixelMatrixOriginSequence[0].XOffsetInSlideCoordinateSystem",
    ),
)


def every() -> list[Fault]:
    """The faults of the cases and those that are too fine for one."""
    found = [
        Fault(maker.draft().files["input.dcm"], *maker.finding)
        for maker in generators.makers(suite.GENERATORS).values()
        if maker.finding
    ]
    fine = [
        Fault(built(f"fault.{number}").file(), requirement, *where)
        for number, (requirement, built, *where) in enumerate(FINE)
    ]
    return [*found, *fine]
