"""The command `replay`: one case, with everything that went over the line."""

import argparse
import contextlib
import tempfile
from pathlib import Path

from conformance.runner import draw, rewritten, run, suite, variants
from conformance.runner.adapter import Adapter, resolve
from conformance.runner.console import say, visible
from conformance.runner.execute import run_cases
from conformance.runner.judge import Verdict
from conformance.runner.suite import Case
from conformance.runner.vocabulary import BAD_VERDICTS

LIMIT = 4000  # characters of a reply that are printed; --full prints all that were kept


def command(args: argparse.Namespace) -> int:
    """Ask one case (and its twin, without which a rejection proves nothing) and print it all."""
    everything = suite.load_cases()
    everything += rewritten.rewrites(everything)
    stored = suite.select(everything, ids=[args.case])
    run.materialise(stored)
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        cases, _ = variants.vary(stored, args.seed, folder)
        wanted = [case for case in cases if case.id == args.case] or cases
        readers = stack.enter_context(run.readers_of(cases, args.reader, {"timeout": args.timeout}))
        adapter = stack.enter_context(Adapter(resolve(args.adapter), timeout=args.timeout))
        done = run_cases(adapter, cases, readers=readers)
        for case in wanted:
            shown(case, done.verdicts[case.id], done.exchanges.get(case.id), args.full)
        twins = [case for case in cases if case not in wanted]
        for case in twins:
            say(f"twin      {case.id}: {done.verdicts[case.id].text}")
    found = {done.verdicts[case.id].verdict for case in wanted}
    return 2 if "not-run" in found else 1 if found & BAD_VERDICTS else 0


def shown(case: Case, verdict: Verdict, exchange: tuple[str, str] | None, full: bool) -> None:
    """Request, reply, verdict, differences."""
    meta = case.meta
    say(f"case      {case.id} ({case.op}, {meta['level']}, {meta['status']})")
    say(f"          {meta['title']}")
    say(f"why       {meta['why']}")
    say(f"rule      {', '.join(meta['requirements'])}")
    say(f"input     {case.input}")
    say(f"expected  {expected(case)}")
    if exchange is not None:
        say(f"request   {exchange[0]}")
        reply = exchange[1] or "(none)"
        more = f" ... ({len(reply)} characters)" if len(reply) > LIMIT and not full else ""
        say(f"reply     {reply if full else reply[:LIMIT]}{more}")
    say(f"verdict   {verdict.text}" + (f": {verdict.detail}" if verdict.detail else ""))
    facts = verdict.facts
    for key in ("missing", "observed", "not_compared"):
        if facts.get(key):
            say(f"          {key.replace('_', ' ')}: {', '.join(facts[key])}")
    for entry in facts.get("differences", ()):
        say(f"  differs {entry['path']}: expected {entry['expected']}, got {entry['got']}")
    for picture in facts.get("pictures", ()):
        say(f"  {picture['title']}: expected, got (samples that differ are marked)")
        for line in draw.lines(picture["expected"], picture["got"]):
            say(f"    {line}")


def expected(case: Case) -> str:
    """The expectation in one line."""
    kinds = {"accept": "the input is accepted", "reject": "the input is rejected: "}
    texts = []
    for name, expectation in case.alternatives:
        text = kinds[expectation["kind"]] + " or ".join(expectation.get("codes", ()))
        warn = (
            f", with a warning {' or '.join(expectation['warn'])}" if "warn" in expectation else ""
        )
        if expectation["kind"] == "accept" and case.op != "validate":
            text += f", the model is {visible(str(case.expect_path(name)))}"
        texts.append((f"{name}: " if name else "") + text + warn)
    return "; or ".join(texts)
