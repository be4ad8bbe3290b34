"""What the pages of a report share: their frame, their style, tables and verdicts."""

import base64
import hashlib
import html
from collections.abc import Mapping, Sequence
from typing import Any

from conformance.runner.console import visible
from conformance.runner.vocabulary import BAD_VERDICTS

STYLE = """
:root{color-scheme:light}*{box-sizing:border-box}
body{font:15px/1.5 system-ui,sans-serif;color:#1d2125;max-width:1180px;margin:0 auto;padding:1rem}
h1{font-size:1.5rem;line-height:1.25;margin:.4rem 0}
h2{font-size:1.2rem;margin:2rem 0 .6rem;border-bottom:1px solid #d5d9dd;padding-bottom:.2rem}
h3{font-size:1.02rem;margin:1.2rem 0 .4rem}a{color:#0b57a4}p,li{overflow-wrap:anywhere}
table{border-collapse:collapse;margin:.3rem 0}.scroll{overflow-x:auto;max-width:100%}
th,td{border:1px solid #d5d9dd;padding:.3rem .6rem;text-align:left;vertical-align:top}
th{background:#f3f5f7;font-weight:600}
code,pre,kbd{font:12.5px/1.45 ui-monospace,monospace}code,kbd{overflow-wrap:anywhere}
pre{background:#f6f8fa;border:1px solid #dfe3e7;padding:.6rem;overflow:auto;max-height:28rem}
pre.wrap{white-space:pre-wrap;overflow-wrap:anywhere}
.v{display:inline-block;border-radius:3px;padding:0 .45rem;font-size:13px;white-space:nowrap}
.pass{background:#d4f0da;color:#0c3d18}.bad{background:#fbd5d0;color:#6b110a}
.na{background:#e9ecef;color:#4c5560}.open{background:#fdeebf;color:#55430a}
td.pass,td.bad,td.na,td.open{text-align:center;white-space:nowrap}.muted{color:#59636e}
.grid text{font:11px ui-monospace,monospace;text-anchor:middle;fill:#222}
.grid .axis{fill:#888;font-size:9px}.side{display:flex;flex-wrap:wrap;gap:1.5rem;overflow-x:auto}
figure{margin:.4rem 0}figcaption{font-size:12.5px;color:#59636e}
details{margin:.3rem 0}summary{cursor:pointer}summary:hover{background:#f3f5f7}
dl.facts{display:grid;grid-template-columns:max-content 1fr;gap:.3rem 1.2rem;margin:.8rem 0}
dl.facts dt{color:#59636e}dl.facts dd{margin:0;overflow-wrap:anywhere;min-width:0}
ul.plain{list-style:none;padding:0;margin:.4rem 0}
.box{border:1px solid #d5d9dd;border-radius:6px;padding:.5rem .9rem;margin:.8rem 0}
.box h3{margin:.3rem 0}
.cause{display:grid;grid-template-columns:5.2rem 1fr;gap:.2rem .8rem;padding:.2rem 0}
.cause details{margin:0}
.cause b{text-align:right;font-weight:600}
form.filters{position:sticky;top:0;background:#fff;padding:.5rem 0;display:flex;flex-wrap:wrap;
gap:.5rem .8rem;border-bottom:1px solid #d5d9dd;align-items:end}
form.filters label{font-size:12.5px;color:#59636e;display:grid}
select,input{font:inherit;padding:.2rem .3rem;max-width:100%}
#cases>li{border-bottom:1px solid #e4e8eb;padding:.5rem 0}
.result{display:grid;grid-template-columns:12rem 10rem 1fr;gap:.1rem .8rem;margin:.15rem 0}
.result>span{min-width:0;overflow-wrap:anywhere}
.message{font-size:13.5px}.tags{font-size:12.5px;color:#59636e}
[hidden]{display:none!important}
@media(max-width:640px){body{font-size:14px;padding:.7rem}
dl.facts{grid-template-columns:1fr;gap:0}dl.facts dd{margin:0 0 .5rem}
.result{grid-template-columns:1fr auto}.result .message{grid-column:1/-1}
th,td{padding:.2rem .35rem;font-size:12.5px}
.cause{grid-template-columns:5rem 1fr}form.filters{position:static}
form.filters label{flex:1 1 40%}form.filters select,form.filters input{width:100%}}
@media print{form.filters{display:none}details>*{display:block}}
"""


def esc(text: str) -> str:
    """Foreign text as HTML: what does not print is spelled out, but for line ends."""
    return html.escape(visible(text, keep="\n\t"))


def page(title: str, body: str, script: str = "") -> str:
    """A whole document, which may load nothing and run nothing but `script`."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    allowed = f"script-src 'sha256-{digest}'; " if script else ""
    policy = f"default-src 'none'; img-src data:; {allowed}style-src 'unsafe-inline'"
    code = f"<script>{script}</script>" if script else ""
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<title>{esc(title)}</title>\n<link rel="icon" href="data:,">'
        f"<style>{STYLE}</style></head><body>\n{body}\n{code}</body></html>\n"
    )


def text_of(row: Mapping[str, Any]) -> str:
    """fail/wrong-output, pass, ..."""
    return f"{row['verdict']}/{row['fail']}" if "fail" in row else str(row["verdict"])


def kind_of(verdict: str) -> str:
    """The class of a verdict in the style."""
    if verdict in BAD_VERDICTS:
        return "bad"
    return {"pass": "pass", "not-applicable": "na"}.get(verdict, "open")


def chip(row: Mapping[str, Any], *, short: bool = False) -> str:
    text = str(row.get("fail", row["verdict"])) if short else text_of(row)
    return f'<span class="v {kind_of(row["verdict"])}">{esc(text)}</span>'


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Cells are HTML; a cell that starts with "<td" brings its own tag."""
    titles = "".join(f"<th>{cell}</th>" for cell in head)
    lines = [f"<thead><tr>{titles}</tr></thead>"] if any(head) else []
    for row in rows:
        cells = (cell if cell.startswith("<td") else f"<td>{cell}</td>" for cell in row)
        lines.append("<tr>" + "".join(cells) + "</tr>")
    return '<div class="scroll"><table>' + "\n".join(lines) + "</table></div>"


def facts(entries: Sequence[Sequence[str]]) -> str:
    """Names and values, both HTML."""
    lines = [f"<dt>{name}</dt><dd>{value}</dd>" for name, value in entries]
    return '<dl class="facts">' + "\n".join(lines) + "</dl>"


def details(summary: str, body: str, *, opened: bool = False) -> str:
    mark = " open" if opened else ""
    return f"<details{mark}><summary>{summary}</summary>{body}</details>"


def preformatted(text: str, *, wrap: bool = False) -> str:
    return f"<pre{' class=wrap' if wrap else ''}>{esc(text)}</pre>"
