"""Pixel Data as bytes: length, VR, fragments, offset tables, codestreams (PS3.5 8, A)."""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from refseg.check.reading import integer, raw_bytes
from refseg.check.registry import rule
from refseg.check.subject import Subject
from refseg.elements.judge import Fault
from refseg.frames import SYNTAXES, TransferSyntax
from refseg.frames.fragments import read_table, scan
from refseg.frames.grouping import Fragment
from refseg.support.errors import MissingExtraError, RefsegError
from refseg.support.note import Note

# The requirements that speak of a codec as a whole.
_CODECS: Final = sorted({syntax.requirement for syntax in SYNTAXES})
_STRUCTURE: Final = ("LM-TS-014", "LM-TS-015", "LM-TS-016")
_LENGTH, _BIT_LENGTH = "LM-PIX-015", "LM-PIX-016"
# Tolerated because practice differs or the text is open.
_ONLY_WARNED: Final = frozenset({_LENGTH, _BIT_LENGTH, "LM-TS-006"})
_TOLD: Final = 20


def _is_encapsulated(s: Subject) -> bool:
    return s.syntax is not None and s.syntax.encapsulated


@rule("LM-PIX-017")
def representation(s: Subject) -> Iterator[Fault]:
    """VR of Pixel Data by transfer syntax and Bits Allocated."""
    if "PixelData" not in s.dataset or s.syntax is None:
        return
    element = s.dataset["PixelData"]
    wide = (integer(s.dataset, "BitsAllocated") or 0) > 8
    if s.syntax.encapsulated:
        allowed = {"OB"}
    elif wide or not s.syntax.explicit:
        allowed = {"OW"}
    else:
        allowed = {"OB", "OW"}
    if element.VR not in allowed and not (not s.syntax.explicit and element.VR == "OB or OW"):
        yield Fault(
            path="PixelData",
            found=f"VR {element.VR} in {s.syntax.title}" + (", 16 bits" if wide else ""),
            expected=" or ".join(sorted(allowed)),
            hint="write Pixel Data with that VR",
        )
    if s.file is not None and element.is_undefined_length != s.syntax.encapsulated:
        kind = "undefined" if element.is_undefined_length else "defined"
        yield Fault(
            path="PixelData",
            found=f"{kind} length in {s.syntax.title}",
            expected="undefined length" if s.syntax.encapsulated else "a defined length",
            hint="write Pixel Data as the transfer syntax requires",
        )


@rule("LM-TS-001")
def readable_syntax(s: Subject) -> Iterator[Fault]:
    """A transfer syntax that is current, and known here."""
    if s.syntax is not None and s.syntax.big_endian:
        yield Fault(
            level="warning",
            path="TransferSyntaxUID",
            found="Explicit VR Big Endian, which is retired",
            expected="a little endian transfer syntax",
            hint="transcode to Explicit VR Little Endian",
        )
    if s.syntax is None and s.syntax_uid:
        yield Fault(
            level="warning",
            path="TransferSyntaxUID",
            found=f"transfer syntax {s.syntax_uid}, which refseg does not read: the pixels are "
            "not judged",
            expected="a transfer syntax that refseg reads",
            hint="transcode the file and check it again",
        )


@rule(
    "LM-PIX-015",
    "LM-PIX-016",
    *_CODECS,
    "LM-TS-004",
    "LM-TS-005",
    "LM-TS-006",
    "LM-TS-018",
)
def frames_decode(s: Subject) -> Iterator[Fault]:
    """Every frame can be decoded, and no fault had to be tolerated."""
    if s.syntax is None or "PixelData" not in s.dataset:
        return
    yield from _one_bit(s, s.syntax)
    found = s.pixels
    if isinstance(found.failure, MissingExtraError):
        yield _unread(found.failure, s, s.syntax, "note")
    elif found.failure is not None and _is_about_frames(found.failure):
        yield _unread(found.failure, s, s.syntax, "error")
    for frame, error in found.broken[:_TOLD]:
        if _is_about_frames(error):
            missing = isinstance(error, MissingExtraError)
            yield _unread(error, s, s.syntax, "note" if missing else "error", frame)
    if len(found.broken) > _TOLD:
        yield Fault(
            requirement=s.syntax.requirement,
            level="error",
            path="PixelData",
            found=f"{len(found.broken)} or more frames that cannot be decoded",
            expected="frames that can be decoded",
            hint="encode the frames again",
        )
    yield from _tolerated(found.notes, s)


def _is_about_frames(error: RefsegError) -> bool:
    """True unless a rule of its own tells it: missing attributes, items, offset tables."""
    return error.code.startswith(("frames.", "input.")) and error.requirement not in _STRUCTURE


