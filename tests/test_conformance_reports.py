"""Reports and everything that is made from them."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import conformance_support as support
import pytest
from conformance_support import GOOD, one, two

from conformance.runner import exports, html, report, suite
from conformance.runner.adapter import Adapter, Command
from conformance.runner.execute import run_cases
from conformance.runner.suite import Case, SuiteError

# -------------------------------------------------------------------------------- report


def make_report(
    tmp_path: Path, command: Command, cases: list[Case], **options: Any
) -> report.Report:
    with Adapter(command, timeout=5) as adapter:
        done = run_cases(adapter, cases)
        return report.build(adapter, done, options.get("everything", cases), "r" * 64, [], 1)


def test_a_report_is_read_back_and_is_the_same_twice(tmp_path: Path) -> None:
    cases = two(tmp_path)
    for name in ("a", "b"):
        report.save(
            make_report(tmp_path, support.replying(GOOD), cases), tmp_path / f"{name}.jsonl"
        )
    first = (tmp_path / "a.jsonl").read_bytes()
    assert first == (tmp_path / "b.jsonl").read_bytes()
    loaded = report.load(tmp_path / "a.jsonl")
    assert loaded.footer["counts"] == {"fail": 1, "pass": 1}
    assert loaded.footer["complete"] is True


@pytest.mark.parametrize(
    ("keep", "message"),
    [
        (slice(None, -1), "the footer is missing"),
        (slice(1, None), "the header is missing"),
        ([0, 1, 3], "rows are missing"),
        ([0, 1, 1, 3], "rows are missing or double"),
        ([], "the header is missing"),
    ],
)
def test_half_a_report_is_none(tmp_path: Path, keep: Any, message: str) -> None:
    path = tmp_path / "a.jsonl"
    report.save(make_report(tmp_path, support.replying(GOOD), two(tmp_path)), path)
    lines = path.read_text().splitlines(keepends=True)
    kept = lines[keep] if isinstance(keep, slice) else [lines[i] for i in keep]
    path.write_text("".join(kept))
    with pytest.raises(SuiteError, match=message):
        report.load(path)


def test_counts_that_do_not_fit_the_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    report.save(make_report(tmp_path, support.replying(GOOD), two(tmp_path)), path)
    path.write_text(path.read_text().replace('"verdict":"fail"', '"verdict":"pass"'))
    with pytest.raises(SuiteError, match="the footer does not fit the rows"):
        report.load(path)


def test_only_equal_suites_are_joined(tmp_path: Path) -> None:
    made = make_report(tmp_path, support.replying(GOOD), one(tmp_path))
    other = report.Report({**made.header, "root": "x", "adapter": "y"}, made.rows, made.footer)
    with pytest.raises(SuiteError, match="different versions of the cases"):
        report.check_together([made, other])
    with pytest.raises(SuiteError, match="the same adapter name"):
        report.check_together([made, made])


def test_filtered_or_not_run_means_incomplete_and_no_badge(tmp_path: Path) -> None:
    cases = two(tmp_path)
    filtered = make_report(tmp_path, support.replying(GOOD), cases[1:], everything=cases)
    silent = make_report(tmp_path, support.python_command(""), cases)
    for made in (filtered, silent):
        badge = tmp_path / "badge.json"
        badge.write_text("old")
        exports.badge(made, badge)
        assert made.footer["complete"] is False
        assert set(made.footer["levels"].values()) == {None}
        assert not badge.exists()


def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str, list[report.Report]]:
    cases = suite.select(suite.load_cases(), ids=["background.nonzero", "pixels.undescribed-value"])
    evil = {"rejected": {"message": "<script>alert(1)</script>\x00 & more"}}
    wrong = next(case for case in cases if case.id == "background.nonzero").expected()
    wrong["labels"][0][1][2] = 0
    reports = [
        make_report(tmp_path, Command("evil", support.replying(evil).argv), cases),
        make_report(tmp_path, Command("wrong", support.replying({"result": wrong}).argv), cases),
    ]
    index = html.write(tmp_path / "out", cases, reports)
    page = tmp_path / "out" / "cases" / "background.nonzero.html"
    return index.read_text(), page.read_text(), reports


def test_pages_show_expected_and_got_and_ask_for_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index, page, _ = pages(tmp_path, monkeypatch)
    assert "wrong-output" in index
    assert 'href="cases/background.nonzero.html"' in index
    assert "got; framed samples differ" in page
    assert page.count('stroke="#c00"') == 1
    assert "PixelPaddingValue US 7" in page
    for text in (index, page):
        assert "<script" not in text
        assert "src=" not in text
        assert "@import" not in text
        assert "url(" not in text


def test_junit_is_xml_whatever_an_implementation_says(tmp_path: Path, monkeypatch: Any) -> None:
    _, _, reports = pages(tmp_path, monkeypatch)
    exports.junit(reports[0], tmp_path / "junit.xml")
    root = ElementTree.parse(tmp_path / "junit.xml").getroot()  # noqa: S314 - our own file
    assert root.attrib["tests"] == str(len(reports[0].rows))
    failures = root.findall("testcase/failure")
    assert len(failures) == int(root.attrib["failures"]) > 0
    assert {entry.attrib["classname"] for entry in root} == {"background", "pixels"}


def test_the_summary_lists_failures(tmp_path: Path, monkeypatch: Any) -> None:
    _, _, reports = pages(tmp_path, monkeypatch)
    exports.summary(reports, tmp_path / "summary.md")
    text = (tmp_path / "summary.md").read_text()
    assert "- `background.nonzero` fail/rejected-valid: `rejects a valid input: <script>" in text
    assert "\\x00 & more`" in text


def test_foreign_text_in_markdown_is_text() -> None:
    hostile = "<b>|`x`|[a](javascript:alert(1))\x1b[31m\u202e\n# head"
    assert exports.prose(hostile) == (
        r"\<b\>\|\`x\`\|\[a\]\(javascript:alert\(1\)\)\\x1b\[31m\\u202e\\n\# head"
    )
    assert exports.verbatim(hostile) == "`<b>|'x'|[a](javascript:alert(1))\\x1b[31m\\u202e # head`"
