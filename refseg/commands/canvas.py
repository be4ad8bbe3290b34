"""Pillow behind the few things that a montage draws."""

from __future__ import annotations

import unicodedata
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from refseg.model.color import RGB
from refseg.support.errors import MissingExtraError

Pixels = NDArray[np.uint8]

SCREEN: Final = (17, 19, 24)
TEXT: Final = (226, 229, 234)
FAINT: Final = (140, 147, 158)


def drawable(text: str) -> str:
    """The text in what Pillow's bundled font has: letters lose their accents.

    Letters of other scripts are drawn as boxes; the number before a name still tells.
    """
    folded = unicodedata.normalize("NFKD", text.replace("ß", "ss"))
    return " ".join("".join(c for c in folded if not unicodedata.combining(c)).split())


class Canvas:
    """Pillow behind the few things that a montage draws."""

    def __init__(self) -> None:
        try:
            from PIL import Image, ImageDraw, ImageFont
        except ImportError:
            raise MissingExtraError("pillow", "view", "Drawing a picture") from None
        self._pil = Image, ImageDraw, ImageFont
        self._fonts: dict[int, Any] = {}
        self.image: Any = None

    def start(self, width: int, height: int) -> None:
        """Begin a picture of this size."""
        image, draw, _ = self._pil
        self.image = image.new("RGB", (width, height), SCREEN)
        self._draw = draw.Draw(self.image)

    def tile(self, x: int, y: int, box: tuple[int, int], pixels: Pixels) -> None:
        """A picture with a thin frame."""
        self.image.paste(self._pil[0].fromarray(pixels), (x, y))
        width, height = box
        self._draw.rectangle((x - 1, y - 1, x + width, y + height), outline=(48, 52, 60))

    def letters(
        self, x: int, y: int, box: tuple[int, int], letters: tuple[str, str, str, str]
    ) -> None:
        """Letters at the four sides of a tile."""
        width, height = box
        places = (
            (x + 6, y + height // 2, "lm"),
            (x + width - 6, y + height // 2, "rm"),
            (x + width // 2, y + 5, "mt"),
            (x + width // 2, y + height - 5, "mb"),
        )
        for letter, (left, top, anchor) in zip(letters, places, strict=True):
            self._line((left, top), letter, 13, TEXT, anchor)

    def length(self, text: str) -> float:
        """Pixels that a legend text takes."""
        return float(self._font(13).getlength(drawable(text)))

    def entry(self, x: int, y: int, color: RGB | None, text: str, width: int) -> None:
        """A line of the legend."""
        if color is not None:
            self._draw.rounded_rectangle((x, y + 3, x + 13, y + 16), radius=3, fill=color)
        self.text(x + 21, y + 2, text, 13, TEXT if color else FAINT, width - 34)

    def text(self, x: int, y: int, text: str, size: int, color: RGB, room: int) -> None:
        """One line, cut with an ellipsis where the room ends."""
        font = self._font(size)
        line = drawable(text)
        if font.getlength(line) > room:
            while line and font.getlength(line + "...") > room:
                line = line[:-1]
            line += "..."
        self._line((x, y), line, size, color)

    def _line(
        self, place: tuple[int, int], line: str, size: int, color: RGB, anchor: str = "la"
    ) -> None:
        # The outline keeps text readable on bright regions.
        self._draw.text(
            place,
            line,
            fill=color,
            font=self._font(size),
            anchor=anchor,
            stroke_width=2,
            stroke_fill=SCREEN,
        )

    def _font(self, size: int) -> Any:
        if size not in self._fonts:
            self._fonts[size] = self._pil[2].load_default(size=size)
        return self._fonts[size]
