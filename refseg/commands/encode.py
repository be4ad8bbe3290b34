"""``refseg encode``: a label image becomes a DICOM label map."""

from __future__ import annotations

import argparse

from refseg.codec.encode import DEFAULT_TRANSFER_SYNTAX, encode_parts
from refseg.codec.source import Source
from refseg.commands.common import SYNTAX_HELP, add_output, add_quiet, check_output, tell
from refseg.commands.settings import apply_settings, with_background
from refseg.formats import SegmentsFile, read_labels, read_segments
from refseg.part10.files import write_encoded


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("labels", help=".nii, .nii.gz, .nrrd, .seg.nrrd or .npy")
    add_output(parser, "the DICOM file to write")
    parser.add_argument("--source", metavar="FOLDER", help="DICOM images the labels belong to")
    parser.add_argument(
        "--segments", metavar="FILE", help="CSV, or JSON of dcmqi: what labels mean"
    )
    parser.add_argument("--transfer-syntax", default=None, metavar="NAME", help=SYNTAX_HELP)
    parser.add_argument(
        "--background",
        metavar="N",
        help="label that is background (default: 0), or none",
    )
    parser.add_argument(
        "--palette", action="store_true", help="PALETTE COLOR: the colours as lookup tables"
    )
    parser.add_argument("--omit-empty", action="store_true", help="no frames without labels")
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
        options.labels,
        options.segments,
        force=options.force,
        source=options.source,
    )
    image = read_labels(options.labels)
    listed = read_segments(options.segments) if options.segments else SegmentsFile(())
    image = with_background(image, listed.segments, options.background)
    label_map = image.to_label_map(listed.segments)
    from_list = [f"{keyword}={value}" for keyword, value in listed.attributes.items()]
    label_map = apply_settings(label_map, [*from_list, *options.set])
    source = Source.from_path(options.source) if options.source else None
    encoded = encode_parts(
        label_map,
        source=source,
        transfer_syntax=options.transfer_syntax or DEFAULT_TRANSFER_SYNTAX,
        omit_empty=options.omit_empty,
        palette=True if options.palette else None,
    )
    write_encoded(options.output, encoded)
    tell(options, encoded.notes)
    return 0
