"""What 20,000 nuclei cost as segments of a label map, and as instances (proposal): sizes only.

    python tests/benchmarks/instances.py

Writes the table ``instances`` into ``spec/measured.json``; then run ``refseg spec``. The pixels of
the proposal, of 32 bits, are encoded here: no reader of them exists. RLE Lossless has four byte
segments then (PS3.5 Annex G): those of two images of 16 bits, without what the second one repeats.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import refseg
from refseg.frames.pixels import encode_frames
from refseg.frames.syntaxes import by_name

RESULTS = Path(__file__).parents[2] / "spec" / "measured.json"
TILES = 18  # along each side of the matrix
SIDE = 512
NUCLEI = 62  # on each tile
RLE_HEADER, OFFSET, ITEM = 64, 4, 8
CLASSES = ("Nucleus of a lymphocyte", "Nucleus of a tumour cell")
NUCLEUS = refseg.Code("84640000", "SCT", "Nucleus")
Row = dict[str, Any]


def slide() -> NDArray[np.uint32]:
    """Ellipses in raster order of the tiles, numbered from 1: (tiles, rows, columns)."""
    chance = np.random.default_rng(0)
    tiles = np.zeros((TILES * TILES, SIDE, SIDE), np.uint32)
    number = 0
    for tile in tiles:
        for _ in range(NUCLEI):
            number += 1
            row, column = chance.integers(16, SIDE - 16, 2)
            high, wide = chance.uniform(6, 14, 2)
            down, right = np.ogrid[-15:16, -15:16]
            inside = (down / high) ** 2 + (right / wide) ** 2 < 1
            tile[row - 15 : row + 16, column - 15 : column + 16][inside] = number
    return tiles


def written(path: Path, labels: NDArray[Any], names: list[str], syntax: str) -> int:
    """The size of a label map of these labels."""
    side = TILES * SIDE
    label_map = refseg.LabelMap(
        labels,
        geometry=refseg.Tiling.full(side, side, SIDE, SIDE, pixel_spacing=(0.00025, 0.00025)),
        segments=tuple(refseg.Segment(n, name, type=NUCLEUS) for n, name in enumerate(names, 1)),
        background=0,
    )
    refseg.write(path, label_map, transfer_syntax=syntax)
    return path.stat().st_size


def rows() -> list[Row]:
    """The table."""
    instances = slide()
    count = int(instances.max())
    segment_of = np.append(0, 1 + np.arange(count) % len(CLASSES)).astype(np.uint8)
    classes = segment_of[instances]
    as_segments = instances.astype(np.uint16)
    names = [f"{CLASSES[n % len(CLASSES)]} {n + 1}" for n in range(count)]
    table: list[Row] = []

    def row(way: str, descriptions: int, pixels: int, syntax: str) -> None:
        table.append(
            {"way": way, "transfer syntax": syntax, "descriptions": descriptions, "pixels": pixels}
        )

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.dcm")
        for syntax in ("rle", "deflated-frame"):
            for way, labels, described in (
                ("label map of the two classes, no instances", classes, list(CLASSES)),
                ("label map, a segment for each instance", as_segments, names),
            ):
                bits = 8 * labels.dtype.itemsize
                pixels = encode_frames(labels, by_name(syntax), bits_allocated=bits).length
                row(way, written(path, labels, described, syntax) - pixels, pixels, syntax)
            row(
                "proposal: 32 bits, an array of 16-bit numbers",
                2 * count,
                proposed(instances, syntax),
                syntax,
            )
    return table


def proposed(instances: NDArray[np.uint32], syntax: str) -> int:
    """Bytes of the frames with 32 bits."""
    if syntax == "deflated-frame":
        # Bytes are bytes to Deflate: a frame of 32 bits is one of 16 with twice the columns.
        halves = np.ascontiguousarray(instances, "<u4").view("<u2")
        return encode_frames(halves, by_name(syntax), bits_allocated=16).length
    total = 0
    for half in (instances >> 16, instances & 0xFFFF):
        total += encode_frames(half.astype(np.uint16), by_name(syntax), bits_allocated=16).length
    return total - len(instances) * (RLE_HEADER + OFFSET + ITEM) - ITEM


def main() -> None:
    """Measure, and put the table beside the others."""
    tables = json.loads(RESULTS.read_text(encoding="utf-8"))
    tables["instances"] = rows()
    RESULTS.write_text(json.dumps(tables, indent=1) + "\n", encoding="utf-8")
    for line in tables["instances"]:
        print(line)


if __name__ == "__main__":
    main()
