"""Everything that speed, size and scale are judged by, in two runs one after the other.

    python tests/benchmarks/run.py [--quick] [--output FOLDER]
    python tests/benchmarks/run.py --labels FILE        any NIfTI or NRRD of your own
    python tests/benchmarks/run.py --render             the pages again, from evaluation.json

A full run writes ``evaluation.json``, ``evaluation.md`` and ``pictures/size-against-time.svg``
into spec/, and the block in README.md; the others print tables, and write such pages only into the
folder that ``--output`` names. Run it on a machine that does nothing else: a full run takes about
twenty minutes, ``--quick`` (one round, smaller volumes) a third of that.
Needs ``pip install -e ".[test,benchmark]"`` and the atlases, see README.md.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Collection
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent.parent)]

import numpy as np  # noqa: E402 - the path comes first

import refseg  # noqa: E402
from benchmarks import machine, network, others, report, targets, volumes  # noqa: E402
from benchmarks.cases import Case, all_cases, given_case, tiny_cases  # noqa: E402
from benchmarks.document import CaseRecord, Document  # noqa: E402
from benchmarks.measure import measure  # noqa: E402
from benchmarks.targets import Target  # noqa: E402
from refseg.formats import write_labels  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent.parent
RUNS = 2
#: The volume of everyday size that commands and profiles take.
SMALL = "everyday-75x92x75"
#: Syntaxes that are shown in Node and through WADO-RS.
_ELSEWHERE = ("native", "deflated", "rle", "deflated-frame", "jpegls", "jpeg2000", "htj2k")


def main(arguments: list[str] | None = None) -> int:
    """Measure, write the pages, print the targets."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="smaller volumes, fewer rounds")
    parser.add_argument("--tiny", action="store_true", help="only to see that it works")
    parser.add_argument("--labels", type=Path, help="measure this NIfTI or NRRD file only")
    parser.add_argument(
        "--render", action="store_true", help="from evaluation.json, measure nothing"
    )
    parser.add_argument("--cases", help="comma-separated beginnings of the keys of cases")
    parser.add_argument("--contenders", help="names of contenders, separated by semicolons")
    parser.add_argument("--output", type=Path, help="folder of the page (default: spec/)")
    options = parser.parse_args(arguments)
    whole = not (options.labels or options.cases or options.contenders)
    folder = options.output
    if folder is None and whole and not (options.quick or options.tiny):
        folder = ROOT / "spec"  # what is published comes from a full run
    if options.render:
        document = Document.load_from(folder / "evaluation.json")
    else:
        try:
            document = _measured(options)
        except refseg.RefsegError as error:  # a file that cannot be read, an atlas that is missing
            parser.error(str(error))
    if folder is not None:
        report.write_pages(document, folder, None if options.output else ROOT / "README.md")
    for case in () if folder is not None and whole else document.cases:
        print(f"\n{case.title}\n{case.statistics}\n\n{report.results_table(case.results)}")
    if document.targets:
        print(targets.table(document.targets))
    return 0


def _measured(options: argparse.Namespace) -> Document:
    if options.labels:
        cases = [given_case(options.labels)]
    else:
        cases = tiny_cases() if options.tiny else all_cases(quick=options.quick)
        begins = tuple((options.cases or "").split(","))
        cases = [case for case in cases if case.key.startswith(begins)]
    names = options.contenders.split(";") if options.contenders else None
    mode = "".join(f" --{name}" for name in ("tiny", "quick") if getattr(options, name))
    document = Document(f"python tests/benchmarks/run.py{mode}", machine.describe())
    with tempfile.TemporaryDirectory(prefix="refseg-benchmark-") as name:
        folder = Path(name)
        for run in range(RUNS):
            document.load.append(machine.load())
            for number, case in enumerate(cases):
                if run == 0:
                    document.cases.append(_described(case))
                _one_case(case, document.cases[number], folder / f"{run}-{case.key}", names)
        if not (options.labels or options.cases):
            _beside(document, cases, folder, quick=options.quick, tiny=options.tiny)
    return document


def _described(case: Case) -> CaseRecord:
    labels = case.build().labels
    statistics = str(volumes.statistics(labels))
    return CaseRecord(case.key, case.title, case.about, statistics, labels.nbytes)


def _one_case(case: Case, record: CaseRecord, folder: Path, names: Collection[str] | None) -> None:
    print(f"{time.strftime('%H:%M:%S')} {case.key}: {record.statistics}", file=sys.stderr)
    label_map, watch, start = case.build(), machine.Watch(), time.perf_counter()
    measure(
        label_map,
        folder,
        case.rounds,
        results=record.results,
        names=names,
        everything=case.everything,
    )
    record.others.append(watch.others())
    record.seconds.append(time.perf_counter() - start)
    for path in sorted(folder.rglob("*"), reverse=True):  # a case leaves a gigabyte
        path.rmdir() if path.is_dir() else path.unlink()


