"""Try many hostile inputs: ``python -m tests.fuzz.campaign --count 500000 --seed 1``.

Input number n of a seed is always the same, so a breach is found again by its number
(``--only N``). Three parts share the numbers: every prefix of every golden, every byte of the
metadata of several goldens changed in BYTE_CHANGES ways, then changes that know the structure.
``--kind`` takes the inputs of :mod:`tests.fuzz.kinds` instead, which have numbers of their own.
Each input meets one operation, or with ``--all-operations`` each.
"""

from __future__ import annotations

import argparse
import gc
import json
import logging
import multiprocessing
import os
import random
import re
import sys
import time
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from .contract import OPERATIONS, TURNS, guard_memory, try_dicom, try_image, workplace
from .goldens import dicom_goldens, image_goldens
from .guards import GUARDS
from .kinds import KINDS, tried_kind
from .mutate import BYTE_CHANGES, changed_byte, some_bytes, structural

#: Goldens whose metadata are changed byte by byte.
BY_BYTE = ("native-8", "rle-16", "palette", "tiled-sparse", "binary", "undefined-lengths")
PREAMBLE = 128
#: Of this many structural inputs, one is a label image of another format.
IMAGES_EVERY = 12
#: Seconds without progress after which a worker counts as hanging.
PATIENCE = 300.0
PART_SIZE = 500


class Input(NamedTuple):
    """One input: which golden it comes from, its bytes, and the operations it meets."""

    name: str
    content: bytes
    operations: tuple[str, ...]


class Plan:
    """What input number n is."""

    def __init__(self, seed: int, *, all_operations: bool, kind: str | None = None) -> None:
        self.seed, self.all_operations, self.kind = seed, all_operations, kind
        self.goldens = dicom_goldens()
        self.images = image_goldens()
        self.names = list(self.goldens)
        sizes = [len(self.goldens[name]) for name in self.names]
        changes = [
            (self.goldens[name].rfind(b"\xe0\x7f\x10\x00") - PREAMBLE) * BYTE_CHANGES
            for name in BY_BYTE
        ]
        self.starts = [0]
        for size in (*sizes, *changes):
            self.starts.append(self.starts[-1] + size)

    def counts(self, first: int, end: int) -> dict[str, int]:
        prefixes, changes = self.starts[len(self.names)], self.starts[-1]

        def within(low: int, high: int) -> int:
            return max(0, min(end, high) - max(first, low))

        return {
            "prefixes": within(0, prefixes),
            "changed bytes": within(prefixes, changes),
            "structural": within(changes, end),
        }

    def input(self, number: int) -> Input:
        rng = random.Random(f"{self.seed} {number}")
        turns = tuple(OPERATIONS) if self.all_operations else (rng.choice(TURNS),)
        part = bisect_right(self.starts, number) - 1
        within = number - self.starts[part]
        if part < len(self.names):
            name = self.names[part]
            return Input(name, self.goldens[name][:within], turns)
        if part < len(self.starts) - 1:
            name = BY_BYTE[part - len(self.names)]
            at, change = divmod(within, BYTE_CHANGES)
            return Input(name, changed_byte(self.goldens[name], PREAMBLE + at, change), turns)
        if rng.randrange(IMAGES_EVERY) == 0:
            name = rng.choice(list(self.images))
            return Input(name, some_bytes(self.images[name], rng), ("image",))
        name = rng.choice(self.names)
        return Input(name, structural(self.goldens[name], rng), turns)


def tried(plan: Plan, number: int, folder: Path) -> Iterator[tuple[str, str]]:
    """Operation and outcome of an input."""
    if plan.kind is not None:
        for kind, operation, found in tried_kind(plan.seed, number, plan.kind, folder):
            yield f"{kind} {operation}", found
        return
    name, content, operations = plan.input(number)
    for operation in operations:
        if operation == "image":
            yield operation, try_image(content, name, folder)
        else:
            yield operation, try_dicom(content, operation, folder)


def work(plan: Plan, options: argparse.Namespace, tasks: Any, results: Any, progress: Any) -> None:
    """A worker: takes parts of the numbers until there are none."""
    for guard in options.break_:
        GUARDS[guard]()
    logging.getLogger("pydicom").addHandler(logging.NullHandler())
    guard_memory()
    gc.freeze()  # the modules are there to stay
    gc.set_threshold(20_000)
    with workplace() as folder:
        while (part := tasks.get()) is not None:
            counts: Counter[str] = Counter()
            breaches = []
            for number in part:
                progress.value = number
                for operation, found in tried(plan, number, folder):
                    if found in ("ok", "refused"):
                        counts[found] += 1
                        if plan.kind is not None:
                            counts[f"{operation.partition(' ')[0]}: {found}"] += 1
                    else:
                        breaches.append((number, operation, found))
            results.put((os.getpid(), len(part), counts, breaches))


