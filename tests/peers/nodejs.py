"""dcmjs and cornerstone's codecs, run headless by Node."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .presence import NODE_FOLDER, need_peer
from .process import run
from .readers import merge_segments
from .reading import Reading


def dcmjs_header(path: Path) -> tuple[dict[str, Any], bytes]:
    """The header that `read_dcmjs.mjs` makes of dcmjs' naturalized dataset, and all pixels."""
    need_peer("dcmjs", "cornerstone")
    with tempfile.TemporaryDirectory(prefix="peer-dcmjs-") as name:
        pixels, header = Path(name) / "pixels", Path(name) / "header.json"
        run("node", NODE_FOLDER / "read_dcmjs.mjs", path, header, pixels)
        return json.loads(header.read_text(encoding="utf-8")), pixels.read_bytes()


def read_dcmjs(path: Path) -> Reading:
    """What dcmjs finds in a LABELMAP or BINARY segmentation, compressed frames by cornerstone."""
    header, pixels = dcmjs_header(path)
    shape = header["frames"], header["rows"], header["columns"]
    dtype = "<u2" if header["bitsAllocated"] == 16 else "u1"
    labels = np.frombuffer(pixels, dtype).reshape(shape)
    origins = np.array(header["positions"])
    orientations = np.array(header["orientations"])
    if np.ptp(orientations, axis=0).any():
        raise AssertionError("frames differ in orientation")
    if header["segmentationType"] != "LABELMAP":
        labels, origins = merge_segments(labels, origins, header["referencedSegments"])
    return Reading(
        labels, origins, orientations[0, :3], orientations[0, 3:], tuple(header["pixelSpacing"])
    )


def _frame(action: str, data: bytes, syntax: str, rows: int, columns: int, bits: int) -> bytes:
    need_peer("cornerstone")
    with tempfile.TemporaryDirectory(prefix="peer-codec-") as name:
        source, result = Path(name) / "in", Path(name) / "out"
        source.write_bytes(data)
        size = (str(rows), str(columns), str(bits))
        run("node", NODE_FOLDER / "frames.mjs", action, syntax, *size, source, result)
        return result.read_bytes()


def decode_frame_cornerstone(
    data: bytes, syntax: str, rows: int, columns: int, bits: int
) -> NDArray[np.integer]:
    """One compressed frame as (rows, columns) uint8 or uint16, by cornerstone's dicom-codec.

    `syntax` may be RLE, JPEG-LS, JPEG 2000 or HTJ2K; `bits` is Bits Allocated, 8 or 16.
    """
    pixels = _frame("decode", data, syntax, rows, columns, bits)
    return np.frombuffer(pixels, "<u2" if bits == 16 else "u1").reshape(rows, columns)


def encode_frame_openjph(frame: NDArray[np.integer], syntax: str) -> bytes:
    """A lossless HTJ2K code stream of a (rows, columns) uint8 or uint16 frame, by OpenJPH."""
    bits = frame.dtype.itemsize * 8
    little = frame.astype(frame.dtype.newbyteorder("<"))
    return _frame("encode", little.tobytes(), syntax, *frame.shape, bits)
