"""The report as static pages that need no network and no server.

`index.html`, one page for each case, the text of the rules, and the inputs to download.
"""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from conformance.runner import rules
from conformance.runner.html_case import case_page
from conformance.runner.html_index import index_page
from conformance.runner.markup import esc, facts, page
from conformance.runner.report import Report
from conformance.runner.suite import Case

MAX_DOWNLOAD = 1 << 20
Exchanges = Mapping[str, Mapping[str, Sequence[str]]]  # adapter -> case -> request, reply


def write(
    folder: Path,
    cases: Sequence[Case],
    reports: Sequence[Report],
    pairs: Sequence[Any] = (),
    exchanges: Exchanges | None = None,
) -> Path:
    """Write the pages and return the path of the first one."""
    shown = {row["case"] for report in reports for row in report.rows}
    listed = [case for case in cases if case.id in shown]
    pages, inputs = folder / "cases", folder / "inputs"
    pages.mkdir(parents=True, exist_ok=True)
    inputs.mkdir(exist_ok=True)
    for case in listed:
        download = _download(case, inputs)
        text = case_page(case, reports, exchanges or {}, download)
        _save(pages / f"{case.id}.html", text)
    _save(folder / "rules.html", rules_page(listed))
    index = folder / "index.html"
    _save(index, index_page(cases, listed, reports, pairs))
    return index


def _save(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _download(case: Case, folder: Path) -> str | None:
    """A copy of the input beside the pages; None if it is too large or not there."""
    if not case.input.is_file() or case.input.stat().st_size > MAX_DOWNLOAD:
        return None
    name = f"{case.id}{case.input.suffix}"
    shutil.copyfile(case.input, folder / name)
    return f"../inputs/{name}"


def rules_page(cases: Sequence[Case]) -> str:
    """The requirements that the listed cases are about."""
    known = rules.load()
    by_rule: dict[str, list[str]] = {}
    for case in cases:
        for name in case.meta["requirements"]:
            by_rule.setdefault(name, []).append(case.id)
    body = [
        '<p><a href="index.html">all cases</a></p><h1>Requirements</h1>',
        "<p>In the words of the suite; the standard is the authority, its clause stands with each. "
        "<b>shall</b> binds, <b>should</b> advises, <b>may</b> allows, <b>open</b> marks a question"
        " that the text leaves open.</p>",
    ]
    for name in sorted(by_rule):
        rule = known.get(name, {})
        links = ", ".join(
            f'<a href="cases/{esc(case)}.html">{esc(case)}</a>' for case in by_rule[name]
        )
        entries = [
            ["statement", esc(rule.get("statement", "unknown to this copy of the suite"))],
            ["strength", esc(f"{rule.get('strength', '?')}, for {rule.get('for', '?')}")],
            ["clause", esc(rule.get("clause", "?"))],
            ["cases", links],
        ]
        body.append(f'<h2 id="{esc(name.lower())}">{esc(name)}</h2>{facts(entries)}')
    return page("Requirements", "\n".join(body))
