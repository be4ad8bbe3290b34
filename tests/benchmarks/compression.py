"""What JPEG XL, Zstandard and chunks of several frames bring to label maps (proposal).

    python -m benchmarks.compression        # in tests/

Writes the table ``compression`` into ``spec/measured.json``; then run ``refseg spec``. Sizes are
the same everywhere (but for other releases of the codecs). Times are processor times of this
process, of all its threads, in multiples of those of Deflated Image Frame Compression, which is
measured beside them on the same frames. Only the frames are encoded, no file is written.
"""

from __future__ import annotations

import json
import math
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
from numpy.typing import NDArray

from refseg.frames import by_name
from refseg.frames.deflate import LEVEL
from refseg.frames.layout import Layout
from refseg.frames.plugins import XL_EFFORT

from .proposals import atlas
from .slides import slide
from .volumes import smooth_labels

RESULTS = Path(__file__).parents[2] / "spec" / "measured.json"
BASE = f"Deflate frames, level {LEVEL}"
ROUNDS = 5
Labels = NDArray[Any]
Row = dict[str, Any]


@dataclass(frozen=True)
class Way:
    """How frames, or chunks of so many frames, become bytes and return."""

    name: str
    encode: Callable[[Labels], bytes]
    decode: Callable[[bytes, tuple[int, ...]], Any]
    chunk: int = 1


def _deflate(level: int) -> Callable[[Labels], bytes]:
    def encode(frames: Labels) -> bytes:
        packer = zlib.compressobj(level, zlib.DEFLATED, -15, 6)
        return packer.compress(frames.tobytes()) + packer.flush()

    return encode


def _inflate(data: bytes, shape: tuple[int, ...]) -> Labels:
    return np.frombuffer(zlib.decompress(data, -15), np.uint8).reshape(shape)


def _zstd(level: int) -> Callable[[Labels], bytes]:
    return lambda frames: imagecodecs.zstd_encode(frames.tobytes(), level=level)


def _unzstd(data: bytes, shape: tuple[int, ...]) -> Labels:
    return np.frombuffer(imagecodecs.zstd_decode(data), np.uint8).reshape(shape)


def _of_refseg(name: str, title: str) -> Way:
    """The codec of a transfer syntax that refseg writes."""
    syntax = by_name(name, verify=False)

    def encode(frames: Labels) -> bytes:
        return bytes(next(syntax.encode(frames, _layout(frames.shape))))

    def decode(data: bytes, shape: tuple[int, ...]) -> Labels:
        return syntax.decode([memoryview(data)], [0], _layout(shape), print)

    return Way(title, encode, decode)


def _layout(shape: tuple[int, ...]) -> Layout:
    return Layout(rows=shape[1], columns=shape[2], frames=1, bits_allocated=8)


def _xl(effort: int) -> Callable[[Labels], bytes]:
    return lambda frames: imagecodecs.jpegxl_encode(
        frames[0], lossless=True, effort=effort, numthreads=1
    )


def _unxl(data: bytes, shape: tuple[int, ...]) -> Labels:
    return imagecodecs.jpegxl_decode(data, numthreads=1).reshape(shape)


WAYS = (
    Way(BASE, _deflate(LEVEL), _inflate),
    Way("Deflate frames, level 9", _deflate(9), _inflate),
    _of_refseg("rle", "RLE Lossless"),
    _of_refseg("jpegls", "JPEG-LS Lossless"),
    Way(f"JPEG XL Lossless, effort {XL_EFFORT}", _xl(XL_EFFORT), _unxl),
    Way("JPEG XL Lossless, effort 7", _xl(7), _unxl),
    Way("Zstandard frames, level 3", _zstd(3), _unzstd),
    Way("Zstandard frames, level 19", _zstd(19), _unzstd),
    Way("chunks of 8 frames, Deflate 9", _deflate(9), _inflate, 8),
    Way("chunks of 32 frames, Deflate 9", _deflate(9), _inflate, 32),
    Way("chunks of 8 frames, Zstandard 3", _zstd(3), _unzstd, 8),
    Way("chunks of 32 frames, Zstandard 3", _zstd(3), _unzstd, 32),
    Way("chunks of 32 frames, Zstandard 19", _zstd(19), _unzstd, 32),
)


def volumes() -> dict[str, Labels]:
    """What is compressed: (frames, rows, columns) uint8."""
    return {
        "CT, 336 x 512 x 512, 62 labels": smooth_labels(62),
        "brain atlas, 136 regions": atlas().labels,
        "slide, 1,024 tiles of 256 x 256, 4 labels": slide(1024, 256, sparse=False).labels,
    }


@dataclass
class Found:
    """Encoded chunks with what they were made of, and the least processor times."""

    way: Way
    pairs: list[tuple[bytes, Labels]]
    write: float
    read: float = math.inf
    one: float = math.inf

    @staticmethod
    def of(way: Way, labels: Labels) -> Found:
        """Encode, and see that every chunk returns."""
        chunks = [labels[at : at + way.chunk] for at in range(0, len(labels), way.chunk)]
        begin = time.process_time()
        encoded = [way.encode(chunk) for chunk in chunks]
        spent = time.process_time() - begin
        pairs = list(zip(encoded, chunks, strict=True))
        assert all(np.array_equal(way.decode(data, chunk.shape), chunk) for data, chunk in pairs)
        return Found(way, pairs, spent)

    def decode(self) -> None:
        """Decode all, and then the middle chunk a few times."""
        middle = self.pairs[len(self.pairs) // 2]
        self.read = min(self.read, self._spent(self.pairs))
        self.one = min(self.one, self._spent([middle] * 10) / 10)

    def _spent(self, pairs: list[tuple[bytes, Labels]]) -> float:
        begin = time.process_time()
        for data, chunk in pairs:
            self.way.decode(data, chunk.shape)
        return time.process_time() - begin

    @property
    def bytes(self) -> int:
        """Of all items, each with its header and of even length."""
        return sum(8 + len(data) + len(data) % 2 for data, _ in self.pairs)


def times(ratio: float) -> str:
    """With two digits before the point or one behind it: more of them is chance."""
    return f"{ratio:.0f}" if ratio >= 10 else f"{ratio:.2g}"


def rows(ways: tuple[Way, ...] = WAYS) -> list[Row]:
    """The table; the ways take turns, so that what else the machine does meets all of them."""
    table: list[Row] = []
    for name, labels in volumes().items():
        every = [Found.of(way, labels) for way in ways]
        for _ in range(ROUNDS):
            for found in every:
                found.decode()
        base = every[0]
        for found in every:
            row: Row = {"volume": name, "way": found.way.name, "bytes": found.bytes}
            row["of Deflate"] = f"{100 * found.bytes / base.bytes:.0f} %"
            row["write"] = times(found.write / base.write)
            row["read"] = times(found.read / base.read)
            row["one frame"] = times(found.one / base.one)
            table.append(row)
            print(row, flush=True)
    return table


def main() -> None:
    """Measure, and put the table beside the others."""
    made = rows()
    tables = json.loads(RESULTS.read_text(encoding="utf-8"))
    RESULTS.write_text(json.dumps(tables | {"compression": made}, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
