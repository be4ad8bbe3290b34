"""``refseg encode``: a label image becomes a DICOM label map."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from typing import Final

from pydicom.datadict import dictionary_VM, dictionary_VR
from pydicom.dataelem import DataElement

from refseg.codec.context import OWNED
from refseg.codec.encode import encode_parts
from refseg.codec.options import LabelMapOptions
from refseg.codec.source import Source
from refseg.commands import common
from refseg.elements.binder import element_of
from refseg.elements.element import without
from refseg.elements.vr import python_value
from refseg.formats import (
    READABLE,
    LabelImage,
    SegmentsFile,
    read_labels,
    read_segments,
    require_dicom_name,
)
from refseg.formats.naming import (
    named_terms,
    neutral_note,
    with_list,
    with_scheme,
    with_terms,
    without_unused,
)
from refseg.formats.several import OVERLAPS
from refseg.iod.table import Attribute, tag_of
from refseg.model.geometry import Geometry
from refseg.model.labelmap import BACKGROUND, MAX_SEGMENT_NUMBER, LabelMap
from refseg.part10.files import write_encoded
from refseg.support.errors import DatasetError, InputError, RefsegError
from refseg.support.note import Note
from refseg.terminology import SCHEMES

_DOUBTS: Final = ("geometry.missing", "geometry.conflict")
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


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument(
        "labels",
        nargs="+",
        metavar="LABELS",
        help="a label image, several, or a folder of organ masks; - for standard input",
    )
    common.add_output(parser, "the DICOM file to write")
    parser.add_argument("--source", metavar="FOLDER", help="DICOM images the labels belong to")
    parser.add_argument(
        "--series",
        metavar="UID",
        help="Series Instance UID of the one that is meant, if --source holds several that fit",
    )
    parser.add_argument(
        "--segments",
        metavar="FILE",
        action="append",
        default=[],
        help="what the labels mean: CSV, JSON of dcmqi, nnU-Net dataset.json, ITK-SNAP, "
        "FreeSurfer LUT, .ctbl, dseg.tsv; may be given again, for example with a table of codes",
    )
    parser.add_argument(
        "--names",
        choices=SCHEMES,
        help="names of a segmentation program: gives its labels names, and names SNOMED CT codes",
    )
    parser.add_argument(
        "--drop-unused", action="store_true", help="leave out segments that label no voxel"
    )
    parser.add_argument(
        "--overlap",
        choices=OVERLAPS,
        default="error",
        help="voxels that several masks label: refuse them (default), or the first or last wins",
    )
    parser.add_argument(
        "--format",
        metavar="SUFFIX",
        choices=READABLE,
        help="format of standard input, such as .nii.gz",
    )
    parser.add_argument(
        "--transfer-syntax",
        default=LabelMapOptions.transfer_syntax,
        metavar="NAME",
        help=common.SYNTAX_HELP,
    )
    parser.add_argument(
        "--background",
        metavar="N",
        help="label that is background (default: 0), or none",
    )
    parser.add_argument(
        "--palette",
        action="store_const",
        const=True,
        help="PALETTE COLOR: the colours as lookup tables",
    )
    parser.add_argument("--omit-empty", action="store_true", help="no frames without labels")
    parser.add_argument(
        "--level",
        type=int,
        metavar="N",
        help="1 (fast) to 9 (small) where frames or the file are deflated",
    )
    parser.add_argument(
        "--no-verify",
        action="store_false",
        dest="verify",
        help="do not decode and compare what the codec of another package has encoded",
    )
    parser.add_argument(
        "--fresh-uids",
        action="store_true",
        help="random UIDs instead of those derived from what is written",
    )
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="KEYWORD=VALUE",
        help="set an attribute, for example PatientID=42 (several values: A\\B)",
    )
    common.add_quiet(parser)


def command(options: argparse.Namespace) -> int:
    """Run it."""
    common.check_output(
        options.output,
        *options.labels,
        *options.segments,
        force=options.force,
        source=options.source,
    )
    if not options.force:
        require_dicom_name(options.output)
    with _label_files(options) as files:
        image = read_labels(*files, overlap=options.overlap)
    lists = [(path, read_segments(path)) for path in options.segments]
    image = _named(image, lists, options)
    try:
        label_map = image.to_label_map()
        for path, one in lists:
            from_list = [f"{keyword}={value}" for keyword, value in one.attributes.items()]
            label_map = apply_settings(label_map, from_list, f"{path}: ")
        label_map = apply_settings(label_map, options.set)
        options.source = _source(options)
        names = vars(options).keys() & {field.name for field in fields(LabelMapOptions)}
        encoded = encode_parts(label_map, **{name: getattr(options, name) for name in names})
    except RefsegError as error:
        raise _with_doubts(error, image) from error
    write_encoded(options.output, encoded)
    common.tell(options, (*encoded.notes, *neutral_note(label_map.segments)))
    return 0


def _source(options: argparse.Namespace) -> Source | None:
    if options.source:
        return Source.from_path(options.source, series=options.series)
    if options.series:
        raise InputError(
            "--series chooses among the images in --source; give that, too", code="input.option"
        )
    return None


def _named(
    image: LabelImage, lists: list[tuple[str, SegmentsFile]], options: argparse.Namespace
) -> LabelImage:
    """The image with its segments and background."""
    for path, one in lists:
        image = replace(image, notes=(*image.notes, *one.notes))
        if one.segments:
            image = with_list(image, one.segments, one.table)
        if one.terms:
            image = with_terms(image, named_terms(one.terms), path)
    if options.names:
        image = with_scheme(image, options.names)
    image = with_background(image, options.background)
    return without_unused(image) if options.drop_unused else image


@contextmanager
def _label_files(options: argparse.Namespace) -> Iterator[list[str]]:
    if "-" not in options.labels:
        yield options.labels
        return
    if len(options.labels) > 1 or options.format is None:
        raise InputError(
            "standard input is one label image and does not tell its format; name it, for example "
            "--format .nii.gz",
            code="input.suffix",
        )
    with common.input_file("-", options.format) as path:
        yield [path]


def _with_doubts(error: RefsegError, image: LabelImage) -> RefsegError:
    """The error, and what was unsure about the place of the labels, since that may be why."""
    doubts = [str(note) for note in image.notes if note.code in _DOUBTS]
    if not error.code.startswith(("input.source", "geometry")) or not doubts:
        return error
    return InputError(f"{error} ({'; '.join(doubts)})", code=error.code)


# ------------------------------------------------------------------- attributes and background


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
            why = (
                "this is file meta information, which refseg writes; for another transfer syntax "
                "use --transfer-syntax"
            )
        elif tag in _OF_SEGMENTS:
            why = f"this belongs to a segment: give it in --segments ({_OF_SEGMENTS[tag]})"
        elif tag in _OF_FRAMES:
            why = "this belongs to the frames, and comes from the image and --source"
        elif tag in OWNED or vr in _UNSETTABLE_VRS:
            why = "refseg decides this attribute from the labels; it cannot be set"
        else:
            values = tuple(python_value(vr, part) for part in value.split("\\")) if value else ()
            return element_of(Attribute(keyword, tag, vr, vm, "3"), values)
    except DatasetError as error:
        raise InputError(f"{where}{keyword}={value}: {error.message}", code="input.set") from error
    except ValueError as error:
        raise InputError(
            f"{where}{keyword}={value}: the value is no {vr} number", code="input.set"
        ) from error
    raise InputError(f"{where}{keyword}: {why}", code="input.set")


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
