"""Kinds of inputs beyond one bent file: parts of two, streams that are sound by construction, ...

Each kind makes an input from a random generator and says what becomes of it. DICOM files meet the
operations of :mod:`.contract`; the others bring their own.
"""

from __future__ import annotations

import contextlib
import gzip
import io
import os
import random
import struct
import subprocess
import sys
import threading
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np

import refseg
from refseg.commands.cli import COMMANDS
from refseg.commands.cli import main as command_line
from refseg.formats import read_segments, write_segments

from .contract import OPERATIONS, TURNS, outcome, try_dicom, try_image
from .goldens import dicom_goldens, image_goldens, label_map
from .mutate import NUMBERS, WORDS, some_bytes, structural
from .tree import Node, Tree, copied

Outcomes = Iterator[tuple[str, str]]

ITEM = 0xFFFEE000
CHARSETS = (
    "ISO_IR 192,ISO_IR 100,ISO_IR 144,ISO_IR 13,GB18030,GBK,ISO 2022 IR 87,ISO 2022 IR 149,"
    "\\ISO 2022 IR 87,\\ISO 2022 IR 159,ISO 2022 IR 13\\ISO 2022 IR 87,ISO_IR 192\\GBK,utf_8,"
    "punycode,idna,utf_16,rot13,ISO-IR 100,ISO_IR 6,x,\\\\\\,unicode_escape,hex,zlib_codec"
).split(",")
ESCAPES = (b"\x1b$B", b"\x1b(B", b"\x1b$)C", b"\x1b(J", b"\x1b-A", b"\x1b$(D", b"\x1b", b"\x0e")
TEXT_VRS = (b"LO", b"SH", b"PN", b"ST", b"LT", b"UT", b"UC")


def _golden(rng: random.Random, *names: str) -> Tree:
    return Tree.of(dicom_goldens()[rng.choice(names or tuple(dicom_goldens()))])


def _sorted(tree: Tree, rng: random.Random) -> bytes:
    """Written with tags that ascend, as a rule, so that readers get beyond their order."""
    if rng.random() < 0.9:
        tree.nodes.sort(key=lambda node: node.tag)
    return tree.written()


def graft(rng: random.Random) -> bytes:
    """Some parts of one golden in another."""
    tree, other = _golden(rng), _golden(rng)
    for _ in range(rng.choice((1, 2, 3, 8))):
        _, node = rng.choice(list(other.walk()))
        node = copied(node)
        holders = [(h, n) for h, n in tree.walk() if (n.vr is None) == (node.vr is None)]
        same = [(h, n) for h, n in holders if n.tag == node.tag]
        holder, place = rng.choice(same if same and rng.random() < 0.7 else holders)
        if not any(n is place for n in holder):
            continue  # an earlier graft took its place
        at = next(i for i, n in enumerate(holder) if n is place)
        holder[at : at + rng.randrange(2)] = [node]
    return _sorted(tree, rng)


def private(rng: random.Random) -> bytes:
    """Private blocks: sequences in sequences, of any VR, with and without their creator."""
    tree = _golden(rng)
    for _ in range(rng.choice((1, 2, 5))):
        group = rng.choice((0x0009, 0x0019, 0x0063, 0x7FDF, 0x7FE1, 0x6101))
        node = Node(group << 16 | 0x1001, rng.choice(TEXT_VRS), rng.choice(WORDS))
        if rng.random() < 0.3:
            node = Node(group << 16 | 0x1002, rng.choice((b"OB", b"UN")), bytes(rng.randrange(999)))
        for _ in range(rng.choice((0, 1, 3, 12, 40))):
            undefined = rng.random() < 0.5
            children = [node] if rng.choice((1, 1, 1, 2)) == 1 else [node, copied(node)]
            children = [Node(group << 16 | 0x10, b"LO", b"ACME"), *children]
            items = [Node(ITEM, None, children=children, undefined=undefined)]
            vr = rng.choice((b"SQ", b"SQ", b"UN"))
            node = Node(group << 16 | rng.choice((0x1001, 0x10FF)), vr, b"", items)
            node.undefined = rng.random() < 0.5
            if len(node.written(True, "<")) > 60_000:
                break
        target = rng.choice([n.children for _, n in tree.walk() if n.children] + [tree.nodes])
        if rng.random() < 0.8:
            target.append(Node(group << 16 | 0x0010, b"LO", b"ACME"))
        target.append(node)
    return _sorted(tree, rng)


