"""Mutators: every prefix, every changed byte, and changes that know the structure of a file."""

from __future__ import annotations

import random
import struct
from collections.abc import Callable

from .tree import LONG_VRS, UNDEFINED, Node, Tree, copied

#: What each byte becomes: eight flipped bits, extremes and neighbours.
BYTE_CHANGES = 12
VRS = sorted(LONG_VRS) + b"AE AS AT CS DA DS DT FD FL IS LO LT PN SH SL SS ST TM UI UL US".split()
TAGS = [
    0x00020010, 0x00080005, 0x00080016, 0x00080018, 0x00100010, 0x00180050, 0x00180088, 0x00200032,
    0x00200037, 0x00200052, 0x00209111, 0x00209113, 0x00209116, 0x00209157, 0x00209165, 0x00209221,
    0x00209222, 0x00280002, 0x00280004, 0x00280006, 0x00280008, 0x00280009, 0x00280010, 0x00280011,
    0x00280030, 0x00280100, 0x00280101, 0x00280102, 0x00280103, 0x00280120, 0x00281101, 0x00281201,
    0x00289110, 0x00480006, 0x00480007, 0x00480008, 0x00480105, 0x0048021A, 0x00620001, 0x00620002,
    0x00620003, 0x00620004, 0x00620005, 0x0062000A, 0x0062000B, 0x0062000D, 0x0062000E, 0x00620010,
    0x52009229, 0x52009230, 0x7FE00001, 0x7FE00002, 0x7FE00010, 0xFFFAFFFA, 0xFFFEE000, 0xFFFEE00D,
    0xFFFEE0DD, 0x00091001, 0x00000000, 0xFFFFFFFF,
]  # fmt: skip
SYNTAXES = [
    b"1.2.840.10008.1.2",
    b"1.2.840.10008.1.2.1",
    b"1.2.840.10008.1.2.2",
    b"1.2.840.10008.1.2.1.98",
    b"1.2.840.10008.1.2.1.99",
    b"1.2.840.10008.1.2.5",
    b"1.2.840.10008.1.2.8.1",
    b"1.2.840.10008.1.2.4.50",
    b"1.2.840.10008.1.2.4.57",
    b"1.2.840.10008.1.2.4.70",
    b"1.2.840.10008.1.2.4.80",
    b"1.2.840.10008.1.2.4.90",
    b"1.2.840.10008.1.2.4.201",
    b"1.2.840.10008.1.2.4.203",
    b"1.2.3",
    b"",
]
NUMBERS = (
    b"0 -1 1 2 255 256 65535 65536 2147483647 2147483648 -2147483648 99999999999999999999 "
    b"1e308 -1e308 1e999 1e-320 nan inf -inf 0.5 1e5 1e9 1e17 x 1\\2 1\\2\\3 0\\0\\0 \\ 1\\\\2 "
    b"1\\0\\0\\0\\1\\0 0\\0\\0\\0\\0\\0 1\\0\\0\\1\\0\\0 nan\\0\\0 1e200\\1e200\\1e200 1_0 0x10"
).split(b" ")
WORDS = [b"", b"\0", b" ", b"YES", b"LABELMAP", b"BINARY", b"FRACTIONAL", b"TILED_FULL",
         b"TILED_SPARSE", b"PALETTE COLOR", b"ISO_IR 192", b"ISO 2022 IR 87", b"\\ISO 2022 IR 149",
         b"\xff\xfe\xfd", b"\x1b$B\x1b(", b"a\\b", b"x" * 70, b"PROBABILITY", b"3D", b"1.2.\n3",
         b"%s{0}\x1b[31m", "\u00e9\u6f22".encode()]  # fmt: skip


def changed_byte(file: bytes, at: int, change: int) -> bytes:
    """The file with one byte changed, in one of BYTE_CHANGES ways."""
    old = file[at]
    new = (*(old ^ 1 << bit for bit in range(8)), 0, 255, old + 1, old - 1)[change] & 0xFF
    return file[:at] + bytes([new]) + file[at + 1 :]


def structural(file: bytes, rng: random.Random) -> bytes:
    """One to three changes that know the structure; sometimes a few bytes on top."""
    tree = Tree.of(file)
    try:
        for _ in range(rng.choice((1, 1, 1, 2, 3))):
            rng.choice(CHANGES)(tree, rng)
        result = tree.written()
    except RecursionError:  # sequences nested too deep for the tree itself
        return some_bytes(file, rng)
    if rng.random() < 0.1:
        result = some_bytes(result, rng)
    return result[: rng.randrange(len(result) + 1)] if rng.random() < 0.03 else result


