"""Everything that speed, size and scale are judged by, in one run.

    python tests/benchmarks/run.py [--quick] [--output FOLDER]

Writes ``evaluation.md`` and ``pictures/size-against-time.svg`` into the folder (spec/). Ratios are
of medians of one run, in which the contenders take turns; ``--quick`` takes smaller volumes and
fewer rounds. Run it on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from unittest import mock

sys.path[:0] = [str(Path(__file__).resolve().parent.parent)]

import numpy as np  # noqa: E402 - the path comes first

import refseg  # noqa: E402
from benchmarks import measure, report, volumes  # noqa: E402
from benchmarks.measure import Result  # noqa: E402
from benchmarks.report import Target  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent.parent
ATLASES = ("aicha", "aal", "destrieux", "neuromorphometrics")
UNIT = "SimpleITK .nrrd"
Results = dict[str, Result]


def main(arguments: list[str] | None = None) -> int:
    """Measure, write the page, print the targets."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="smaller volumes, fewer rounds")
    parser.add_argument("--tiny", action="store_true", help="only to see that it works")
    parser.add_argument("--output", type=Path, default=ROOT / "spec", help="folder of the page")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="refseg-benchmark-") as name:
        page, picture, targets = run(Path(name), quick=options.quick, tiny=options.tiny)
    (options.output / "pictures").mkdir(parents=True, exist_ok=True)
    (options.output / "evaluation.md").write_text(page, encoding="utf-8")
    (options.output / "pictures" / "size-against-time.svg").write_text(picture, encoding="utf-8")
    print(report.targets_table(targets))
    return 0


def run(folder: Path, *, quick: bool, tiny: bool) -> tuple[str, str, list[Target]]:
    """The page, the picture and the targets."""
    rounds = 1 if tiny else 3 if quick else 7
    fewer = min(rounds, 2)
    shape = (8, 64, 64) if tiny else volumes.CT_SHAPE
    labels = volumes.ct_labels(shape, 1 if tiny else volumes.CT_FACTOR)
    ct = volumes.ct_map(labels)

    def timed(name: str, label_map: refseg.LabelMap, rounds: int = fewer) -> Results:
        print(f"{name}: {label_map.labels.shape} {label_map.labels.dtype}", file=sys.stderr)
        (folder / name).mkdir()
        return measure.measure(label_map, folder / name, rounds)

    results = {"CT": timed("CT", ct, rounds)}
    for name in () if tiny else ATLASES:
        results[f"atlas {name}"] = timed(name, volumes.atlas_map(name))
    for tiles in (20,) if tiny else (2000,) if quick else (20_000, 100_000):
        tile = 16 if tiny else 128 if tiles <= 20_000 else 64
        for sparse in (False, True):
            kind = "TILED_SPARSE" if sparse else "TILED_FULL"
            made = volumes.slide(tiles, tile, sparse=sparse)
            results[f"{len(made.labels)} tiles of {tile} x {tile}, {kind}"] = timed(
                f"{kind}-{tiles}", made
            )
    for count in (3,) if tiny else (1, 100, 1000):
        results[f"{count} segments"] = timed(
            f"segments-{count}", volumes.many_segments(count, 2 if tiny else 32)
        )
    results["CT, 16 bit"] = timed("16-bit", volumes.sixteen_bit(labels))
    targets = [*_ct_targets(results["CT"]), *_memory(results["CT"], labels.nbytes)]
    targets += _other_targets(folder, labels, rounds, tiny=tiny)
    profiles = _profiles(ct, folder)
    page = _page(results, targets, profiles, quick=quick or tiny)
    return page, report.picture("CT volume with 62 labels", results["CT"]), targets


# ------------------------------------------------------------------------------ targets


