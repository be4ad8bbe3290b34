"""Which readers, sharing no code, agreed with a golden when it was frozen."""

import argparse
import contextlib
from collections.abc import Sequence

from conformance.runner import build, run, strictjson, suite
from conformance.runner.adapter import Adapter, resolve
from conformance.runner.console import say
from conformance.runner.execute import run_cases
from conformance.runner.suite import Case


def command(args: argparse.Namespace) -> int:
    """Run the named readers over all accepted inputs and record who agrees; then rebuild."""
    cases = [case for case in suite.load_cases() if attestable(case)]
    run.materialise(cases)
    found: dict[str, list[dict[str, object]]] = {case.id: [] for case in cases}
    with contextlib.ExitStack() as stack:
        for name in args.adapter:
            adapter = stack.enter_context(Adapter(resolve(name)))
            done = run_cases(adapter, cases)
            for case in cases:
                verdict = done.verdicts[case.id]
                if verdict.verdict == "pass":
                    tool, version = (
                        adapter.implementation["name"],
                        adapter.implementation["version"],
                    )
                    views = list(verdict.facts.get("compared", [])) or ["validate"]
                    found[case.id].append({"tool": tool, "version": version, "views": views})
    record = {
        case.id: {"input": build.sha256(case.input), "by": found[case.id]}
        for case in cases
        if found[case.id]
    }
    strictjson.save(suite.ROOT / "attestations.json", record)
    build.build()
    say(f"{sum(len(entry['by']) for entry in record.values())} attestations of {len(record)} cases")
    return 0


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
