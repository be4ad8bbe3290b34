"""Reports and everything that is made from them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree
from html import escape, unescape
from pathlib import Path
from typing import Any

import conformance_support as support
import pytest
from conformance_support import GOOD, one, two

from conformance.runner import (
    causes,
    expectations,
    exports,
    html,
    html_index,
    levels,
    report,
    rules,
    suite,
)
from conformance.runner.adapter import Adapter, Command
from conformance.runner.execute import run_cases
from conformance.runner.judge import Verdict
from conformance.runner.suite import Case, SuiteError

# -------------------------------------------------------------------------------- report


FRESH = report.Origin("r" * 64, 1, True)


def make_report(
    tmp_path: Path, command: Command, cases: list[Case], **options: Any
) -> report.Report:
    with Adapter(command, timeout=5) as adapter:
        done = run_cases(adapter, cases)
        return report.build(adapter, done, options.get("everything", cases), FRESH, [], 1)


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


def test_cases_of_proposals_are_shown_apart_and_count_for_nothing(tmp_path: Path) -> None:
    """The failing one of two is proposed: nothing that counts fails, and nothing is lost."""
    good = support.make_case(tmp_path)
    bad = support.make_case(
        tmp_path, "overlap.bad", status="proposed", models={"expect": support.model(background=5)}
    )
    cases = [bad, good]
    made = make_report(tmp_path, support.replying(GOOD), cases)
    assert made.footer["counts"] == {"pass": 1}
    assert made.footer["proposed"] == {"fail": 1}
    assert made.footer["complete"] is True
    path = tmp_path / "a.jsonl"
    report.save(made, path)
    assert report.load(path) == made
    path.write_text(path.read_text().replace('"status":"proposed"', '"status":"stable"'))
    with pytest.raises(SuiteError, match="the footer does not fit the rows"):
        report.load(path)
    verdicts = {row["case"]: Verdict(row["verdict"]) for row in made.rows}
    assert expectations.surprises(None, cases, verdicts) == []
    assert not bad.scores
    exports.junit(made, tmp_path / "junit.xml")
    suites = ElementTree.parse(tmp_path / "junit.xml").getroot()  # noqa: S314 - our own
    assert [case.get("name") for case in suites] == ["pixels.one"]
    assert suites.get("failures") == "0"
    exports.summary([made], tmp_path / "summary.md")
    summary = (tmp_path / "summary.md").read_text()
    assert "count for nothing:\n\n- fake 1.0: 1 fail" in summary
    assert "overlap.bad" not in summary
    index = html.write(tmp_path / "out", cases, [made]).read_text()
    counted, _, apart = index.partition("<h2>Proposals</h2>")
    assert "overlap.bad" in apart and "overlap.bad" not in counted
    assert "1 cases, seed 1" in counted


def test_what_is_not_run_of_a_proposal_leaves_a_report_complete(tmp_path: Path) -> None:
    bad = support.make_case(tmp_path, "overlap.bad", status="proposed")
    bad.input.unlink()
    made = make_report(tmp_path, support.replying(GOOD), [bad, support.make_case(tmp_path)])
    assert made.footer["proposed"] == {"not-run": 1}
    assert made.footer["complete"] is True


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
    said = {"wrong": {"background.nonzero": ('{"cmd":"decode"}', '{"result":"<b>"}')}}
    index = html.write(tmp_path / "out", cases, reports, exchanges=said)
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
    assert index.count("<script") == 1
    assert f"<script>{html_index.SCRIPT}</script>" in index
    assert "<script" not in page
    for text in (index, page):
        assert "default-src 'none'" in text
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


# -------------------------------------------------------------------------------- pages


def test_no_link_of_the_pages_is_dead(tmp_path: Path, monkeypatch: Any) -> None:
    pages(tmp_path, monkeypatch)
    found = 0
    for path in (tmp_path / "out").rglob("*.html"):
        for link in re.findall(r'href="([^"]*)"', path.read_text()):
            if re.match(r"https:|data:", link):
                continue
            found += 1
            name, _, anchor = link.partition("#")
            target = (path.parent / name) if name else path
            assert target.is_file(), f"{path.name}: {link}"
            assert not anchor or f'id="{anchor}"' in target.read_text(), f"{path.name}: {link}"
    assert found > 20


def test_a_case_page_has_rule_input_exchange_and_command(tmp_path: Path, monkeypatch: Any) -> None:
    _, page, _ = pages(tmp_path, monkeypatch)
    case = next(case for case in suite.load_cases() if case.id == "background.nonzero")
    for name in case.meta["requirements"]:
        assert escape(rules.load()[name]["statement"]) in page
    assert 'href="../inputs/background.nonzero.dcm" download' in page
    copied = tmp_path / "out" / "inputs" / "background.nonzero.dcm"
    original = suite.CASES / "background" / "nonzero" / "input.dcm"
    assert copied.read_bytes() == original.read_bytes()
    said = '{"cmd":"decode"}\n\n{"result":"<b>"}'
    assert escape(said) in page
    assert "conformance replay background.nonzero --adapter &quot;wrong=COMMAND&quot;" in page


def test_failures_come_first_and_the_message_is_in_the_row(
    tmp_path: Path, monkeypatch: Any
) -> None:
    index, _, _ = pages(tmp_path, monkeypatch)
    rows = index[index.index('id="cases"') :]
    first, second = rows.index("background.nonzero"), rows.index("pixels.described-value")
    assert first < second
    assert "labels[0][1][2] (1 of " in rows


def test_the_copy_of_the_rules_is_that_of_the_specification() -> None:
    assert rules.copy_problems() == []
    assert rules.specified() == rules.load()


def test_what_blocks_a_level(tmp_path: Path) -> None:
    cases = [case for case in suite.load_cases() if case.meta["status"] != "withdrawn"]
    declared = levels.CORE_FEATURES["decode"]
    passed = dict.fromkeys((case.id for case in cases), Verdict("pass"))
    assert not levels.obstacles(cases, passed, declared, "Reader", "Core")
    failed = {**passed, "background.nonzero": Verdict("crash")}
    assert levels.obstacles(cases, failed, declared, "Reader", "Core").cases == (
        "background.nonzero",
    )
    fewer = levels.obstacles(cases, passed, declared - {"geometry"}, "Reader", "Core")
    assert fewer.features == ("geometry",)
    quiet = {**passed, "pixels.undescribed-value": Verdict("pass", facts={"reason": "unstated"})}
    full = levels.FULL_FEATURES["decode"]
    found = levels.obstacles(cases, quiet, full, "Reader", "Strict")
    assert (found.cases, found.unstated) == ((), ("pixels.undescribed-value",))
    assert not levels.obstacles(cases, quiet, full, "Reader", "Full")


GRID = [[1, 2, 3], [4, 5, 6]]


@pytest.mark.parametrize(
    ("expected", "got", "cause"),
    [
        (GRID, GRID[::-1], "rows flipped"),
        (GRID, [row[::-1] for row in GRID], "columns flipped"),
        (GRID, [row[::-1] for row in GRID[::-1]], "turned by 180 degrees"),
        (GRID, [[1, 4], [2, 5], [3, 6]], "rows and columns exchanged"),
        (GRID, [[0, 0, 0], [0, 0, 0]], "every sample is 0"),
        (GRID, [[2, 3, 4], [5, 6, 7]], "each label one too high"),
        ([[256, 1]], [[0, 1]], "only the low byte of each label"),
        ([[256, 1]], [[1, 256]], "columns flipped"),
        ([[256, 2]], [[1, 512]], "the bytes of each label exchanged"),
        ([[0, 7, 9]], [[0, 1, 1]], "a mask of 0 and 1 or 255"),
        ([[0, 7, 9]], [[0, 9, 8]], "labels renamed"),
        ([[0, 7, 9]], [[0, 7, 7]], "labels merged"),
        ([[1, 1, 2, 3]], [[0, 1, 1, 2]], "samples moved along the row"),
        ([[1, 1, 2, 3]], [[3, 1, 5, 2]], "samples differ"),
    ],
)  # fmt: skip
def test_patterns_of_wrong_samples(expected: Any, got: Any, cause: str) -> None:
    assert causes.pattern([(expected, got)]) == cause


def row(detail: str, verdict: str = "fail", **more: Any) -> dict[str, Any]:
    return {"case": "pixels.one", "verdict": verdict, "detail": detail, **more}


def test_failures_of_one_kind_are_one_cluster() -> None:
    first = row("rejects a valid input: frame 3 of 'a' is bad", fail="rejected-valid")
    second = row("rejects a valid input: frame 12 of 'b' is bad", fail="rejected-valid")
    other = row("the process ended by signal 6", "crash")
    fine = row("", "pass")
    found = causes.clusters([first, other, fine, second])
    assert [(name, len(rows)) for name, rows in found] == [
        ("rejects valid input: frame # of '...' is bad", 2),
        ("crash: the process ended by signal #", 1),
    ]


# -------------------------------------------------------------------------------- Chromium


def chromium() -> str | None:
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)


MEASURE = """<script>
const wide = [...document.querySelectorAll("body *")].filter((e) =>
  e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".scroll,pre,.side"));