def _ct_targets(results: Results) -> list[Target]:
    found = []
    peer, nifti = results.get(UNIT), results.get("nibabel .nii.gz")
    raw = results["NumPy raw bytes"]
    for syntax in ("rle", "deflated-frame"):
        own = results[f"refseg {syntax}"]
        if peer is not None:
            found += [
                _ratio(f"{syntax}: write, of {UNIT}", own.write_median, peer.write_median, 1.5),
                _ratio(f"{syntax}: read, of {UNIT}", own.read_median, peer.read_median, 1.0),
            ]
        if nifti is not None:
            found.append(_ratio(f"{syntax}: size, of nibabel .nii.gz", own.size, nifti.size, 1.0))
    own, theirs = results["refseg rle"], results.get("highdicom rle")
    if theirs is not None:
        found += [
            _times("rle: write, faster than highdicom", theirs.write_median, own.write_median, 15),
            _times("rle: read, faster than highdicom", theirs.read_median, own.read_median, 3),
        ]
    binary = results.get("highdicom BINARY")
    if binary is not None:
        own = results["refseg deflated-frame"]
        found += [
            _times("deflated-frame: smaller than BINARY", binary.size, own.size, 50),
            _times("deflated-frame: write, faster than BINARY", binary.write_median,
                   own.write_median, 30),
        ]  # fmt: skip
    native, synced = results["refseg native"], results["NumPy raw bytes, fsync"]
    found += [
        _ratio("native: write, of NumPy's raw bytes and fsync", native.write_median,
               synced.write_median, 1.5),
        _ratio("native: write, of NumPy's raw bytes", native.write_median, raw.write_median, 1.5),
        _ratio("native: read, of NumPy's raw bytes", native.read_median, raw.read_median, 1.5),
        _ratio("native: read, of NumPy's raw bytes and fsync", native.read_median,
               synced.read_median, 1.5),
    ]  # fmt: skip
    return found


def _memory(results: Results, size: int) -> list[Target]:
    found = []
    for name, result in results.items():
        if name in ("refseg rle", "refseg deflated-frame", "refseg native"):
            if result.peak_write is not None:
                text = f"{name.split()[1]}: peak memory of write, beyond the array, of the array"
                found.append(_ratio(text, result.peak_write, size, 0.3))
            if result.peak_read is not None:
                text = f"{name.split()[1]}: peak memory of read, of the result and the file"
                found.append(_ratio(text, result.peak_read, 1.3 * size + result.size, 1.0))
    return found


