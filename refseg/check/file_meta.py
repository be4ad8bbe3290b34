"""File meta information (PS3.10 7.1), as far as it can be judged: the bytes are needed for some."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from refseg.check.reading import text
from refseg.check.registry import rule
from refseg.check.subject import Subject
from refseg.elements.judge import Fault
from refseg.iod.file_meta import FileMetaInformation
from refseg.iod.table import attributes_of

_PREFIX_END: Final = 132
_GROUP_LENGTH: Final = b"\x02\0\0\0UL\x04\0"


@rule("LM-FMI-001")
def preamble_and_prefix(s: Subject) -> Iterator[Fault]:
    """128 bytes, DICM, and group 0002 in Explicit VR Little Endian."""
    if s.file is None:
        return
    if not s.file.prefixed:
        yield Fault(
            path=None,
            offset=0,
            found="no preamble and no DICM",
            expected="128 bytes, then DICM",
            hint="write the file as DICOM Part 10, with file meta information",
        )
        return
    tag, vr = s.file.head[_PREFIX_END:134], s.file.head[136:138]
    if tag != b"\x02\0" or not vr.isalpha():
        yield Fault(
            path=None,
            offset=_PREFIX_END,
            found=f"{s.file.head[_PREFIX_END:140].hex(' ')} after DICM",
            expected="elements of group 0002 in Explicit VR Little Endian",
            hint="write the file meta information again",
        )


@rule("LM-GEN-010")
def ascending_tags(s: Subject) -> Iterator[Fault]:
    """Tags ascend: the first one that does not ends the reading."""
    if s.file is None or s.file.disorder is None:
        return
    offset, tag = s.file.disorder
    if offset == _PREFIX_END:  # no file meta information: LM-FMI-001
        return
    yield Fault(
        path=None,
        offset=offset,
        found=f"({tag >> 16:04X},{tag & 0xFFFF:04X}), which does not stand here: nothing from "
        "there on was read or judged",
        expected="elements in ascending order of their tags, each once, from group 0008 on",
        hint="remove what does not belong there, or write the data set again in order",
    )


@rule("LM-FMI-002")
def required_elements(s: Subject) -> Iterator[Fault]:
    """The Type 1 elements are there, and the group length is right."""
    for row in attributes_of(FileMetaInformation):
        if row.type == "1" and not s.meta.get(row.keyword):
            yield Fault(
                path=row.keyword,
                found="the element of group 0002 is absent or empty",
                expected="a Type 1 element of the file meta information",
                hint=f"set {row.keyword} when the file is written",
            )
    version = s.meta.get("FileMetaInformationVersion")
    if version and bytes(version) != b"\0\1":
        yield Fault(
            path="FileMetaInformationVersion",
            found=bytes(version)[:8].hex(" "),
            expected="00 01",
            hint="write the bytes 00 01",
        )
    if s.file is None or not s.file.prefixed:
        return
    offset = s.file.head.find(_GROUP_LENGTH, _PREFIX_END, 144)
    found, expected = "the element is absent", "the number of bytes of group 0002 that follow it"
    if offset >= 0:
        stated = struct.unpack_from("<I", s.file.head, offset + 8)[0]
        actual = len(s.file.head) - (offset + 12)
        found, expected = f"{stated}, but group 0002 goes on for {actual} bytes", f"{actual}"
        if stated == actual:
            return
    yield Fault(
        path="FileMetaInformationGroupLength",
        offset=max(offset, _PREFIX_END),
        found=found,
        expected=expected,
        hint="write the file meta information again",
    )


@rule("LM-FMI-003")
def same_instance(s: Subject) -> Iterator[Fault]:
    """The file meta information names the SOP Class and instance of the data set."""
    for inner in ("SOPClassUID", "SOPInstanceUID"):
        outer = f"MediaStorage{inner}"
        stated, own = text(s.meta, outer), text(s.dataset, inner)
        if stated and own and stated != own:
            yield Fault(
                path=outer,
                found=f"{stated}, {inner} is {own}",
                expected="equal UIDs",
                hint=f"copy {inner} into {outer} when the file is written",
            )


@rule("LM-TS-002")
def deflated_length(s: Subject) -> Iterator[Fault]:
    """A deflated data set is padded to even length."""
    if s.syntax is None or not s.syntax.deflated or s.file is None:
        return
    length = s.file.size - len(s.file.head)
    if length % 2:
        yield Fault(
            path=None,
            offset=len(s.file.head),
            level="error",
            found=f"a deflated data set of {length} bytes",
            expected="an even number of bytes",
            hint="add one zero byte after the Deflate stream",
        )
