"""Codes that the Segmentation IOD fixes, and what rows of several tables have in common."""

from __future__ import annotations

from typing import Final, TypeAlias

from refseg.iod.table import Requirement, by_type

CodeTriple: TypeAlias = tuple[str, str, str]
"""Value, coding scheme designator, meaning."""

DERIVATION_CODE: Final[CodeTriple] = ("113076", "DCM", "Segmentation")
"""Derivation Code Sequence of a segmentation (PS3.3 A.51.5.1, LM-FG-014)."""

PURPOSE_CODE: Final[CodeTriple] = ("121322", "DCM", "Source Image for Image Processing Operation")
"""Purpose of Reference Code Sequence of its source images (PS3.3 A.51.5.1, LM-FG-014)."""

PHOTOMETRIC: Final[Requirement] = by_type(LABELMAP="LM-PIX-004", otherwise="LM-PIX-003")
BITS_ALLOCATED: Final[Requirement] = by_type(
    LABELMAP="LM-PIX-006", BINARY="LM-PIX-009", FRACTIONAL="LM-PIX-010"
)
BITS_STORED: Final[Requirement] = by_type(
    LABELMAP="LM-PIX-007", BINARY="LM-PIX-009", FRACTIONAL="LM-PIX-010"
)
HIGH_BIT: Final[Requirement] = by_type(
    LABELMAP="LM-PIX-008", BINARY="LM-PIX-009", FRACTIONAL="LM-PIX-010"
)
PIXEL_SIZE: Final[Requirement] = by_type(LABELMAP="LM-FG-018", otherwise="LM-FG-017")
"""What rows require, by Segmentation Type."""

LOSSY_METHODS: Final = tuple(
    "ISO_10918_1 ISO_14495_1 ISO_15444_1 ISO_15444_15 ISO_18181_1 ISO_13818_2 ISO_14496_10 "
    "ISO_23008_2".split()
)
PATIENT_POSITIONS: Final = tuple(
    "HFP HFS HFDR HFDL FFP FFS FFDR FFDL LFP LFS RFP RFS AFDR AFDL PFDR PFDL".split()
)
ENTITY_ID_TYPES: Final = ("DNS", "EUI64", "ISO", "URI", "UUID", "X400", "X500")
COLOR_SPACES: Final = ("SRGB", "ADOBERGB", "ROMMRGB", "DISPLAYP3")
"""Defined Terms and enumerated values."""