def _other_targets(folder: Path, labels: np.ndarray, rounds: int, *, tiny: bool) -> list[Target]:
    found = []
    noise = np.random.default_rng(0).integers(0, 256, labels[:84].shape, np.uint8)
    of_labels = measure.rle_speed(labels, folder / "labels.npy")
    of_noise = measure.rle_speed(noise, folder / "noise.npy")
    if of_labels is not None and of_noise is not None:
        found += [
            Target("RLE encoding, faster than pylibjpeg-rle", of_labels[0], 6, at_least=True),
            Target("RLE decoding, faster than pylibjpeg-rle", of_labels[1], 1, at_least=True),
            Target("RLE encoding of noise, of pylibjpeg-rle", 1 / of_noise[0], 3),
            Target("RLE decoding of noise, of pylibjpeg-rle", 1 / of_noise[1], 3),
        ]
    for frames in (50,) if tiny else (20_000, 60_000):
        for kind, made in _metadata_maps(frames).items():
            path = folder / "metadata.dcm"
            write, read = measure.metadata_seconds(made, path, rounds)
            text = f"metadata of {len(made.labels)} frames, {kind}"
            found += [
                Target(f"{text}, write", 1e6 * write, 5, unit="us per frame"),
                Target(f"{text}, read", 1e6 * read, 5, unit="us per frame"),
            ]
    if not tiny:
        for syntax in ("rle", "native"):
            grown = measure.streaming_growth(folder, syntax)
            text = f"{syntax}: peak memory of one more of 80000 frames in turn, of its pixels"
            found.append(Target(text, grown, 0.03))
    found.append(Target("import refseg, of NumPy and pydicom", measure.import_share(rounds), 0.3))
    frames, side = (20, 64) if tiny else (10_000, 256)
    many = np.zeros((frames, side, side), np.uint8)
    many[:, side // 4 : side // 2, side // 8 : side // 2] = 1
    for syntax in ("native", "rle"):
        path = folder / "many.dcm"
        refseg.write(path, volumes.stack(many, volumes.organs(range(1, 2))), transfer_syntax=syntax)
        share = measure.frame_share(path, frames, rounds)
        found.append(Target(f"{syntax}: one frame of {frames}, of reading all", share, 0.01))
    return found


def _metadata_maps(frames: int) -> dict[str, refseg.LabelMap]:
    """Tiny frames: planes at random (the most different decimals), tiles of a sparse slide."""
    random = np.random.default_rng(0)
    labels = np.zeros((frames, 4, 4), np.uint8)
    planes = refseg.Geometry.from_planes(
        random.normal(size=(frames, 3)) * 100,
        np.tile([1.0, 0, 0, 0, 1, 0], (frames, 1)),
        np.ones((frames, 2)),
    )
    return {
        "planes at random": refseg.LabelMap(labels, geometry=planes, background=0),
        "TILED_SPARSE": volumes.slide(2 * frames, 4, sparse=True),
    }


def _ratio(text: str, own: float | None, other: float | None, limit: float) -> Target:
    return Target(text, (own or 0) / (other or 1), limit)


def _times(text: str, other: float | None, own: float | None, limit: float) -> Target:
    return Target(text, (other or 0) / (own or 1), limit, at_least=True)


# ------------------------------------------------------------------------------ page


def _profiles(ct: refseg.LabelMap, folder: Path) -> str:
    """Where the time goes, on one thread: a profile sees one only."""
    lines = []
    for syntax in ("rle", "deflated-frame", "native"):
        path = folder / "profile.dcm"

        def write(syntax: str = syntax, path: Path = path) -> None:
            labels, geometry, segments = ct.labels, ct.geometry, ct.segments
            one = refseg.LabelMap(labels, geometry=geometry, segments=segments, background=0)
            refseg.write(path, one, transfer_syntax=syntax)

        for kind, work in (("write", write), ("read", lambda path=path: refseg.read(path))):
            lines.append(f"* {syntax}, {kind}: {_profile(work)}")
    return "\n".join(lines)


def _profile(work: Callable[[], object]) -> str:
    profile = cProfile.Profile()
    with mock.patch("refseg.fast.threads.workers", return_value=1):
        profile.runcall(work)
    stats = pstats.Stats(profile)
    rows = sorted(((row[2], key) for key, row in stats.stats.items()), reverse=True)
    total = sum(spent for spent, _ in rows)
    return f"{1000 * total:.0f} ms; " + ", ".join(
        f"{_function(key)} {spent / total:.0%}" for spent, key in rows[:6]
    )


def _function(key: tuple[str, int, str]) -> str:
    file, _, name = key
    where = Path(file).stem
    return f"`{name.strip('<>')}`" if where == "~" else f"`{where}.{name}`"


def _page(results: dict[str, Results], targets: list[Target], profiles: str, *, quick: bool) -> str:
    missed = sum(not target.reached for target in targets)
    parts = [
        "# Evaluation: speed, size and scale",
        "Written by `python tests/benchmarks/run.py"
        f"{' --quick' if quick else ''}`; do not edit. {report.versions()}. Times are medians of"
        " rounds in which the contenders take turns, each in a process of its own, from an array in"
        " memory to a new file and back. Peaks are bytes in use beyond those at the start: beyond"
        " the labels for writing, with the result for reading. refseg flushes its files to the disk"
        " (fsync), the others do not.",
        "## Targets",
        f"{len(targets) - missed} of {len(targets)} reached.",
        report.targets_table(targets),
        "## What stands in the way of those missed",
        report.limits(targets),
        "## Where the time goes",
        "Profiles of the CT volume on one thread, the six functions that take most:",
        profiles,
        "## Results",
        "![Size against time](pictures/size-against-time.svg)",
    ]
    for name, found in results.items():
        parts.append(f"### {name[0].upper()}{name[1:]}")
        unit = UNIT if UNIT in found else "NumPy raw bytes"
        parts.append(report.results_table(found, unit))
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    sys.exit(main())