def run(plan: Plan, options: argparse.Namespace) -> int:
    numbers = range(options.start, options.start + options.count)
    parts = [numbers[i : i + PART_SIZE] for i in range(0, len(numbers), PART_SIZE)]
    context = multiprocessing.get_context("fork")
    tasks, results = context.Queue(), context.Queue()
    for part in parts:
        tasks.put(part)
    for _ in range(options.processes):
        tasks.put(None)
    workers = []
    for _ in range(options.processes):
        progress = context.Value("q", -1)
        worker = context.Process(target=work, args=(plan, options, tasks, results, progress))
        worker.start()
        workers.append((worker, progress))
    report = Report(plan, options)
    watched = {worker.pid: (-1, time.monotonic()) for worker, _ in workers}
    while report.inputs < len(numbers):
        try:
            _, count, counts, breaches = results.get(timeout=2)
            report.add(count, counts, breaches)
        except Exception:  # noqa: S110 - nothing within the time; look at the workers
            pass
        for worker, progress in workers:
            number, since = watched[worker.pid]
            if progress.value != number:
                watched[worker.pid] = (progress.value, time.monotonic())
            elif worker.is_alive() and time.monotonic() - since > PATIENCE:
                worker.kill()
                report.add(0, Counter(), [(number, "?", f"hang: worker stuck for {PATIENCE} s")])
            if worker.exitcode not in (None, 0, -9):
                crash = f"worker died with {worker.exitcode}"
                report.add(0, Counter(), [(progress.value, "?", crash)])
        if not any(worker.is_alive() for worker, _ in workers) and results.empty():
            break
        if report.seconds > options.seconds:
            break
    for worker, _ in workers:
        worker.kill()
        worker.join()
    tasks.cancel_join_thread()  # nobody takes what is left in it
    report.end()
    return 1 if report.kinds else 0


class Report:
    """Counts, and one example of each kind of breach."""

    def __init__(self, plan: Plan, options: argparse.Namespace) -> None:
        self.plan, self.options = plan, options
        self.begun = time.monotonic()
        self.inputs = 0
        self.counts: Counter[str] = Counter()
        self.kinds: dict[str, list[tuple[int, str, str]]] = {}

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.begun

    def add(self, count: int, counts: Counter[str], breaches: list[tuple[int, str, str]]) -> None:
        self.inputs += count
        self.counts += counts
        for number, operation, found in breaches:
            place = re.search(r"\[(\S+:\d+)\]$", found)
            kind = f"{found.partition(':')[0][:60]} {place[1] if place else ''}".strip()
            known = self.kinds.setdefault(kind, [])
            known.append((number, operation, found))
            if len(known) == 1:
                print(f"BREACH {number} {operation} {found[:300]}", flush=True)
                self._keep(number, kind)

    def _keep(self, number: int, kind: str) -> None:
        if self.options.keep is None or self.plan.kind is not None:  # found again by its number
            return
        folder = Path(self.options.keep)
        folder.mkdir(parents=True, exist_ok=True)
        name, content, _ = self.plan.input(number)
        suffix = name[name.index(".") :] if "." in name else ".dcm"
        word = "".join(c if c.isalnum() else "-" for c in kind.lower()).strip("-")[:60]
        (folder / f"{word}-{self.plan.seed}-{number}{suffix}").write_bytes(content)

    def end(self) -> None:
        first = self.options.start
        summary = {
            "seed": self.plan.seed,
            "first": first,
            "inputs": self.inputs,
            "parts": self.plan.counts(first, first + self.inputs)
            if self.plan.kind is None
            else self.plan.kind,
            "outcomes": dict(sorted(self.counts.items())),
            "breaches": {kind: len(found) for kind, found in self.kinds.items()},
            "seconds": round(self.seconds),
            "inputs per second": round(self.inputs / max(self.seconds, 0.001)),
        }
        print(json.dumps(summary, indent=1), flush=True)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.campaign", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", type=int, default=0, help="number of the first input")
    parser.add_argument("--count", "--n", type=int, default=20_000)
    parser.add_argument(
        "--kind", choices=("all", *KINDS), help="inputs of tests.fuzz.kinds instead"
    )
    parser.add_argument("--seconds", type=float, default=1e9, help="stop after so long")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--all-operations", action="store_true")
    parser.add_argument("--only", type=int, help="try one number and show what happens")
    parser.add_argument("--keep", metavar="FOLDER", help="keep an example of each breach here")
    parser.add_argument(
        "--break", dest="break_", action="append", default=[], choices=sorted(GUARDS),
        metavar="GUARD", help=f"take out a guard of refseg: {', '.join(sorted(GUARDS))}",
    )  # fmt: skip
    options = parser.parse_args(arguments)
    plan = Plan(options.seed, all_operations=options.all_operations, kind=options.kind)
    if options.only is None:
        return run(plan, options)
    with workplace() as folder:
        for operation, found in tried(plan, options.only, folder):
            print(operation, found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