def charset(rng: random.Random) -> bytes:
    """Specific Character Set of any kind, and text that it fits or not."""
    tree = _golden(rng)
    value = rng.choice(CHARSETS).encode()
    tree.nodes = [node for node in tree.nodes if node.tag != 0x00080005]
    tree.nodes.insert(0, Node(0x00080005, b"CS", value + b" " * (len(value) % 2)))
    texts = [node for _, node in tree.walk() if node.vr in TEXT_VRS] or [tree.nodes[0]]
    for node in rng.choices(texts, k=rng.choice((1, 2, 5))):
        parts = [
            rng.choice((rng.choice(ESCAPES), rng.randbytes(rng.randrange(9)), b"\\", b"^", b"="))
            for _ in range(rng.choice((1, 3, 8, 300)))
        ]
        node.value = b"".join(parts)[: 60_000 // 2 * 2]
    return tree.written()


def _sized(tree: Tree, rows: int, columns: int, frames: int) -> None:
    for _, node in tree.walk():
        if node.tag in (0x00280010, 0x00280011):
            size = rows if node.tag == 0x00280010 else columns
            node.value = struct.pack("<H", size)
        elif node.tag == 0x00280008:
            text = str(frames).encode()
            node.value = text + b" " * (len(text) % 2)


def _packets(row: bytes, rng: random.Random) -> bytes:
    """One way of many to write these bytes as RLE packets (PS3.5 G.3)."""
    found = bytearray()
    at = 0
    while at < len(row):
        run = 1
        while at + run < len(row) and run < 128 and row[at + run] == row[at]:
            run += 1
        if run > 1 and rng.random() < 0.8:
            size = rng.randrange(2, run + 1)
            found += bytes([257 - size, row[at]])
        else:
            size = rng.randrange(1, min(128, len(row) - at) + 1)
            found += bytes([size - 1]) + row[at : at + size]
        at += size
        if rng.random() < 0.02:
            found += b"\x80" * rng.choice((1, 2, 40))  # nothing
    return bytes(found)


def rle(rng: random.Random) -> bytes:
    """RLE by the rules, but by no encoder; now and then one thing is off."""
    name = rng.choice(("rle-8", "rle-16"))
    tree = _golden(rng, name)
    planes = 2 if name == "rle-16" else 1
    rows, columns = rng.choice(((5, 6), (1, 1), (7, 9), (33, 64), (5, 6)))
    _sized(tree, rows, columns, 4)
    used = (0, 5, 300) if planes == 2 else (0, 1, 3)
    fragments = []
    for _ in range(4):
        plain = [rng.choice(used)] * (rows * columns)
        for _ in range(rng.randrange(6)):
            at = rng.randrange(len(plain))
            plain[at : at + 40] = [rng.choice(used)] * len(plain[at : at + 40])
        segments = []
        for plane in range(planes):
            value = bytes(v >> 8 * (planes - 1 - plane) & 0xFF for v in plain)
            if rng.random() < 0.5:  # row by row, as the standard asks
                parts = [value[i : i + columns] for i in range(0, len(value), columns)]
                segment = b"".join(_packets(part, rng) for part in parts)
            else:
                segment = _packets(value, rng)
            segments.append(segment + b"\0" * (len(segment) % 2) * rng.randrange(2))
        if rng.random() < 0.15:
            which = rng.randrange(planes)
            segments[which] = some_bytes(segments[which], rng)
        offsets = [64 + sum(map(len, segments[:i])) for i in range(planes)]
        if rng.random() < 0.1:
            offsets[rng.randrange(planes)] += rng.choice((-64, -2, -1, 1, 2, 1000))
        header = struct.pack(
            "<16I", planes, *(o & 0xFFFFFFFF for o in offsets), *[0] * (15 - planes)
        )
        fragment = header + b"".join(segments)
        fragments.append(fragment + b"\0" * (len(fragment) % 2))
    tree.find(0x7FE00010).children = [
        Node(ITEM, None, b""),
        *(Node(ITEM, None, fragment) for fragment in fragments),
    ]
    return tree.written()


def _deflated(content: bytes, rng: random.Random) -> bytes:
    """A Deflate stream as few programs write it."""
    strategy = rng.choice((zlib.Z_FIXED, zlib.Z_HUFFMAN_ONLY, zlib.Z_RLE, zlib.Z_DEFAULT_STRATEGY))
    packer = zlib.compressobj(rng.randrange(10), zlib.DEFLATED, -rng.randrange(9, 16), 9, strategy)
    found, at = b"", 0
    while at < len(content):
        size = rng.choice((1, 7, 64, len(content)))
        found += packer.compress(content[at : at + size])
        at += size
        if rng.random() < 0.2:
            found += packer.flush(rng.choice((zlib.Z_SYNC_FLUSH, zlib.Z_FULL_FLUSH)))
    return found + packer.flush()


def deflate(rng: random.Random) -> bytes:
    """Deflated frames and data sets, sound but odd; now and then with a byte more, less or bent."""
    if rng.random() < 0.4:
        plain = Tree.of(dicom_goldens()["deflated-8"])
        plain.deflated = False
        head = b"\0" * 128 + b"DICM" + b"".join(n.written(True, "<") for n in plain.meta)
        body = plain.written()[len(head) :]
        if rng.random() < 0.3:
            body = some_bytes(body, rng)
        return head + _deflated(body, rng) + rng.choice((b"", b"\0", b"\0\0", b"x"))
    name = rng.choice(("deflated-frame-8", "deflated-frame-16"))
    tree = _golden(rng, name)
    children = tree.find(0x7FE00010).children or []
    for fragment in children[1:]:
        content = zlib.decompressobj(-15).decompress(fragment.value)
        if rng.random() < 0.1:
            content += rng.choice((b"\0", b"\0" * 999, content))
        packed = _deflated(content[: rng.choice((None, None, None, None, -1))], rng)
        if rng.random() < 0.1:
            packed = some_bytes(packed, rng)
        fragment.value = packed + b"\0" * (len(packed) % 2)
    if rng.random() < 0.8:
        children[0].value = b""
    return tree.written()


def plain(rng: random.Random) -> bytes:
    """Changes that know the structure, as in the other campaign; tags ascend afterwards."""
    bent = structural(dicom_goldens()[rng.choice(list(dicom_goldens()))], rng)
    try:
        return _sorted(Tree.of(bent), rng)
    except Exception:  # too bent to be taken apart again
        return bent


MAKERS: dict[str, Callable[[random.Random], bytes]] = {
    "graft": graft, "private": private, "charset": charset, "rle": rle, "deflate": deflate,
    "structural": plain,
}  # fmt: skip


def _dicom(kind: str, rng: random.Random, folder: Path) -> Outcomes:
    operation = rng.choice(TURNS)
    yield operation, try_dicom(MAKERS[kind](rng), operation, folder)


def _image(rng: random.Random, folder: Path) -> Outcomes:
    """Label images: headers with other words and numbers, packed again after the change."""
    name = rng.choice(list(image_goldens()))
    content = image_goldens()[name]
    if name.endswith(".gz"):
        changed = some_bytes(gzip.decompress(content), rng)
        content = gzip.compress(changed, 1) + rng.choice((b"", b"", b"\0", b"x", b"\x1f\x8b"))
    elif name.endswith(".nrrd") and rng.random() < 0.7:
        head, _, data = content.partition(b"\n\n")
        lines = head.split(b"\n")
        for _ in range(rng.choice((1, 1, 2, 4))):
            at = rng.randrange(1, len(lines))
            word, colon, _ = lines[at].partition(b": ")
            new = b" ".join(rng.choice((*NUMBERS, *WORDS, b"(1,0,0)", b"none", b"gzip", b"bzip2"))
                            for _ in range(rng.choice((1, 3, 4))))  # fmt: skip
            lines[at] = word + colon + new
            if rng.random() < 0.2:
                del lines[at]
        content = b"\n".join(lines) + b"\n\n" + data
    else:
        content = some_bytes(content, rng)
    yield "image", try_image(content, name, folder)


@cache
def _lists() -> dict[str, bytes]:
    """Lists of segments by suffix."""
    import tempfile

    with tempfile.TemporaryDirectory() as made:
        found = {}
        for suffix in (".csv", ".json"):
            path = Path(made) / f"x{suffix}"
            write_segments(path, label_map().segments)
            found[suffix] = path.read_bytes()
    found[".txt"] = b"0 Clear 0 0 0 0\n1 One 205 62 78 255\n3 Two three 255 0 0 0\n"
    found[".label"] = b'    0     0    0    0        0  0  0    "Clear"\n 1 255 0 0 1 1 1 "One"\n'
    found[".tsv"] = b"number\tlabel\tcolor\n1\tOne\t#ff0000\n3\tTwo\t\n"
    return found


def _list(rng: random.Random, folder: Path) -> Outcomes:
    suffix = rng.choice(list(_lists()))
    content = _lists()[suffix]
    for _ in range(rng.choice((1, 2, 4))):
        at = rng.randrange(len(content) + 1)
        more = rng.choice(
            (*NUMBERS, *WORDS, b",", b'"', b"\n", b"[", b"{", b"\t", b"\xff", b"0" * 5000)
        )
        content = content[:at] + more + content[at + rng.randrange(5) :]
    if rng.random() < 0.2:
        content = some_bytes(content, rng)
    path = folder / f"list{suffix}"
    path.write_bytes(content)
    yield "list", outcome(lambda file: read_segments(file), path)


OPTIONS = (
    "--json --force --quiet --lenient --patient --omit-empty --palette --drop-unused --all -o - "
    "--type --transfer-syntax --overlap --format --background --set --segments --shown --frames "
    "--columns --threshold --names --segments-out --level --fresh-uids --no-verify --source"
).split()
VALUES = ["binary", "labelmap", "fractional", "rle", "native", "split", "last", ".nrrd", ".nii.gz",
          "1", "0", "-1", "65536", "1e9", "nan", "x", "", "é\x9b", "PatientID=1", "Rows=1",
          "TransferSyntaxUID=1.2", "=", "PatientName=A^B", "/dev/null", "/dev/zero", "/dev/full",
          "/nowhere/x", ".", "x" * 300]  # fmt: skip


def _command(rng: random.Random, folder: Path) -> Outcomes:
    """The command line with any words, in this process; a sentence, and 0, 1 or 2."""
    source = folder / "input.dcm"
    source.write_bytes(dicom_goldens()[rng.choice(list(dicom_goldens()))])
    image = folder / "image.nrrd"
    image.write_bytes(image_goldens()["plain.nrrd"])
    names = [name for name in COMMANDS if name not in ("spec", "demo")]
    words = [rng.choice(names), str(rng.choice((source, image)))]
    if rng.random() < 0.7:
        words += [
            "-o",
            str(folder / rng.choice(("out.dcm", "out.nrrd", "out.nii", "out.csv", "out"))),
        ]
    for _ in range(rng.choice((0, 1, 2, 4))):
        words.insert(rng.randrange(1, len(words) + 1), rng.choice(OPTIONS))
        if rng.random() < 0.7:
            words.append(rng.choice((*VALUES, str(source), str(image))))
    before = source.read_bytes(), image.read_bytes()

    def work(_: Path) -> None:
        said, out = io.StringIO(), io.TextIOWrapper(io.BytesIO())
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(said):
            try:
                code = command_line(words)
            except SystemExit as error:  # argparse
                code = error.code  # type: ignore[assignment]
        assert code in (0, 1, 2), code
        assert "Traceback" not in said.getvalue(), said.getvalue()
        outputs = {value for option, value in pairwise(words) if option in ("-o", "--output")}
        for path, content in zip((source, image), before, strict=True):
            if "--force" not in words and (str(path) not in outputs or str(path) == words[1]):
                assert path.read_bytes() == content, f"overwritten by {words}"
        if code == 2:
            raise refseg.RefsegError("refused")

    here = Path.cwd()
    os.chdir(folder)  # where a file named by a stray word may be written
    try:
        yield "command", outcome(work, source)
    finally:
        os.chdir(here)
    for path in folder.iterdir():
        if path.is_file():
            path.unlink()


def _threads(rng: random.Random, folder: Path) -> Outcomes:
    """Four inputs at once: each ends as it does alone."""
    files = []
    for number in range(4):
        path = folder / f"{number}.dcm"
        path.write_bytes(MAKERS[rng.choice(list(MAKERS))](rng))
        files.append((path, rng.choice(("read", "info", "explain", "check"))))

    def said(path: Path, operation: str) -> str:
        try:
            OPERATIONS[operation](path)
        except refseg.RefsegError as error:
            return str(error)
        return "ok"

    def work(_: Path) -> None:
        alone = [said(*file) for file in files]
        together: list[object] = [None] * 4

        def one(number: int) -> None:
            try:
                together[number] = said(*files[number])
            except BaseException as error:
                together[number] = error

        threads = [threading.Thread(target=one, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert together == alone

    yield "threads", outcome(work, files[0][0])


def _fresh(rng: random.Random, folder: Path) -> Outcomes:
    """One command in a process of its own."""
    path = folder / "input.dcm"
    path.write_bytes(MAKERS[rng.choice(list(MAKERS))](rng))
    words = rng.choice((["info"], ["check"], ["explain"], ["convert", "-o", str(folder / "o.dcm")]))

    def work(_: Path) -> None:
        command = [sys.executable, "-m", "refseg", words[0], str(path), *words[1:]]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode in (0, 1, 2), done
        assert "Traceback" not in done.stderr and "Warning" not in done.stderr, done.stderr
        if done.returncode == 2:
            assert len(done.stderr.splitlines()) == 1, done.stderr
            raise refseg.RefsegError("refused")

    yield words[0], outcome(work, path)


def _source(rng: random.Random, folder: Path) -> Outcomes:
    """A series with one damaged image, or a segmentation as the source."""
    series = folder / "series"
    series.mkdir(exist_ok=True)
    for path in series.iterdir():
        path.unlink()
    files = list(_series())
    if rng.random() < 0.2:
        files = [MAKERS[rng.choice(list(MAKERS))](rng)]
        files[0] = files[0].replace(b"SEG ", b"CT  ").replace(b"SEG", b"CT ")
    else:
        which = rng.randrange(len(files))
        files[which] = structural(files[which], rng)
    for number, content in enumerate(files):
        (series / f"{number}.dcm").write_bytes(content)
    labels = label_map()
    if rng.random() < 0.3:
        labels = labels.with_(geometry=None)

    def work(path: Path) -> None:
        refseg.write(folder / "o.dcm", labels, source=refseg.Source.from_path(path))

    yield "source", outcome(work, series)


@cache
def _series() -> tuple[bytes, ...]:
    """A CT of four images of 5 x 6 pixels where the labels lie."""
    tree_of = Tree.of(dicom_goldens()["native-8"])
    found = []
    for index in range(4):
        kept = [n for n in tree_of.nodes if n.tag >> 16 in (0x0008, 0x0010, 0x0020)]
        tree = Tree(copied(tree_of.meta), copied(kept))
        tree.nodes = [n for n in tree.nodes if n.children is None]
        uid = f"1.2.3.{index + 1}".encode() + b"\0" * (len(f"1.2.3.{index + 1}") % 2)
        for node in (*tree.meta, *tree.nodes):
            if node.tag in (0x00020002, 0x00080016):
                node.value = b"1.2.840.10008.5.1.4.1.1.2\0"
            elif node.tag in (0x00020003, 0x00080018):
                node.value = uid
            elif node.tag == 0x00080060:
                node.value = b"CT"
        more = {0x00180050: b"1.5 ", 0x00200032: f"0\\0\\{index * 1.5:g} ".encode(),
                0x00200037: b"1\\0\\0\\0\\1\\0 ", 0x00280030: b"1\\2 "}  # fmt: skip
        for tag, value in more.items():
            tree.nodes.append(Node(tag, b"DS", value[: len(value) // 2 * 2]))
        for tag, number in ((0x00280010, 5), (0x00280011, 6), (0x00280100, 16), (0x00280002, 1)):
            tree.nodes.append(Node(tag, b"US", struct.pack("<H", number)))
        tree.nodes.append(Node(0x7FE00010, b"OW", np.zeros(30, "<u2").tobytes()))
        tree.nodes.sort(key=lambda node: node.tag)
        found.append(tree.written())
    return tuple(found)


OTHERS: dict[str, Callable[[random.Random, Path], Outcomes]] = {
    "image": _image, "list": _list, "command": _command, "threads": _threads, "fresh": _fresh,
    "source": _source,
}  # fmt: skip
KINDS = (*MAKERS, *OTHERS)
#: Of a thousand inputs of all kinds, so many are of each.
SHARES = {"graft": 150, "private": 100, "charset": 100, "rle": 150, "deflate": 100,
          "structural": 160, "image": 80, "list": 80, "command": 30, "threads": 10, "fresh": 1,
          "source": 39}  # fmt: skip


def kind_of(seed: int, number: int, kind: str) -> tuple[str, random.Random]:
    """The kind of an input, and the generator that makes it."""
    rng = random.Random(f"{seed} {kind} {number}")
    if kind == "all":
        kind = rng.choices(list(SHARES), list(SHARES.values()))[0]
    return kind, rng


def tried_kind(seed: int, number: int, kind: str, folder: Path) -> Iterator[tuple[str, str, str]]:
    """Kind, operation and outcome of an input."""
    kind, rng = kind_of(seed, number, kind)
    found = _dicom(kind, rng, folder) if kind in MAKERS else OTHERS[kind](rng, folder)
    for operation, what in found:
        yield kind, operation, what
