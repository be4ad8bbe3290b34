"""The report as static pages: no network, no script. `index.html` and one page for each case."""

import html
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from conformance.runner import draw, dump, strictjson
from conformance.runner.report import Report
from conformance.runner.suite import ROOT, Case
from conformance.runner.vocabulary import BAD_VERDICTS, ROLES
from conformance.runner.volume import load_volume

SPEC = ROOT.parent / "spec"
SMALL_FILE = 16384
MAX_FRAMES = 8
STYLE = """
body{font:15px/1.5 system-ui,sans-serif;color:#222;max-width:1500px;margin:2rem auto;padding:0 1rem}
h1{font-size:1.6rem;margin:.2rem 0}h2{font-size:1.2rem;margin-top:2rem;border-bottom:1px solid #ddd}
h3{font-size:1rem;margin:1.2rem 0 .4rem}
a{color:#0b57a4}table{border-collapse:collapse;margin:.6rem 0}
th,td{border:1px solid #ddd;padding:.3rem .6rem;text-align:left;vertical-align:top}
th{background:#f4f4f4;font-weight:600}code,pre{font:12.5px/1.45 ui-monospace,monospace}
td code{overflow-wrap:anywhere}td:first-child,td:first-child code{white-space:nowrap}
td.case{white-space:normal;min-width:17rem}
.case .muted{font-size:13px}thead th{position:sticky;top:0}
pre{background:#f8f8f8;border:1px solid #e4e4e4;padding:.6rem;overflow:auto;max-height:28rem}
.v{display:inline-block;border-radius:3px;padding:0 .45rem;font-size:13px;white-space:nowrap}
.pass{background:#d9f2dd}.bad{background:#f9d4d0}.na{background:#eee;color:#555}.open{background:#fdeebf}
td.pass,td.bad,td.na,td.open{text-align:center;white-space:nowrap}
.grid text{font:11px ui-monospace,monospace;text-anchor:middle;fill:#222}
.grid .axis{fill:#999;font-size:9px}.side{display:flex;flex-wrap:wrap;gap:1.5rem}
figure{margin:.4rem 0}figcaption{font-size:12.5px;color:#555}.muted{color:#666}
details{margin:.4rem 0}summary{cursor:pointer}
"""
esc = html.escape


def write(
    folder: Path, cases: Sequence[Case], reports: Sequence[Report], pairs: Sequence[Any] = ()
) -> Path:
    """Write the pages and return the path of the first one."""
    shown = {row["case"] for report in reports for row in report.rows}
    listed = [case for case in cases if case.id in shown]
    pages = folder / "cases"
    pages.mkdir(parents=True, exist_ok=True)
    for case in listed:
        text = _case_page(case, reports, pages)
        (pages / f"{case.id}.html").write_text(text, encoding="utf-8", newline="\n")
    index = folder / "index.html"
    index.write_text(_index(listed, reports, pairs), encoding="utf-8", newline="\n")
    return index


def _page(title: str, body: str) -> str:
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<title>{esc(title)}</title>\n<link rel="icon" href="data:,">'
        f"<style>{STYLE}</style></head><body>\n{body}\n</body></html>\n"
    )


def text_of(row: Mapping[str, Any]) -> str:
    """fail/wrong-output, pass, ..."""
    return f"{row['verdict']}/{row['fail']}" if "fail" in row else str(row["verdict"])


def _class(verdict: str) -> str:
    if verdict in BAD_VERDICTS:
        return "bad"
    return {"pass": "pass", "not-applicable": "na"}.get(verdict, "open")


