"""``refseg demo``: real atlases through the whole chain, judged by an independent reader."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np

from refseg.commands import common
from refseg.commands.atlases import read_atlas
from refseg.commands.montage import write_montage
from refseg.formats import LabelImage, read_labels, write_labels
from refseg.model.color import distinct_color
from refseg.model.geometry import Geometry
from refseg.model.labelmap import LabelMap
from refseg.part10.files import read, write
from refseg.support.progress import progress

#: The atlases of the demonstration: 8 and 16 bit, with and without gaps in their numbers.
ATLASES: Final = ("aicha", "aal", "destrieux", "neuromorphometrics")
_write_image = partial(write_labels, force=True)
#: What is written of each atlas, and how: RLE frames, the whole data set deflated, peers.
_WAYS: Final[dict[str, tuple[Callable[..., Any], Callable[..., Any]]]] = {
    ".dcm": (write, read),
    ".deflated.dcm": (partial(write, transfer_syntax="deflated"), read),
    ".nii.gz": (_write_image, read_labels),
    ".nrrd": (_write_image, read_labels),
}
_ROUNDS: Final = 3


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument(
        "-o", "--output", default="demo", metavar="FOLDER", help="where to write (default: demo)"
    )


def command(options: argparse.Namespace) -> int:
    """Run it."""
    folder = Path(options.output)
    results = run(folder)
    common.show(as_table(results))
    common.show(f"\nfiles and picture: {folder}/, {folder / 'aal.png'}")
    same = all(result.same_for_peer and result.same_for_us for result in results)
    return 0 if same else common.EXIT_FINDINGS


@dataclass(frozen=True)
class Result:
    """One atlas after the chain; times in seconds, sizes in bytes, by file suffix."""

    atlas: str
    label_map: LabelMap
    same_for_peer: bool
    same_for_us: bool
    sizes: dict[str, int]
    write: dict[str, float]
    read: dict[str, float]


def run(folder: Path) -> list[Result]:
    """Encode, have it read by an independent reader, decode and compare every atlas.

    Writes for each atlas the DICOM file, .nii.gz and .nrrd, and one montage.

    Raises:
        RefsegError: the atlases or an optional package are missing, or a file cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    results = [_chain(name, folder) for name in progress(ATLASES, len(ATLASES), "atlases")]
    write_montage(folder / "aal.png", results[1].label_map, max_frames=15)
    return results


def _chain(name: str, folder: Path) -> Result:
    label_map = _colored(read_atlas(name))
    paths = {suffix: folder / f"{name}{suffix}" for suffix in _WAYS}
    return Result(
        atlas=name,
        label_map=label_map,
        write={s: _seconds(_WAYS[s][0], path, label_map) for s, path in paths.items()},
        read={s: _seconds(_WAYS[s][1], path) for s, path in paths.items()},
        sizes={suffix: path.stat().st_size for suffix, path in paths.items()},
        same_for_peer=_same_for_pydicom(paths[".dcm"], label_map),
        same_for_us=read(paths[".dcm"]) == label_map,
    )


def _colored(image: LabelImage) -> LabelMap:
    label_map = image.to_label_map()
    return replace(
        label_map,
        segments=tuple(
            segment
            if segment.color or segment.number == label_map.background
            else replace(segment, color=distinct_color(segment.number))
            for segment in label_map.segments
        ),
    )


def _seconds(action: Callable[..., Any], *given: Any) -> float:
    times = []
    for _ in range(_ROUNDS):
        start = time.perf_counter()
        action(*given)
        times.append(time.perf_counter() - start)
    return sorted(times)[_ROUNDS // 2]


def _same_for_pydicom(path: Path, label_map: LabelMap) -> bool:
    """Does pydicom, with its own RLE decoder and parser, see the same labels at the same places?"""
    from pydicom import dcmread

    dataset = dcmread(path)
    frames = dataset.PerFrameFunctionalGroupsSequence
    positions = [frame.PlanePositionSequence[0].ImagePositionPatient for frame in frames]
    shared = dataset.SharedFunctionalGroupsSequence[0]
    geometry = label_map.geometry
    assert isinstance(geometry, Geometry)  # noqa: S101 - atlases lie in the patient
    return bool(
        np.array_equal(dataset.pixel_array, label_map.labels)
        and np.allclose(np.array(positions, dtype=float), geometry.positions, atol=1e-6)
        and np.allclose(
            np.array(shared.PlaneOrientationSequence[0].ImageOrientationPatient, dtype=float),
            geometry.orientation,
        )
        and np.allclose(
            np.array(shared.PixelMeasuresSequence[0].PixelSpacing, dtype=float),
            geometry.pixel_spacing,
        )
        and {item.SegmentNumber: item.SegmentLabel for item in dataset.SegmentSequence}
        == {segment.number: segment.label for segment in label_map.segments}
    )


def as_table(results: list[Result]) -> str:
    """The results for a person."""
    heads = ("RLE .dcm", "deflated .dcm", ".nii.gz", ".nrrd")
    lines = [
        "Real atlases as DICOM label maps, beside .nii.gz and .nrrd of the same labels.",
        "Each cell: size in kB, then milliseconds to write and to read (median of three).",
        "",
        f"{'atlas':<19}{'volume':<13}{'bits':>4}{'regions':>9}  {'pydicom':<9}{'refseg':<8}"
        + "".join(f"{head:>17}" for head in heads),
    ]
    same = ("DIFFERS", "same")
    for result in results:
        labels = result.label_map.labels
        volume = "x".join(str(size) for size in reversed(labels.shape))
        regions = sum(s.number != result.label_map.background for s in result.label_map.segments)
        lines.append(
            f"{result.atlas:<19}{volume:<13}{8 * labels.itemsize:>4}{regions:>9}  "
            f"{same[result.same_for_peer]:<9}{same[result.same_for_us]:<8}"
            + "".join(_cell(result, suffix) for suffix in _WAYS)
        )
    return "\n".join(lines)


def _cell(result: Result, suffix: str) -> str:
    kilobytes = result.sizes[suffix] / 1000
    return f"{kilobytes:>6.0f} {result.write[suffix] * 1e3:>5.0f}/{result.read[suffix] * 1e3:<4.0f}"