# ------------------------------------------------------------------------------ beside files


def _beside(
    document: Document, cases: list[Case], folder: Path, *, quick: bool, tiny: bool
) -> None:
    """What is measured once, of refseg alone or elsewhere."""
    print(f"{time.strftime('%H:%M:%S')} beside the cases", file=sys.stderr)
    maps = {case.key: case.build() for case in cases if case.key in (report.MAIN, SMALL)}
    main = maps[report.MAIN]
    rounds = 1 if tiny else 3 if quick else 5
    document.measured += _rle(main.labels, folder)
    document.measured += _metadata(folder, rounds, (50,) if tiny else (20_000, 60_000))
    if not tiny:
        document.measured += _memory(folder)
        for key, label_map in maps.items():
            document.measured += _commands(key, label_map, folder, rounds)
    text = "import refseg, of NumPy and pydicom"
    document.measured.append(Target(text, [others.import_share(rounds)], 0.3))
    document.measured += _one_frame(folder, rounds, *((20, 64) if tiny else (10_000, 256)))
    for case in cases:
        if case.key in maps:
            document.profiles[case.title] = others.profiles(maps[case.key], folder)
    files = _elsewhere(main, folder)
    in_node = files | _others_in_node(main, folder)
    document.javascript, document.wado = network.javascript(in_node), network.wado(files)


def _rle(labels: np.ndarray, folder: Path) -> list[Target]:
    noise = np.random.default_rng(0).integers(0, 256, labels[:84].shape, np.uint8)
    of_labels = others.rle_speed(labels, folder / "labels.npy")
    of_noise = others.rle_speed(noise, folder / "noise.npy")
    if of_labels is None or of_noise is None:
        return []
    return [
        Target("RLE encoding, faster than pylibjpeg-rle", of_labels[:1], 6, at_least=True),
        Target("RLE decoding, faster than pylibjpeg-rle", of_labels[1:], 1, at_least=True),
        Target("RLE encoding of noise, of pylibjpeg-rle", [1 / of_noise[0]], 3),
        Target("RLE decoding of noise, of pylibjpeg-rle", [1 / of_noise[1]], 3),
    ]


def _metadata(folder: Path, rounds: int, counts: tuple[int, ...]) -> list[Target]:
    found = []
    for frames in counts:
        for kind, made in others.metadata_maps(frames).items():
            times = others.metadata_seconds(made, folder / "metadata.dcm", rounds)
            for what, spent in zip(("write", "read"), times, strict=True):
                text = f"metadata of {len(made.labels)} frames, {kind}, {what}"
                found.append(Target(text, [1e6 * spent], 5, unit="us per frame"))
    return found


def _memory(folder: Path) -> list[Target]:
    text = "peak memory of one more of 80000 frames in turn, of its pixels"
    return [
        Target(f"{syntax}: {text}", [others.streaming_growth(folder, syntax)], 0.03)
        for syntax in ("rle", "native")
    ]


def _commands(key: str, label_map: refseg.LabelMap, folder: Path, rounds: int) -> list[Target]:
    if not key.startswith("everyday"):
        return []
    times = others.command_seconds(label_map, folder, rounds)
    imports = times["imports"]
    return [
        Target(
            f"command refseg {name}, {key.partition('-')[2]}: time beyond that of"
            f' `python -c "{others.IMPORTS}"`, of that',
            [(times[name] - imports) / imports],
            1.5,
        )
        for name in ("encode", "decode")
    ]


def _one_frame(folder: Path, rounds: int, frames: int, side: int) -> list[Target]:
    found, made = [], others.many_frames(frames, side)
    for syntax in ("native", "rle"):
        path = folder / "many.dcm"
        refseg.write(path, made, transfer_syntax=syntax)
        share = others.frame_share(path, frames, rounds)
        found.append(Target(f"{syntax}: one frame of {frames}, of reading all", [share], 0.01))
    return found


def _elsewhere(label_map: refseg.LabelMap, folder: Path) -> dict[str, Path]:
    files = {}
    for syntax in _ELSEWHERE:
        path = folder / f"{syntax}.dcm"
        try:
            refseg.write(path, label_map, transfer_syntax=syntax)
        except refseg.RefsegError as error:  # its package is not installed
            print(f"{syntax}: {error}", file=sys.stderr)
        else:
            files[syntax] = path
    return files


def _others_in_node(label_map: refseg.LabelMap, folder: Path) -> dict[str, Path]:
    """What a program in JavaScript would read instead of a label map."""
    binary, image = folder / "binary.dcm", folder / "labels.nii.gz"
    refseg.write_masks(binary, refseg.to_masks(label_map), transfer_syntax="native")
    write_labels(image, label_map)
    return {"BINARY, native": binary, ".nii.gz": image}


if __name__ == "__main__":
    sys.exit(main())
