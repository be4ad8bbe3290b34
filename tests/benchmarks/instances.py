"""What 200,000 nuclei cost as segments of label maps, and as instances (proposal).

    python tests/benchmarks/instances.py

Writes the table ``instances`` into ``spec/measured.json``; then run ``refseg spec``. Sizes are the
same everywhere (but for zlib builds). Times are processor times of this process, of all its
threads, in multiples of those of the label map of two classes, which is measured beside them.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import refseg
from refseg.experimental import InstanceMap, read_instances, write_instances
from refseg.experimental.instances import instance_frames
from refseg.part10.filereader import DicomFile

RESULTS = Path(__file__).parents[2] / "spec" / "measured.json"
TILES = 18  # along each side of the matrix
SIDE = 512
NUCLEI = 620  # on each tile
SPACING = (0.0005, 0.0005)  # mm: an objective of 20 x
BOX = 7  # pixels from the centre of a nucleus to the edge of its box
QUARTERS = 4  # label maps that 200,000 segments need
ROUNDS = 3
CLASSES = ("Nucleus of a lymphocyte", "Nucleus of a tumour cell")
NUCLEUS = refseg.Code("84640000", "SCT", "Nucleus")
Row = dict[str, Any]


def slide() -> NDArray[np.uint32]:
    """Ellipses in raster order of the tiles, numbered from 1: (tiles, rows, columns)."""
    chance = np.random.default_rng(0)
    tiles = np.zeros((TILES * TILES, SIDE, SIDE), np.uint32)
    down, right = np.ogrid[-BOX : BOX + 1, -BOX : BOX + 1]
    number = 0
    for tile in tiles:
        for _ in range(NUCLEI):
            number += 1
            row, column = chance.integers(BOX + 1, SIDE - BOX - 1, 2)
            high, wide = chance.uniform(3, BOX, 2)
            inside = (down / high) ** 2 + (right / wide) ** 2 < 1
            place = tile[row - BOX : row + BOX + 1, column - BOX : column + BOX + 1]
            place[inside] = number
    return tiles


def tiling(tiles: int) -> refseg.Tiling:
    """So many tiles side by side."""
    return refseg.Tiling.full(SIDE, tiles * SIDE, SIDE, SIDE, pixel_spacing=SPACING)


def label_map(labels: NDArray[Any], names: list[str]) -> refseg.LabelMap:
    segments = tuple(refseg.Segment(n, name, type=NUCLEUS) for n, name in enumerate(names, 1))
    return refseg.LabelMap(labels, tiling(len(labels)), segments, background=0)


def instance_map(instances: NDArray[Any]) -> InstanceMap:
    """The nuclei are of the two classes in turn."""
    count = int(instances.max())
    segments = tuple(refseg.Segment(n, name, type=NUCLEUS) for n, name in enumerate(CLASSES, 1))
    numbers = (1 + np.arange(count) % len(CLASSES)).astype(np.uint16)
    return InstanceMap(instances, numbers, segments, tiling(len(instances)))


def seconds(work: Callable[[], Any]) -> float:
    """The least processor time of some rounds."""
    spent = []
    for _ in range(ROUNDS):
        begin = time.process_time()
        work()
        spent.append(time.process_time() - begin)
    return min(spent)


def sizes(paths: list[Path]) -> tuple[int, int]:
    """Bytes of all but the pixels, and of the pixels with their items."""
    pixels = 0
    for path in paths:
        with DicomFile.open(path) as file:
            assert file.pixels is not None
            pixels += path.stat().st_size - file.pixels.offset
    return sum(path.stat().st_size for path in paths) - pixels, pixels


def one_frame(path: Path) -> None:
    with refseg.open(path) as file:
        file.frame(1)


def one_instance_frame(path: Path) -> None:
    with DicomFile.open(path) as file:
        instance_frames(file, []).frame(1)


def rows() -> list[Row]:
    """The table."""
    proposal = instance_map(slide())
    parts = np.split(proposal.instances, QUARTERS)
    classes = proposal.label_map().labels.astype(np.uint8)
    table: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        for syntax in ("rle", "deflated-frame"):
            paths = [Path(folder, f"{number}.dcm") for number in range(QUARTERS)]
            first: list[float] = []

            def row(
                way: str,
                files: list[Path],
                *work: Callable[[], Any],
                syntax: str = syntax,
                first: list[float] = first,
            ) -> None:
                spent = [seconds(one) for one in work]
                first += spent if not first else []
                descriptions, pixels = sizes(files)
                ratios = [f"{a / b:.1f}" for a, b in zip(spent, first, strict=True)]
                names = ("write", "read", "one frame")
                table.append(
                    {
                        "way": way,
                        "transfer syntax": syntax,
                        "descriptions": descriptions,
                        "pixels": pixels,
                    }
                    | dict(zip(names, ratios, strict=True))
                )

            two, path = label_map(classes, list(CLASSES)), paths[0]
            row(
                "label map of the two classes, no instances",
                paths[:1],
                lambda: refseg.write(path, two, transfer_syntax=syntax),  # noqa: B023
                lambda: refseg.read(path),  # noqa: B023
                lambda: one_frame(path),  # noqa: B023
            )
            quarters = [_renumbered(part) for part in parts]
            row(
                f"{QUARTERS} label maps, a segment for each instance",
                paths,
                lambda: [
                    refseg.write(one, quarter, transfer_syntax=syntax)  # noqa: B023
                    for one, quarter in zip(paths, quarters, strict=True)  # noqa: B023
                ],
                lambda: [refseg.read(one) for one in paths],  # noqa: B023
                lambda: one_frame(path),  # noqa: B023
            )
            row(
                "proposal",
                paths[:1],
                lambda: write_instances(
                    path,  # noqa: B023
                    proposal,
                    experimental=True,
                    transfer_syntax=syntax,  # noqa: B023
                ),
                lambda: read_instances(path, experimental=True),  # noqa: B023
                lambda: one_instance_frame(path),  # noqa: B023
            )
    return table


def _renumbered(part: NDArray[Any]) -> refseg.LabelMap:
    """A part of the slide as a label map of its own, whose instances are numbered from 1."""
    least = int(part[part > 0].min()) - 1
    labels = np.where(part > 0, part - least, 0).astype(np.uint16)
    names = [f"{CLASSES[n % len(CLASSES)]} {least + n + 1}" for n in range(int(labels.max()))]
    return label_map(labels, names)


def main() -> None:
    """Measure, and put the table beside the others."""
    tables = json.loads(RESULTS.read_text(encoding="utf-8"))
    tables["instances"] = rows()
    RESULTS.write_text(json.dumps(tables, indent=1) + "\n", encoding="utf-8")
    for line in tables["instances"]:
        print(line)


if __name__ == "__main__":
    main()
