"""Which tools, sharing no code, agreed with a case when it was frozen: read it, or refused it."""

import argparse
from collections.abc import Sequence
from typing import Any

from conformance.runner import build, run, strictjson, suite
from conformance.runner.adapter import Adapter, resolve
from conformance.runner.console import say
from conformance.runner.execute import run_cases
from conformance.runner.judge import Verdict
from conformance.runner.suite import Case

TIMEOUT = 180.0  # whether readers agree is no question of time
MOST_WORDS = 160


def command(args: argparse.Namespace) -> int:
    """Run the named tools over all cases that can be attested, record who agrees, and rebuild."""
    cases = suite.load_cases()
    run.materialise(cases)
    record = agreements(cases, args.adapter)
    strictjson.save(suite.ROOT / "attestations.json", record)
    build.build()
    say(f"{sum(len(entry['by']) for entry in record.values())} attestations of {len(record)} cases")
    return 0


def agreements(cases: Sequence[Case], names: Sequence[str]) -> dict[str, Any]:
    """Case -> hash of the input, and the tools that agree with what is expected.

    Who accepts attests the views that were compared; who refuses attests with its words. Both
    count as in a run: whoever refuses the accepted twin as well attests no fault, and a validator
    that finds nothing in the faulty twins attests nothing.
    """
    record: dict[str, Any] = {}
    wanted = [case for case in cases if attestable(case) or refusable(case)]
    twins = {case.twin for case in wanted if case.op == "encode"}
    asked = [case for case in cases if case in wanted or case.id in twins]
    with run.readers_of(asked, None, {"timeout": TIMEOUT}) as readers:
        for name in names:
            with Adapter(resolve(name), timeout=TIMEOUT) as adapter:
                done = run_cases(adapter, asked, readers=readers)
                who = adapter.implementation
            for case in wanted:
                verdict = done.verdicts[case.id]
                if verdict.verdict == "pass":
                    entry = record.setdefault(
                        case.id, {"input": build.sha256(case.input), "by": []}
                    )
                    tool = {"tool": who["name"], "version": who["version"]}
                    entry["by"].append(tool | _attested(case, verdict))
    return dict(sorted(record.items()))


def _attested(case: Case, verdict: Verdict) -> dict[str, Any]:
    if refusable(case):
        words = str(verdict.facts["reply"])
        return {"words": words if len(words) <= MOST_WORDS else words[: MOST_WORDS - 3] + "..."}
    return {"views": list(verdict.facts.get("compared", [])) or ["findings"]}


def attestable(case: Case) -> bool:
    return case.op != "encode" and case.expect["kind"] == "accept"


def refusable(case: Case) -> bool:
    return bool(case.expect["kind"] == "reject")


def lacking(cases: Sequence[Case]) -> list[str]:
    """Stable cases that fewer than two tools accept as expected."""
    return [case.id for case in cases if attestable(case) and _tools(case) < 2]


def alone(cases: Sequence[Case]) -> list[str]:
    """Stable cases that fewer than two tools refuse for a reason of their own."""
    return [case.id for case in cases if refusable(case) and _tools(case) < 2]


def _tools(case: Case) -> float:
    if case.meta["status"] != "stable":
        return float("inf")
    return len({entry["tool"] for entry in case.meta["attested_by"]})
