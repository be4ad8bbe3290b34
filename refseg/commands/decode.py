"""``refseg decode``: a DICOM segmentation becomes a label image."""

from __future__ import annotations

import argparse
from pathlib import Path

from refseg.codec.masks.bridge import labels_of
from refseg.commands import common
from refseg.formats import SUFFIXES, image_bytes, write_labels, write_segments
from refseg.part10.atomic import descriptor_of, replace_files
from refseg.part10.files import read_dataset
from refseg.support.errors import InputError


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options."""
    common.add_input(parser)
    common.add_output(parser, ".nii, .nii.gz, .nrrd, .seg.nrrd or .npy")
    parser.add_argument(
        "--format",
        metavar="SUFFIX",
        choices=SUFFIXES,
        help="format of standard output, such as .nii.gz",
    )
    parser.add_argument(
        "--segments-out", metavar="FILE", help="write the segments there, too: .csv or .json"
    )
    parser.add_argument(
        "--lenient", action="store_true", help="name undescribed labels instead of refusing them"
    )
    parser.add_argument(
        "--threshold",
        type=float,
        metavar="0..1",
        help="FRACTIONAL: pixels of at least this part belong to their segment",
    )
    common.add_quiet(parser)


def command(options: argparse.Namespace) -> int:
    """Run it."""
    common.check_output(options.output, options.segmentation, force=options.force)
    with common.input_file(options.segmentation) as path:
        label_map = labels_of(
            read_dataset(path), lenient=options.lenient, threshold=options.threshold
        )
    if options.segments_out and not options.force and Path(options.segments_out).exists():
        raise InputError(
            f"{options.segments_out} exists; choose another name for --segments-out or add --force",
            code="input.output",
        )
    if descriptor_of(options.output) is None:
        written = write_labels(options.output, label_map, force=options.force)
    else:
        if options.format is None:
            raise InputError(
                f"{options.output} does not tell the format; name it, for example --format .nii.gz",
                code="input.suffix",
            )
        image = image_bytes(options.format, label_map)
        written = replace_files({Path(options.output): image})  # alone, on standard output
    if options.segments_out:
        written.append(write_segments(options.segments_out, label_map.segments))
    common.tell(options, label_map.notes)
    common.name_files(options, written)
    return 0
