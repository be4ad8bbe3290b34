"""Content items: a name and a value, as in structured reports (PS3.3 10.2)."""

from __future__ import annotations

from refseg.iod.conditions import some_frames_referenced, some_segments_referenced
from refseg.iod.item_conditions import (
    decimal_is_inexact,
    number_is_fraction,
    numerator_present,
    some_channels_referenced,
    value_is_code,
    value_is_date,
    value_is_datetime,
    value_is_instance,
    value_is_numeric,
    value_is_person_name,
    value_is_text,
    value_is_time,
    value_is_uid,
)
from refseg.iod.macros import CodeSequenceMacro, SOPInstanceReferenceMacro
from refseg.iod.table import Opt, attribute, optional, table


@table("Referenced SOP Sequence item of a content item", section="10.2", table="Table 10-2")
class ReferencedInstanceMacro(SOPInstanceReferenceMacro):
    """Names the object a content item speaks of."""

    ReferencedFrameNumber: Opt[tuple[int, ...]] = optional(
        0x00081160, "IS", "1C", vm="1-n", condition=some_frames_referenced
    )
    """The frames that are meant, counted from 1; all frames if absent."""

    ReferencedWaveformChannels: Opt[tuple[int, ...]] = optional(
        0x0040A0B0, "US", "1C", vm="2-2n", condition=some_channels_referenced
    )
    """Pairs of multiplex group and channel of a waveform."""

    ReferencedSegmentNumber: Opt[tuple[int, ...]] = optional(
        0x0062000B, "US", "1C", vm="1-n", condition=some_segments_referenced
    )
    """The segments that are meant; all segments if absent."""


@table("Content Item Macro", section="10.2", table="Table 10-2")
class ContentItemMacro:
    """A name and a value of any type, as in a structured report."""

    ReferencedSOPSequence: Opt[tuple[ReferencedInstanceMacro, ...]] = optional(
        0x00081199, "SQ", "1C", condition=value_is_instance
    )
    """The one instance that is meant."""

    MeasurementUnitsCodeSequence: Opt[tuple[CodeSequenceMacro, ...]] = optional(
        0x004008EA, "SQ", "1C", condition=value_is_numeric
    )
    """Unit of the values, as a UCUM code."""

    ObservationDateTime: Opt[str] = optional(0x0040A032, "DT", "3")
    """When the observation was made."""

    ObservationStartDateTime: Opt[str] = optional(0x0040A033, "DT", "3")
    """When the observation began."""

    ValueType: str = attribute(
        0x0040A040,
        "CS",
        "1",
        terms=tuple(
            "DATETIME DATE TIME PNAME UIDREF TEXT CODE NUMERIC COMPOSITE IMAGE WAVEFORM".split()
        ),
    )
    """Which of the value attributes below holds the value: DATE, TEXT, CODE, NUMERIC ..."""

    ConceptNameCodeSequence: tuple[CodeSequenceMacro, ...] = attribute(0x0040A043, "SQ", "1")
    """What the item is about: its name, as a code."""

    DateTime: Opt[str] = optional(0x0040A120, "DT", "1C", condition=value_is_datetime)
    """The value, if it is a date with time."""

    Date: Opt[str] = optional(0x0040A121, "DA", "1C", condition=value_is_date)
    """The value, if it is a date."""

    Time: Opt[str] = optional(0x0040A122, "TM", "1C", condition=value_is_time)
    """The value, if it is a time."""

    PersonName: Opt[str] = optional(0x0040A123, "PN", "1C", condition=value_is_person_name)
    """The value, if it is a person."""

    UID: Opt[str] = optional(0x0040A124, "UI", "1C", condition=value_is_uid)
    """The value, if it is a UID."""

    TextValue: Opt[str] = optional(0x0040A160, "UT", "1C", condition=value_is_text)
    """The value, if it is text."""

    FloatingPointValue: Opt[tuple[float, ...]] = optional(
        0x0040A161, "FD", "1C", vm="1-n", condition=decimal_is_inexact
    )
    """The numeric value in binary form, if its precision matters."""

    RationalNumeratorValue: Opt[tuple[int, ...]] = optional(
        0x0040A162, "SL", "1C", vm="1-n", condition=number_is_fraction
    )
    """Numerator of the numeric value, if it is a fraction."""

    RationalDenominatorValue: Opt[tuple[int, ...]] = optional(
        0x0040A163, "UL", "1C", vm="1-n", condition=numerator_present
    )
    """Denominator of the numeric value, if it is a fraction."""

    ConceptCodeSequence: Opt[tuple[CodeSequenceMacro, ...]] = optional(
        0x0040A168, "SQ", "1C", condition=value_is_code
    )
    """The value, if it is a coded concept."""

    NumericValue: Opt[tuple[float, ...]] = optional(
        0x0040A30A, "DS", "1C", vm="1-n", condition=value_is_numeric
    )
    """The value, if it is a number, in decimal digits."""


@table("Content Item with Modifiers", section="10.2", table="Table 10-2")
class ContentItemWithModifiersMacro(ContentItemMacro):
    """A content item that further content items qualify."""

    ContentItemModifierSequence: Opt[tuple[ContentItemMacro, ...]] = optional(0x00400441, "SQ", "3")
    """Content items that qualify this one."""
