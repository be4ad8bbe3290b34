"""Conditions of attributes inside items that a segmentation may carry along: content items, real
world values, references, selectors, signatures. They are stated in our words.
"""

from __future__ import annotations

from refseg.iod.table import Scope, condition, values_of


@condition("may")
def passed_on(_: Scope) -> bool | None:
    """Conditional; refseg passes the attribute on as it comes and judges its values only."""
    return None


# ------------------------------------------------------------------ content items (Table 10-2)


def _value_type(scope: Scope) -> str:
    return str(scope.item.get("ValueType") or "")


@condition()
def value_is_datetime(scope: Scope) -> bool | None:
    """Required if Value Type is DATETIME."""
    return _value_type(scope) == "DATETIME"


@condition()
def value_is_date(scope: Scope) -> bool | None:
    """Required if Value Type is DATE."""
    return _value_type(scope) == "DATE"


@condition()
def value_is_time(scope: Scope) -> bool | None:
    """Required if Value Type is TIME."""
    return _value_type(scope) == "TIME"


@condition()
def value_is_person_name(scope: Scope) -> bool | None:
    """Required if Value Type is PNAME."""
    return _value_type(scope) == "PNAME"


@condition()
def value_is_uid(scope: Scope) -> bool | None:
    """Required if Value Type is UIDREF."""
    return _value_type(scope) == "UIDREF"


@condition()
def value_is_text(scope: Scope) -> bool | None:
    """Required if Value Type is TEXT."""
    return _value_type(scope) == "TEXT"


@condition()
def value_is_code(scope: Scope) -> bool | None:
    """Required if Value Type is CODE."""
    return _value_type(scope) == "CODE"


@condition()
def value_is_numeric(scope: Scope) -> bool | None:
    """Required if Value Type is NUMERIC."""
    return _value_type(scope) == "NUMERIC"


@condition("may")
def value_is_instance(scope: Scope) -> bool | None:
    """Required if Value Type is COMPOSITE or IMAGE."""
    return _value_type(scope) in {"COMPOSITE", "IMAGE"}


@condition("may")
def decimal_is_inexact(_: Scope) -> bool | None:
    """Required if the decimal string does not state the number exactly enough."""
    return None


@condition("may")
def number_is_fraction(scope: Scope) -> bool | None:
    """Required if the number is a fraction that its other forms only approximate."""
    return None if _value_type(scope) in {"NUMERIC", ""} else False


@condition()
def numerator_present(scope: Scope) -> bool | None:
    """Required if Rational Numerator Value is present."""
    return "RationalNumeratorValue" in scope.item


@condition("may")
def some_channels_referenced(_: Scope) -> bool | None:
    """Required if the target is a waveform and not all of its channels are meant."""
    return None


# ------------------------------------------------------------------ real world values


@condition("may")
def double_first_absent(scope: Scope) -> bool | None:
    """Required if Double Float Real World Value First Value Mapped is absent."""
    return "DoubleFloatRealWorldValueFirstValueMapped" not in scope.item


@condition("may")
def double_last_absent(scope: Scope) -> bool | None:
    """Required if Double Float Real World Value Last Value Mapped is absent."""
    return "DoubleFloatRealWorldValueLastValueMapped" not in scope.item


@condition("may")
def first_absent(scope: Scope) -> bool | None:
    """Required if Real World Value First Value Mapped is absent."""
    return "RealWorldValueFirstValueMapped" not in scope.item


@condition("may")
def last_absent(scope: Scope) -> bool | None:
    """Required if Real World Value Last Value Mapped is absent."""
    return "RealWorldValueLastValueMapped" not in scope.item


@condition()
def intercept_absent(scope: Scope) -> bool | None:
    """Required if Real World Value Intercept is absent."""
    return "RealWorldValueIntercept" not in scope.item


@condition()
def lut_absent(scope: Scope) -> bool | None:
    """Required if Real World Value LUT Data is absent."""
    return "RealWorldValueLUTData" not in scope.item


# ------------------------------------------------------------------ references and retrieval


@condition("may")
def procedure_was_scheduled(_: Scope) -> bool | None:
    """Required if the procedure was scheduled."""
    return None


@condition()
def instances_are_dicom(scope: Scope) -> bool | None:
    """Required if Type of Instances is DICOM."""
    return bool(scope.item.get("TypeOfInstances") == "DICOM")


_WAYS = (
    "DICOMRetrievalSequence",
    "DICOMMediaRetrievalSequence",
    "WADORetrievalSequence",
    "XDSRetrievalSequence",
    "WADORSRetrievalSequence",
)


@condition("may")
def no_other_way_of_retrieval(scope: Scope) -> bool | None:
    """Required if no sequence states another way of retrieval."""
    return not any(keyword in scope.item for keyword in _WAYS)


@condition("may")
def instance_is_hl7_document(_: Scope) -> bool | None:
    """Required if the instance is an HL7 Structured Document."""
    return None


# ------------------------------------------------------------------ coding schemes


@condition("may")
def scheme_is_registered(_: Scope) -> bool | None:
    """Required if the coding scheme is registered."""
    return None


@condition("may")
def scheme_has_uid(_: Scope) -> bool | None:
    """Required if the coding scheme has an object identifier that is a DICOM UID."""
    return None


@condition("may")
def registered_without_uid(scope: Scope) -> bool | None:
    """Required if the coding scheme is registered and Coding Scheme UID is absent."""
    return "CodingSchemeRegistry" in scope.item and "CodingSchemeUID" not in scope.item


# ------------------------------------------------------------------ private data, selectors


@condition()
def block_is_mixed(scope: Scope) -> bool | None:
    """Required if Block Identifying Information Status is MIXED."""
    return bool(scope.item.get("BlockIdentifyingInformationStatus") == "MIXED")


def _private(scope: Scope, keyword: str) -> bool:
    return any(int(tag) >> 16 & 1 for tag in values_of(scope.item.get(keyword)))


@condition()
def selected_attribute_private(scope: Scope) -> bool | None:
    """Required if Selector Attribute is a private attribute."""
    return _private(scope, "SelectorAttribute")


@condition()
def selected_sequence_private(scope: Scope) -> bool | None:
    """Required if Selector Sequence Pointer holds a private attribute."""
    return _private(scope, "SelectorSequencePointer")


@condition()
def sequence_pointer_present(scope: Scope) -> bool | None:
    """Required if Selector Sequence Pointer is present."""
    return "SelectorSequencePointer" in scope.item


@condition()
def certified_timestamp_present(scope: Scope) -> bool | None:
    """Required if Certified Timestamp is present."""
    return "CertifiedTimestamp" in scope.item