def some_bytes(file: bytes, rng: random.Random) -> bytes:
    """A few bytes anywhere; for formats without a tree of their own."""
    data = bytearray(file or b"\0")
    for _ in range(rng.choice((1, 2, 4, 8))):
        at = rng.randrange(len(data))
        kind = rng.randrange(5)
        if kind == 0:
            data[at] = rng.randrange(256)
        elif kind == 1:
            data[at : at + 4] = struct.pack("<I", rng.choice(_lengths(rng, 4)))
        elif kind == 2:
            del data[at : at + rng.choice((1, 2, 8))]
        elif kind == 3:
            data[at:at] = rng.choice(NUMBERS)
        else:
            data[at] ^= 1 << rng.randrange(8)
        if not data:
            data = bytearray(b"\0")
    return bytes(data)


def _lengths(rng: random.Random, now: int) -> list[int]:
    return [
        0, 1, 2, now + 1, now + 2, max(0, now - 1), max(0, now - 2), now * 2, 8, 12, 0xFFFF, 0xFFFE,
        UNDEFINED, UNDEFINED - 1, 0x7FFFFFFF, 0x80000000, rng.randrange(5000),
    ]  # fmt: skip


def _any(tree: Tree, rng: random.Random) -> tuple[list[Node], Node]:
    return rng.choice(list(tree.walk()))


def _leaf(tree: Tree, rng: random.Random) -> Node:
    return rng.choice([node for _, node in tree.walk() if node.children is None])


def _length(tree: Tree, rng: random.Random) -> None:
    _, node = _any(tree, rng)
    node.forced = rng.choice(_lengths(rng, len(node.value)))


def _undefined(tree: Tree, rng: random.Random) -> None:
    _, node = _any(tree, rng)
    if rng.random() < 0.5:
        node.undefined = not node.undefined
    else:  # without a delimiter
        node.forced = UNDEFINED


def _vr(tree: Tree, rng: random.Random) -> None:
    node = rng.choice([node for _, node in tree.walk() if node.vr is not None])
    node.vr = rng.choice([*VRS, b"??", b"\0\0", b"OX"])


def _tag(tree: Tree, rng: random.Random) -> None:
    _, node = _any(tree, rng)
    node.tag = rng.choice([*TAGS, _any(tree, rng)[1].tag, node.tag ^ 1 << rng.randrange(32)])


def _value(tree: Tree, rng: random.Random) -> None:
    node = _leaf(tree, rng)
    node.value = rng.choice(_values(tree, node, rng))