def _one_bit(s: Subject, syntax: TransferSyntax) -> Iterator[Fault]:
    if integer(s.dataset, "BitsAllocated") == 1 and not syntax.lists_one_bit:
        perhaps = syntax.lists_one_bit is None
        listed = "could not be read" if perhaps else "does not list them"
        yield Fault(
            requirement=syntax.requirement,
            level="note" if perhaps else "warning",
            path="TransferSyntaxUID",
            found=f"1-bit pixels in {syntax.title}, whose table {listed} (OQ-TS-2)",
            expected="native pixels, Deflated Image Frame Compression, or pixels of 8 or 16 bits",
            hint="transcode to Explicit VR Little Endian",
        )


def _unread(
    error: RefsegError, s: Subject, syntax: TransferSyntax, level: str, frame: int | None = None
) -> Fault:
    number = error.requirement or syntax.requirement
    if number == _LENGTH and integer(s.dataset, "BitsAllocated") == 1:
        number = _BIT_LENGTH
    if number not in {_LENGTH, _BIT_LENGTH, *_CODECS, "LM-TS-005", "LM-TS-006"}:
        number = "LM-TS-018"
    return Fault(
        requirement=number,
        level="error" if level == "error" else "note",
        path="PixelData" if frame is None else f"PixelData frame {frame}",
        offset=error.offset,
        found=error.message,
        expected=f"frames of {syntax.title} that fit Rows, Columns, Bits Allocated and Number of "
        "Frames",
        hint="encode the pixels again, or correct these attributes"
        if level == "error"
        else "install the package and check again",
    )


def _tolerated(notes: list[Note], s: Subject) -> Iterator[Fault]:
    """The decoder's notes, one for each kind, with the first place."""
    wanted = [note for note in notes if note.requirement not in _STRUCTURE]
    number_of = Counter(note.code for note in wanted)
    for code, count in number_of.items():
        note = next(note for note in wanted if note.code == code)
        number = note.requirement or "LM-TS-018"
        if number == _LENGTH and integer(s.dataset, "BitsAllocated") == 1:
            number = _BIT_LENGTH
        yield Fault(
            requirement=number,
            level="warning" if number in _ONLY_WARNED else "error",
            path="PixelData" if note.frame is None else f"PixelData frame {note.frame}",
            offset=note.offset,
            found=note.message + (f" (and {count - 1} more frames)" if count > 1 else ""),
            expected="frames that need no tolerance",
            hint="encode the pixels again",
        )


@rule("LM-TS-014", "LM-TS-015", "LM-TS-016", "LM-TS-017")
def fragments_and_tables(s: Subject) -> Iterator[Fault]:
    """Items and offset tables of encapsulated Pixel Data."""
    tables = ("ExtendedOffsetTable", "ExtendedOffsetTableLengths")
    if not _is_encapsulated(s) or "PixelData" not in s.dataset:
        if s.syntax is not None and tables[0] in s.dataset:
            yield _structure("LM-TS-016", tables[0], "the table is present with native pixels")
        return
    frames = max(1, integer(s.dataset, "NumberOfFrames") or 1)
    data = memoryview(s.dataset["PixelData"].value or b"")
    offsets, lengths = (raw_bytes(s.dataset, keyword) for keyword in tables)
    notes: list[Note] = []
    grouped: Sequence[list[Fragment]] = []
    try:
        table = read_table(data, frames, offsets, lengths, notes.append)
        marker = b"" if s.syntax is None else s.syntax.start
        grouped = scan(data, table, frames, marker, notes.append, delimited=False)
    except RefsegError as error:
        number = error.requirement if error.requirement in _STRUCTURE else "LM-TS-014"
        yield _structure(number or "LM-TS-014", "PixelData", error.message, error.offset)
    for note in notes:
        yield _structure(note.requirement or "LM-TS-014", "PixelData", note.message, note.offset)
    if offsets is not None and any(len(fragments) > 1 for fragments in grouped):
        yield _structure("LM-TS-016", tables[0], "the table is present, but a frame has fragments")
    yield from _stated_lengths(lengths, frames, grouped)


def _stated_lengths(
    lengths: bytes | None, frames: int, grouped: Sequence[list[Fragment]]
) -> Iterator[Fault]:
    keyword = "ExtendedOffsetTableLengths"
    if lengths is None:
        return
    if len(lengths) != 8 * frames:
        yield _structure("LM-TS-017", keyword, f"{len(lengths)} bytes for {frames} frames")
        return
    stated = struct.unpack(f"<{frames}Q", lengths)
    for frame, (length, fragments) in enumerate(zip(stated, grouped, strict=False)):
        actual = sum(stop - start for start, stop in fragments)
        if length not in (actual, actual - 1):
            yield _structure(
                "LM-TS-017", keyword, f"length {length} of frame {frame}, its data have {actual}"
            )
            return


def _structure(number: str, path: str, found: str, offset: int | None = None) -> Fault:
    return Fault(
        requirement=number,
        level="error",
        path=path,
        offset=offset,
        found=found,
        expected="items of even length, one offset for each frame, as PS3.5 A.4 requires",
        hint="encapsulate the frames again",
    )
