"""``refseg encode``: a label image becomes a DICOM label map."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from typing import Final

from refseg.codec.encode import encode_parts
from refseg.codec.options import LabelMapOptions
from refseg.codec.source import Source
from refseg.commands.common import (
    SYNTAX_HELP,
    add_output,
    add_quiet,
    check_output,
    input_file,
    tell,
)
from refseg.commands.settings import apply_settings, with_background
from refseg.formats import READABLE, LabelImage, SegmentsFile, read_labels, read_segments
from refseg.formats.naming import (
    named_terms,
    neutral_note,
    with_list,
    with_scheme,
    with_terms,
    without_unused,
)
from refseg.formats.several import OVERLAPS
from refseg.part10.files import write_encoded
from refseg.support.errors import InputError, RefsegError
from refseg.terminology import SCHEMES

_DOUBTS: Final = ("geometry.missing", "geometry.conflict")


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument(
        "labels",
        nargs="+",
        metavar="LABELS",
        help="a label image, several, or a folder of organ masks; - for standard input",
    )
    add_output(parser, "the DICOM file to write")
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
        help=SYNTAX_HELP,
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
    add_quiet(parser)


def command(options: argparse.Namespace) -> int:
    """Run it."""
    check_output(
        options.output,
        *options.labels,
        *options.segments,
        force=options.force,
        source=options.source,
    )
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
    tell(options, (*encoded.notes, *neutral_note(label_map.segments)))
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
    with input_file("-", options.format) as path:
        yield [path]


def _with_doubts(error: RefsegError, image: LabelImage) -> RefsegError:
    """The error, and what was unsure about the place of the labels, since that may be why."""
    doubts = [str(note) for note in image.notes if note.code in _DOUBTS]
    if not error.code.startswith(("input.source", "geometry")) or not doubts:
        return error
    return InputError(f"{error} ({'; '.join(doubts)})", code=error.code)
