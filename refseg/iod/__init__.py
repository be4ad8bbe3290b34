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
from refseg.iod.table import Attribute, Condition, attributes_of, table_info

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


def _module(
    ie: str, usage: Usage, requirement: str, cls: type, condition: Condition | None = None
) -> ModuleUse:
    info = table_info(cls)
    name = info.name.removesuffix(" Module")
    return ModuleUse(ie, name, usage, info.section, requirement, cls, condition)


def _group(
    requirement: str, cls: type, condition: Condition, *, shared_allowed: bool = True
) -> GroupUse:
    info, (row,) = table_info(cls), attributes_of(cls)
    name = info.name.removesuffix(" Macro")
    return GroupUse(
        name, row.keyword, "C", info.section, requirement, cls, condition, shared_allowed
    )


MODULES: Final[tuple[ModuleUse, ...]] = (
    _module("Patient", "M", "LM-MOD-001", PatientModule),
    ModuleUse("Patient", "Clinical Trial Subject", "U", "C.7.1.3", "LM-MOD-002"),
    _module("Study", "M", "LM-MOD-003", GeneralStudyModule),
    ModuleUse("Study", "Patient Study", "U", "C.7.2.2", "LM-MOD-004"),
    ModuleUse("Study", "Clinical Trial Study", "U", "C.7.2.3", "LM-MOD-005"),
    _module("Series", "M", "LM-MOD-006", GeneralSeriesModule),
    _module("Series", "M", "LM-MOD-007", SegmentationSeriesModule),
    ModuleUse("Series", "Clinical Trial Series", "U", "C.7.3.2", "LM-MOD-008"),
    _module("Frame of Reference", "C", "LM-MOD-009", FrameOfReferenceModule, when.no_derivation),
    _module("Equipment", "M", "LM-MOD-010", GeneralEquipmentModule),
    _module("Equipment", "M", "LM-MOD-011", EnhancedGeneralEquipmentModule),
    ModuleUse("Acquisition", "General Acquisition", "U", "C.7.10.1", "LM-MOD-012"),
    ModuleUse(
        "Multi-Resolution Pyramid", "Multi-Resolution Pyramid", "U", "C.7.11.1", "LM-MOD-013"
    ),
    _module("Image", "M", "LM-MOD-014", GeneralImageModule),
    ModuleUse("Image", "General Reference", "U", "C.12.4", "LM-MOD-015"),
    _module(
        "Image", "C", "LM-MOD-016", MicroscopeSlideLayerTileOrganizationModule, when.tiled_full
    ),
    _module("Image", "M", "LM-MOD-017", ImagePixelModule),
    _module("Image", "M", "LM-MOD-018", SegmentationImageModule),
    _module("Image", "M", "LM-MOD-019", MultiFrameFunctionalGroupsModule),
    _module("Image", "M", "LM-MOD-020", MultiFrameDimensionModule),
    _module("Image", "C", "LM-MOD-021", PaletteColorLookupTableModule, palette_color),
    ModuleUse("Image", "Specimen", "U", "C.7.6.22", "LM-MOD-022"),
    _module("Image", "C", "LM-MOD-023", CommonInstanceReferenceModule, when.derivation_present),
    _module("Image", "C", "LM-MOD-024", ICCProfileModule, palette_color),
    _module("Image", "M", "LM-MOD-025", SOPCommonModule),
    _module("Image", "C", "LM-MOD-026", FrameExtractionModule, frame_level_retrieve),
)
"""Table A.51-1 in its order."""

FUNCTIONAL_GROUPS: Final[tuple[GroupUse, ...]] = (
    _group("LM-FG-004", PixelMeasuresMacro, when.patient_geometry_needed),
    _group("LM-FG-005", PlanePositionMacro, when.patient_geometry_needed),
    _group("LM-FG-006", PlaneOrientationMacro, when.patient_geometry_needed),
    _group("LM-FG-007", PlanePositionSlideMacro, when.slide_geometry_needed),
    _group("LM-FG-008", DerivationImageMacro, when.geometry_missing),
    _group("LM-FG-009", FrameContentMacro, when.frame_content_not_empty, shared_allowed=False),
    _group("LM-FG-010", SegmentationMacro, when.one_segment_per_frame),
)
"""Table A.51-2 in its order; every usage is C."""

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
