"""Failures in words: which known finding explains a failed case of an implementation."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from conformance.runner import strictjson
from conformance.runner.report import Report
from conformance.runner.vocabulary import BAD_VERDICTS

HERE = Path(__file__).resolve().parent
FINDINGS = HERE / "findings.json"
UNEXAMINED = "not examined yet"

Finding = Mapping[str, Any]


def load() -> dict[str, list[Finding]]:
    """Adapter -> findings; the first that matches a failed row explains it.

    `match` is a regular expression on "case verdict detail". `title` and `text` say what happens;
    the rest is for a report to the maintainers: `cause` (file and function), `expected` (with the
    clause), `call` (the shortest that shows it), `examined` (what was run of a group), `threads`
    (public ones). A finding that no case can show yet says in `seen` what does.
    """
    found: dict[str, list[Finding]] = strictjson.load(FINDINGS)
    return found


def verdict_text(row: Mapping[str, Any]) -> str:
    return f"{row['verdict']}/{row['fail']}" if "fail" in row else str(row["verdict"])


def failures(report: Report) -> list[Mapping[str, Any]]:
    """Rows that count against the implementation."""
    scored = [row for row in report.rows if row["status"] == "stable" and row["level"] != "MAY"]
    return [row for row in scored if row["verdict"] in BAD_VERDICTS]


def explain(row: Mapping[str, Any], findings: Sequence[Finding]) -> int | None:
    """Index of the finding that explains a failed row, None if nobody has looked at it."""
    text = f"{row['case']} {verdict_text(row)} {row.get('detail', '')}"
    for index, finding in enumerate(findings):
        if re.search(finding["match"], text, re.DOTALL):
            return index
    return None


def grouped(
    report: Report, findings: Sequence[Finding]
) -> list[tuple[Finding | None, list[Mapping[str, Any]]]]:
    """(finding, failed rows), in the order of the findings; what none explains comes last.

    Findings without a failed row are left out, but for those that are `seen` otherwise.
    """
    groups: dict[int | None, list[Mapping[str, Any]]] = {}
    for row in failures(report):
        groups.setdefault(explain(row, findings), []).append(row)
    shown = [i for i, finding in enumerate(findings) if i in groups or "seen" in finding]
    found: list[tuple[Finding | None, list[Mapping[str, Any]]]] = []
    found += [(findings[index], groups.get(index, [])) for index in shown]
    return [*found, (None, groups[None])] if None in groups else found


def expectations(report: Report, findings: Sequence[Finding]) -> dict[str, Any]:
    """Known failures in the form of `schema/expectations.schema.json`."""
    version = report.header["implementation"]["version"]
    entries = []
    for row in failures(report):
        index = explain(row, findings)
        entry = {"case": row["case"], "verdict": verdict_text(row)}
        if index is None:
            entry["reason"] = f"{UNEXAMINED}: {row.get('detail', '')[:200]}"
        else:
            entry["reason"] = findings[index]["title"]
            if findings[index].get("threads"):
                entry["issue"] = findings[index]["threads"][0]
        entries.append(entry | {"since": version})
    return {"implementation": report.name, "entries": entries}
