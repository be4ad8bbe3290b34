"""Small files that claim much: refused before memory or time is spent on them.

Each is tried in a process of its own, which measures itself: memory, and work in units of what a
sound file of the same size takes, so that the machine does not matter.
"""

from __future__ import annotations

import json
import math
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from fuzz.goldens import dicom_goldens
from fuzz.tree import Node, Tree

import refseg
from refseg.commands.cli import main

MOST_TIMES = 10  # the work of reading a sound file of the same size
MOST_MEGABYTES = 50
KILOBYTE = 1024
# SOP Class and Instance UID, Modality, the Image Pixel Module, Number of Frames, Segmentation Type.
NEEDED = (
    *(0x00080016, 0x00080018, 0x00080060, 0x00280002, 0x00280004, 0x00280008, 0x00280010),
    *(0x00280011, 0x00280100, 0x00280101, 0x00280102, 0x00280103, 0x00620001, 0x7FE00010),
)

# Work is CPU time, and the least of several rounds: other programs on the machine do not count. The
# peak of the memory is set back before each operation; that of `getrusage` would begin with the
# peak of the parent process.
MEASURE = """
import json, sys, time
import refseg, refseg.part10.files, refseg.check
import refseg.commands.info, refseg.commands.convert, refseg.explain
from refseg.support.errors import RefsegError
sound, bomb = sys.argv[1:3]
operations = {
    "read": refseg.read, "info": refseg.commands.info.describe, "check": refseg.check.check,
    "explain": refseg.explain.explain,
    "convert": lambda path: refseg.convert_file(path, path + ".out", transfer_syntax="native"),
}
def kilobytes(name):
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith(name))
def work(operation, path):
    begin, said = time.process_time(), ""
    try:
        operation(path)
    except RefsegError as error:
        said = str(error)
    return time.process_time() - begin, said
found = {}
for name, operation in operations.items():
    usual = min(work(operation, sound)[0] for _ in range(3))
    with open("/proc/self/clear_refs", "w") as peak:
        peak.write("5")
    before = kilobytes("VmRSS")
    spent, said = work(operation, bomb)
    grown = (kilobytes("VmHWM") - before) / 1024
    spent = min(spent, *(work(operation, bomb)[0] for _ in range(2)))
    found[name] = [said, spent / usual, grown]
print(json.dumps(found))
"""


def sound_file(path: Path, size: int) -> None:
    """A label map of tiny frames, as many as make a file of at least so many bytes."""
    frames = 4
    while not path.exists() or path.stat().st_size < size:
        labels = np.arange(frames * 30, dtype=np.uint8).reshape(frames, 5, 6) % 3
        label_map = refseg.LabelMap(
            labels, geometry=refseg.Geometry.from_affine(np.eye(4)), background=0
        )
        refseg.write(path, label_map, transfer_syntax="rle")
        frames = math.ceil(1.1 * frames * size / path.stat().st_size)


def text(value: str) -> bytes:
    return value.encode() + b" " * (len(value) % 2)


def set_sizes(tree: Tree, rows: int, columns: int, frames: int) -> None:
    for tag, number in ((0x00280010, rows), (0x00280011, columns)):
        tree.find(tag).value = number.to_bytes(2, "little")
    tree.find(0x00280008).value = text(str(frames))


def claim(golden: str) -> Callable[[], bytes]:
    """1 kB that claims 60,000 x 60,000 x 60,000 pixels, with hardly more than describes them."""

    def make() -> bytes:
        tree = Tree.of(dicom_goldens()[golden])
        set_sizes(tree, 60_000, 60_000, 60_000)
        tree.nodes = [node for node in tree.nodes if node.tag in NEEDED]
        pixels = tree.find(0x7FE00010)
        if pixels.children is None:
            pixels.value = b""
            pixels.value = bytes(KILOBYTE - len(tree.written()))
        return tree.written()

    return make


def deflated_frame() -> bytes:
    """Frames that inflate to a thousand times their size."""
    tree = Tree.of(dicom_goldens()["deflated-frame-8"])
    deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
    bomb = deflater.compress(bytes(30_000_000)) + deflater.flush()
    for item in tree.find(0x7FE00010).children[1:]:
        item.value = bomb + b"\0" * (len(bomb) % 2)
    tree.find(0x7FE00010).children[0].value = b""
    return tree.written()


