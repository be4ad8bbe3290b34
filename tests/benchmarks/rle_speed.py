"""RLE side by side: refseg, pylibjpeg-rle (Rust) and pydicom, in one run.

    python tests/benchmarks/rle_speed.py [frames | file.npy]

Prints medians in milliseconds and how many times faster than pylibjpeg-rle refseg is. pydicom's
own encoder and decoder are timed on a few frames and scaled up.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from pydicom.pixels.decoders.rle import _rle_decode_frame
from pydicom.pixels.encoders.base import RLELosslessEncoder
from rle.rle import decode_frame
from rle.utils import encode_pixel_data

from refseg.frames import FrameReader, Layout, by_name, encode_frames

ROUNDS = 7
PYDICOM_FRAMES = 2


def label_map(frames: int, rows: int = 512, columns: int = 512, labels: int = 60) -> np.ndarray:
    """Wobbly ellipsoids on background, much like organs in a CT."""
    random = np.random.default_rng(0)
    size = np.array([frames, rows, columns])
    volume = np.zeros(size, np.uint8)
    for label in range(1, labels + 1):
        center, radius = random.random(3) * size, random.uniform(0.03, 0.16, 3) * size
        low = np.maximum(0, center - radius).astype(int)
        high = np.minimum(size, center + radius + 1).astype(int)
        z, y, x = np.ogrid[tuple(slice(*pair) for pair in zip(low, high, strict=True))]
        z, y, x = ((a - c) / r for a, c, r in zip((z, y, x), center, radius, strict=True))
        wobble = 0.25 * np.sin(9 * y + 5 * x) * np.cos(7 * z) + 0.1 * np.sin(40 * x) * np.sin(
            37 * y
        )
        box = volume[low[0] : high[0], low[1] : high[1], low[2] : high[2]]
        box[z * z + y * y + x * x + wobble < 0.8] = label
    return volume


def medians(*works: Callable[[], object]) -> list[float]:
    """Time the works in turn, several rounds, in milliseconds."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(ROUNDS):
        for spent, work in zip(times, works, strict=True):
            start = time.perf_counter()
            work()
            spent.append(1000 * (time.perf_counter() - start))
    return [statistics.median(spent) for spent in times]


def compare(name: str, frames: np.ndarray) -> tuple[float, float]:
    """Print one line for encoding and one for decoding.

    Returns:
        how many times faster than pylibjpeg-rle refseg encodes and decodes.
    """
    count, rows, columns = frames.shape
    bits = 8 * frames.dtype.itemsize
    syntax = by_name("rle")
    attributes = {"rows": rows, "columns": columns, "samples_per_pixel": 1, "bits_allocated": bits}

    def ours() -> bytes:
        return encode_frames(frames, syntax, bits_allocated=bits).value

    def theirs() -> list[bytes]:
        return [
            encode_pixel_data(frame.tobytes(), number_of_frames=1, byteorder="<", **attributes)
            for frame in frames
        ]

    def their_frames() -> np.ndarray:
        """One array of all frames, as refseg returns it and pydicom makes it of this decoder."""
        result = np.empty_like(frames)
        for pixels, stream in zip(result, streams, strict=True):
            decoded = decode_frame(stream, rows * columns, bits, "<")
            pixels[:] = np.frombuffer(decoded, f"<u{bits // 8}").reshape(rows, columns)
        return result

    def pydicoms() -> list[bytes]:
        options = attributes | {"bits_stored": bits, "pixel_representation": 0}
        return [
            RLELosslessEncoder.encode(
                frame,
                encoding_plugin="pydicom",
                number_of_frames=1,
                photometric_interpretation="MONOCHROME2",
                **options,
            )
            for frame in frames[:: max(1, count // PYDICOM_FRAMES)]
        ]

    value, streams, few = ours(), theirs(), pydicoms()
    layout = Layout(rows=rows, columns=columns, frames=count, bits_allocated=bits)
    decoded = FrameReader(value, syntax, layout).all()
    if not (np.array_equal(decoded, frames) and np.array_equal(their_frames(), frames)):
        raise SystemExit(f"{name}: the decoded frames differ")
    encode = medians(ours, theirs, pydicoms)
    decode = medians(
        lambda: FrameReader(value, syntax, layout).all(),
        their_frames,
        lambda: [_rle_decode_frame(stream, rows, columns, 1, bits) for stream in few],
    )
    for step, (mine, rust, python) in (("encode", encode), ("decode", decode)):
        python *= count / len(few)
        print(
            f"{name:12} {step}  refseg {mine:8.1f}  pylibjpeg-rle {rust:8.1f}"
            f"  pydicom {python:9.1f}  refseg is {rust / mine:5.2f} x as fast"
        )
    print(f"{name:12} size    refseg {len(value):>9}  pylibjpeg-rle {sum(map(len, streams)):>9}")
    return encode[1] / encode[0], decode[1] / decode[0]


def main() -> None:
    """Compare on label maps of 8 and 16 bits, and on noise."""
    given = sys.argv[1] if len(sys.argv) > 1 else "336"
    if given.endswith(".npy"):
        print(json.dumps(compare(Path(given).stem, np.load(given))))
        return
    frames = int(given)
    labels = label_map(frames)
    compare("labels", labels)
    compare("labels 16", labels[: frames // 4].astype(np.uint16) * 257)
    random = np.random.default_rng(0)
    noise = random.integers(0, 256, (max(1, frames // 4), 512, 512), dtype=np.uint8)
    compare("noise", noise)


if __name__ == "__main__":
    main()
