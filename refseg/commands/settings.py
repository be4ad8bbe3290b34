"""What a user sets by hand: attributes (``--set PatientID=42``) and the background."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from pydicom.datadict import dictionary_VM, dictionary_VR
from pydicom.dataelem import DataElement

from refseg.codec.context import OWNED, without
from refseg.elements.binder import element_of
from refseg.elements.vr import python_value
from refseg.formats import LabelImage
from refseg.iod.table import Attribute, tag_of
from refseg.model.labelmap import BACKGROUND, MAX_SEGMENT_NUMBER, LabelMap, Segment
from refseg.support.errors import DatasetError, InputError
from refseg.support.note import Note

# Attributes that are data or structure cannot be typed on a command line.
_UNSETTABLE_VRS: Final = frozenset(("SQ", "OB", "OW", "OD", "OF", "OL", "OV", "UN"))


def apply_settings(label_map: LabelMap, settings: Iterable[str]) -> LabelMap:
    """The label map with attributes set from ``Keyword=value`` texts.

    Several values are separated by a backslash; an empty value is written as such.

    Raises:
        InputError: not of that form, an unknown keyword, an attribute that encode decides, or a
            value that does not fit.
    """
    attributes = without(label_map.attributes, frozenset())
    for text in settings:
        keyword, equals, value = text.partition("=")
        if not equals:
            raise InputError(
                f"--set {text!r} is not KEYWORD=VALUE; write for example --set PatientID=42",
                code="input.set",
            )
        if keyword == "FrameOfReferenceUID" and label_map.geometry is not None:
            geometry = replace(label_map.geometry, frame_of_reference_uid=value)
            label_map = replace(label_map, geometry=geometry)
            continue
        attributes.add(_element(keyword, value))
    return replace(label_map, attributes=attributes)


def _element(keyword: str, value: str) -> DataElement:
    try:
        tag = tag_of(keyword)
        vr, vm = dictionary_VR(tag), dictionary_VM(tag)
        if tag in OWNED or vr in _UNSETTABLE_VRS:
            raise InputError(
                f"--set {keyword}: refseg decides this attribute from the labels; it cannot be set",
                code="input.set",
            )
        values = tuple(python_value(vr, part) for part in value.split("\\")) if value else ()
        return element_of(Attribute(keyword, tag, vr, vm, "3"), values)
    except DatasetError as error:
        raise InputError(f"--set {keyword}={value}: {error.message}", code="input.set") from error
    except ValueError as error:
        raise InputError(
            f"--set {keyword}={value}: the value is no {vr} number", code="input.set"
        ) from error


def with_background(
    image: LabelImage, segments: Iterable[Segment], choice: str | None
) -> LabelImage:
    """The image with the background that the user chose.

    Args:
        image: a label image, with the background its format implies.
        segments: the list of segments the user gave; one that gives the implied background a
            meaning of its own makes it an ordinary label.
        choice: a label, ``none``, or None for the implied background.

    Raises:
        InputError: the choice is no label.
    """
    if choice is None:
        named = [s for s in segments if s.number == image.background]
        if not named or named[0].type.same_concept == BACKGROUND.same_concept:
            return image
        note = Note(
            "background.named",
            f"label {image.background} is {named[0].label!r}, so there is no background "
            f"(--background {image.background} makes it one)",
        )
        return replace(image, background=None, notes=(*image.notes, note))
    if choice == "none":
        return replace(image, background=None)
    if not choice.isascii() or not choice.isdigit() or int(choice) > MAX_SEGMENT_NUMBER:
        raise InputError(
            f"--background {choice!r} is no label; give 0 to {MAX_SEGMENT_NUMBER} or none",
            code="input.background",
        )
    return replace(image, background=int(choice))
