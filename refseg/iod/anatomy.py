"""Anatomy macros: where in the body something lies (PS3.3 10.5)."""

from __future__ import annotations

from refseg.iod.macros import CodeSequenceMacro
from refseg.iod.table import Opt, optional, table


@table("Anatomic Region Sequence item", section="10.5", table="Table 10-7")
class AnatomicRegionSequenceItem(CodeSequenceMacro):
    """A region of the body, possibly narrowed by modifiers."""

    AnatomicRegionModifierSequence: Opt[tuple[CodeSequenceMacro, ...]] = optional(
        0x00082220, "SQ", "3", items=(1, None)
    )
    """Narrows the region, for example a side."""


@table("Primary Anatomic Structure Sequence item", section="10.5", table="Table 10-8")
class PrimaryAnatomicStructureSequenceItem(CodeSequenceMacro):
    """The structure of main interest, possibly narrowed by modifiers."""

    PrimaryAnatomicStructureModifierSequence: Opt[tuple[CodeSequenceMacro, ...]] = optional(
        0x00082230, "SQ", "3"
    )
    """Narrows the structure."""


@table("Primary Anatomic Structure Macro", section="10.5", table="Table 10-8")
class PrimaryAnatomicStructureMacro:
    """Names the structures of main interest."""

    PrimaryAnatomicStructureSequence: Opt[tuple[PrimaryAnatomicStructureSequenceItem, ...]] = (
        optional(0x00082228, "SQ", "3")
    )
    """Structure of main interest within the region."""


@table("General Anatomy Optional Macro", section="10.5", table="Table 10-7")
class GeneralAnatomyOptionalMacro(PrimaryAnatomicStructureMacro):
    """Where in the body the content lies; optional."""

    AnatomicRegionSequence: Opt[tuple[AnatomicRegionSequenceItem, ...]] = optional(
        0x00082218, "SQ", "3"
    )
    """Region of the body."""


@table("Multiple Site General Anatomy Optional Macro", section="10.5", table="Table 10-7b")
class MultipleSiteGeneralAnatomyOptionalMacro(PrimaryAnatomicStructureMacro):
    """Where in the body the content lies, for content that may span several regions; optional."""

    AnatomicRegionSequence: Opt[tuple[AnatomicRegionSequenceItem, ...]] = optional(
        0x00082218, "SQ", "3", items=(1, None), requirement="LM-DES-014"
    )
    """Region of the body."""
