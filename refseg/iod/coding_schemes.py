"""Items of SOP Common that say where codes come from (PS3.3 C.12.1)."""

from __future__ import annotations

from refseg.iod.item_conditions import registered_without_uid, scheme_has_uid, scheme_is_registered
from refseg.iod.table import Opt, attribute, optional, table


@table("Coding Scheme Resources Sequence item", section="C.12.1", table="Table C.12-1")
class CodingSchemeResourcesSequenceItem:
    """A document or service about a coding scheme."""

    CodingSchemeURLType: str = attribute(0x0008010A, "CS", "1", terms=("DOC", "OWL", "CSV"))
    """What the address leads to: DOC, OWL, FHIR or CSV."""

    CodingSchemeURL: str = attribute(0x0008010E, "UR", "1")
    """The address."""


@table("Coding Scheme Identification Sequence item", section="C.12.1", table="Table C.12-1")
class CodingSchemeIdentificationSequenceItem:
    """What a coding scheme designator stands for."""

    CodingSchemeDesignator: str = attribute(0x00080102, "SH", "1", requirement="LM-DES-022")
    """Short name of the vocabulary: SCT (SNOMED CT), DCM, UCUM, FMA ..."""

    CodingSchemeVersion: Opt[str] = optional(0x00080103, "SH", "3")
    """Version of the vocabulary, needed only where codes have changed meaning."""

    CodingSchemeResourcesSequence: Opt[tuple[CodingSchemeResourcesSequenceItem, ...]] = optional(
        0x00080109, "SQ", "3"
    )
    """Where to learn more about the scheme."""

    CodingSchemeUID: Opt[str] = optional(0x0008010C, "UI", "1C", condition=scheme_has_uid)
    """UID of the scheme."""

    CodingSchemeRegistry: Opt[str] = optional(
        0x00080112, "LO", "1C", condition=scheme_is_registered
    )
    """Registry that lists the scheme, for example HL7."""

    CodingSchemeExternalID: Opt[str] = optional(
        0x00080114, "ST", "2C", condition=registered_without_uid
    )
    """Identifier of the scheme in that registry."""

    CodingSchemeName: Opt[str] = optional(0x00080115, "ST", "3")
    """Full name of the scheme."""

    CodingSchemeResponsibleOrganization: Opt[str] = optional(0x00080116, "ST", "3")
    """Who maintains the scheme."""


@table("Context Group Identification Sequence item", section="C.12.1", table="Table C.12-1")
class ContextGroupIdentificationSequenceItem:
    """A context group from which codes were chosen."""

    MappingResource: str = attribute(0x00080105, "CS", "1", terms=("DCMR", "SDM"))
    """Who defines the context group, for example DCMR."""

    ContextGroupVersion: str = attribute(0x00080106, "DT", "1")
    """Version (a date) of the context group."""

    ContextIdentifier: str = attribute(0x0008010F, "CS", "1")
    """Number of the context group (CID) the code was chosen from."""

    ContextUID: Opt[str] = optional(0x00080117, "UI", "3")
    """UID of that context group."""


@table("Mapping Resource Identification Sequence item", section="C.12.1", table="Table C.12-1")
class MappingResourceIdentificationSequenceItem:
    """A resource that defines context groups."""

    MappingResource: str = attribute(0x00080105, "CS", "1", terms=("DCMR", "SDM"))
    """Who defines the context group, for example DCMR."""

    MappingResourceUID: Opt[str] = optional(0x00080118, "UI", "3")
    """UID of the mapping resource."""

    MappingResourceName: Opt[str] = optional(0x00080122, "LO", "3")
    """Name of the mapping resource for people."""