def deflated_dataset(value: bytes) -> bytes:
    """A deflated data set with an enormous attribute before Pixel Data."""
    tree = Tree.of(dicom_goldens()["deflated-8"])
    tree.nodes.insert(-1, Node(0x60003000, b"OB", value))
    return tree.written()


def deflated_afterwards() -> bytes:
    """A deflated data set with an enormous attribute after Pixel Data."""
    tree = Tree.of(dicom_goldens()["deflated-8"])
    tree.nodes.append(Node(0xFFFCFFFC, b"OB", bytes(100_000_000)))
    return tree.written()


def deflated_pixels() -> bytes:
    """A deflated data set with far more bytes of Pixel Data than its pixels need."""
    tree = Tree.of(dicom_goldens()["deflated-8"])
    tree.find(0x7FE00010).value = bytes(100_000_000)
    return tree.written()


def zeros_behind() -> bytes:
    """Ten MB of zeros behind Pixel Data, which look like a million elements."""
    tree = Tree.of(dicom_goldens()["native-8"])
    tree.nodes = [node for node in tree.nodes if node.tag < 0x7FE00010]
    return tree.written() + bytes(10_000_000)


def endless_rle(packets: bytes) -> Callable[[], bytes]:
    """RLE segments that do not end with their frames, nor long after them."""

    def make() -> bytes:
        tree = Tree.of(dicom_goldens()["rle-8"])
        for item in tree.find(0x7FE00010).children[1:]:
            item.value = item.value[:64] + packets
        tree.find(0x7FE00010).children[0].value = b""
        return tree.written()

    return make


def long_table() -> bytes:
    """A Basic Offset Table of 2^32 entries, as far as its length can say."""
    tree = Tree.of(dicom_goldens()["rle-8"])
    tree.find(0x7FE00010).children[0].forced = 0xFFFFFFFC
    return tree.written()


def long_extended_table() -> bytes:
    """The same of an Extended Offset Table, whose entries have 8 bytes."""
    tree = Tree.of(dicom_goldens()["extended-offsets"])
    tree.find(0x7FE00001).forced = 0xFFFFFFF8
    return tree.written()


def many_frames() -> bytes:
    """Number of Frames at its largest, hardly any data."""
    tree = Tree.of(dicom_goldens()["rle-8"])
    tree.find(0x00280008).value = b"2147483647"
    tree.nodes.remove(tree.find(0x52009230))
    return tree.written()


