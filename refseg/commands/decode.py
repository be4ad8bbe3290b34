"""``refseg decode``: a DICOM segmentation becomes a label image."""

from __future__ import annotations

import argparse

from refseg.commands.common import (
    add_input,
    add_output,
    add_quiet,
    check_output,
    input_file,
    name_files,
    tell,
)
from refseg.formats import write_labels
from refseg.part10.files import read


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options."""
    add_input(parser)
    add_output(parser, ".nii, .nii.gz, .nrrd, .seg.nrrd or .npy")
    parser.add_argument(
        "--lenient", action="store_true", help="name undescribed labels instead of refusing them"
    )
    add_quiet(parser)


def command(options: argparse.Namespace) -> int:
    """Run it."""
    check_output(options.output, options.segmentation, force=options.force)
    with input_file(options.segmentation) as path:
        label_map = read(path, lenient=options.lenient)
    written = write_labels(options.output, label_map)
    tell(options, label_map.notes)
    name_files(options, written)
    return 0
