"""Commands of the suite. Exit codes: 0 as expected, 1 differs, 2 the run is not valid."""

import argparse
import io
import os
import sys
import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path

from conformance.runner import (
    archive,
    attest,
    build,
    lints,
    perturb,
    proof,
    replay,
    report,
    rewritten,
    rules,
    run,
    scaffold,
    schema,
    seeds,
    strictjson,
    suite,
    variants,
)
from conformance.runner.console import complain, say
from conformance.runner.suite import SuiteError
from conformance.runner.vocabulary import OPERATIONS

OK, DIFFERS, INVALID, INTERRUPTED = 0, 1, 2, 130


def subcommands() -> dict[str, argparse.ArgumentParser]:
    """The parser of each command, by its name."""
    groups = (a for a in parser()._actions if isinstance(a, argparse._SubParsersAction))
    return dict(next(groups).choices)


SEED_HELP = "vary the cases by this seed, 0: not at all; without it the seed is fresh"


def main(arguments: Sequence[str] | None = None) -> int:
    args = parser().parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        code = int(args.run(args))
        sys.stdout.flush()
        return code
    except SuiteError as problem:
        complain(str(problem))
    except BrokenPipeError:
        _silence()  # nobody reads any more, and nobody needs to be told
    except (strictjson.JsonError, schema.SchemaError, OSError) as problem:
        complain(f"{type(problem).__name__}: {problem}")
        _silence()
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception:  # exit code 1 would say that an implementation differs
        traceback.print_exc()
    return INVALID