parent.postMessage([document.documentElement.scrollWidth, innerWidth,
  wide.slice(0, 3).map((e) => e.outerHTML.slice(0, 80)).join(" "),
  document.querySelector("#shown")?.textContent ?? ""], "*");
</script>"""
LISTEN = """<script>addEventListener("message", (e) => {
  document.title = "done"; document.querySelector("pre").textContent = JSON.stringify(e.data);
});</script><pre></pre>"""


def shown_at(page: Path, width: int, folder: Path) -> tuple[list[Any], Path]:
    """What a browser measures of a page in a frame of this width, and a picture of it."""
    program = chromium()
    if program is None:
        assert not os.environ.get("CI"), "CI needs Chromium to look at the report"
        pytest.skip("there is no Chromium to look at the report")
    policy = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
    measured = page.with_name(f"measured-{page.name}")
    measured.write_text(policy.sub("", page.read_text()).replace("</body>", f"{MEASURE}</body>"))
    frame = folder / f"frame-{width}.html"
    frame.write_text(
        f"<body style='margin:0'>{LISTEN}<iframe src='{measured.as_uri()}'"
        f" style='border:0;width:{width}px;height:1500px'></iframe>"
    )
    picture = folder / f"{page.stem}-{width}.png"
    common = [
        program, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
        f"--user-data-dir={folder / 'profile'}", f"--window-size={max(width, 520)},1600",
        "--virtual-time-budget=4000",
    ]  # fmt: skip
    both = [f"--screenshot={picture}"], ["--dump-dom"]
    texts = [
        subprocess.run([*common, *more, frame.as_uri()], check=True, capture_output=True).stdout
        for more in both
    ]
    found = re.search(r"<pre>(.*?)</pre>", texts[1].decode())
    assert found is not None
    return json.loads(unescape(found[1])), picture


@pytest.mark.parametrize(
    ("name", "width"),
    [
        *(("index.html", width) for width in (1280, 800, 390)),
        *(("cases/background.nonzero.html", width) for width in (1280, 390)),
        ("rules.html", 390),
    ],
)
def test_pages_fit_the_window(tmp_path: Path, monkeypatch: Any, name: str, width: int) -> None:
    pages(tmp_path, monkeypatch)
    (scroll, inner, wide, shown), picture = shown_at(tmp_path / "out" / name, width, tmp_path)
    assert inner == width
    assert scroll <= inner
    assert wide == ""
    assert picture.stat().st_size > 5000
    assert shown == ("3 of 3 cases" if name == "index.html" else "")
