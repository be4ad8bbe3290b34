"""Small files that claim much: refused before memory or time is spent on them.

Each is tried in a process of its own, which measures itself after its imports.
"""

from __future__ import annotations

import json
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from fuzz.goldens import dicom_goldens
from fuzz.tree import Node, Tree

MOST_SECONDS = 0.2
MOST_TRIES = 4
MOST_MEGABYTES = 50

# CPU time, so that other programs on the machine do not count; the limits hold for both operations.
MEASURE = """
import json, resource, sys, time
import refseg, refseg.files, refseg.check, refseg.info, refseg.convert, refseg.explain
from refseg.errors import RefsegError
sound, bomb = sys.argv[1:3]
operations = {
    "read": refseg.read, "info": refseg.info.describe, "check": refseg.check.check,
    "explain": refseg.explain.explain,
    "convert": lambda path: refseg.convert_file(path, path + ".out", transfer_syntax="native"),
}
for operation in operations.values():
    operation(sound)
found = {}
for name, operation in operations.items():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begin = time.process_time()
    try:
        operation(bomb)
        said = ""
    except RefsegError as error:
        said = str(error)
    seconds = time.process_time() - begin
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    found[name] = [said, seconds, grown]
print(json.dumps(found))
"""


def text(value: str) -> bytes:
    return value.encode() + b" " * (len(value) % 2)


def set_sizes(tree: Tree, rows: int, columns: int, frames: int) -> None:
    for tag, number in ((0x00280010, rows), (0x00280011, columns)):
        tree.find(tag).value = number.to_bytes(2, "little")
    tree.find(0x00280008).value = text(str(frames))


def pixel_claim() -> bytes:
    """1 kB that claims 60,000 x 60,000 x 60,000 pixels."""
    tree = Tree.of(dicom_goldens()["native-8"])
    set_sizes(tree, 60_000, 60_000, 60_000)
    del tree.find(0x52009230).children[1:]
    return tree.written()


def compressed_claim(golden: str) -> Callable[[], bytes]:
    """The same of compressed frames, one fragment for all."""

    def make() -> bytes:
        tree = Tree.of(dicom_goldens()[golden])
        set_sizes(tree, 60_000, 60_000, 60_000)
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


def endless_rle() -> bytes:
    """An RLE segment of no-operation headers."""
    tree = Tree.of(dicom_goldens()["rle-8"])
    for item in tree.find(0x7FE00010).children[1:]:
        item.value = item.value[:64] + b"\x80" * 400_000
    tree.find(0x7FE00010).children[0].value = b""
    return tree.written()


def long_table() -> bytes:
    """A Basic Offset Table of 2^32 entries, as far as its length can say."""
    tree = Tree.of(dicom_goldens()["rle-8"])
    tree.find(0x7FE00010).children[0].forced = 0xFFFFFFFC
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
    opening = b"\x08\x00\x40\x11SQ\0\0\xff\xff\xff\xff\xfe\xff\x00\xe0\xff\xff\xff\xff"
    return file[:at] + opening * 10_000 + file[at:]


BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "pixels": (pixel_claim, "ask for 216000000000000"),
    "rle-claim": (compressed_claim("rle-8"), "cannot hold more than"),
    "deflated-claim": (compressed_claim("deflated-frame-8"), "cannot hold more than"),
    "jpeg2000-claim": (compressed_claim("jpeg2000-8"), "cannot hold more than"),
    "deflated-frame": (deflated_frame, "inflates to more bytes"),
    "deflated-dataset": (lambda: deflated_dataset(bytes(100_000_000)), "decompression bomb"),
    "endless-rle": (endless_rle, "RLE"),
    "offset-table": (long_table, "no item and no delimiter of Pixel Data"),
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
    sound.write_bytes(dicom_goldens()["deflated-8"])
    bomb.write_bytes(make())
    command = [sys.executable, "-c", MEASURE, str(sound), str(bomb)]
    fastest: dict[str, float] = {}
    for _ in range(MOST_TRIES):  # a busy machine takes longer now and then, never always
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr
        assert done.stderr == ""
        found = json.loads(done.stdout)
        assert words in found["read"][0]
        for operation, (_, seconds, megabytes) in found.items():
            assert megabytes < MOST_MEGABYTES, operation
            fastest[operation] = min(seconds, fastest.get(operation, seconds))
        if max(fastest.values()) < MOST_SECONDS:
            break
    assert {name: s for name, s in fastest.items() if s >= MOST_SECONDS} == {}


def test_the_claim_of_pixels_is_of_about_a_kilobyte() -> None:
    assert len(pixel_claim()) < 2400
