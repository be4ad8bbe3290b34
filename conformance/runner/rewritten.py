"""Operation `rewrite`: is a file that was read and written again the same data set?

What software may choose is left out: file meta information but for the identity of the instance,
lengths of groups, sequences and items, padding, the transfer syntax, the place of fragments, and
the character set of a text as long as the text is the same. All else must be there and equal:
texts, numbers, sequences with their empty items, private attributes, pixels and offset tables.
"""

import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from conformance import bytesmith as bs
from conformance.keywords import NAMES
from conformance.runner import dump
from conformance.runner.dump import VR_OF, WalkError
from conformance.runner.suite import Case
from conformance.runner.vocabulary import VIEWS

PIXEL_DATA, PADDING, CHARACTER_SET = 0x7FE00010, 0xFFFCFFFC, 0x00080005
EXTENDED_OFFSETS, EXTENDED_LENGTHS = 0x7FE00001, 0x7FE00002
IDENTITY = {0x00020002: "SOPClassUID", 0x00020003: "SOPInstanceUID"}
NATIVE = (bs.IMPLICIT, bs.EXPLICIT, bs.BIG_ENDIAN, bs.DEFLATED)
TEXTS = frozenset("AE AS CS DA DS DT IS LO LT PN SH ST TM UC UI UR UT".split())
FREE_TEXTS = frozenset("LO LT PN SH ST UC UT".split())  # Specific Character Set applies to these
CODECS = {
    "": "latin-1",
    "ISO_IR 6": "latin-1",
    "ISO_IR 100": "latin-1",
    "ISO_IR 101": "iso8859-2",
    "ISO_IR 144": "iso8859-5",
    "ISO_IR 192": "utf-8",
    "GB18030": "gb18030",
    "GBK": "gbk",
}
LONGEST = 100


def rewrites(cases: Sequence[Case]) -> list[Case]:
    """For each small input that a reader shall accept: the same input, to be written again."""
    return [
        _rewrite(case)
        for case in cases
        if case.op == "decode"
        and case.expect["kind"] == "accept"
        and case.meta.get("stored", True)
        and case.meta["status"] not in ("withdrawn", "proposed")
    ]


def _rewrite(case: Case) -> Case:
    name = f"rewrite.{case.id.replace('.', '-')}"
    meta = dict(case.meta)
    meta |= {"id": name, "op": "rewrite", "features": sorted(case.features - set(VIEWS))}
    meta |= {
        "title": f"Read and written again: {meta['title']}"[:120],
        "effect": "Whoever passes the file on damages it, and nobody is told.",
    }
    return replace(case, meta=meta)


# --------------------------------------------------------------------------------- parsing


@dataclass(frozen=True)
class Value:
    """Of one element: bytes, items of a sequence, or fragments behind an offset table."""

    vr: str
    data: bytes = b""
    items: "list[Elements] | None" = None
    fragments: list[bytes] | None = None
    starts: list[int] = field(default_factory=list)  # of the fragments, from the first on


Elements = dict[int, Value]


@dataclass(frozen=True)
class Parsed:
    """A whole file."""

    meta: Elements
    elements: Elements
    syntax: str

    @property
    def order(self) -> str:
        return ">" if self.syntax == bs.BIG_ENDIAN else "<"


def parse(data: bytes) -> Parsed:
    """All elements of a file; WalkError where its bytes are not what its transfer syntax says."""
    try:
        return _parse(data)
    except (struct.error, zlib.error, IndexError) as problem:
        raise WalkError(str(problem)) from None


def _parse(data: bytes) -> Parsed:
    if data[128:132] != b"DICM":
        raise WalkError("no DICM prefix at byte 128")
    at, meta = 132, Elements()
    while data[at : at + 2] == b"\2\0":
        tag, vr, length, start = dump._header(data, at, "<", True)
        meta[tag] = Value(vr, data[start : start + length])
        at = start + length
    syntax = meta[0x00020010].data.decode("ascii").rstrip("\0 ") if 0x00020010 in meta else ""
    body = data[at:]
    if syntax == bs.DEFLATED:
        body = zlib.decompressobj(-15).decompress(body)
    reader = _Reader(body, ">" if syntax == bs.BIG_ENDIAN else "<", syntax != bs.IMPLICIT)
    elements, _ = reader.elements(0, len(body), until=None)
    return Parsed(meta, elements, syntax)


