"""The command `run`: selection, adapters, reports, and the exit code."""

import argparse
import contextlib
import os
import secrets
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from conformance.runner import (
    build,
    expectations,
    exports,
    html,
    report,
    rewritten,
    strictjson,
    suite,
    variants,
)
from conformance.runner.adapter import Adapter, Command, resolve
from conformance.runner.console import progress, say
from conformance.runner.execute import Run, run_cases, run_matrix
from conformance.runner.generators import drafts
from conformance.runner.report import Report
from conformance.runner.suite import Case, SuiteError

DEFAULT_READERS = ("refseg", "highdicom", "plain")


def command(args: argparse.Namespace) -> int:
    names = list(dict.fromkeys([*args.adapter, *args.matrix]))
    if not names:
        raise SuiteError("name at least one implementation: --adapter NAME_OR_COMMAND")
    commands = distinct([resolve(name) for name in names])
    everything = suite.load_cases()
    materialise(everything)
    broken = build.manifest_problems()
    if broken:
        raise SuiteError(f"the suite is not what its manifest says: {'; '.join(broken[:3])}")
    everything += rewritten.rewrites(everything)
    chosen = suite.select(everything, areas=args.area, ids=args.case, operations=args.op)
    known = {
        one.name: known_failures(one.name, args.expectations, len(commands)) for one in commands
    }
    root = strictjson.load(suite.ROOT / "manifest.json")["root"]
    runs: list[tuple[Run, Report]] = []
    pairs: list[Any] = []
    seed, fresh = chosen_seed(args.seed)
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        cases, varied = variants.vary(chosen, seed, folder)
        made_cases = {case.id: case for case in cases}
        everything = [made_cases.get(case.id, case) for case in everything]
        origin = report.Origin(root, seed, fresh, varied)
        options = {"timeout": args.timeout, "isolate": args.isolate}
        readers = stack.enter_context(readers_of(cases, args.reader, options))
        for one in commands:
            with Adapter(one, **options) as adapter:
                done = run_cases(
                    adapter,
                    asked_of(adapter, cases, args),
                    readers=readers,
                    repeat=args.repeat,
                    progress=progress,
                )
                made = report.build(adapter, done, everything, origin, readers, args.repeat)
            progress("")
            runs.append((done, made))
            report.save(made, args.report / f"{made.name}.jsonl")
        if args.matrix:
            members = [
                stack.enter_context(Adapter(one, **options))
                for one in distinct([resolve(n) for n in args.matrix])
            ]
            pairs = run_matrix(members, cases)
        save_durations(args.report, runs)
        exchanges = save_exchanges(args.report, runs)
        publish(args.report, everything, [made for _, made in runs], pairs, exchanges)
    say(origin.text)
    codes = [conclude(done, made, known[made.name], args) for done, made in runs]
    say(f"report: {args.report / 'index.html'}")
    return max(codes)


def asked_of(adapter: Adapter, cases: Sequence[Case], args: argparse.Namespace) -> list[Case]:
    """Only who says that it can write again what it read is asked so, unless it is chosen."""
    if "rewrite" in adapter.operations or args.op or args.case:
        return list(cases)
    return [case for case in cases if case.op != "rewrite"]


def chosen_seed(given: int | None) -> tuple[int, bool]:
    """The seed of the variants, and whether nobody could know it before the run."""
    return (1 + secrets.randbelow(2**31), True) if given is None else (given, False)


def distinct(commands: Sequence[Command]) -> list[Command]:
    """Report names are file names: two commands with one name get numbers."""
    seen: dict[str, int] = {}
    out = []
    for one in commands:
        seen[one.name] = seen.get(one.name, 0) + 1
        name = one.name if seen[one.name] == 1 else f"{one.name}-{seen[one.name]}"
        out.append(Command(name, one.argv, one.environment))
    return out


def readers_for(cases: Sequence[Case], named: Sequence[str] | None) -> list[Command]:
    """Judges of written files; only started if something is written."""
    if not any(case.op in ("encode", "rewrite") for case in cases):
        return []
    if named is not None:
        return distinct([resolve(name) for name in named])
    found = []
    for name in DEFAULT_READERS:
        with contextlib.suppress(SuiteError):
            found.append(resolve(name))
    return found


@contextlib.contextmanager
def readers_of(
    cases: Sequence[Case], named: Sequence[str] | None, options: Mapping[str, Any]
) -> Iterator[list[Adapter]]:
    """The judges of written files, started."""
    with contextlib.ExitStack() as stack:
        commands = readers_for(cases, named)
        yield [stack.enter_context(Adapter(one, **options)) for one in commands]


