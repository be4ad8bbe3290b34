"""JUnit XML, badge and Markdown summary, all made from reports."""

import re
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import quoteattr

from conformance.runner import strictjson
from conformance.runner.console import visible
from conformance.runner.markup import text_of
from conformance.runner.report import Report
from conformance.runner.vocabulary import BAD_VERDICTS, ROLES


def junit(report: Report, path: Path) -> None:
    """classname = area, name = id; not applicable is skipped, not run is an error.

    Cases of proposals are left out: nobody's build is to fail for them.
    """
    rows = [row for row in report.rows if row["status"] != "proposed"]
    lines = []
    for row in rows:
        area = row["case"].partition(".")[0]
        head = f"<testcase classname={quoteattr(area)} name={quoteattr(row['case'])}"
        text, verdict = visible(row.get("detail", "")), row["verdict"]
        message = f"message={quoteattr(text)}"
        if verdict in BAD_VERDICTS:
            inner = f"<failure type={quoteattr(text_of(row))} {message}/>"
        elif verdict == "not-run":
            inner = f'<error type="not-run" {message}/>'
        elif verdict == "not-applicable":
            inner = f"<skipped message={quoteattr(visible(', '.join(row.get('missing', ()))))}/>"
        else:
            inner = ""
        lines.append(f"{head}>{inner}</testcase>" if inner else f"{head}/>")
    counts = report.footer["counts"]
    bad = sum(counts.get(name, 0) for name in BAD_VERDICTS)
    totals = f'tests="{len(rows)}" failures="{bad}" errors="{counts.get("not-run", 0)}"'
    skipped = f'skipped="{counts.get("not-applicable", 0)}"'
    suite = f"<testsuite name={quoteattr(visible(report.title))} {totals} {skipped}>"
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        + suite
        + "\n"
        + "\n".join(lines)
        + "\n</testsuite>\n"
    )
    path.write_text(text, encoding="utf-8", newline="\n")


def prose(text: str) -> str:
    """Foreign text in Markdown: no HTML, no link, no table of its own."""
    return re.sub(r"([\\`*_{}\[\]<>()#!|~&])", r"\\\1", visible(text))


def verbatim(text: str) -> str:
    """Foreign text in Markdown as code: nothing within means anything."""
    shown = visible(" ".join(text.split())).replace("`", "'")[:300]
    return f"`{shown}`" if shown.strip() else ""


def level_text(report: Report) -> str:
    reached = [f"{role} {level}" for role, level in report.footer["levels"].items() if level]
    return ", ".join(reached)


def badge(report: Report, path: Path) -> None:
    """A shields endpoint. An incomplete report gets no badge, and an old one is removed."""
    if not report.footer["complete"]:
        path.unlink(missing_ok=True)
        return
    levels = level_text(report)
    message = f"{levels or 'no level'} {report.header['suite']} @{report.header['edition']}"
    colour = "brightgreen" if levels else "lightgrey"
    label = "label map conformance"
    strictjson.save(path, {"schemaVersion": 1, "label": label, "message": message, "color": colour})


def summary(reports: Sequence[Report], path: Path) -> None:
    """Who reaches what, and what failed, as Markdown."""
    head = reports[0].header
    lines = [
        "# Label Map Segmentation conformance",
        "",
        f"Suite {head['suite']}, DICOM {head['edition']}, root `{head['root'][:16]}`.",
        "",
        "| implementation | " + " | ".join(ROLES) + " | pass | fail | not applicable | not run |",
        "|---" * (len(ROLES) + 5) + "|",
    ]
    for report in reports:
        counts = report.footer["counts"]
        reached = [report.footer["levels"].get(role) or "none" for role in ROLES]
        bad = sum(counts.get(name, 0) for name in BAD_VERDICTS)
        rest = [
            counts.get("pass", 0),
            bad,
            counts.get("not-applicable", 0),
            counts.get("not-run", 0),
        ]
        lines.append("| " + " | ".join([prose(report.title), *reached, *map(str, rest)]) + " |")
    if any("proposed" in report.footer for report in reports):
        lines += ["", "Cases of proposals, which count for nothing:", ""]
        for report in reports:
            found = report.footer.get("proposed", {})
            text = ", ".join(f"{number} {verdict}" for verdict, number in found.items())
            lines.append(f"- {prose(report.title)}: {text or 'not asked'}")
    for report in reports:
        bad_rows = [
            row
            for row in report.rows
            if row["verdict"] in BAD_VERDICTS | {"not-run"} and row["status"] != "proposed"
        ]
        if bad_rows:
            lines += ["", f"## {prose(report.title)}", ""]
            lines += [
                f"- `{row['case']}` {text_of(row)}: {verbatim(row.get('detail', ''))}"
                for row in bad_rows
            ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
