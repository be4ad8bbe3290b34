"""Codes that the Segmentation IOD fixes: value, coding scheme designator, meaning."""

from __future__ import annotations

from typing import Final, TypeAlias

CodeTriple: TypeAlias = tuple[str, str, str]

DERIVATION_CODE: Final[CodeTriple] = ("113076", "DCM", "Segmentation")
"""Derivation Code Sequence of a segmentation (PS3.3 A.51.5.1, LM-FG-014)."""

PURPOSE_CODE: Final[CodeTriple] = ("121322", "DCM", "Source Image for Image Processing Operation")
"""Purpose of Reference Code Sequence of its source images (PS3.3 A.51.5.1, LM-FG-014)."""