@dataclass(frozen=True)
class _Reader:
    data: bytes
    order: str
    explicit: bool

    def elements(self, at: int, end: int, until: int | None) -> tuple[Elements, int]:
        """Elements up to `end`, or behind the delimiter `until`."""
        found: Elements = {}
        while at < end:
            tag, vr, length, start = dump._header(self.data, at, self.order, self.explicit)
            if until is not None and tag == until:
                return found, start
            if tag in found:
                raise WalkError(f"{name_of(tag)} is there twice")
            found[tag], at = self._value(tag, vr, length, start, end)
        if until is not None:
            raise WalkError("an item or sequence has no end")
        return found, at

    def _value(self, tag: int, vr: str, length: int, start: int, end: int) -> tuple[Value, int]:
        if length == bs.UNDEFINED and tag == PIXEL_DATA:
            return self._fragments(start)
        if vr == "SQ" or length == bs.UNDEFINED:
            reader = self if vr == "SQ" or not self.explicit else replace(self, explicit=False)
            items, at = reader.items(start, length)
            return Value("SQ", items=items), at
        if start + length > end:
            raise WalkError(f"{name_of(tag)} states {length} bytes, but {end - start} follow")
        return Value(vr, self.data[start : start + length]), start + length

    def items(self, at: int, length: int) -> tuple[list[Elements], int]:
        end = len(self.data) if length == bs.UNDEFINED else at + length
        found: list[Elements] = []
        while at < end:
            tag, _, size, start = dump._header(self.data, at, self.order, self.explicit)
            if tag == bs.SEQUENCE_END:
                return found, start
            if tag != bs.ITEM:
                raise WalkError(f"byte {at}: something that is no item in a sequence")
            if size == bs.UNDEFINED:
                item, at = self.elements(start, len(self.data), bs.ITEM_END)
            else:
                item, at = self.elements(start, start + size, None)
            found.append(item)
        return found, at

    def _fragments(self, at: int) -> tuple[Value, int]:
        parts, starts = [], []
        while True:
            tag, _, size, start = dump._header(self.data, at, self.order, False)
            if tag == bs.SEQUENCE_END:
                break
            if tag != bs.ITEM or start + size > len(self.data):
                raise WalkError("PixelData holds something that is no whole fragment")
            parts.append(self.data[start : start + size])
            starts.append(at)
            at = start + size
        table, *fragments = parts or [b""]
        relative = [place - starts[1] for place in starts[1:]]
        return Value("OB", table, fragments=fragments, starts=relative), start


# ------------------------------------------------------------------------------ comparison


@dataclass
class Differences:
    """What is not the same, by path, and whether the pixels could be compared here at all."""

    before: Parsed
    after: Parsed
    found: list[dict[str, str]] = field(default_factory=list)
    transcoded: bool = False

    def add(self, path: str, expected: Any, got: Any) -> None:
        texts = [text if len(text) <= LONGEST else text[: LONGEST - 3] + "..."
                 for text in (str(expected), str(got))]  # fmt: skip
        self.found.append({"path": path, "expected": texts[0], "got": texts[1]})


def compare(before: bytes, after: bytes) -> Differences:
    """Both as data sets. WalkError if what was written cannot be read as what it says it is."""
    result = Differences(parse(before), parse(after))
    for tag, keyword in IDENTITY.items():
        want, got = (
            value.data.rstrip(b"\0") if (value := parsed.meta.get(tag)) else None
            for parsed in (result.before, result.after)
        )
        if want != got:
            result.add(f"file meta: {keyword}", _shown(want), _shown(got))
    _dataset(result, "", result.before.elements, result.after.elements, ("", ""))
    _pixels(result)
    return result


