"""Which readers, sharing no code, agreed with a golden when it was frozen."""

import argparse
from collections.abc import Sequence
from typing import Any

from conformance.runner import build, run, strictjson, suite
from conformance.runner.adapter import Adapter, resolve
from conformance.runner.console import say
from conformance.runner.execute import run_cases
from conformance.runner.suite import Case

TIMEOUT = 180.0  # whether readers agree is no question of time


def command(args: argparse.Namespace) -> int:
    """Run the named readers over all accepted inputs, record who agrees, and rebuild."""
    cases = suite.load_cases()
    run.materialise(cases)
    record = agreements(cases, args.adapter)
    strictjson.save(suite.ROOT / "attestations.json", record)
    build.build()
    say(f"{sum(len(entry['by']) for entry in record.values())} attestations of {len(record)} cases")
    return 0


def agreements(cases: Sequence[Case], names: Sequence[str]) -> dict[str, Any]:
    """Case -> hash of the input, and the readers that found what is expected, with the views.

    Validators are asked about the faulty twins too: who finds nothing in them attests nothing.
    """
    record: dict[str, Any] = {}
    wanted = [case for case in cases if attestable(case)]
    judged = {case.id for case in wanted if case.op == "validate"}
    twins = [case for case in cases if case.expect["kind"] == "reject" and case.twin in judged]
    for name in names:
        with Adapter(resolve(name), timeout=TIMEOUT) as adapter:
            done = run_cases(adapter, [*wanted, *twins])
            who = adapter.implementation
        for case in wanted:
            verdict = done.verdicts[case.id]
            if verdict.verdict == "pass":
                entry = record.setdefault(case.id, {"input": build.sha256(case.input), "by": []})
                views = list(verdict.facts.get("compared", [])) or ["findings"]
                entry["by"].append({"tool": who["name"], "version": who["version"], "views": views})
    return dict(sorted(record.items()))


def attestable(case: Case) -> bool:
    return case.op != "encode" and case.expect["kind"] == "accept"


def lacking(cases: Sequence[Case]) -> list[str]:
    return [
        case.id
        for case in cases
        if attestable(case)
        and case.meta["status"] == "stable"
        and len({entry["tool"] for entry in case.meta["attested_by"]}) < 2
    ]
