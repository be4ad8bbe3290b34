"""What a user sets by hand: attributes (``--set PatientID=42``) and the background."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from pydicom.datadict import dictionary_VM, dictionary_VR
from pydicom.dataelem import DataElement

from refseg.codec.context import OWNED
from refseg.elements.binder import element_of
from refseg.elements.element import without
from refseg.elements.vr import python_value
from refseg.formats import LabelImage
from refseg.iod.table import Attribute, tag_of
from refseg.model.geometry import Geometry
from refseg.model.labelmap import BACKGROUND, MAX_SEGMENT_NUMBER, LabelMap
from refseg.support.errors import DatasetError, InputError
from refseg.support.note import Note

# Attributes that are data or structure cannot be typed on a command line.
_OF_SEGMENTS: Final = {
    tag_of(keyword): where
    for keyword, where in {
        "SegmentNumber": "column number",
        "SegmentLabel": "column label",
        "SegmentDescription": "column description",
        "SegmentAlgorithmType": "column algorithm_type",
        "SegmentAlgorithmName": "column algorithm_name",
        "RecommendedDisplayCIELabValue": "column color",
        "TrackingID": "column tracking_id",
        "TrackingUID": "column tracking_uid",
        "CodeValue": "columns category and type",
        "CodeMeaning": "columns category and type",
        "CodingSchemeDesignator": "columns category and type",
    }.items()
}
_OF_FRAMES: Final = frozenset(
    map(
        tag_of,
        "ImagePositionPatient ImageOrientationPatient PixelSpacing SliceThickness "
        "SpacingBetweenSlices DimensionIndexValues ReferencedFrameNumber".split(),
    )
)
_UNSETTABLE_VRS: Final = frozenset(("SQ", "OB", "OW", "OD", "OF", "OL", "OV", "UN"))


def apply_settings(label_map: LabelMap, settings: Iterable[str], where: str = "--set ") -> LabelMap:
    """The label map with attributes set from ``Keyword=value`` texts.

    Several values are separated by a backslash; an empty value is written as such.

    Args:
        label_map: what to set them in.
        settings: the texts.
        where: what the texts come from, in front of the messages.

    Raises:
        InputError: not of that form, an unknown keyword, an attribute that encode decides or that
            belongs elsewhere, or a value that does not fit.
    """
    attributes = without(label_map.attributes, frozenset())
    for text in settings:
        keyword, equals, value = text.partition("=")
        if not equals:
            raise InputError(
                f"{where}{text!r} is not KEYWORD=VALUE; write for example --set PatientID=42",
                code="input.set",
            )
        if keyword == "FrameOfReferenceUID" and isinstance(label_map.geometry, Geometry):
            geometry = replace(label_map.geometry, frame_of_reference_uid=value)
            label_map = replace(label_map, geometry=geometry)
            continue
        attributes.add(_element(where, keyword, value))
    return replace(label_map, attributes=attributes)


def _element(where: str, keyword: str, value: str) -> DataElement:
    try:
        tag = tag_of(keyword)
        vr, vm = dictionary_VR(tag), dictionary_VM(tag)
        if tag >> 16 == 2:
            raise InputError(
                f"{where}{keyword}: this is file meta information, which refseg writes; for "
                "another transfer syntax use --transfer-syntax",
                code="input.set",
            )
        if tag in _OF_SEGMENTS or tag in _OF_FRAMES:
            way = (
                f"a segment: give it in --segments ({_OF_SEGMENTS[tag]})"
                if tag in _OF_SEGMENTS
                else "the frames, and comes from the image and --source"
            )
            raise InputError(f"{where}{keyword}: this belongs to {way}", code="input.set")
        if tag in OWNED or vr in _UNSETTABLE_VRS:
            raise InputError(
                f"{where}{keyword}: refseg decides this attribute from the labels; it cannot be "
                "set",
                code="input.set",
            )
        values = tuple(python_value(vr, part) for part in value.split("\\")) if value else ()
        return element_of(Attribute(keyword, tag, vr, vm, "3"), values)
    except DatasetError as error:
        raise InputError(f"{where}{keyword}={value}: {error.message}", code="input.set") from error
    except ValueError as error:
        raise InputError(
            f"{where}{keyword}={value}: the value is no {vr} number", code="input.set"
        ) from error


def with_background(image: LabelImage, choice: str | None) -> LabelImage:
    """The image with the background that the user chose.

    Args:
        image: a label image with its segments, and the background its format implies. A segment
            that says it is background makes its label the background; one that gives the implied
            background another meaning makes it an ordinary label.
        choice: a label, ``none``, or None for what the segments and the format say.

    Raises:
        InputError: the choice is no label, or several segments say that they are background.
    """
    if choice is None:
        return _implied_background(image)
    if choice == "none":
        return replace(image, background=None)
    if not choice.isascii() or not choice.isdigit() or int(choice[:9]) > MAX_SEGMENT_NUMBER:
        raise InputError(
            f"--background {choice!r} is not a label; give 0 to {MAX_SEGMENT_NUMBER} or none",
            code="input.background",
        )
    return replace(image, background=int(choice))


def _implied_background(image: LabelImage) -> LabelImage:
    said = [s.number for s in image.segments if s.type.same_concept == BACKGROUND.same_concept]
    if image.background in said:
        return image
    if len(said) > 1:
        raise InputError(
            f"the segments {', '.join(map(str, said))} all say that they are background; choose "
            "one with --background",
            code="input.background",
        )
    if said:
        note = Note("background.named", f"label {said[0]} is background, as its name says")
        return replace(image, background=said[0], notes=(*image.notes, note))
    named = [s for s in image.segments if s.number == image.background]
    if not named:
        return image
    note = Note(
        "background.named",
        f"the list of segments describes label {image.background} as {named[0].label!r}, so it "
        f"is not the background; --background {image.background} makes it the background",
    )
    return replace(image, background=None, notes=(*image.notes, note))
