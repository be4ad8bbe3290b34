"""Content items: a name and a value, as in structured reports (PS3.3 10.2)."""

from __future__ import annotations

from refseg.iod import conditions as when
from refseg.iod.macros import CodeSequenceMacro, SOPInstanceReferenceMacro
from refseg.iod.table import Opt, table, type1, type1c, type3


@table("Referenced SOP Sequence item of a content item", "10.2", "Table 10-2")
class ReferencedInstanceMacro(SOPInstanceReferenceMacro):
    """Names the object a content item speaks of."""

    ReferencedFrameNumber: Opt[tuple[int, ...]] = type1c(
        0x00081160, "IS", when.some_frames_referenced, vm="1-n"
    )
    """The frames that are meant, counted from 1; all frames if absent."""

    ReferencedWaveformChannels: Opt[tuple[int, ...]] = type1c(
        0x0040A0B0, "US", when.some_channels_referenced, vm="2-2n"
    )
    """Pairs of multiplex group and channel of a waveform."""

    ReferencedSegmentNumber: Opt[tuple[int, ...]] = type1c(
        0x0062000B, "US", when.some_segments_referenced, vm="1-n"
    )
    """The segments that are meant; all segments if absent."""


@table("Content Item Macro", "10.2", "Table 10-2")
class ContentItemMacro:
    """A name and a value of any type, as in a structured report."""

    ReferencedSOPSequence: Opt[tuple[ReferencedInstanceMacro, ...]] = type1c(
        0x00081199, "SQ", when.value_is_instance
    )
    """The one instance that is meant."""

    MeasurementUnitsCodeSequence: Opt[tuple[CodeSequenceMacro, ...]] = type1c(
        0x004008EA, "SQ", when.value_is_numeric
    )
    """Unit of the values, as a UCUM code."""

    ObservationDateTime: Opt[str] = type3(0x0040A032, "DT")
    """When the observation was made."""

    ObservationStartDateTime: Opt[str] = type3(0x0040A033, "DT")
    """When the observation began."""

    ValueType: str = type1(
        0x0040A040,
        "CS",
        terms=tuple(
            "DATETIME DATE TIME PNAME UIDREF TEXT CODE NUMERIC COMPOSITE IMAGE WAVEFORM".split()
        ),
    )
    """Which of the value attributes below holds the value: DATE, TEXT, CODE, NUMERIC ..."""

    ConceptNameCodeSequence: tuple[CodeSequenceMacro, ...] = type1(0x0040A043, "SQ")
    """What the item is about: its name, as a code."""

    DateTime: Opt[str] = type1c(0x0040A120, "DT", when.value_is_datetime)
    """The value, if it is a date with time."""

    Date: Opt[str] = type1c(0x0040A121, "DA", when.value_is_date)
    """The value, if it is a date."""

    Time: Opt[str] = type1c(0x0040A122, "TM", when.value_is_time)
    """The value, if it is a time."""

    PersonName: Opt[str] = type1c(0x0040A123, "PN", when.value_is_person_name)
    """The value, if it is a person."""

    UID: Opt[str] = type1c(0x0040A124, "UI", when.value_is_uid)
    """The value, if it is a UID."""

    TextValue: Opt[str] = type1c(0x0040A160, "UT", when.value_is_text)
    """The value, if it is text."""

    FloatingPointValue: Opt[tuple[float, ...]] = type1c(
        0x0040A161, "FD", when.decimal_is_inexact, vm="1-n"
    )
    """The numeric value in binary form, if its precision matters."""

    RationalNumeratorValue: Opt[tuple[int, ...]] = type1c(
        0x0040A162, "SL", when.number_is_fraction, vm="1-n"
    )
    """Numerator of the numeric value, if it is a fraction."""

    RationalDenominatorValue: Opt[tuple[int, ...]] = type1c(
        0x0040A163, "UL", when.numerator_present, vm="1-n"
    )
    """Denominator of the numeric value, if it is a fraction."""

    ConceptCodeSequence: Opt[tuple[CodeSequenceMacro, ...]] = type1c(
        0x0040A168, "SQ", when.value_is_code
    )
    """The value, if it is a coded concept."""

    NumericValue: Opt[tuple[float, ...]] = type1c(0x0040A30A, "DS", when.value_is_numeric, vm="1-n")
    """The value, if it is a number, in decimal digits."""


@table("Content Item with Modifiers", "10.2", "Table 10-2")
class ContentItemWithModifiersMacro(ContentItemMacro):
    """A content item that further content items qualify."""

    ContentItemModifierSequence: Opt[tuple[ContentItemMacro, ...]] = type3(0x00400441, "SQ")
    """Content items that qualify this one."""