def _chip(row: Mapping[str, Any], *, short: bool = False) -> str:
    text = str(row.get("fail", row["verdict"])) if short else text_of(row)
    return f'<span class="v {_class(row["verdict"])}">{esc(text)}</span>'


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Cells are HTML; a cell that starts with "<td" brings its own tag."""
    titles = "".join(f"<th>{cell}</th>" for cell in head)
    lines = [f"<thead><tr>{titles}</tr></thead>"] if any(head) else []
    for row in rows:
        cells = (cell if cell.startswith("<td") else f"<td>{cell}</td>" for cell in row)
        lines.append("<tr>" + "".join(cells) + "</tr>")
    return "<table>" + "\n".join(lines) + "</table>"


# --------------------------------------------------------------------------------- index


def _index(cases: Sequence[Case], reports: Sequence[Report], pairs: Sequence[Any]) -> str:
    first = reports[0].header
    names = [esc(report.title) for report in reports]
    body = [
        "<h1>Label Map Segmentation conformance</h1>",
        f'<p class="muted">Suite {esc(first["suite"])}, DICOM {esc(first["edition"])}, '
        f"{len(cases)} cases, root <code>{esc(first['root'][:16])}</code></p>",
        "<h2>Implementations</h2>",
        table(
            ["implementation", "language", *ROLES, "complete"],
            [_implementation(r) for r in reports],
        ),
        "<h2>Areas</h2>",
        '<p class="muted">Passed, of those that apply; in brackets those that do not.</p>',
        table(["area", *names], [[area, *_area(area, reports)] for area in _areas(cases)]),
    ]
    if pairs:
        body += ["<h2>Who reads whose files</h2>", _pairs(pairs)]
    body += [
        "<h2>Cases</h2>",
        table(["case", *names], [_case_line(case, reports) for case in cases]),
    ]
    return _page("Label Map Segmentation conformance", "\n".join(body))


def _areas(cases: Sequence[Case]) -> list[str]:
    return sorted({case.area for case in cases})


def _implementation(report: Report) -> list[str]:
    implementation = report.header["implementation"] or {"language": "?"}
    reached = [report.footer["levels"].get(role) or "none" for role in ROLES]
    complete = (
        "yes"
        if report.footer["complete"]
        else "no: filtered"
        if report.header["filtered"]
        else "no"
    )
    return [esc(report.title), esc(implementation["language"]), *reached, complete]


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


def _case_line(case: Case, reports: Sequence[Report]) -> list[str]:
    link = f'<td class="case"><a href="cases/{esc(case.id)}.html">{esc(case.id)}</a>'
    note = "" if case.meta["status"] == "stable" else f" ({esc(case.meta['status'])})"
    line = [f'{link}<br><span class="muted">{esc(case.meta["title"])}{note}</span></td>']
    for report in reports:
        row = report.row(case.id)
        line.append(f"{_chip(row, short=True)}{_observed(row)}" if row else "")
    return line


def _observed(row: Mapping[str, Any]) -> str:
    return (
        f'<br><span class="muted">{esc(", ".join(row["observed"]))}</span>'
        if "observed" in row
        else ""
    )


def _pairs(pairs: Sequence[Any]) -> str:
    names = list(dict.fromkeys(pair.writer for pair in pairs))
    cells = {(pair.case, pair.writer, pair.reader): pair for pair in pairs}
    rows = []
    for case in dict.fromkeys(pair.case for pair in pairs):
        for writer in names:
            found = [cells[case, writer, reader] for reader in names]
            chips = [
                f'<td class="{_class(pair.verdict.partition("/")[0])}" title="{esc(pair.detail)}">'
                f"{esc(pair.verdict)}</td>"
                for pair in found
            ]
            rows.append([esc(case), esc(writer), *chips])
    return table(["case", "written by", *(f"read by {esc(name)}" for name in names)], rows)


# ---------------------------------------------------------------------------------- case


def _case_page(case: Case, reports: Sequence[Report], folder: Path) -> str:
    meta = case.meta
    links = "".join(f'<br><a href="{esc(url)}">{esc(url)}</a>' for url in meta.get("links", ()))
    facts = [
        ["why", esc(meta["why"]) + links],
        ["effect if it fails", esc(meta["effect"])],
        ["requirements", ", ".join(_requirement(name, folder) for name in meta["requirements"])],
        ["asks", f"{case.op}, {meta['level']}, {meta['status']}, revision {meta['revision']}"],
        ["features", esc(", ".join(sorted(case.features)))],
        ["expected", _expected(case)],
    ]
    if case.twin:
        differs = next((f" (differs in {esc(', '.join(d))})" for d in [_differs(case)] if d), "")
        facts.append(["twin", f'<a href="{esc(case.twin)}.html">{esc(case.twin)}</a>{differs}'])
    attested = [
        f"{a['tool']} {a['version']} ({', '.join(a['views'])})" for a in meta["attested_by"]
    ]
    facts.append(["attested by", esc("; ".join(attested)) or "nobody yet"])
    body = [
        '<p><a href="../index.html">all cases</a></p>',
        f"<h1>{esc(meta['title'])}</h1><p><code>{esc(case.id)}</code></p>",
        table([], facts),
        "<h2>Results</h2>",
        _results(case, reports),
        "<h2>Input</h2>",
        _pictures_of_expected(case),
        _input(case),
    ]
    return _page(case.id, "\n".join(body))


def _differs(case: Case) -> list[str]:
    manifest = strictjson.load(ROOT / "manifest.json")
    return next((list(e.get("differs", ())) for e in manifest["cases"] if e["id"] == case.id), [])


def _requirement(name: str, folder: Path) -> str:
    target = os.path.relpath(SPEC / "requirements.md", folder)
    return f'<a href="{esc(target)}#{esc(name.lower())}">{esc(name)}</a>'


def _expected(case: Case) -> str:
    kind = case.expect["kind"]
    if kind == "reject":
        return f"reject, because of {esc(' or '.join(case.expect['codes']))}"
    if kind == "accept":
        return "accept" + _warning(case.expect)
    options = [
        f"<li>{esc(a['name'])}: {esc(a['title'])}{_warning(a['expect'])}</li>"
        for a in case.expect["alternatives"]
    ]
    page = esc(case.expect["clarification"])
    return f"either of these (clarification {page})<ul>{''.join(options)}</ul>"


def _warning(expectation: Mapping[str, Any]) -> str:
    warn = expectation.get("warn")
    return f", with a warning {esc(' or '.join(warn))}" if warn else ""


def _results(case: Case, reports: Sequence[Report]) -> str:
    """All verdicts in one table, then what is wrong in detail."""
    found = [(report.title, row) for report in reports if (row := report.row(case.id))]
    lines = [[esc(title), _chip(row), _notes(row)] for title, row in found]
    wrong = [_wrong(title, row) for title, row in found if "differences" in row]
    return table(["implementation", "verdict", ""], lines) + "\n".join(wrong)


def _notes(row: Mapping[str, Any]) -> str:
    labels = {
        "observed": "observed: ",
        "missing": "not declared: ",
        "not_compared": "not declared, so not compared: ",
    }
    notes = [esc(row["detail"])] if "detail" in row and "missing" not in row else []
    notes += [esc(label + ", ".join(row[key])) for key, label in labels.items() if key in row]
    notes += [f"answer: {esc(row['reply'])}"] if "reply" in row else []
    notes += ["no reason stated"] if row.get("reason") == "unstated" else []
    return "<br>".join(notes)


def _wrong(title: str, row: Mapping[str, Any]) -> str:
    parts = [f"<h2>{esc(title)}</h2>"]
    for picture in row.get("pictures", ()):
        at = {"row": picture["row"], "column": picture["column"]}
        want, got = picture["expected"], picture["got"]
        left = _figure(draw.grid(want, **at), "expected")
        right = _figure(draw.grid(got, want, **at), "got; framed samples differ")
        parts.append(f'<h3>{esc(picture["title"])}</h3><div class="side">{left}{right}</div>')
    keys = ("path", "expected", "got")
    rows = [[f"<code>{esc(entry[key])}</code>" for key in keys] for entry in row["differences"]]
    parts.append(table(["where", "expected", "got"], rows))
    return "\n".join(parts)


def _figure(svg: str, caption: str) -> str:
    return f"<figure>{svg}<figcaption>{esc(caption)}</figcaption></figure>"


def _pictures_of_expected(case: Case) -> str:
    """The labels as they should be read, of the first alternative that has any."""
    for name, expectation in case.alternatives:
        if expectation["kind"] == "accept" and case.op != "validate":
            model = case.expected(name)
            volume = load_volume(model["labels"], case.folder)
            figures = []
            for index in range(min(volume.frames, MAX_FRAMES)):
                window = [line[:16].tolist() for line in list(volume.rows(index))[:16]]
                frame = model["frames"][index] if "frames" in model else {}
                place = " ".join(str(c) for c in frame.get("position", ()))
                caption = f"frame {index}" + (f" at {place}" if place else "")
                figures.append(_figure(draw.grid(window), caption))
            more = (
                f"<p>{volume.frames - MAX_FRAMES} frames more</p>"
                if volume.frames > MAX_FRAMES
                else ""
            )
            return f'<div class="side">{"".join(figures)}</div>{more}{_segment_table(model)}'
    return ""


def _segment_table(model: Mapping[str, Any]) -> str:
    rows = []
    listed = sorted(model.get("segments", {}).items(), key=lambda entry: int(entry[0]))
    for number, entry in listed[:64]:
        mark = " (background)" if model.get("background") == int(number) else ""
        code = entry.get("type", {})
        swatch = f'<td style="background:{draw.colour(int(number))}">{number}{mark}</td>'
        code_text = f"{code.get('value', '')} {code.get('scheme', '')} {code.get('meaning', '')}"
        rows.append([swatch, esc(entry.get("label", "")), esc(code_text)])
    return table(["segment", "label", "type"], rows) if rows else ""


def _input(case: Case) -> str:
    if not case.input.is_file():
        return '<p class="muted">The input is generated on demand and is not here.</p>'
    data = case.input.read_bytes()
    if len(data) > SMALL_FILE:
        return f'<p class="muted">{len(data)} bytes, too many to show.</p>'
    if case.op == "encode":
        return f"<pre>{esc(data.decode('utf-8'))}</pre>"
    found, remark = dump.entries(data)
    lines = []
    for entry in found:
        value = entry.decoded()
        shown = value.hex(" ") if isinstance(value, bytes) else value
        if isinstance(value, tuple):
            shown = "\\".join(str(v) for v in value)
        text = "" if value is None else str(shown)
        indent, name = "  " * entry.depth, entry.path.rpartition(".")[2]
        text = text if len(text) <= 100 else text[:97] + "..."
        lines.append(f"{entry.offset:6d}  {indent}{name} {entry.vr} {text}")
    lines += [f"        stops here: {remark}"] if remark else []
    elements = _details(f"Elements ({len(data)} bytes)", "\n".join(lines), opened=True)
    return elements + _details("Bytes", dump.hex_lines(data))


def _details(summary: str, text: str, *, opened: bool = False) -> str:
    mark = " open" if opened else ""
    return f"<details{mark}><summary>{summary}</summary><pre>{esc(text)}</pre></details>"
