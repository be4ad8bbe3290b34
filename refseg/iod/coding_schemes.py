"""Items of SOP Common that say where codes come from (PS3.3 C.12.1)."""

from __future__ import annotations

from refseg.iod import conditions as when
from refseg.iod.table import Opt, table, type1, type1c, type2c, type3


@table("Coding Scheme Resources Sequence item", "C.12.1", "Table C.12-1")
class CodingSchemeResourcesSequenceItem:
    """A document or service about a coding scheme."""

    CodingSchemeURLType: str = type1(0x0008010A, "CS", terms=("DOC", "OWL", "CSV"))
    """What the address leads to: DOC, OWL, FHIR or CSV."""

    CodingSchemeURL: str = type1(0x0008010E, "UR")
    """The address."""


@table("Coding Scheme Identification Sequence item", "C.12.1", "Table C.12-1")
class CodingSchemeIdentificationSequenceItem:
    """What a coding scheme designator stands for."""

    CodingSchemeDesignator: str = type1(0x00080102, "SH", "LM-DES-022")
    """Short name of the vocabulary: SCT (SNOMED CT), DCM, UCUM, FMA ..."""

    CodingSchemeVersion: Opt[str] = type3(0x00080103, "SH")
    """Version of the vocabulary, needed only where codes have changed meaning."""

    CodingSchemeResourcesSequence: Opt[tuple[CodingSchemeResourcesSequenceItem, ...]] = type3(
        0x00080109, "SQ"
    )
    """Where to learn more about the scheme."""

    CodingSchemeUID: Opt[str] = type1c(0x0008010C, "UI", when.scheme_has_uid)
    """UID of the scheme."""

    CodingSchemeRegistry: Opt[str] = type1c(0x00080112, "LO", when.scheme_is_registered)
    """Registry that lists the scheme, for example HL7."""

    CodingSchemeExternalID: Opt[str] = type2c(0x00080114, "ST", when.registered_without_uid)
    """Identifier of the scheme in that registry."""

    CodingSchemeName: Opt[str] = type3(0x00080115, "ST")
    """Full name of the scheme."""

    CodingSchemeResponsibleOrganization: Opt[str] = type3(0x00080116, "ST")
    """Who maintains the scheme."""


@table("Context Group Identification Sequence item", "C.12.1", "Table C.12-1")
class ContextGroupIdentificationSequenceItem:
    """A context group from which codes were chosen."""

    MappingResource: str = type1(0x00080105, "CS", terms=("DCMR", "SDM"))
    """Who defines the context group, for example DCMR."""

    ContextGroupVersion: str = type1(0x00080106, "DT")
    """Version (a date) of the context group."""

    ContextIdentifier: str = type1(0x0008010F, "CS")
    """Number of the context group (CID) the code was chosen from."""

    ContextUID: Opt[str] = type3(0x00080117, "UI")
    """UID of that context group."""


@table("Mapping Resource Identification Sequence item", "C.12.1", "Table C.12-1")
class MappingResourceIdentificationSequenceItem:
    """A resource that defines context groups."""

    MappingResource: str = type1(0x00080105, "CS", terms=("DCMR", "SDM"))
    """Who defines the context group, for example DCMR."""

    MappingResourceUID: Opt[str] = type3(0x00080118, "UI")
    """UID of the mapping resource."""

    MappingResourceName: Opt[str] = type3(0x00080122, "LO")
    """Name of the mapping resource for people."""
