"""The first page of a report: failures first, what blocks each level, causes, filters."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from conformance.runner import causes, levels, strictjson
from conformance.runner.judge import Verdict
from conformance.runner.markup import chip, details, esc, kind_of, page, table, text_of
from conformance.runner.report import Report
from conformance.runner.suite import Case
from conformance.runner.vocabulary import BAD_VERDICTS, DEPTHS, ROLES

SCRIPT = """
"use strict";
const form = document.querySelector("form.filters");
const items = [...document.querySelectorAll("#cases>li")];
const bad = /^(fail|unproven|crash|timeout|protocol-error)/;
const texts = items.map((item) => item.textContent.toLowerCase());
form.hidden = false;
function fits(item, at) {
  const f = form.elements, data = item.dataset;
  if (f.area.value && data.area !== f.area.value) return false;
  if (f.role.value && data.op !== f.role.value) return false;
  const words = f.text.value.toLowerCase().split(/\\s+/).filter(Boolean);
  if (!words.every((word) => texts[at].includes(word))) return false;
  const results = JSON.parse(data.results);
  const who = f.who.value, names = who ? [who] : Object.keys(results);
  return names.some((name) => {
    const verdict = results[name];
    if (verdict === undefined) return false;
    if (!f.verdict.value) return true;
    return f.verdict.value === "bad" ? bad.test(verdict) : f.verdict.value === verdict;
  });
}
function apply() {
  let shown = 0;
  items.forEach((item, at) => {
    item.hidden = !fits(item, at);
    shown += item.hidden ? 0 : 1;
  });
  document.querySelector("#shown").textContent = `${shown} of ${items.length} cases`;
}
form.addEventListener("input", apply);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(apply));
apply();
"""
OPERATIONS = {op: role for role, op in ROLES.items()} | {"rewrite": "Rewriter"}
LEGEND = [
    ("pass", "pass", "The expectation of the case is met."),
    ("bad", "wrong-output", "The result differs from the expected one."),
    ("bad", "accepted-invalid", "Invalid input got a result, or no error was found in it."),
    ("bad", "rejected-valid", "Valid input was refused."),
    ("bad", "wrong-reason", "Invalid input was refused for a reason that is not its fault."),
    ("bad", "over-claimed", "A declared feature is not there."),
    ("bad", "unproven", "A refusal that proves nothing: the valid twin did not pass."),
    ("bad", "crash, timeout, protocol-error", "No answer, or none that the protocol knows."),
    ("na", "not-applicable", "The operation or a feature is not declared; counts nowhere."),
    ("open", "not-run", "There is no verdict; the report is incomplete."),
]


def index_page(
    suite: Sequence[Case], cases: Sequence[Case], reports: Sequence[Report], pairs: Sequence[Any]
) -> str:
    """`suite` is all there is, `cases` those that were run."""
    first = reports[0].header
    proposals = [case for case in cases if case.proposed]
    cases = [case for case in cases if not case.proposed]
    rows = {report.name: {row["case"]: row for row in report.rows} for report in reports}
    names = [esc(report.title) for report in reports]
    title = "Label Map Segmentation conformance"
    seed = f", seed {first['seed']}" if first.get("seed") else ", as stored"
    body = [
        f"<h1>{title}</h1>",
        f'<p class="muted">Suite {esc(first["suite"])}, DICOM {esc(first["edition"])}, '
        f"{len(cases)} cases{seed}, root <code>{esc(first['root'][:16])}</code></p>",
        table(
            ["implementation", "language", *ROLES, "passed", "failed", "complete"],
            [_implementation(r) for r in reports],
        ),
        "<h2>What blocks each level, and why cases fail</h2>",
        *(_blocks(suite, report, len(reports) == 1) for report in reports),
        "<h2>Cases</h2>",
        _filters(cases, reports),
        '<ul class="plain" id="cases">',
        *(_case(case, reports, rows) for case in _failures_first(cases, reports, rows)),
        "</ul>",
        "<h2>Areas</h2>",
        '<p class="muted">Passed, of those that apply; in brackets those that do not.</p>',
        table(["area", *names], [[area, *_area(area, reports)] for area in _areas(cases)]),
    ]
    if proposals:
        text = "About proposals, not about the standard; counted nowhere above."
        listed = "".join(_case(case, reports, rows) for case in proposals)
        body += [
            "<h2>Proposals</h2>",
            f'<p class="muted">{text}</p>',
            f'<ul class="plain">{listed}</ul>',
        ]
    if pairs:
        body += ["<h2>Who reads whose files</h2>", _pairs(pairs)]
    legend = [[f'<span class="v {kind}">{name}</span>', text] for kind, name, text in LEGEND]
    body += ["<h2>Legend</h2>", table(["verdict", "when"], legend)]
    body += ['<p>The rules in words: <a href="rules.html">requirements</a>.</p>']
    return page(title, "\n".join(body), SCRIPT)


def _areas(cases: Sequence[Case]) -> list[str]:
    return sorted({case.area for case in cases})


def _implementation(report: Report) -> list[str]:
    implementation = report.header["implementation"] or {"language": "?"}
    counts = report.footer["counts"]
    reached = []
    for role, op in ROLES.items():
        level = report.footer["levels"].get(role)
        played = op in report.header["operations"]
        reached.append(f'<td class="pass">{level}</td>' if level else "none" if played else "")
    complete = (
        "yes"
        if report.footer["complete"]
        else "no: filtered"
        if report.header["filtered"]
        else "no: some cases were not run"
        if counts.get("not-run")
        else "no"
    )
    bad = sum(counts.get(name, 0) for name in BAD_VERDICTS)
    link = f'<a href="#about-{esc(report.name)}">{esc(report.title)}</a>'
    failed = f'<td class="{"bad" if bad else "pass"}">{bad}</td>'
    passed = str(counts.get("pass", 0))
    return [link, esc(implementation["language"]), *reached, passed, failed, complete]


# -------------------------------------------------------------------------------- blocks


def _blocks(suite: Sequence[Case], report: Report, alone: bool) -> str:
    """For each role and level what stands before it, then the kinds of failure."""
    active = [case for case in suite if case.meta["status"] != "withdrawn"]
    rows = {row["case"]: row for row in report.rows}
    verdicts = {
        name: Verdict(row["verdict"], row.get("fail"), row.get("detail", ""), row)
        for name, row in rows.items()
    }
    parts = [f'<h3 id="about-{esc(report.name)}">{esc(report.title)}</h3>']
    if not report.footer["complete"]:
        parts.append('<p class="muted">No level: that needs a run of the whole suite.</p>')
    elif not report.header.get("fresh", True):
        parts.append('<p class="muted">No level: that needs a run with a fresh seed.</p>')
    lines = []
    for role, op in ROLES.items():
        if op not in report.header["operations"]:
            continue
        declared = frozenset(report.header["features"].get(op, ()))
        for depth in DEPTHS:
            found = levels.obstacles(active, verdicts, declared, role, depth)
            lines.append(_level(f"{role} {depth}", found, rows))
    parts.append('<ul class="plain">' + "".join(lines) + "</ul>")
    found_causes = causes.clusters([r for r in report.rows if r["status"] != "proposed"])
    if found_causes:
        shown = "".join(_cluster(name, members) for name, members in found_causes)
        count = sum(len(members) for _, members in found_causes)
        kinds = counted(len(found_causes), "kind")
        summary = f"{counted(count, 'failed case')}, {kinds} of failure"
        parts.append(details(f"<b>{summary}</b>", shown, opened=alone))
    return f'<div class="box">{"".join(parts)}</div>'


def _level(name: str, found: levels.Obstacles, rows: Mapping[str, Any]) -> str:
    if not found:
        return f'<li><span class="v pass">reached</span> {name}</li>'
    texts = []
    if found.features:
        texts.append(f"not declared: {', '.join(found.features)}")
    ran = [case for case in found.cases if case in rows]
    absent = len(found.cases) - len(ran)
    if ran:
        texts.append(f"{counted(len(ran), 'case')} did not pass")
    if absent:
        texts.append(f"{counted(absent, 'case')} not run")
    if found.unstated:
        texts.append(f"{counted(len(found.unstated), 'rejection')} without a reason")
    if found.lacking:
        texts.append(f"the suite has no case for: {', '.join(found.lacking)}")
    links = "".join(
        f"<li>{_link(case)} {chip(rows[case], short=True) if case in rows else ''}"
        f' <span class="message">{esc(_short(rows[case]))}</span></li>'
        for case in (*ran, *(n for n in found.unstated if n not in ran))
    )
    head = f'<span class="v bad">blocked</span> {name}: {esc("; ".join(texts))}'
    return f"<li>{details(head, f'<ul>{links}</ul>') if links else head}</li>"


def _cluster(name: str, members: Sequence[Mapping[str, Any]]) -> str:
    links = "".join(
        f'<li>{_link(row["case"])} <span class="message">{esc(_short(row))}</span></li>'
        for row in members
    )
    body = details(esc(name), f"<ul>{links}</ul>")
    return f'<div class="cause"><b>{counted(len(members), "case")}</b><div>{body}</div></div>'


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _link(case: str) -> str:
    return f'<a href="cases/{esc(case)}.html">{esc(case)}</a>'


def _short(row: Mapping[str, Any]) -> str:
    text = " ".join(str(row.get("detail", "")).split())
    return text if len(text) <= 240 else text[:237] + "..."


# --------------------------------------------------------------------------------- cases


def _failures_first(
    cases: Sequence[Case], reports: Sequence[Report], rows: Mapping[str, Mapping[str, Any]]
) -> list[Case]:
    """Most failures first, then what was not run, what passed, what does not apply."""

    def rank(case: Case) -> tuple[int, int, str]:
        found = [rows[r.name][case.id]["verdict"] for r in reports if case.id in rows[r.name]]
        bad = sum(verdict in BAD_VERDICTS for verdict in found)
        order = next((i for i, name in enumerate(("not-run", "pass")) if name in found), 2)
        return -bad, order, case.id

    return sorted(cases, key=rank)


def _filters(cases: Sequence[Case], reports: Sequence[Report]) -> str:
    verdicts = sorted({text_of(row) for report in reports for row in report.rows})
    fields = [
        ("who", "implementation", [(r.name, r.title) for r in reports], "all"),
        ("verdict", "verdict", [("bad", "any failure"), *((v, v) for v in verdicts)], "all"),
        ("area", "area", [(area, area) for area in _areas(cases)], "all"),
        ("role", "role", [(op, role) for op, role in OPERATIONS.items()], "all"),
    ]
    parts = []
    for name, label, options, everything in fields:
        listed = "".join(f'<option value="{esc(v)}">{esc(t)}</option>' for v, t in options)
        select = f'<select name="{name}"><option value="">{everything}</option>{listed}</select>'
        parts.append(f"<label>{label}{select}</label>")
    parts.append('<label>text<input type="search" name="text"></label>')
    parts.append('<button type="reset">reset</button><output id="shown"></output>')
    return f'<form class="filters" hidden>{"".join(parts)}</form>'


def _case(
    case: Case, reports: Sequence[Report], rows: Mapping[str, Mapping[str, Mapping[str, Any]]]
) -> str:
    meta = case.meta
    found = [(r, rows[r.name][case.id]) for r in reports if case.id in rows[r.name]]
    bad = [entry for entry in found if entry[1]["verdict"] in BAD_VERDICTS]
    lines = [
        f'<div class="result"><span>{esc(report.title)}</span><span>{chip(row, short=True)}</span>'
        f'<span class="message">{esc(_short(row))}</span></div>'
        for report, row in bad
    ]
    rest: dict[str, list[str]] = {}
    for report, row in found:
        if row["verdict"] not in BAD_VERDICTS:
            observed = f" ({', '.join(row['observed'])})" if "observed" in row else ""
            rest.setdefault(row["verdict"], []).append(report.title + observed)
    others = " ".join(
        f'<span class="v {kind_of(verdict)}">{verdict}</span> '
        f'<span class="tags">{esc(", ".join(who))}</span>'
        for verdict, who in sorted(rest.items(), reverse=True)
    )
    data = strictjson.line({report.name: text_of(row) for report, row in found}).strip()
    status = "" if meta["status"] == "stable" else f", {meta['status']}"
    tags = f"{OPERATIONS.get(case.op, case.op)}, {meta['level']}{status}"
    return (
        f'<li data-area="{esc(case.area)}" data-op="{esc(case.op)}" data-results="{esc(data)}">'
        f'{_link(case.id)} <span class="tags">{esc(tags)}</span><div>{esc(meta["title"])}</div>'
        f"{''.join(lines)}<div>{others}</div></li>"
    )


def _area(area: str, reports: Sequence[Report]) -> list[str]:
    cells = []
    for report in reports:
        rows = [row for row in report.rows if row["case"].partition(".")[0] == area]
        counts = Counter(row["verdict"] for row in rows)
        applied = len(rows) - counts["not-applicable"]
        kind = "na" if not applied else "pass" if counts["pass"] == applied else "bad"
        if counts["not-run"]:
            kind = "open"
        absent = f" ({counts['not-applicable']})" if counts["not-applicable"] else ""
        cells.append(f'<td class="{kind}">{counts["pass"]}/{applied}{absent}</td>' if applied else
                     f'<td class="na">-{absent}</td>')  # fmt: skip
    return cells


def _pairs(pairs: Sequence[Any]) -> str:
    names = list(dict.fromkeys(pair.writer for pair in pairs))
    cells = {(pair.case, pair.writer, pair.reader): pair for pair in pairs}
    rows = []
    for case in dict.fromkeys(pair.case for pair in pairs):
        for writer in names:
            found = [cells[case, writer, reader] for reader in names]
            chips = [
                f'<td class="{kind_of(pair.verdict.partition("/")[0])}" title="{esc(pair.detail)}">'
                f"{esc(pair.verdict)}</td>"
                for pair in found
            ]
            rows.append([esc(case), esc(writer), *chips])
    return table(["case", "written by", *(f"read by {esc(name)}" for name in names)], rows)