def _shown(data: bytes | None) -> str:
    return "(absent)" if data is None else data.decode("utf-8", "replace")


def name_of(tag: int) -> str:
    return NAMES.get(tag, f"({tag >> 16:04X},{tag & 0xFFFF:04X})")


def _dataset(
    result: Differences,
    parent: str,
    before: Elements,
    after: Elements,
    charsets: tuple[str, str],
) -> None:
    own = tuple(
        elements[CHARACTER_SET].data.decode("latin-1").strip("\0 ")
        if CHARACTER_SET in elements
        else outer
        for elements, outer in zip((before, after), charsets, strict=True)
    )
    for tag in _compared(before, after):
        path = parent + name_of(tag)
        if tag not in after:
            result.add(path, _brief(before[tag]), "(absent)")
        elif tag not in before:
            if not (tag == CHARACTER_SET and own[0] == ""):
                result.add(path, "(absent)", _brief(after[tag]))
        else:
            _element(result, path, tag, before[tag], after[tag], (own[0], own[1]))


def _compared(before: Elements, after: Elements) -> Iterator[int]:
    offsets = {EXTENDED_OFFSETS, EXTENDED_LENGTHS}
    for tag in sorted(before.keys() | after.keys()):
        if tag & 0xFFFF == 0 or tag in offsets or tag in (PADDING, PIXEL_DATA):
            continue  # those of the pixels have rules of their own
        yield tag


def _brief(value: Value) -> str:
    if value.items is not None:
        return f"a sequence of {len(value.items)} items"
    return _shown(value.data.rstrip(b"\0 ")) if value.vr in TEXTS else value.data.hex(" ")


def _element(
    result: Differences,
    path: str,
    tag: int,
    before: Value,
    after: Value,
    charsets: tuple[str, str],
) -> None:
    first, second = _sequence(before, after), _sequence(after, before)
    if first is not None and second is not None:
        if len(first) != len(second):
            result.add(path, f"{len(first)} items", f"{len(second)} items")
            return
        for number, (a, b) in enumerate(zip(first, second, strict=True)):
            _dataset(result, f"{path}[{number}].", a, b, charsets)
    elif (first is None) != (second is None):
        result.add(path, _brief(before), _brief(after))
    else:
        _value(result, path, tag, before, after, charsets)


def _sequence(value: Value, other: Value) -> list[Elements] | None:
    """The items; those of a sequence that is written with VR UN stand in it in implicit VR."""
    if value.items is not None or other.items is None or value.vr not in ("UN", "OB"):
        return value.items
    try:
        return _Reader(value.data, "<", False).items(0, len(value.data))[0]
    except (WalkError, struct.error):
        return None


def _value(
    result: Differences,
    path: str,
    tag: int,
    before: Value,
    after: Value,
    charsets: tuple[str, str],
) -> None:
    vr = next((v for v in (before.vr, after.vr, VR_OF.get(tag, "UN")) if v != "UN"), "UN")
    orders = (result.before.order, result.after.order)
    want, got = (
        plain(value.data, vr, order, charset)
        for value, order, charset in zip((before, after), orders, charsets, strict=True)
    )
    if tag == CHARACTER_SET or want == got:
        return
    if vr in ("DS", "IS") and _numbers(want) is not None and _numbers(want) == _numbers(got):
        return
    result.add(path, want if isinstance(want, str) else want.hex(" "),
               got if isinstance(got, str) else got.hex(" "))  # fmt: skip