def _values(tree: Tree, node: Node, rng: random.Random) -> list[bytes]:
    order = tree.order
    if node.vr in (b"US", b"SS", b"AT"):
        return [struct.pack(f"{order}H", n) for n in (0, 1, 2, 7, 255, 256, 32768, 65535)]
    if node.vr in (b"UL", b"SL"):
        return [struct.pack(f"{order}I", n) for n in (0, 1, 2**31, 2**32 - 1, 99999)]
    if node.vr in (b"FD", b"FL"):
        numbers = (0.0, -1.0, 1e308, float("nan"), float("inf"), 1e-320)
        return [struct.pack(f"{order}d", n) for n in numbers]
    if node.vr in (b"DS", b"IS"):
        return _even(NUMBERS)
    if node.vr == b"UI":
        return [b"", b"1", b"1." * 40, b"a.b", b"1.2.840.10008.5.1.4.1.1.66.4\0", *_even(SYNTAXES)]
    if node.vr in (b"OB", b"OW", b"UN", None):
        bent = some_bytes(node.value, rng) if node.value else b"\0\0"
        return [bent, bent, bent, node.value[: len(node.value) // 2], b"", node.value * 2]
    return _even(WORDS)


def _even(values: list[bytes]) -> list[bytes]:
    return [value + b" " * (len(value) % 2) for value in values]


def _important(tree: Tree, rng: random.Random) -> None:
    """The attributes everything hangs on, to extremes."""
    tag = rng.choice((0x00280008, 0x00280010, 0x00280011, 0x00280100, 0x00280101, 0x00280120,
                      0x00620001, 0x00080016, 0x00280004, 0x00209311, 0x00280002))  # fmt: skip
    for _, node in tree.walk():
        if node.tag == tag:
            node.value = rng.choice(_values(tree, node, rng))


def _geometry(tree: Tree, rng: random.Random) -> None:
    """Positions, orientations and spacings."""
    tags = (0x00200032, 0x00200037, 0x00280030, 0x00180050, 0x00180088, 0x00209157, 0x0048021E,
            0x0048021F, 0x0040072A, 0x00480006, 0x00480007)  # fmt: skip
    found = [node for _, node in tree.walk() if node.tag in tags]
    if found:
        node = rng.choice(found)
        parts = node.value.rstrip(b" ").split(b"\\")
        parts[rng.randrange(len(parts))] = rng.choice(NUMBERS)
        value = b"\\".join(parts)
        node.value = value + b" " * (len(value) % 2)


def _delete(tree: Tree, rng: random.Random) -> None:
    holder, node = _any(tree, rng)
    holder.remove(node)


def _repeat(tree: Tree, rng: random.Random) -> None:
    holder, node = _any(tree, rng)
    at = holder.index(node)
    holder[at:at] = [copied(node) for _ in range(rng.choice((1, 1, 2, 20)))]


def _swap(tree: Tree, rng: random.Random) -> None:
    one, other = _any(tree, rng)[1], _any(tree, rng)[1]
    one.value, other.value = other.value, one.value
    if rng.random() < 0.5 and one.children is not None and other.children is not None:
        mine = copied(one.children)
        one.children = copied(other.children)
        other.children = mine


def _move(tree: Tree, rng: random.Random) -> None:
    """A node somewhere else."""
    holder, node = _any(tree, rng)
    holder.remove(node)
    target = _any(tree, rng)[0] if rng.random() < 0.9 else tree.nodes
    target.insert(rng.randrange(len(target) + 1), node)


def _shuffle(tree: Tree, rng: random.Random) -> None:
    lists = [node.children for _, node in tree.walk() if node.children]
    rng.shuffle(rng.choice([*lists, tree.nodes]))


def _empty(tree: Tree, rng: random.Random) -> None:
    _, node = _any(tree, rng)
    node.value = b""
    if node.children is not None:
        node.children = []


def _nest(tree: Tree, rng: random.Random) -> None:
    """A sequence inside a sequence inside a sequence ..."""
    holder, node = _any(tree, rng)
    undefined = rng.random() < 0.5
    tag = rng.choice((0x00081140, 0x00081199, 0x52009229, 0x00620002, node.tag))
    inner = copied(node)
    for _ in range(rng.choice((1, 2, 10, 40, 120))):
        item = Node(0xFFFEE000, None, children=[inner], undefined=undefined)
        inner = Node(tag, b"SQ", children=[item], undefined=undefined)
    holder[holder.index(node)] = inner


def _syntax(tree: Tree, rng: random.Random) -> None:
    value = rng.choice(SYNTAXES)
    for node in tree.meta:
        if node.tag == 0x00020010:
            node.value = value + b"\0" * (len(value) % 2)


def _offsets(tree: Tree, rng: random.Random) -> None:
    """Offset tables: entries outside, backwards, overlapping; more or fewer entries."""
    for _, node in tree.walk():
        target, width = None, 4
        if node.tag in (0x7FE00001, 0x7FE00002):
            target, width = node, 8
        elif node.tag == 0x7FE00010 and node.children:
            target = node.children[0]
        if target is None or rng.random() < 0.3:
            continue
        entries = [target.value[i : i + width] for i in range(0, len(target.value), width)]
        for _ in range(rng.choice((1, 1, 2))):
            number = rng.choice((0, 1, 8, 2**31, 2 ** (8 * width) - 1, rng.randrange(200)))
            entries.insert(rng.randrange(len(entries) + 1), number.to_bytes(width, "little"))
            if rng.random() < 0.8 and len(entries) > 1:
                del entries[rng.randrange(len(entries))]
        if rng.random() < 0.2:
            rng.shuffle(entries)
        target.value = b"".join(entries)[: rng.choice((None, None, None, -1, -2))]


def _fragments(tree: Tree, rng: random.Random) -> None:
    """Pixel Data: fragments split, doubled, dropped, bent."""
    pixels = [node for _, node in tree.walk() if node.tag == 0x7FE00010]
    if not pixels:
        return
    node = pixels[0]
    if not node.children:
        node.value = rng.choice((node.value[:-2], node.value * 2, some_bytes(node.value, rng)))
        return
    at = rng.randrange(len(node.children))
    fragment = node.children[at]
    kind = rng.randrange(5)
    if kind == 0 and len(fragment.value) > 4:
        cut = len(fragment.value) // 4 * 2
        node.children[at : at + 1] = [
            Node(0xFFFEE000, None, fragment.value[:cut]),
            Node(0xFFFEE000, None, fragment.value[cut:]),
        ]
    elif kind == 1:
        node.children[at:at] = [copied(fragment)] * rng.choice((1, 3, 300))
    elif kind == 2:
        del node.children[at]
    elif kind == 3 and fragment.value:
        fragment.value = some_bytes(fragment.value, rng)
    else:
        field = 4 * rng.randrange(16)
        number = struct.pack("<I", rng.choice(_lengths(rng, 64)))
        fragment.value = fragment.value[:field] + number + fragment.value[field + 4 :]


def _encoding(tree: Tree, rng: random.Random) -> None:
    """The data set coded otherwise than the transfer syntax says."""
    kind = rng.randrange(3)
    if kind == 0:
        tree.explicit = not tree.explicit
    elif kind == 1:
        tree.order = "<>"[tree.order == "<"]
    else:
        tree.trailing = bytes(rng.randrange(256) for _ in range(rng.choice((1, 4, 8, 13))))


CHANGES: list[Callable[[Tree, random.Random], None]] = [
    _length, _length, _undefined, _vr, _tag, _value, _value, _value, _important, _important,
    _geometry, _geometry, _delete, _repeat, _swap, _move, _shuffle, _empty, _nest, _syntax,
    _offsets, _offsets, _fragments, _fragments, _encoding,
]  # fmt: skip
