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
from refseg.commands.montage import shown_notes, write_montage
from refseg.commands.underlay import Underlay
from refseg.commands.viewing import for_view


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options."""
    add_input(parser)
    add_output(parser, "the PNG to write")
    parser.add_argument("--frames", type=int, default=24, metavar="N", help="at most so many")
    parser.add_argument(
        "--source", metavar="FOLDER", help="draw over these images: regions with outlines"
    )
    parser.add_argument(
        "--threshold", type=float, metavar="0..1", help="FRACTIONAL: draw pixels from here on"
    )
    add_quiet(parser)


def command(options: argparse.Namespace) -> int:
    """Run it."""
    check_output(options.output, options.segmentation, force=options.force, source=options.source)
    with input_file(options.segmentation) as path:
        label_map = for_view(path, threshold=options.threshold)
    underlay = None if options.source is None else Underlay(options.source)
    write_montage(options.output, label_map, max_frames=options.frames, underlay=underlay)
    left_out = () if underlay is None else underlay.notes()
    shown = shown_notes(label_map, options.frames, cropped=underlay is None)
    tell(options, (*label_map.notes, *shown, *left_out))
    return 0
