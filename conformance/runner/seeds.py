"""The command `seeds`: the verdicts on one implementation are the same for many seeds."""

import argparse
import tempfile
from pathlib import Path

from conformance.runner import rewritten, run, suite, variants
from conformance.runner.adapter import Adapter, resolve
from conformance.runner.console import progress, say
from conformance.runner.execute import run_cases


def command(args: argparse.Namespace) -> int:
    """Compare the verdicts of seeds 1 to N with those on the stored cases.

    Inputs that are made on demand are left out: they are large, and only their identifiers vary.
    """
    everything = suite.load_cases()
    everything += rewritten.rewrites(everything)
    wanted = suite.select(everything, areas=args.area, ids=args.case, operations=args.op)
    stored = [case for case in wanted if case.meta.get("stored", True)]
    different = 0
    with run.readers_of(stored, None, {}) as readers, Adapter(resolve(args.adapter)) as adapter:
        known = run_cases(adapter, stored, readers=readers, progress=progress).verdicts
        for seed in range(1, args.count + 1):
            with tempfile.TemporaryDirectory() as folder:
                cases, varied = variants.vary(stored, seed, Path(folder))
                found = run_cases(adapter, cases, readers=readers, progress=progress).verdicts
            progress("")
            for case in stored:
                before, after = known[case.id].text, found[case.id].text
                if before != after:
                    different += 1
                    say(f"seed {seed}: {case.id} is {after}, as stored {before}")
    say(f"{args.count} seeds, {varied} of {len(stored)} cases varied, {different} other verdicts")
    return 1 if different else 0
