"""``refseg view``: a montage of the frames in the colours of the segments."""

from __future__ import annotations

import argparse

from refseg.commands.common import (
    add_input,
    add_output,
    add_quiet,
    check_output,
    input_file,
    tell,
)
from refseg.commands.montage import write_montage
from refseg.part10.files import read


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options."""
    add_input(parser)
    add_output(parser, "the PNG to write")
    parser.add_argument("--frames", type=int, default=24, metavar="N", help="at most so many")
    add_quiet(parser)


def command(options: argparse.Namespace) -> int:
    """Run it."""
    check_output(options.output, options.segmentation, force=options.force)
    with input_file(options.segmentation) as path:
        label_map = read(path, lenient=True)
    write_montage(options.output, label_map, max_frames=options.frames)
    tell(options, label_map.notes)
    return 0
