"""Anatomy macros: where in the body something lies (PS3.3 10.5)."""

from __future__ import annotations

from refseg.iod.macros import CodeSequenceMacro
from refseg.iod.table import Opt, table, type3


@table("Anatomic Region Sequence item", "10.5", "Table 10-7")
class AnatomicRegionSequenceItem(CodeSequenceMacro):
    """A region of the body, possibly narrowed by modifiers."""

    AnatomicRegionModifierSequence: Opt[tuple[CodeSequenceMacro, ...]] = type3(
        0x00082220, "SQ", items=(1, None)
    )
    """Narrows the region, for example a side."""


@table("Primary Anatomic Structure Sequence item", "10.5", "Table 10-8")
class PrimaryAnatomicStructureSequenceItem(CodeSequenceMacro):
    """The structure of main interest, possibly narrowed by modifiers."""

    PrimaryAnatomicStructureModifierSequence: Opt[tuple[CodeSequenceMacro, ...]] = type3(
        0x00082230, "SQ"
    )
    """Narrows the structure."""


@table("Primary Anatomic Structure Macro", "10.5", "Table 10-8")
class PrimaryAnatomicStructureMacro:
    """Names the structures of main interest."""

    PrimaryAnatomicStructureSequence: Opt[tuple[PrimaryAnatomicStructureSequenceItem, ...]] = type3(
        0x00082228, "SQ"
    )
    """Structure of main interest within the region."""


@table("General Anatomy Optional Macro", "10.5", "Table 10-7")
class GeneralAnatomyOptionalMacro(PrimaryAnatomicStructureMacro):
    """Where in the body the content lies; optional."""

    AnatomicRegionSequence: Opt[tuple[AnatomicRegionSequenceItem, ...]] = type3(0x00082218, "SQ")
    """Region of the body."""


@table("Multiple Site General Anatomy Optional Macro", "10.5", "Table 10-7b")
class MultipleSiteGeneralAnatomyOptionalMacro(PrimaryAnatomicStructureMacro):
    """Where in the body the content lies, for content that may span several regions; optional."""

    AnatomicRegionSequence: Opt[tuple[AnatomicRegionSequenceItem, ...]] = type3(
        0x00082218, "SQ", "LM-DES-014", items=(1, None)
    )
    """Region of the body."""
