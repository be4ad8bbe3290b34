"""Items of SOP Common that describe private elements (PS3.3 C.12.1)."""

from __future__ import annotations

from refseg.iod import conditions as when
from refseg.iod.table import Opt, table, type1, type1c, type3


@table("Deidentification Action Sequence item", "C.12.1", "Table C.12-1")
class DeidentificationActionSequenceItem:
    """What to do with private elements that identify the patient."""

    IdentifyingPrivateElements: tuple[int, ...] = type1(0x00080306, "US", vm="1-n")
    """The unsafe elements."""

    DeidentificationAction: str = type1(0x00080307, "CS", values=("D", "Z", "X", "U"))
    """Letter for what to do with them, as in PS3.15 (X: remove)."""


@table("Private Data Element Definition Sequence item", "C.12.1", "Table C.12-1")
class PrivateDataElementDefinitionSequenceItem:
    """The definition of a private element."""

    PrivateDataElement: int = type1(0x00080308, "US")
    """Element number within the block."""

    PrivateDataElementValueMultiplicity: tuple[int, ...] = type1(0x00080309, "UL", vm="1-3")
    """Number of values it may have."""

    PrivateDataElementValueRepresentation: str = type1(0x0008030A, "CS")
    """Its VR."""

    PrivateDataElementNumberOfItems: Opt[tuple[int, ...]] = type1c(
        0x0008030B, "UL", when.passed_on, vm="1-2"
    )
    """Number of items, if it is a sequence."""

    PrivateDataElementName: str = type1(0x0008030C, "UC")
    """Its name."""

    PrivateDataElementKeyword: str = type1(0x0008030D, "UC")
    """Its keyword."""

    PrivateDataElementDescription: Opt[str] = type3(0x0008030E, "UT")
    """What it means."""

    PrivateDataElementEncoding: Opt[str] = type3(0x0008030F, "UT")
    """How its value is encoded."""

    RetrieveURI: Opt[str] = type3(0x0040E010, "UR")
    """Where the definition can be read."""


@table("Private Data Element Characteristics Sequence item", "C.12.1", "Table C.12-1")
class PrivateDataElementCharacteristicsSequenceItem:
    """What a block of private elements means and whether it is safe to keep."""

    PrivateGroupReference: int = type1(0x00080301, "US")
    """Group number of the private elements."""

    PrivateCreatorReference: str = type1(0x00080302, "LO")
    """Owner of the private elements."""

    BlockIdentifyingInformationStatus: str = type1(
        0x00080303, "CS", values=("SAFE", "UNSAFE", "MIXED")
    )
    """SAFE, UNSAFE or MIXED: whether the block may identify the patient."""

    NonidentifyingPrivateElements: Opt[tuple[int, ...]] = type1c(
        0x00080304, "US", when.block_is_mixed, vm="1-n"
    )
    """Elements that are safe to keep."""

    DeidentificationActionSequence: Opt[tuple[DeidentificationActionSequenceItem, ...]] = type3(
        0x00080305, "SQ"
    )
    """What to do with the unsafe ones."""

    PrivateDataElementDefinitionSequence: Opt[
        tuple[PrivateDataElementDefinitionSequenceItem, ...]
    ] = type3(0x00080310, "SQ")
    """Definitions of the private elements."""
