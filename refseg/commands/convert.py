"""Convert files: another transfer syntax, another segmentation type, or both.

Another transfer syntax alone leaves the instance what it is: same SOP Instance UID, same
attributes, same pixel values (PS3.5: a lossless encoding changes nothing but the encoding). Another
type makes a new instance.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import dataclass
from inspect import signature
from pathlib import Path
from typing import Final, Literal

from pydicom.datadict import keyword_for_tag
from pydicom.dataset import Dataset

from refseg.codec.decode import decode
from refseg.codec.encode import encode_parts
from refseg.codec.instance import Encoded, finished
from refseg.codec.masks.bridge import Overlaps, to_labelmaps, to_masks
from refseg.codec.masks.decode import decode_masks
from refseg.codec.masks.encode import encode_masks_parts
from refseg.codec.options import LabelMapOptions, MaskOptions
from refseg.codec.pixels import PixelDescription, segmentation_type
from refseg.commands import common
from refseg.elements.element import without
from refseg.formats import require_dicom_name
from refseg.frames import by_name, encode_frames
from refseg.iod.table import tag_of
from refseg.part10.atomic import descriptor_of
from refseg.part10.filereader import PathLike
from refseg.part10.files import read_dataset, write_encoded
from refseg.support.errors import InputError, UnsupportedError
from refseg.support.guard import guarded
from refseg.support.note import Note, Notes

Type = Literal["labelmap", "binary", "fractional"]

_TYPES: Final = ("labelmap", "binary", "fractional")
# What depends on the transfer syntax; all else stays.
_ENCODING: Final = frozenset(
    tag_of(keyword)
    for keyword in (
        "PixelData ExtendedOffsetTable ExtendedOffsetTableLengths "
        "EncapsulatedPixelDataValueTotalLength"
    ).split()
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options."""
    common.add_input(parser)
    common.add_output(parser, "the DICOM file to write")
    parser.add_argument("--type", choices=_TYPES)
    parser.add_argument("--transfer-syntax", metavar="NAME", help=common.SYNTAX_HELP)
    parser.add_argument(
        "--overlap",
        choices=["refuse", "split"],
        default="refuse",
        help="overlapping segments to a label map: refuse (default), or several files OUT-1 ...",
    )
    parser.add_argument(
        "--threshold", type=float, metavar="0..1", help="FRACTIONAL to a label map: from here on"
    )
    parser.add_argument("--omit-empty", action="store_true", help="no frames without labels")
    parser.add_argument("--lenient", action="store_true", help="name undescribed labels")
    common.add_quiet(parser)


def command(options: argparse.Namespace) -> int:
    """Run it."""
    if options.overlap == "split" and descriptor_of(options.output) is not None:
        raise InputError(
            "--overlap split may write several files, standard output is one; name a file with -o",
            code="input.output",
        )
    common.check_output(options.output, options.segmentation, force=options.force)
    if not options.force:
        require_dicom_name(options.output)
    with common.input_file(options.segmentation) as path:
        chosen = {n: v for n, v in vars(options).items() if n in signature(convert_file).parameters}
        done = convert_file(path, options.output, **chosen)
    common.tell(options, done.notes)
    common.name_files(options, done.paths)
    return 0


@dataclass(frozen=True)
class Converted:
    """The files that were written, and what the user should know."""

    paths: tuple[Path, ...]
    notes: tuple[Note, ...]


