"""Label arrays of the model: nested integers or a raw little-endian file, brought to one form."""

import sys
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LIMIT = 1 << 31  # bytes; nothing in the suite comes near


class VolumeError(ValueError):
    """The array is not rectangular, or its file is missing or has another size."""


@dataclass(frozen=True)
class Volume:
    """Frames x rows x columns of unsigned samples, in C order."""

    shape: tuple[int, int, int]
    samples: "array[int]"

    @property
    def frames(self) -> int:
        return self.shape[0]

    def frame(self, index: int) -> "array[int]":
        size = self.shape[1] * self.shape[2]
        return self.samples[index * size : (index + 1) * size]

    def is_constant(self, index: int, value: int) -> bool:
        return all(sample == value for sample in self.frame(index))

    def rows(self, index: int) -> Iterator["array[int]"]:
        frame, columns = self.frame(index), self.shape[2]
        for start in range(0, len(frame), columns):
            yield frame[start : start + columns]


def load_volume(value: Any, folder: Path) -> Volume:
    """`value` has passed the schema; a file is looked up in `folder` and may not leave it."""
    if isinstance(value, dict):
        return _from_file(value, folder)
    rows = len(value[0]) if value else 0
    columns = len(value[0][0]) if rows else 0
    large = any(v > 65535 for frame in value for row in frame for v in row)
    flat = array("I" if large else "H")
    for number, frame in enumerate(value):
        if len(frame) != rows or any(len(row) != columns for row in frame):
            raise VolumeError(f"labels: frame {number} has another shape than frame 0")
        for row in frame:
            flat.extend(map(int, row))
    return Volume((len(value), rows, columns), flat)


def _from_file(value: dict[str, Any], folder: Path) -> Volume:
    path = (folder / value["file"]).resolve()
    if not path.is_relative_to(folder.resolve()) or not path.is_file():
        raise VolumeError(f"labels: there is no file {value['file']!r} in the working directory")
    frames, rows, columns = (int(size) for size in value["shape"])
    code = "B" if value["dtype"] == "u8" else "H"
    flat = array(code)
    expected = frames * rows * columns * flat.itemsize
    actual = path.stat().st_size
    if actual != expected or expected > LIMIT:
        raise VolumeError(
            f"labels: {value['file']!r} has {actual} bytes, its shape asks for {expected}"
        )
    flat.frombytes(path.read_bytes())
    if code == "H" and sys.byteorder == "big":
        flat.byteswap()
    return Volume((frames, rows, columns), flat if code == "H" else array("H", flat))