def plain(data: bytes, vr: str, order: str, charset: str) -> str | bytes:
    """Texts without padding, numbers in little endian, all else as it is without a pad byte."""
    if vr in TEXTS:
        codec = CODECS.get(charset.split("\\")[-1] if charset else "")
        if vr not in FREE_TEXTS or codec is None:
            codec = "latin-1"
        text = data.decode(codec, "replace")
        if vr in ("LT", "ST", "UT", "UR"):
            return text.rstrip("\0 ")
        return "\\".join(part.strip("\0 ") for part in text.split("\\"))
    sizes = {"AT": 2, "OW": 2, "OL": 4, "OF": 4, "OD": 8, "OV": 8, "SV": 8}
    size = sizes.get(vr) or (
        struct.calcsize(bs.NUMBER_FORMATS[vr]) if vr in bs.NUMBER_FORMATS else 1
    )
    if order == ">" and size > 1:
        data = b"".join(data[at : at + size][::-1] for at in range(0, len(data), size))
    return data[:-1] if size == 1 and len(data) % 2 == 0 and data.endswith(b"\0") else data


def _numbers(text: str | bytes) -> list[Decimal] | None:
    try:
        return [Decimal(part.strip()) for part in str(text).split("\\") if part.strip()]
    except InvalidOperation:
        return None


# ---------------------------------------------------------------------------------- pixels


def _pixels(result: Differences) -> None:
    before = result.before.elements.get(PIXEL_DATA)
    after = result.after.elements.get(PIXEL_DATA)
    if before is None or after is None:
        if before is not after:
            result.add("PixelData", "absent" if before is None else "present",
                       "absent" if after is None else "present")  # fmt: skip
        return
    if after.fragments is not None:
        _offsets(result, after)
    if before.fragments is None and after.fragments is None:
        bits = result.before.elements.get(0x00280100)
        vr = "OW" if bits and plain(bits.data, "US", result.before.order, "") == b"\20\0" else "OB"
        want, got = (
            plain(value.data, vr, parsed.order, "")
            for value, parsed in ((before, result.before), (after, result.after))
        )
        if want != got:
            result.add("PixelData", *_first_difference(want, got))
    elif result.before.syntax == result.after.syntax:
        _fragments(result, before, after)
    else:
        result.transcoded = True


def _first_difference(want: str | bytes, got: str | bytes) -> tuple[str, str]:
    assert isinstance(want, bytes) and isinstance(got, bytes)
    if len(want) != len(got):
        return f"{len(want)} bytes", f"{len(got)} bytes"
    at = next(i for i, (a, b) in enumerate(zip(want, got, strict=True)) if a != b)
    return f"{want[at]} at byte {at}", f"{got[at]}"


def _fragments(result: Differences, before: Value, after: Value) -> None:
    """The same streams; how they are cut does not matter as long as each frame is found.

    Other streams may hold the same pixels: readers have to say so.
    """
    first, second = before.fragments or [], after.fragments or []
    odd = [len(fragment) for fragment in second if len(fragment) % 2]
    if odd:
        result.add("PixelData", "fragments of even length", f"one of {odd[0]} bytes")
    elif b"".join(first) != b"".join(second):
        result.transcoded = True
    elif len(first) != len(second):
        frames = result.before.elements.get(0x00280008)
        count = int(frames.data) if frames else 1
        if len(second) not in (1, count) and not after.data:
            result.add("PixelData", f"{len(first)} fragments", f"{len(second)}, and no offsets")


def _offsets(result: Differences, after: Value) -> None:
    """Each offset is where a fragment begins; an extended table that was there stays."""
    elements, old = result.after.elements, result.before.elements
    table = [int.from_bytes(after.data[i : i + 4], "little") for i in range(0, len(after.data), 4)]
    extended = elements.get(EXTENDED_OFFSETS)
    if EXTENDED_OFFSETS in old and extended is None and not table:
        result.add("ExtendedOffsetTable", _brief(old[EXTENDED_OFFSETS]), "(absent)")
    wide = extended.data if extended else b""
    table += [int.from_bytes(wide[i : i + 8], "little") for i in range(0, len(wide), 8)]
    wrong = [offset for offset in table if offset not in after.starts]
    if wrong:
        result.add("offset table of PixelData", "places where fragments begin", wrong[0])
