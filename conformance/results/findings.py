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


def load() -> dict[str, list[dict[str, str]]]:
    """Adapter -> findings `{kind, title, text, match, thread?}`; the first that matches counts.

    `match` is a regular expression on "case verdict detail".
    """
    found: dict[str, list[dict[str, str]]] = strictjson.load(FINDINGS)
    return found


def verdict_text(row: Mapping[str, Any]) -> str:
    return f"{row['verdict']}/{row['fail']}" if "fail" in row else str(row["verdict"])


def failures(report: Report) -> list[Mapping[str, Any]]:
    """Rows that count against the implementation."""
    scored = [row for row in report.rows if row["status"] == "stable" and row["level"] != "MAY"]
    return [row for row in scored if row["verdict"] in BAD_VERDICTS]


def explain(row: Mapping[str, Any], findings: Sequence[Mapping[str, str]]) -> int | None:
    """Index of the finding that explains a failed row, None if nobody has looked at it."""
    text = f"{row['case']} {verdict_text(row)} {row.get('detail', '')}"
    for index, finding in enumerate(findings):
        if re.search(finding["match"], text, re.DOTALL):
            return index
    return None


def grouped(
    report: Report, findings: Sequence[Mapping[str, str]]
) -> list[tuple[Mapping[str, str] | None, list[Mapping[str, Any]]]]:
    """(finding, failed rows), in the order of the findings; what none explains comes last."""
    groups: dict[int | None, list[Mapping[str, Any]]] = {}
    for row in failures(report):
        groups.setdefault(explain(row, findings), []).append(row)
    order: list[int | None] = [*range(len(findings)), None]
    return [(None if i is None else findings[i], groups[i]) for i in order if i in groups]


def expectations(report: Report, findings: Sequence[Mapping[str, str]]) -> dict[str, Any]:
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
            if findings[index].get("thread"):
                entry["issue"] = findings[index]["thread"]
        entries.append(entry | {"since": version})
    return {"implementation": report.name, "entries": entries}
