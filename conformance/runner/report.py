"""The report: JSON Lines with a header, one row per case and a footer. Without footer: invalid.

Nothing in it depends on the clock or the machine, so two reports can be compared as text;
durations go to a file of their own.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from conformance.runner import levels, schema, strictjson
from conformance.runner.adapter import Adapter
from conformance.runner.execute import Run
from conformance.runner.suite import EDITION, Case, SuiteError, version
from conformance.runner.vocabulary import ROLES


@dataclass(frozen=True)
class Origin:
    """What was asked: the hash of the suite, and the seed of its variants.

    fresh: the seed was drawn for this run. Only then nobody can have known the inputs before, so
    only then there are levels. varied: how many cases differ from the stored ones.
    """

    root: str
    seed: int = 0
    fresh: bool = False
    varied: int = 0

    @property
    def text(self) -> str:
        if not self.seed:
            return "seed 0: the cases as they are stored; levels need a run with a fresh seed"
        again = f"seed {self.seed}: {self.varied} cases were varied"
        if self.fresh:
            return f"{again}; to repeat this run: --seed {self.seed}"
        return f"{again}; levels need a run with a fresh seed (without --seed)"


@dataclass(frozen=True)
class Report:
    """One implementation's results, as read from or written to `<adapter>.jsonl`."""

    header: Mapping[str, Any]
    rows: Sequence[Mapping[str, Any]]
    footer: Mapping[str, Any]

    @property
    def name(self) -> str:
        return str(self.header["adapter"])

    @property
    def title(self) -> str:
        implementation = self.header["implementation"]
        return (
            f"{implementation['name']} {implementation['version']}" if implementation else self.name
        )

    def row(self, case_id: str) -> Mapping[str, Any] | None:
        return next((row for row in self.rows if row["case"] == case_id), None)


def build(
    adapter: Adapter,
    run: Run,
    suite: Sequence[Case],
    origin: "Origin",
    readers: Sequence[Adapter],
    repeat: int,
) -> Report:
    """`suite` is everything there is: a run of less is filtered and reaches no level."""
    active = [c for c in suite if c.meta["status"] != "withdrawn" and c.op != "rewrite"]
    asked = {case.id for case in run.cases if case.op != "rewrite"}
    filtered = {case.id for case in active} != asked - _withdrawn(suite)
    declared = {op: adapter.features(op) for op in adapter.operations}
    rows = run.rows()
    counts, proposed = counted(rows)
    complete = not filtered and not counts["not-run"]
    level = complete and origin.fresh
    nothing: dict[str, str | None] = dict.fromkeys(ROLES)
    header = {
        "kind": "header",
        "report": 1,
        "suite": version(),
        "edition": EDITION,
        "root": origin.root,
        "seed": origin.seed,
        "fresh": origin.fresh,
        "varied": origin.varied,
        "adapter": adapter.name,
        "implementation": adapter.implementation or None,
        "operations": adapter.operations,
        "features": {op: sorted(names) for op, names in declared.items()},
        "readers": [f"{r.name} {r.implementation.get('version', '?')}" for r in readers],
        "filtered": filtered,
        "repeat": repeat,
    }
    footer = {
        "kind": "footer",
        "rows": len(rows),
        "counts": dict(sorted(counts.items())),
        **({"proposed": dict(sorted(proposed.items()))} if proposed else {}),
        "complete": complete,
        "levels": levels.reached(active, run.verdicts, declared) if level else nothing,
        "root": origin.root,
    }
    report = Report(header, rows, footer)
    for entry in (header, *rows, footer):
        schema.check(entry, "report", entry["kind"])
    return report


def counted(rows: Sequence[Mapping[str, Any]]) -> tuple[Counter[str], Counter[str]]:
    """Verdicts of the cases that are about the standard, and apart those about proposals."""
    both = [
        Counter(row["verdict"] for row in rows if (row["status"] == "proposed") is proposed)
        for proposed in (False, True)
    ]
    return both[0], both[1]


def _withdrawn(suite: Sequence[Case]) -> set[str]:
    return {case.id for case in suite if case.meta["status"] == "withdrawn"}


def save(report: Report, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [strictjson.line(entry) for entry in (report.header, *report.rows, report.footer)]
    path.write_text("".join(lines), encoding="utf-8", newline="\n")


def load(path: Path) -> Report:
    """Read a report back; SuiteError unless it is whole and says nothing twice."""
    try:
        entries = [strictjson.loads(line) for line in path.read_bytes().splitlines()]
        for entry in entries:
            schema.check(entry, "report", entry.get("kind", "row"))
    except (strictjson.JsonError, schema.SchemaError, AttributeError, KeyError) as problem:
        raise SuiteError(f"{path}: {problem}") from None
    if not entries or entries[0]["kind"] != "header":
        raise SuiteError(f"{path}: the header is missing")
    if entries[-1]["kind"] != "footer":
        raise SuiteError(f"{path}: the footer is missing, the run did not end")
    header, *rows, footer = entries
    ids = [row["case"] for row in rows if row["kind"] == "row"]
    counts, proposed = counted(rows)
    if len(ids) != len(rows) or len(set(ids)) != len(ids) or footer["rows"] != len(rows):
        raise SuiteError(f"{path}: rows are missing or double")
    stated = footer["counts"], footer.get("proposed", {})
    if (dict(counts), dict(proposed)) != stated or footer["root"] != header["root"]:
        raise SuiteError(f"{path}: the footer does not fit the rows")
    return Report(header, rows, footer)


def check_together(reports: Sequence[Report], *, one_seed: bool = True) -> None:
    """Reports are only comparable if they come from the same cases, shown in one way: one seed."""
    if len({report.header["root"] for report in reports}) > 1:
        raise SuiteError("the reports come from different versions of the cases")
    if one_seed and len({report.header.get("seed", 0) for report in reports}) > 1:
        raise SuiteError("the reports come from runs with different seeds")
    names = [report.name for report in reports]
    if len(set(names)) != len(names):
        raise SuiteError("two reports have the same adapter name")