def _silence() -> None:
    """What is left in the buffer cannot be printed; Python would complain of it at its end."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="python -m conformance", description=__doc__)
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    one = commands.add_parser("run", help="run cases against implementations")
    one.set_defaults(run=run.command)
    one.add_argument("--adapter", action="append", default=[], metavar="NAME_OR_COMMAND")
    one.add_argument(
        "--matrix", nargs="+", default=[], metavar="ADAPTER", help="everyone's files to everyone"
    )
    one.add_argument("--reader", action="append", metavar="ADAPTER", help="judges of written files")
    _selection(one)
    one.add_argument("--report", type=Path, default=Path("conformance-report"), metavar="DIR")
    one.add_argument("--expectations", type=Path, metavar="FILE", help="known failures")
    one.add_argument("--fix", action="store_true", help="write what was observed as known failures")
    one.add_argument("--isolate", action="store_true", help="one process for each case")
    one.add_argument("--timeout", type=float, default=20.0, metavar="SECONDS")
    one.add_argument("--seed", type=_seed, metavar="N", help=SEED_HELP)
    one.add_argument(
        "--repeat", type=int, default=1, metavar="N", help="ask N times, answers must agree"
    )

    again = commands.add_parser("replay", help="ask one case and print all that was said")
    again.set_defaults(run=replay.command)
    again.add_argument("case", metavar="CASE")
    again.add_argument("--adapter", required=True, metavar="NAME_OR_COMMAND")
    again.add_argument(
        "--reader", action="append", metavar="ADAPTER", help="judges of written files"
    )
    again.add_argument("--seed", type=_seed, default=0, metavar="N", help="as `run` printed it")
    again.add_argument("--timeout", type=float, default=20.0, metavar="SECONDS")
    again.add_argument("--full", action="store_true", help="print long replies in full")

    many = commands.add_parser("seeds", help="verdicts are the same whatever the seed")
    many.set_defaults(run=seeds.command)
    many.add_argument("--adapter", required=True, metavar="NAME_OR_COMMAND")
    many.add_argument("--count", type=int, default=10, metavar="N")
    _selection(many)

    listing = commands.add_parser("list", help="list cases")
    listing.set_defaults(run=list_cases)
    _selection(listing)

    check = commands.add_parser("verify", help="check manifest, schemas, twins and what is covered")
    check.set_defaults(run=verify)
    check.add_argument(
        "--attested", action="store_true", help="also ask for two attestations a case"
    )

    make = commands.add_parser("build", help="run the generators, write manifest and profiles")
    make.set_defaults(run=build_suite)
    make.add_argument("--into", type=Path, default=suite.ROOT, metavar="DIR")
    make.add_argument("--shuffle", type=int, metavar="SEED", help="order of the generators")
    make.add_argument(
        "--accept-changes", action="store_true", help="new bytes under an old revision"
    )

    goldens = commands.add_parser("check-goldens", help="regenerate twice and compare every byte")
    goldens.set_defaults(run=lambda _: _problems(build.check_goldens(), "every byte is reproduced"))

    new = commands.add_parser("new-adapter", help="write a minimal adapter to start from")
    new.set_defaults(run=lambda args: scaffold.new_adapter(args.language, args.folder))
    new.add_argument("--language", choices=scaffold.LANGUAGES, required=True)
    new.add_argument("folder", type=Path, metavar="DIR")

    control = commands.add_parser("controls", help="run all fake adapters, compare their verdicts")
    control.set_defaults(
        run=lambda args: _problems(proof.controls(args.fix, args.only), "all controls are as known")
    )
    control.add_argument("--fix", action="store_true", help="write the observed verdicts")
    control.add_argument("--only", action="append", default=[], metavar="NAME")

    leaf = commands.add_parser(
        "perturb", help="change each leaf of each golden; all must be noticed"
    )
    leaf.set_defaults(run=_perturb)

    mutate = commands.add_parser("mutants", help="run the suite against faulty variants of refseg")
    mutate.set_defaults(
        run=lambda args: _problems(proof.mutants(args.only, args.fix), "every mutant is killed")
    )
    mutate.add_argument("--only", action="append", default=[], metavar="NAME")
    mutate.add_argument("--fix", action="store_true", help="write the kill matrix")

    agree = commands.add_parser("attest", help="record which readers agree with the goldens")
    agree.set_defaults(run=attest.command)
    agree.add_argument("--adapter", action="append", required=True, metavar="NAME_OR_COMMAND")

    pages = commands.add_parser("report", help="make HTML and the rest from JSON Lines reports")
    pages.set_defaults(run=make_report)
    pages.add_argument("files", type=Path, nargs="+", metavar="FILE.jsonl")
    pages.add_argument("--report", type=Path, default=Path("conformance-report"), metavar="DIR")

    pack = commands.add_parser("archive", help="the suite as one reproducible .tar.gz")
    pack.set_defaults(run=lambda args: archive.write(args.output))
    pack.add_argument("output", type=Path, metavar="FILE.tar.gz")
    return top


def _selection(command: argparse.ArgumentParser) -> None:
    command.add_argument("--area", action="append", default=[], metavar="AREA")
    command.add_argument(
        "--case", action="append", default=[], metavar="ID", help="may have wildcards"
    )
    command.add_argument("--op", action="append", default=[], choices=OPERATIONS)


def _seed(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError
    return number


def _problems(found: Sequence[str], good: str) -> int:
    for text in found:
        say(text)
    say(f"{len(found)} problems" if found else good)
    return DIFFERS if found else OK


def list_cases(args: argparse.Namespace) -> int:
    everything = suite.load_cases()
    if args.op or args.case:
        everything += rewritten.rewrites(everything)
    cases = suite.select(everything, areas=args.area, ids=args.case, operations=args.op)
    for case in cases:
        meta = case.meta
        say(f"{case.id:45} {case.op:8} {meta['level']:6} {case.expect['kind']:6} {meta['title']}")
    say(f"{len(cases)} cases")
    return OK


def verify(args: argparse.Namespace) -> int:
    cases = suite.load_cases()
    run.materialise(cases)
    found = [
        *build.manifest_problems(),
        *rules.copy_problems(),
        *lints.lint(cases),
        *lints.uncovered(cases),
    ]
    lacking = attest.lacking(cases)
    if args.attested:
        found += [f"{name}: fewer than two readers have attested it" for name in lacking]
    elif lacking:
        say(f"{len(lacking)} stable cases are not attested by two readers yet")
    say(f"{len(attest.alone(cases))} stable cases are refused by fewer than two tools")
    return _problems(found, f"{len(cases)} cases are in order")


def build_suite(args: argparse.Namespace) -> int:
    silent = build.build(args.into, shuffle=args.shuffle)
    rules.refresh(args.into)
    for text in silent:
        say(text)
    say(f"{len(suite.load_cases(args.into / 'cases'))} cases built")
    if silent and not args.accept_changes:
        say("raise their revision; if they were never published, say --accept-changes")
        return DIFFERS
    return OK


def _perturb(_: argparse.Namespace) -> int:
    found = perturb.perturb(suite.load_cases())
    say(f"{found.tried} changes in {found.goldens} goldens, {found.free} of them declared freedoms")
    say(
        f"sampled: of lists longer than {perturb.MOST_ENTRIES} the first three, the middle and the "
        f"last three entries, above {perturb.MOST_FRAMES:,} frames every {perturb.STRIDE}th change"
    )
    return _problems(
        found.missed if found.tried else ["there is nothing to perturb"], "every change is noticed"
    )


def make_report(args: argparse.Namespace) -> int:
    reports = [report.load(path) for path in args.files]
    report.check_together(reports)
    exchanges = {
        made.name: run.load_exchanges(path) for made, path in zip(reports, args.files, strict=True)
    }
    with tempfile.TemporaryDirectory() as folder:
        seed = reports[0].header.get("seed", 0)
        shown = {row["case"] for made in reports for row in made.rows}
        stored = suite.load_cases()
        stored += rewritten.rewrites(stored)
        varied, _ = variants.vary([c for c in stored if c.id in shown], seed, Path(folder))
        made_cases = {case.id: case for case in varied}
        cases = [made_cases.get(case.id, case) for case in stored]
        run.publish(args.report, cases, reports, exchanges=exchanges)
    say(str(args.report / "index.html"))
    return OK
