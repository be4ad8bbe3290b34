"""Items of SOP Common that describe private elements (PS3.3 C.12.1)."""

from __future__ import annotations

from refseg.iod.item_conditions import block_is_mixed, passed_on
from refseg.iod.table import Opt, attribute, optional, table


@table("Deidentification Action Sequence item", section="C.12.1", table="Table C.12-1")
class DeidentificationActionSequenceItem:
    """What to do with private elements that identify the patient."""

    IdentifyingPrivateElements: tuple[int, ...] = attribute(0x00080306, "US", "1", vm="1-n")
    """The unsafe elements."""

    DeidentificationAction: str = attribute(0x00080307, "CS", "1", values=("D", "Z", "X", "U"))
    """Letter for what to do with them, as in PS3.15 (X: remove)."""


@table("Private Data Element Definition Sequence item", section="C.12.1", table="Table C.12-1")
class PrivateDataElementDefinitionSequenceItem:
    """The definition of a private element."""

    PrivateDataElement: int = attribute(0x00080308, "US", "1")
    """Element number within the block."""

    PrivateDataElementValueMultiplicity: tuple[int, ...] = attribute(
        0x00080309, "UL", "1", vm="1-3"
    )
    """Number of values it may have."""

    PrivateDataElementValueRepresentation: str = attribute(0x0008030A, "CS", "1")
    """Its VR."""

    PrivateDataElementNumberOfItems: Opt[tuple[int, ...]] = optional(
        0x0008030B, "UL", "1C", vm="1-2", condition=passed_on
    )
    """Number of items, if it is a sequence."""

    PrivateDataElementName: str = attribute(0x0008030C, "UC", "1")
    """Its name."""

    PrivateDataElementKeyword: str = attribute(0x0008030D, "UC", "1")
    """Its keyword."""

    PrivateDataElementDescription: Opt[str] = optional(0x0008030E, "UT", "3")
    """What it means."""

    PrivateDataElementEncoding: Opt[str] = optional(0x0008030F, "UT", "3")
    """How its value is encoded."""

    RetrieveURI: Opt[str] = optional(0x0040E010, "UR", "3")
    """Where the definition can be read."""


@table("Private Data Element Characteristics Sequence item", section="C.12.1", table="Table C.12-1")
class PrivateDataElementCharacteristicsSequenceItem:
    """What a block of private elements means and whether it is safe to keep."""

    PrivateGroupReference: int = attribute(0x00080301, "US", "1")
    """Group number of the private elements."""

    PrivateCreatorReference: str = attribute(0x00080302, "LO", "1")
    """Owner of the private elements."""

    BlockIdentifyingInformationStatus: str = attribute(
        0x00080303, "CS", "1", values=("SAFE", "UNSAFE", "MIXED")
    )
    """SAFE, UNSAFE or MIXED: whether the block may identify the patient."""

    NonidentifyingPrivateElements: Opt[tuple[int, ...]] = optional(
        0x00080304, "US", "1C", vm="1-n", condition=block_is_mixed
    )
    """Elements that are safe to keep."""

    DeidentificationActionSequence: Opt[tuple[DeidentificationActionSequenceItem, ...]] = optional(
        0x00080305, "SQ", "3"
    )
    """What to do with the unsafe ones."""

    PrivateDataElementDefinitionSequence: Opt[
        tuple[PrivateDataElementDefinitionSequenceItem, ...]
    ] = optional(0x00080310, "SQ", "3")
    """Definitions of the private elements."""
