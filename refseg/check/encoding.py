"""Pixel Data as bytes: length, VR, fragments, offset tables, codestreams (PS3.5 8, A)."""

from __future__ import annotations

import struct
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


@rule("LM-PIX-017")
def representation(s: Subject) -> Iterator[Fault]:
    """VR of Pixel Data by transfer syntax and Bits Allocated."""
    if "PixelData" not in s.dataset or s.syntax is None:
        return
    element = s.dataset["PixelData"]
    wide = (integer(s.dataset, "BitsAllocated") or 0) > 8
    allowed = "OB or OW"
    if s.syntax.encapsulated:
        allowed = "OB"
    elif wide or not s.syntax.explicit:
        allowed = "OW"
    implicit = not s.syntax.explicit and element.VR == "OB or OW"  # pydicom has not decided
    if element.VR not in allowed.split(" or ") and not implicit:
        yield Fault(
            path="PixelData",
            found=f"VR {element.VR} in {s.syntax.title}" + (", 16 bits" if wide else ""),
            expected=allowed,
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


@rule(_LENGTH, _BIT_LENGTH, *_CODECS, "LM-TS-004", "LM-TS-005", "LM-TS-006", "LM-TS-018")
def frames_decode(s: Subject) -> Iterator[Fault]:
    """Every frame can be decoded, and no fault had to be tolerated."""
    if s.syntax is None or "PixelData" not in s.dataset:
        return
    yield from _one_bit(s, s.syntax)
    found = s.pixels
    if found.failure is not None:
        yield from _unread(found.failure, s, s.syntax)
    for frame, error in found.broken[:_TOLD]:
        yield from _unread(error, s, s.syntax, frame)
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
    error: RefsegError, s: Subject, syntax: TransferSyntax, frame: int | None = None
) -> Iterator[Fault]:
    """Why frames cannot be decoded, unless a rule of its own tells it: items, offset tables."""
    if not error.code.startswith(("frames.", "input.")) or error.requirement in _STRUCTURE:
        return
    missing = isinstance(error, MissingExtraError)
    number = _number(error.requirement or syntax.requirement, s)
    if number not in {_LENGTH, _BIT_LENGTH, *_CODECS, "LM-TS-005", "LM-TS-006"}:
        number = "LM-TS-018"
    yield Fault(
        requirement=number,
        level="note" if missing else "error",
        path="PixelData" if frame is None else f"PixelData frame {frame}",
        offset=error.offset,
        found=error.message,
        expected=f"frames of {syntax.title} that fit Rows, Columns, Bits Allocated and Number of "
        "Frames",
        hint="install the package and check again"
        if missing
        else "encode the pixels again, or correct these attributes",
    )


def _number(requirement: str, s: Subject) -> str:
    """The requirement, that for pixels of one bit where there is one."""
    one_bit = requirement == _LENGTH and integer(s.dataset, "BitsAllocated") == 1
    return _BIT_LENGTH if one_bit else requirement


def _tolerated(notes: list[Note], s: Subject) -> Iterator[Fault]:
    """The decoder's notes, one for each kind, with the first place."""
    alike: dict[str, list[Note]] = {}
    for note in notes:
        if note.requirement not in _STRUCTURE:
            alike.setdefault(note.code, []).append(note)
    for note, *others in alike.values():
        number = _number(note.requirement or "LM-TS-018", s)
        yield Fault(
            requirement=number,
            level="warning" if number in _ONLY_WARNED else "error",
            path="PixelData" if note.frame is None else f"PixelData frame {note.frame}",
            offset=note.offset,
            found=note.message + (f" (and {len(others)} more frames)" if others else ""),
            expected="frames that need no tolerance",
            hint="encode the pixels again",
        )


@rule("LM-TS-014", "LM-TS-015", "LM-TS-016", "LM-TS-017")
def fragments_and_tables(s: Subject) -> Iterator[Fault]:
    """Items and offset tables of encapsulated Pixel Data."""
    tables = ("ExtendedOffsetTable", "ExtendedOffsetTableLengths")
    if s.syntax is None or not s.syntax.encapsulated or "PixelData" not in s.dataset:
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
        grouped = scan(data, table, frames, s.syntax.start, notes.append, delimited=False)
    except RefsegError as error:
        number = error.requirement if error.requirement in _STRUCTURE else None
        yield _structure(number or "LM-TS-014", "PixelData", error.message, error.offset)
    for note in notes:
        yield _structure(note.requirement or "LM-TS-014", "PixelData", note.message, note.offset)
    if offsets is not None and any(len(fragments) > 1 for fragments in grouped):
        yield _structure("LM-TS-016", tables[0], "the table is present, but a frame has fragments")
    if lengths is not None and len(lengths) != 8 * frames:
        yield _structure("LM-TS-017", tables[1], f"{len(lengths)} bytes for {frames} frames")
    elif lengths is not None:
        stated = struct.unpack(f"<{frames}Q", lengths)
        for frame, (length, fragments) in enumerate(zip(stated, grouped, strict=False)):
            actual = sum(stop - start for start, stop in fragments)
            if length not in (actual, actual - 1):
                found = f"length {length} of frame {frame}, its data have {actual}"
                yield _structure("LM-TS-017", tables[1], found)
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