def known_failures(name: str, path: Path | None, commands: int) -> dict[str, Any] | None:
    """The given file if it speaks of this adapter, else the committed one."""
    if path is None:
        return expectations.find(name)
    loaded = expectations.load(path) if path.is_file() else {"implementation": name, "entries": []}
    if loaded["implementation"] == name:
        return loaded
    if commands == 1:
        raise SuiteError(f"{path} is about {loaded['implementation']}, not about {name}")
    return expectations.find(name)


def materialise(cases: Sequence[Case]) -> None:
    """Generate the inputs that are too large to be stored."""
    missing = [c for c in cases if not c.meta.get("stored", True) and not c.input.is_file()]
    makers = drafts() if missing else {}
    for case in missing:
        case.input.parent.mkdir(parents=True, exist_ok=True)
        part = case.input.with_name(f"{os.getpid()}.part")  # others may be waiting for it, too
        part.write_bytes(makers[case.id]().files[case.meta["input"]])
        part.replace(case.input)


def save_durations(folder: Path, runs: Sequence[tuple[Run, Report]]) -> None:
    """Beside the reports and not in them: reports of equal results are equal files."""
    times = {
        made.name: {name: round(seconds, 3) for name, seconds in done.seconds.items()}
        for done, made in runs
    }
    strictjson.save(folder / "durations.json", times)


def save_exchanges(folder: Path, runs: Sequence[tuple[Run, Report]]) -> html.Exchanges:
    """What was said about each case, beside the reports; long replies are cut."""
    found: dict[str, dict[str, Sequence[str]]] = {}
    for done, made in runs:
        found[made.name] = dict(done.exchanges)
        strictjson.save(folder / f"exchanges-{made.name}.json", found[made.name])
    return found


def load_exchanges(path: Path) -> dict[str, Sequence[str]]:
    """Those that lie beside a report, if there are any."""
    beside = path.with_name(f"exchanges-{path.stem}.json")
    return dict(strictjson.load(beside)) if beside.is_file() else {}


def publish(
    folder: Path,
    cases: Sequence[Case],
    reports: Sequence[Report],
    pairs: Sequence[Any] = (),
    exchanges: html.Exchanges | None = None,
) -> None:
    """Everything that is made from reports."""
    folder.mkdir(parents=True, exist_ok=True)
    html.write(folder, cases, reports, pairs, exchanges)
    for made in reports:
        exports.junit(made, folder / f"junit-{made.name}.xml")
        exports.badge(made, folder / f"badge-{made.name}.json")
    exports.summary(reports, folder / "summary.md")
    if pairs:
        lines = [strictjson.line(vars(pair)) for pair in pairs]
        (folder / "matrix.jsonl").write_text("".join(lines), encoding="utf-8", newline="\n")


def conclude(
    done: Run, made: Report, known: dict[str, Any] | None, args: argparse.Namespace
) -> int:
    """Print what a person needs to know, and say whether it is as expected."""
    counts = ", ".join(f"{count} {verdict}" for verdict, count in made.footer["counts"].items())
    say(
        f"{made.title}: {counts or 'nothing counted'}; levels: {exports.level_text(made) or 'none'}"
    )
    proposed = made.footer.get("proposed", {})
    if proposed:
        text = ", ".join(f"{count} {verdict}" for verdict, count in proposed.items())
        say(f"  cases of proposals, which count for nothing: {text}")
    not_run = [f"{case.id}: {done.verdicts[case.id].detail}" for case in done.cases
               if done.verdicts[case.id].verdict == "not-run" and not case.proposed]  # fmt: skip
    if not_run:
        say(f"  {len(not_run)} cases could not be run, the first: {not_run[0]}")
        return 2
    if args.fix:
        return fix(done, made, args)
    found = expectations.surprises(known, done.cases, done.verdicts)
    if not made.header["filtered"]:
        found += expectations.unknown_cases(known, done.cases)
    for text in found:
        say(f"  {text}")
    return 1 if found else 0


def fix(done: Run, made: Report, args: argparse.Namespace) -> int:
    if made.header["filtered"]:
        raise SuiteError(
            "--fix needs a run of the whole suite, or it would forget what was not run"
        )
    path = args.expectations or expectations.FOLDER / f"{made.name}.json"
    expectations.rewrite(
        path, made.name, made.header["implementation"]["version"], done.cases, done.verdicts
    )
    say(f"  known failures written to {path}")
    return 0