def wide_gap() -> bytes:
    """Two frames of background, and room for two thousand between them."""
    tree = Tree.of(dicom_goldens()["rle-8"])
    set_sizes(tree, 2000, 2000, 2)
    per_frame = tree.find(0x52009230)
    del per_frame.children[2:]
    positions = [node for _, node in tree.walk() if node.tag == 0x00200032]
    positions[-1].value = text("0\\0\\4000")
    tree.find(0x52009229).children[0].children.append(_measures(2.0))
    pixels = tree.find(0x7FE00010)
    run = b"\x81\0" * (2000 * 2000 // 128 + 1)
    frame = b"\1\0\0\0" + b"\x40\0\0\0" + bytes(56) + run + b"\0" * (len(run) % 2)
    pixels.children[0].value = b""
    del pixels.children[3:]
    for item in pixels.children[1:]:
        item.value = frame
    return tree.written()


def _measures(between: float) -> Node:
    spacing = Node(0x00280030, b"DS", text("1\\1"))
    gap = Node(0x00180088, b"DS", text(str(between)))
    item = Node(0xFFFEE000, None, children=[gap, spacing])
    return Node(0x00289110, b"SQ", children=[item])


def tile_flood() -> bytes:
    """TILED_FULL over a matrix of 2^32 by 2^32 pixels."""
    tree = Tree.of(dicom_goldens()["tiled-full"])
    for tag in (0x00480006, 0x00480007):
        tree.find(tag).value = b"\xff\xff\xff\xff"
    return tree.written()


def fragment_flood() -> bytes:
    """Empty fragments, many more than frames."""
    tree = Tree.of(dicom_goldens()["rle-8"])
    pixels = tree.find(0x7FE00010)
    pixels.children[0].value = b""
    pixels.children += [Node(0xFFFEE000, None)] * 20_000
    return tree.written()


def nested() -> bytes:
    """Sequences of undefined length, ten thousand deep."""
    file = dicom_goldens()["native-8"]
    at = file.index(b"\x62\x00\x01\x00")
    opening = b"\x40\x00\x75\x02SQ\0\0\xff\xff\xff\xff\xfe\xff\x00\xe0\xff\xff\xff\xff"
    return file[:at] + opening * 10_000 + file[at:]


BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "pixels": (claim("native-8"), "require 216000000000000"),
    "rle-claim": (claim("rle-8"), "cannot hold more than"),
    "deflated-claim": (claim("deflated-frame-8"), "cannot hold more than"),
    "jpegls-claim": (claim("jpegls-8"), "cannot hold more than"),
    "deflated-frame": (deflated_frame, "inflates to more bytes"),
    "deflated-dataset": (lambda: deflated_dataset(bytes(100_000_000)), "decompression bomb"),
    "deflated-afterwards": (deflated_afterwards, "decompression bomb"),
    "deflated-pixels": (deflated_pixels, "decompression bomb"),
    "zeros-behind": (zeros_behind, "(0000,0000) after (5200,9230)"),
    "endless-rle": (endless_rle(b"\x80" * 100_000), "far more than any encoder makes"),
    "endless-runs": (endless_rle(b"\x81\x07" * 50_000), "far more than any encoder makes"),
    "unending-rle": (endless_rle(b"\x7f\x07"), "ends before its 30 bytes are complete"),
    "offset-table": (long_table, "no item and no delimiter of Pixel Data"),
    "extended-table": (long_extended_table, "4294967288 bytes are declared"),
    "many-frames": (many_frames, "2147483647"),
    "wide-gap": (wide_gap, "absent frames would take"),
    "tile-flood": (tile_flood, "TILED_FULL with 4294967295 x 4294967295 pixels"),
    "fragment-flood": (fragment_flood, "20004 fragments cannot be assigned to 4 frames"),
    "nested": (nested, "Recursion"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_refused_before_they_cost_anything(name: str, tmp_path: Path) -> None:
    make, words = BOMBS[name]
    sound, bomb = tmp_path / "sound.dcm", tmp_path / "bomb.dcm"
    bomb.write_bytes(make())
    sound_file(sound, bomb.stat().st_size)
    command = [sys.executable, "-c", MEASURE, str(sound), str(bomb)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    found = json.loads(done.stdout)
    assert words in found["read"][0]
    for operation, (_, times, megabytes) in found.items():
        assert megabytes < MOST_MEGABYTES, operation
        assert times < MOST_TIMES, operation


def test_claims_of_pixels_are_of_a_kilobyte() -> None:
    assert len(BOMBS["pixels"][0]()) == KILOBYTE
    for name in ("rle-claim", "deflated-claim", "jpegls-claim"):
        assert len(BOMBS[name][0]()) < KILOBYTE


@pytest.mark.parametrize("name", ["pixels", "deflated-frame", "endless-rle", "offset-table"])
def test_the_command_line_refuses_them_too(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`check` judges what it can read, and `explain` what it can place; all others refuse."""
    path = tmp_path / "bomb.dcm"
    path.write_bytes(BOMBS[name][0]())
    for command, *more in (
        ["info"],
        ["check"],
        ["decode", "-o", f"{tmp_path}/out.nrrd"],
        ["convert", "-o", f"{tmp_path}/out.dcm", "--transfer-syntax", "native"],
        ["view", "-o", f"{tmp_path}/out.png"],
    ):
        assert main([command, str(path), *more]) in ((1, 2) if command == "check" else (2,))
        said = capsys.readouterr()
        assert said.out or said.err
    assert [found.name for found in tmp_path.iterdir()] == ["bomb.dcm"]
