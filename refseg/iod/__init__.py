"""The Segmentation IOD (PS3.3 A.51) as data: its modules, functional groups and SOP Classes.

The tables behind the names stand in the files of this package, one file per family.
``MODULES`` mirrors Table A.51-1 and ``FUNCTIONAL_GROUPS`` Table A.51-2. Both SOP Classes share
them. ``spec/edition.md`` says in which edition each table was read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from refseg.iod import frame_conditions as when
from refseg.iod.conditions import (
    LABEL_MAP_SEGMENTATION_STORAGE,
    SEGMENTATION_STORAGE,
    frame_level_retrieve,
    palette_color,
)
from refseg.iod.equipment import EnhancedGeneralEquipmentModule, GeneralEquipmentModule
from refseg.iod.frame_of_reference import FrameOfReferenceModule
from refseg.iod.functional_groups import (
    DerivationImageMacro,
    FrameContentMacro,
    PixelMeasuresMacro,
    PlaneOrientationMacro,
    PlanePositionMacro,
)
from refseg.iod.image import GeneralImageModule
from refseg.iod.image_pixel import ImagePixelModule
from refseg.iod.masks import SegmentationMacro
from refseg.iod.multiframe import MultiFrameDimensionModule, MultiFrameFunctionalGroupsModule
from refseg.iod.palette import ICCProfileModule, PaletteColorLookupTableModule
from refseg.iod.patient import PatientModule
from refseg.iod.references import CommonInstanceReferenceModule, FrameExtractionModule
from refseg.iod.segmentation import SegmentationImageModule
from refseg.iod.series import GeneralSeriesModule, SegmentationSeriesModule
from refseg.iod.slide import MicroscopeSlideLayerTileOrganizationModule, PlanePositionSlideMacro
from refseg.iod.sop_common import SOPCommonModule
from refseg.iod.study import GeneralStudyModule
from refseg.iod.table import Attribute, Condition, attributes_of

Usage = Literal["M", "C", "U"]
"""Mandatory, conditional or user option."""

SEGMENTATION_TYPES: Final = {
    SEGMENTATION_STORAGE: ("BINARY", "FRACTIONAL"),
    LABEL_MAP_SEGMENTATION_STORAGE: ("LABELMAP",),
}
"""The Segmentation Types that each SOP Class admits."""


@dataclass(frozen=True)
class ModuleUse:
    """One row of Table A.51-1; ``cls`` is None for user options, whose attributes we pass on."""

    ie: str
    name: str
    usage: Usage
    section: str
    requirement: str
    cls: type | None = None
    condition: Condition | None = None


@dataclass(frozen=True)
class GroupUse:
    """One row of Table A.51-2; ``cls`` holds the functional group sequence ``sequence``."""

    name: str
    sequence: str
    usage: Usage
    section: str
    requirement: str
    cls: type
    condition: Condition
    shared_allowed: bool = True
    per_frame_allowed: bool = True


MODULES: Final[tuple[ModuleUse, ...]] = (
    ModuleUse("Patient", "Patient", "M", "C.7.1.1", "LM-MOD-001", PatientModule),
    ModuleUse("Patient", "Clinical Trial Subject", "U", "C.7.1.3", "LM-MOD-002"),
    ModuleUse("Study", "General Study", "M", "C.7.2.1", "LM-MOD-003", GeneralStudyModule),
    ModuleUse("Study", "Patient Study", "U", "C.7.2.2", "LM-MOD-004"),
    ModuleUse("Study", "Clinical Trial Study", "U", "C.7.2.3", "LM-MOD-005"),
    ModuleUse("Series", "General Series", "M", "C.7.3.1", "LM-MOD-006", GeneralSeriesModule),
    ModuleUse(
        "Series", "Segmentation Series", "M", "C.8.20.1", "LM-MOD-007", SegmentationSeriesModule
    ),
    ModuleUse("Series", "Clinical Trial Series", "U", "C.7.3.2", "LM-MOD-008"),
    ModuleUse(
        "Frame of Reference",
        "Frame of Reference",
        "C",
        "C.7.4.1",
        "LM-MOD-009",
        FrameOfReferenceModule,
        when.no_derivation,
    ),
    ModuleUse(
        "Equipment", "General Equipment", "M", "C.7.5.1", "LM-MOD-010", GeneralEquipmentModule
    ),
    ModuleUse(
        "Equipment",
        "Enhanced General Equipment",
        "M",
        "C.7.5.2",
        "LM-MOD-011",
        EnhancedGeneralEquipmentModule,
    ),
    ModuleUse("Acquisition", "General Acquisition", "U", "C.7.10.1", "LM-MOD-012"),
    ModuleUse(
        "Multi-Resolution Pyramid", "Multi-Resolution Pyramid", "U", "C.7.11.1", "LM-MOD-013"
    ),
    ModuleUse("Image", "General Image", "M", "C.7.6.1", "LM-MOD-014", GeneralImageModule),
    ModuleUse("Image", "General Reference", "U", "C.12.4", "LM-MOD-015"),
    ModuleUse(
        "Image",
        "Microscope Slide Layer Tile Organization",
        "C",
        "C.8.12.14",
        "LM-MOD-016",
        MicroscopeSlideLayerTileOrganizationModule,
        when.tiled_full,
    ),
    ModuleUse("Image", "Image Pixel", "M", "C.7.6.3", "LM-MOD-017", ImagePixelModule),
    ModuleUse(
        "Image", "Segmentation Image", "M", "C.8.20.2", "LM-MOD-018", SegmentationImageModule
    ),
    ModuleUse(
        "Image",
        "Multi-frame Functional Groups",
        "M",
        "C.7.6.16",
        "LM-MOD-019",
        MultiFrameFunctionalGroupsModule,
    ),
    ModuleUse(
        "Image", "Multi-frame Dimension", "M", "C.7.6.17", "LM-MOD-020", MultiFrameDimensionModule
    ),
    ModuleUse(
        "Image",
        "Palette Color Lookup Table",
        "C",
        "C.7.9",
        "LM-MOD-021",
        PaletteColorLookupTableModule,
        palette_color,
    ),
    ModuleUse("Image", "Specimen", "U", "C.7.6.22", "LM-MOD-022"),
    ModuleUse(
        "Image",
        "Common Instance Reference",
        "C",
        "C.12.2",
        "LM-MOD-023",
        CommonInstanceReferenceModule,
        when.derivation_present,
    ),
    ModuleUse(
        "Image", "ICC Profile", "C", "C.11.15", "LM-MOD-024", ICCProfileModule, palette_color
    ),
    ModuleUse("Image", "SOP Common", "M", "C.12.1", "LM-MOD-025", SOPCommonModule),
    ModuleUse(
        "Image",
        "Frame Extraction",
        "C",
        "C.12.3",
        "LM-MOD-026",
        FrameExtractionModule,
        frame_level_retrieve,
    ),
)
"""Table A.51-1 in its order."""

FUNCTIONAL_GROUPS: Final[tuple[GroupUse, ...]] = (
    GroupUse(
        "Pixel Measures",
        "PixelMeasuresSequence",
        "C",
        "C.7.6.16.2.1",
        "LM-FG-004",
        PixelMeasuresMacro,
        when.patient_geometry_needed,
    ),
    GroupUse(
        "Plane Position (Patient)",
        "PlanePositionSequence",
        "C",
        "C.7.6.16.2.3",
        "LM-FG-005",
        PlanePositionMacro,
        when.patient_geometry_needed,
    ),
    GroupUse(
        "Plane Orientation (Patient)",
        "PlaneOrientationSequence",
        "C",
        "C.7.6.16.2.4",
        "LM-FG-006",
        PlaneOrientationMacro,
        when.patient_geometry_needed,
    ),
    GroupUse(
        "Plane Position (Slide)",
        "PlanePositionSlideSequence",
        "C",
        "C.8.12.6.1",
        "LM-FG-007",
        PlanePositionSlideMacro,
        when.slide_geometry_needed,
    ),
    GroupUse(
        "Derivation Image",
        "DerivationImageSequence",
        "C",
        "C.7.6.16.2.6",
        "LM-FG-008",
        DerivationImageMacro,
        when.geometry_missing,
    ),
    GroupUse(
        "Frame Content",
        "FrameContentSequence",
        "C",
        "C.7.6.16.2.2",
        "LM-FG-009",
        FrameContentMacro,
        when.frame_content_not_empty,
        shared_allowed=False,
    ),
    GroupUse(
        "Segmentation",
        "SegmentIdentificationSequence",
        "C",
        "C.8.20.3.1",
        "LM-FG-010",
        SegmentationMacro,
        when.one_segment_per_frame,
    ),
)
"""Table A.51-2 in its order."""

_RANK: Final = {"1": 0, "1C": 1, "2": 2, "2C": 3, "3": 4}


def strictest(classes: Iterable[type]) -> dict[str, Attribute]:
    """Resolve the top-level rows of several modules, by keyword.

    Where modules list the same attribute, the stricter Type wins; of equal Types the row with
    enumerated values, then the one that comes first.

    Args:
        classes: IOD classes, for example the modules that a data set holds.
    """
    rows: dict[str, Attribute] = {}
    for cls in classes:
        for row in attributes_of(cls):
            other = rows.get(row.keyword)
            if other is None or _strictness(row) < _strictness(other):
                rows[row.keyword] = row
    return rows


def _strictness(row: Attribute) -> tuple[int, bool]:
    return _RANK[row.type], not row.values
