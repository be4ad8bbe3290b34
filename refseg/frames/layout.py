"""How many pixels of how many bits make a frame: the attributes a frame codec depends on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from refseg.support.errors import FrameError, UnsupportedError

__all__ = ["MAX_FRAMES", "MAX_ROWS_COLUMNS", "Labels", "Layout"]

#: Rows and Columns have VR US (PS3.5 Table 6.2-1).
MAX_ROWS_COLUMNS = 65_535
#: Number of Frames has VR IS, a signed 32-bit integer (PS3.5 Table 6.2-1).
MAX_FRAMES = 2**31 - 1

Labels = NDArray[np.unsignedinteger[Any]]


@dataclass(frozen=True, kw_only=True)
class Layout:
    """Shape and sample format of Pixel Data (PS3.3 C.7.6.3), one unsigned sample per pixel.

    Raises:
        UnsupportedError: Bits Allocated is none of 1, 8 and 16, or the pixels are signed.
        FrameError: a size is out of the range of its VR, or Bits Stored exceeds Bits Allocated.
    """

    rows: int
    columns: int
    frames: int
    bits_allocated: int
    bits_stored: int | None = None
    pixel_representation: int = 0

    def __post_init__(self) -> None:
        """Refuse what no frame codec here can mean."""
        for keyword, value, most in (
            ("Rows", self.rows, MAX_ROWS_COLUMNS),
            ("Columns", self.columns, MAX_ROWS_COLUMNS),
            ("Number of Frames", self.frames, MAX_FRAMES),
        ):
            if not 1 <= value <= most:
                raise FrameError(
                    f"{keyword} is {value}, it must be 1 to {most}", code="frames.layout"
                )
        if self.bits_allocated not in (1, 8, 16):
            raise UnsupportedError(
                f"Bits Allocated is {self.bits_allocated}, refseg knows 1, 8 and 16",
                code="frames.layout",
                requirement="LM-PIX-006",
            )
        if not 1 <= self.stored <= self.bits_allocated:
            raise FrameError(
                f"Bits Stored is {self.stored}, it must be 1 to Bits Allocated"
                f" ({self.bits_allocated})",
                code="frames.layout",
                requirement="LM-PIX-007",
            )
        if self.pixel_representation != 0:
            raise UnsupportedError(
                f"Pixel Representation is {self.pixel_representation}, refseg reads unsigned"
                " pixels (0)",
                code="frames.layout",
                requirement="LM-PIX-005",
            )

    @property
    def stored(self) -> int:
        """Bits Stored; Bits Allocated where it was not given."""
        return self.bits_allocated if self.bits_stored is None else self.bits_stored

    @property
    def frame_pixels(self) -> int:
        """Pixels of one frame."""
        return self.rows * self.columns

    @property
    def frame_bytes(self) -> int:
        """Bytes of one frame that starts on a byte boundary (encapsulated, PS3.5 A.4)."""
        return (self.frame_pixels * self.bits_allocated + 7) // 8

    @property
    def native_bytes(self) -> int:
        """Bytes of all frames in native form, without the pad byte (PS3.5 8.1.1)."""
        return (self.frame_pixels * self.frames * self.bits_allocated + 7) // 8

    @property
    def samples(self) -> type[np.uint8] | type[np.uint16]:
        """NumPy type of decoded pixels."""
        return np.uint16 if self.bits_allocated == 16 else np.uint8

    def empty(self, frames: int) -> Labels:
        """Room for so many decoded frames, shape (frames, rows, columns).

        Raises:
            FrameError: there is not so much memory.
        """
        try:
            return np.empty((frames, self.rows, self.columns), self.samples)
        except (MemoryError, ValueError) as error:
            raise FrameError(
                f"{frames} frames of {self.rows} rows and {self.columns} columns do not fit into"
                " memory; read fewer frames at a time",
                code="frames.memory",
            ) from error