@guarded
def convert_file(
    in_path: PathLike,
    out_path: PathLike,
    *,
    type: Type | None = None,  # noqa: A002 - the name of the option
    transfer_syntax: str | None = None,
    overlap: Overlaps = "refuse",
    threshold: float | None = None,
    fractional_type: str = "OCCUPANCY",
    maximum_fractional_value: int = 255,
    omit_empty: bool = False,
    lenient: bool = False,
    force: bool = False,
) -> Converted:
    """Convert a segmentation file.

    Args:
        in_path: a label map, BINARY or FRACTIONAL segmentation.
        out_path: the file to write. Several label maps (``overlap="split"``) become OUT-1.dcm,
            OUT-2.dcm, ...; a single one keeps the name.
        type: ``labelmap``, ``binary`` or ``fractional``; None keeps the type and the instance.
        transfer_syntax: short name; None keeps that of the input if the type is kept, else
            ``rle`` (BINARY: ``native``).
        overlap: see :func:`refseg.codec.masks.bridge.to_labelmaps`.
        threshold: see :func:`refseg.codec.masks.bridge.to_labelmaps`.
        fractional_type: ``PROBABILITY`` or ``OCCUPANCY``, for ``type="fractional"``.
        maximum_fractional_value: for ``type="fractional"``.
        omit_empty: leave out empty frames of a new instance.
        lenient: name undescribed segments neutrally instead of refusing them.
        force: let an output be the input file.

    Raises:
        InputError: the output is the input, or an option is wrong.
        FileError: a file cannot be read or written.
        RefsegError: see :mod:`refseg.codec.decode` and :mod:`refseg.codec.masks.bridge`.
    """
    if type is not None and type not in _TYPES:
        raise InputError(f"type {type!r} is not one of {', '.join(_TYPES)}", code="input.type")
    source, target = Path(in_path), Path(out_path)
    _refuse_input(source, () if force else [target])
    dataset = read_dataset(source)
    notes = Notes()
    kind = segmentation_type(dataset, notes).lower()
    syntax = transfer_syntax or _default(type or kind)
    if type in (None, kind):
        encoded = [_transcoded(dataset, transfer_syntax, kind, notes)]
    elif kind == "labelmap":
        masks = to_masks(
            decode(dataset, lenient=lenient),
            "BINARY" if type == "binary" else "FRACTIONAL",
            fractional_type=fractional_type,
            maximum_fractional_value=maximum_fractional_value,
        )
        encoded = [encode_masks_parts(masks, transfer_syntax=syntax, omit_empty=omit_empty)]
    elif type == "labelmap":
        masks = decode_masks(dataset, lenient=lenient)
        parts = to_labelmaps(masks, overlap=overlap, threshold=threshold)
        encoded = [
            encode_parts(part, transfer_syntax=syntax, omit_empty=omit_empty) for part in parts
        ]
        for path, part in zip(_names(target, len(parts)), parts, strict=True):
            if len(parts) > 1:
                told = (
                    f"{s.number} {s.label}" for s in part.segments if s.number != part.background
                )
                notes.add("converted.parts", f"{path.name} holds {', '.join(told)}")
    else:
        raise UnsupportedError(
            f"{kind.upper()} is not converted to {type.upper()} directly; convert to labelmap first"
        )
    paths = _names(target, len(encoded))
    _refuse_input(source, () if force else paths)
    for path, one in zip(paths, encoded, strict=True):
        write_encoded(path, one)
    found = dict.fromkeys(note for one in encoded for note in one.notes)
    notes.add("converted.kept", _kept(dataset, encoded[0].dataset, same=type in (None, kind)))
    return Converted(tuple(paths), (*found, *notes))


def _kept(old: Dataset, new: Dataset, *, same: bool) -> str:
    """What is the same in the new instance, and which attributes are not there any more."""
    if same:
        return (
            "the instance stays the same: SOP Instance UID, segments, frames and all other "
            "attributes are kept, only the encoding differs"
        )
    missing = sorted(set(old.keys()) - set(new.keys()) - _ENCODING)
    gone = ", ".join(keyword_for_tag(tag) or str(tag) for tag in missing)
    left = f"; not kept, because they belong to the old type: {gone}" if gone else ""
    return f"a new instance: patient, study, segments, positions and references are kept{left}"


def _transcoded(dataset: Dataset, transfer_syntax: str | None, kind: str, notes: Notes) -> Encoded:
    """The same instance; in the default transfer syntax if its own is only read."""
    try:
        return transcode(dataset, transfer_syntax)
    except UnsupportedError as error:
        default = _default(kind)
        if transfer_syntax is not None:
            raise
        encoded = transcode(dataset, default)
        why = error.message.partition(";")[0]
        notes.add("converted.syntax", f"{why}, so the file is written as {default}")
        return encoded


@guarded
def transcode(dataset: Dataset, transfer_syntax: str | None = None) -> Encoded:
    """The same instance in another transfer syntax; ``dataset`` is left as it is.

    Args:
        dataset: a segmentation with its ``file_meta``.
        transfer_syntax: short name; None keeps the one it has.

    Raises:
        DatasetError: Pixel Data are absent or not described.
        FrameError: Pixel Data are broken.
        UnsupportedError: the transfer syntax is unknown, only read, or cannot hold these pixels.
    """
    notes = Notes()
    pixels = PixelDescription.of(dataset)
    syntax = pixels.syntax if transfer_syntax is None else by_name(transfer_syntax)
    frames = pixels.reader(dataset, notes).all()
    encoded = encode_frames(frames, syntax, bits_allocated=pixels.layout.bits_allocated)
    return finished(without(dataset, _ENCODING), encoded, syntax, tuple(notes))


def _default(type: str) -> str:  # noqa: A002
    return (MaskOptions if type == "binary" else LabelMapOptions).transfer_syntax


def _names(target: Path, count: int) -> list[Path]:
    if count == 1:
        return [target]
    return [target.with_name(f"{target.stem}-{k}{target.suffix}") for k in range(1, count + 1)]


def _refuse_input(source: Path, targets: Iterable[Path]) -> None:
    for target in targets:
        if target.exists() and source.exists() and target.samefile(source):
            raise InputError(
                f"the output {target} is the input; give another name, or force it",
                code="input.output-is-input",
            )
