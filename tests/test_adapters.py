"""Adapters: small, pinned, documented, and what they and the results promise holds."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from conformance.results import findings, page
from conformance.runner import expectations, report, schema, suite
from conformance.runner.adapter import ADAPTERS, Adapter, resolve
from conformance.runner.execute import run_cases

FOLDERS = sorted(path for path in ADAPTERS.glob("*-*") if path.is_dir())
NAMES = [folder.name for folder in FOLDERS]
MOST_LINES = 120
# A library that lives beside its adapter: only the adapter itself has to be small.
LIBRARY = "js-labelmap"
PUBLISHED = sorted(findings.HERE.glob("*.jsonl"))
# Adapters that need no peer but what refseg itself needs.
OWN = ("refseg", "pydicom", "plain")


@pytest.mark.parametrize("folder", FOLDERS, ids=NAMES)
def test_an_adapter_is_small_and_explained(folder: Path) -> None:
    code = [path for path in folder.iterdir() if path.suffix in (".py", ".mjs")]
    if folder.name == LIBRARY:
        code = [path for path in code if path.stem == "adapter"]
    assert code
    for path in code:
        lines = path.read_text(encoding="utf-8").count("\n")
        assert lines <= MOST_LINES, f"{path.name} has {lines} lines"
    text = (folder / "README.md").read_text(encoding="utf-8")
    name = folder.name.partition("-")[2]
    assert f"python -m conformance run --adapter {name}\n" in text
    assert json.loads((folder / "adapter.json").read_text())["command"][1].startswith("{here}/")
    assert f"[{folder.name}]" in (ADAPTERS / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", FOLDERS, ids=NAMES)
def test_versions_are_pinned(folder: Path) -> None:
    requirements, package = folder / "requirements.txt", folder / "package.json"
    debian = folder / "debian.txt"
    if debian.is_file():
        for line in debian.read_text().split():
            assert re.fullmatch(r"[a-z0-9.+-]+=\d[\w.+:~-]*", line), line
    elif requirements.is_file():
        for line in requirements.read_text().split():
            assert re.fullmatch(r"[\w.-]+==[\w.]+", line), line
    elif package.is_file():
        for version in json.loads(package.read_text())["dependencies"].values():
            assert re.fullmatch(r"\d+\.\d+\.\d+", version), version
        assert '"resolved"' not in (folder / "package-lock.json").read_text(encoding="utf-8")
    else:
        assert folder.name == "python-plain"  # the standard library only


def test_the_smallest_adapters_have_less_than_sixty_lines_and_stand_in_the_protocol() -> None:
    protocol = (suite.ROOT / "PROTOCOL.md").read_text(encoding="utf-8")
    for name, language in (("adapter.py", "python"), ("adapter.js", "javascript")):
        text = (suite.ROOT / "templates" / name).read_text(encoding="utf-8")
        assert text.count("\n") < 60
        assert f"```{language}\n{text}```\n" in protocol
    # Node.js alone: nothing that has to be installed.
    assert set(re.findall(r"require\((.+?)\)", text)) == {'"fs"', '"readline"'}


@pytest.mark.parametrize("name", OWN)
def test_an_adapter_says_hello_and_reads(name: str) -> None:
    cases = [case for case in suite.load_cases() if case.id == "segments.gap-in-numbers"]
    with Adapter(resolve(name)) as adapter:
        assert adapter.problem == ""
        done = run_cases(adapter, cases)
    assert done.verdicts["segments.gap-in-numbers"].verdict == "pass"


def test_the_plain_judge_finds_faults_and_accepts_what_has_none() -> None:
    wanted = {
        "encoding.valid-jpegls": "pass",
        "encoding.invalid-jpegls-cut": "pass",
        "frames.three-dimensional": "pass",
        "frames.three-dimensional-uneven": "pass",
        "dataset.complete": "pass",
        "dataset.window": "pass",
        "background.signed-vr": "pass",
        "file.wrong-group-length": "pass",
        "frames.duplicate-index": "pass",
        "frames.groups-complete": "pass",
    }
    cases = [case for case in suite.load_cases() if case.id in wanted]
    judge = ADAPTERS / "python-plain" / "judge.py"
    with Adapter(resolve(f"judge={sys.executable} {judge}")) as adapter:
        done = run_cases(adapter, cases)
    assert {name: verdict.text for name, verdict in done.verdicts.items()} == wanted


def test_refseg_refuses_with_a_reason() -> None:
    ids = {"pixels.undescribed-value", "pixels.described-value"}
    cases = [case for case in suite.load_cases() if case.id in ids]
    with Adapter(resolve("refseg")) as adapter:
        done = run_cases(adapter, cases)
    verdict = done.verdicts["pixels.undescribed-value"]
    assert (verdict.verdict, verdict.facts["reason"]) == ("pass", "stated")


# ------------------------------------------------------------------------------ results


def test_every_adapter_has_a_published_report() -> None:
    assert {path.stem for path in PUBLISHED} == {name.partition("-")[2] for name in NAMES}


def test_the_page_of_the_results_is_made_from_the_reports() -> None:
    from conformance.results.__main__ import ADAPTERS as ORDER

    reports = [report.load(findings.HERE / f"{name}.jsonl") for name in ORDER]
    report.check_together(reports, one_seed=False)
    text = page.render(reports, findings.load())
    assert (findings.HERE / "README.md").read_text(encoding="utf-8") == text


@pytest.mark.parametrize("path", PUBLISHED, ids=[path.stem for path in PUBLISHED])
def test_a_report_names_no_place_on_a_disk(path: Path) -> None:
    assert not re.search(r"[\"' (](/home|/root|/tmp|/usr|file:/)", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", PUBLISHED, ids=[path.stem for path in PUBLISHED])
def test_known_failures_are_those_of_the_report(path: Path) -> None:
    made = report.load(path)
    known = findings.expectations(made, findings.load().get(made.name, []))
    schema.check(known, "expectations")
    kept = expectations.find(made.name)
    assert (kept or {"implementation": made.name, "entries": []}) == known


def test_findings_are_complete_and_their_patterns_valid() -> None:
    for name, listed in findings.load().items():
        assert (findings.HERE / f"{name}.jsonl").is_file()
        for finding in listed:
            assert finding["kind"] in page.KINDS
            assert finding["title"]
            assert finding["text"].endswith((".", ")"))
            re.compile(finding["match"])
