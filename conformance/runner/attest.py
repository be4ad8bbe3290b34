"""Which readers, sharing no code, agreed with a golden when it was frozen."""

import argparse
from collections.abc import Sequence
from typing import Any

from conformance.runner import build, run, strictjson, suite
from conformance.runner.adapter import Adapter, resolve
from conformance.runner.console import say
from conformance.runner.execute import run_cases
from conformance.runner.suite import Case


def command(args: argparse.Namespace) -> int:
    """Run the named readers over all accepted inputs, record who agrees, and rebuild."""
    cases = [case for case in suite.load_cases() if attestable(case)]
    run.materialise(cases)
    record = agreements(cases, args.adapter)
    strictjson.save(suite.ROOT / "attestations.json", record)
    build.build()
    say(f"{sum(len(entry['by']) for entry in record.values())} attestations of {len(record)} cases")
    return 0


def agreements(cases: Sequence[Case], names: Sequence[str]) -> dict[str, Any]:
    """Case -> hash of the input, and the readers that found what is expected, with the views."""
    record: dict[str, Any] = {}
    for name in names:
        with Adapter(resolve(name)) as adapter:
            done = run_cases(adapter, cases)
            who = adapter.implementation
        for case in cases:
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
