"""The page of one case: what it asks and why, what each implementation said, and the input."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from conformance.runner import draw, dump, rules, strictjson
from conformance.runner.markup import chip, details, esc, facts, page, preformatted, table
from conformance.runner.report import Report
from conformance.runner.suite import ROOT, Case
from conformance.runner.vocabulary import BAD_VERDICTS
from conformance.runner.volume import load_volume

SMALL_FILE = 16384
MAX_FRAMES = 8
Exchanges = Mapping[str, Mapping[str, Sequence[str]]]


def case_page(
    case: Case, reports: Sequence[Report], exchanges: Exchanges, download: str | None
) -> str:
    meta = case.meta
    links = "".join(f'<br><a href="{esc(url)}">{esc(url)}</a>' for url in meta.get("links", ()))
    entries = [
        ["why", esc(meta["why"]) + links],
        ["effect if it fails", esc(meta["effect"])],
        ["rule", "<br>".join(_requirement(name) for name in meta["requirements"])],
        ["asks", f"{case.op}, {meta['level']}, {meta['status']}, revision {meta['revision']}"],
        ["features", esc(", ".join(sorted(case.features)))],
        ["expected", _expected(case)],
    ]
    if case.twin:
        differs = _differences().get(case.id)
        note = f" (differs in {esc(', '.join(differs))})" if differs else ""
        entries.append(["twin", f'<a href="{esc(case.twin)}.html">{esc(case.twin)}</a>{note}'])
    attested = [
        f"{esc(a['tool'])} {esc(a['version'])} ({esc(a.get('words') or ', '.join(a['views']))})"
        for a in meta["attested_by"]
    ]
    word = "refused by" if case.expect["kind"] == "reject" else "attested by"
    entries.append([word, "<br>".join(attested) or esc(_nobody(case))])
    body = [
        '<p><a href="../index.html">all cases</a></p>',
        f"<h1>{esc(meta['title'])}</h1><p><code>{esc(case.id)}</code></p>",
        facts(entries),
        "<h2>Results</h2>",
        *_results(case, reports, exchanges),
        "<h2>Input</h2>",
        _download(case, download),
        _pictures_of_expected(case),
        _input(case),
    ]
    return page(case.id, "\n".join(body))


def _nobody(case: Case) -> str:
    """Why nobody attests it."""
    if case.expect["kind"] == "either":
        return "nobody: the text is open, and each alternative is right"
    if case.op == "encode":
        return "nobody: what is written is judged by two readers in each run"
    return "nobody yet"


@cache
def _differences() -> dict[str, list[str]]:
    manifest = strictjson.load(ROOT / "manifest.json")
    return {entry["id"]: list(entry.get("differs", ())) for entry in manifest["cases"]}


def _requirement(name: str) -> str:
    rule = rules.load().get(name, {})
    link = f'<a href="../rules.html#{esc(name.lower())}">{esc(name)}</a>'
    text = f"{rule['strength']}: {rule['statement']} ({rule['clause']})" if rule else ""
    return f"{link} {esc(text)}"


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
    number = esc(case.expect["clarification"])
    return f"either of these (clarification {number})<ul>{''.join(options)}</ul>"


def _warning(expectation: Mapping[str, Any]) -> str:
    warn = expectation.get("warn")
    return f", with a warning {esc(' or '.join(warn))}" if warn else ""


# ------------------------------------------------------------------------------- results


def _results(case: Case, reports: Sequence[Report], exchanges: Exchanges) -> list[str]:
    """A box for each implementation; those that failed come first."""
    found = [(report, row) for report in reports if (row := report.row(case.id))]
    found.sort(key=lambda entry: entry[1]["verdict"] not in BAD_VERDICTS)
    boxes = [
        _result(case, report, row, exchanges.get(report.name, {}).get(case.id))
        for report, row in found
        if "missing" not in row
    ]
    others = [
        f"<li>{esc(report.title)}: {esc(', '.join(row['missing']))}</li>"
        for report, row in found
        if "missing" in row
    ]
    if others:
        boxes.append(
            f"<p>Not applicable, because it is not declared:</p><ul>{''.join(others)}</ul>"
        )
    return boxes


def _result(
    case: Case, report: Report, row: Mapping[str, Any], exchange: Sequence[str] | None
) -> str:
    parts = [f"<h3>{esc(report.title)} {chip(row)}</h3>"]
    notes = _notes(row)
    if notes:
        parts.append(f"<p>{notes}</p>")
    if "differences" in row:
        parts.append(_wrong(row))
    if exchange is not None:
        said = preformatted(f"{exchange[0]}\n\n{exchange[1] or '(no reply)'}", wrap=True)
        parts.append(details("Request and reply, as they went over the line", said))
    parts.append(f"<p>Again: <kbd>{esc(_replay(case, report))}</kbd></p>")
    return f'<div class="box">{"".join(parts)}</div>'


def _replay(case: Case, report: Report) -> str:
    known = any(
        report.name in (folder.name, folder.name.partition("-")[2])
        for folder in (ROOT / "adapters").glob("*-*")
    )
    name = report.name if known else f'"{report.name}=COMMAND"'
    seed = report.header.get("seed", 0)
    more = f" --seed {seed}" if seed else ""
    return f"python -m conformance replay {case.id} --adapter {name}{more}"


def _notes(row: Mapping[str, Any]) -> str:
    labels = {
        "observed": "observed: ",
        "not_compared": "not declared, so not compared: ",
    }
    notes = [esc(row["detail"])] if "detail" in row else []
    notes += [esc(label + ", ".join(row[key])) for key, label in labels.items() if key in row]
    notes += [f"answer: {esc(row['reply'])}"] if "reply" in row else []
    notes += ["no reason stated"] if row.get("reason") == "unstated" else []
    return "<br>".join(notes)


def _wrong(row: Mapping[str, Any]) -> str:
    parts = []
    for picture in row.get("pictures", ()):
        at = {"row": picture["row"], "column": picture["column"]}
        want, got = picture["expected"], picture["got"]
        left = _figure(draw.grid(want, **at), "expected")
        right = _figure(draw.grid(got, want, **at), "got; framed samples differ")
        parts.append(f'<p>{esc(picture["title"])}</p><div class="side">{left}{right}</div>')
    keys = ("path", "expected", "got")
    rows = [[f"<code>{esc(entry[key])}</code>" for key in keys] for entry in row["differences"]]
    parts.append(table(["where", "expected", "got"], rows))
    return "\n".join(parts)


def _figure(svg: str, caption: str) -> str:
    return f"<figure>{svg}<figcaption>{esc(caption)}</figcaption></figure>"


# --------------------------------------------------------------------------------- input


def _download(case: Case, link: str | None) -> str:
    if link is None:
        return '<p class="muted">The input is too large to be copied here.</p>'
    size = case.input.stat().st_size
    return f'<p><a href="{esc(link)}" download>{esc(case.input.name)}</a> ({size} bytes)</p>'


def _pictures_of_expected(case: Case) -> str:
    """The labels as they should be read, of the first alternative that has any."""
    for name, expectation in case.alternatives:
        if expectation["kind"] == "accept" and case.op in ("decode", "encode"):
            model = case.expected(name)
            volume = load_volume(model["labels"], case.folder)
            figures = []
            for index in range(min(volume.frames, MAX_FRAMES)):
                window = [line[:16].tolist() for line in list(volume.rows(index))[:16]]
                frame = model["frames"][index] if "frames" in model else {}
                place = " ".join(str(c) for c in frame.get("position", ()))
                caption = f"frame {index}" + (f" at {place}" if place else "")
                figures.append(_figure(draw.grid(window), caption))
            left = volume.frames - MAX_FRAMES
            more = f"<p>{left} frames more</p>" if left > 0 else ""
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
    if case.input.suffix == ".json":
        return preformatted(data.decode("utf-8"))
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
    elements = details(f"Elements ({len(data)} bytes)", preformatted("\n".join(lines)), opened=True)
    return elements + details("Bytes", preformatted(dump.hex_lines(data)))
