"""``refseg rule``: what it prints of a small checkout, to the letter; and the links behind it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from refseg.commands.cli import main
from refseg.requirements import REQUIREMENTS
from refseg.spec.links import Links, judge_of, rows, rows_of
from refseg.spec.project import Project
from refseg.spec.sheets import attributes, sheet

ROOT = Path(__file__).parent.parent
CASE = "background.write-zero"
REWRITTEN = "rewrite.background-write-zero"


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One clarification, its wording, one case and the results of two implementations."""
    root = tmp_path_factory.mktemp("checkout")
    for name in (
        "spec/clarifications/0001-background.md",
        "spec/cp/01-background.md",
        "conformance/cases/background/write-zero/case.json",
    ):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, root / name)
    results = root / "conformance" / "results"
    results.mkdir()
    for name, verdicts in {"a": {CASE: "pass", REWRITTEN: "crash"}, "b": {CASE: "fail"}}.items():
        rows = [
            {"case": case, "verdict": verdict, "detail": "it said no"}
            for case, verdict in verdicts.items()
        ]
        head = {"implementation": {"name": f"Tool {name}", "version": "1.0"}}
        lines = [head, *rows, {"case": "x.y", "verdict": "not-applicable"}, {"kind": "footer"}]
        (results / f"{name}.jsonl").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    (root / "tests").mkdir()
    return root


def said(checkout: Path, capsys: Any, *arguments: str) -> str:
    assert main(["rule", "--root", str(checkout), *arguments]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    return str(captured.out)


def test_a_requirement(checkout: Path, capsys: Any) -> None:
    assert said(checkout, capsys, "lm-val-005") == (
        "LM-VAL-005\n"
        "  A label map may have Pixel Padding Value, which is the Segment Number to be treated as "
        "background;\n"
        "  without it no segment is background, whatever its number or its property type code.\n"
        "strength          may, for label maps\n"
        "clauses           PS3.3 A.51.4\n"
        "                  PS3.3 C.8.20.2.4\n"
        "judged by         no rule: it allows something and demands nothing\n"
        "rows              General Equipment Module: PixelPaddingValue (0028,0120), Type 1C\n"
        "                  Segment Description Macro: SegmentSequence[n].SegmentNumber "
        "(0062,0004), Type 1\n"
        "clarifications    0001 How is the background of a label map found?\n"
        "suggested wording LMCP-01 Pixel Padding Value alone names the background of a label map\n"
        "accepting cases   background.write-zero\n"
        "failed by         Tool a 1.0: 1 of 2 results (rewrite.background-write-zero)\n"
        "                  Tool b 1.0: 1 of 1 result (background.write-zero)\n"
    )


def test_a_clarification_a_wording_and_a_case(checkout: Path, capsys: Any) -> None:
    text = said(checkout, capsys, "1")
    assert text.startswith("0001\n  How is the background of a label map found?\nruling  ")
    assert "page              spec/clarifications/0001-background.md\n" in text
    assert said(checkout, capsys, "LMCP-01") == (
        "LMCP-01\n"
        "  Pixel Padding Value alone names the background of a label map\n"
        "amends            PS3.3 C.8.20.2.4\n"
        "clarification     0001 How is the background of a label map found?\n"
        "page              spec/cp/01-background.md\n"
    )
    text = said(checkout, capsys, CASE)
    assert "expected          accept\n" in text
    assert "passed by         Tool a 1.0\n" in text
    assert (
        "failed by         Tool a 1.0: crash when it writes the file again. it said no\n"
        "                  Tool b 1.0: fail. it said no\n"
    ) in text


def test_an_attribute_by_keyword_and_by_name(checkout: Path, capsys: Any) -> None:
    text = said(checkout, capsys, "Segment Number")
    assert text == said(checkout, capsys, "SegmentNumber")
    assert text.startswith("SegmentNumber\n  Segment Number (0062,0004), VR US, VM 1\nrows  ")
    assert "LM-DES-002 Segment Number shall be present" in text


def test_for_programs(checkout: Path, capsys: Any) -> None:
    found = json.loads(said(checkout, capsys, "LM-VAL-002", "--json"))
    assert found["id"] == "LM-VAL-002"
    assert found["judged by"] == ["refseg.check.pixel_values.every_value_described"]
    assert found["clauses"] == ["PS3.3 C.8.20.2.3.3"]


def test_long_lists_are_cut_unless_all_is_wanted(capsys: Any) -> None:
    short, long = said(ROOT, capsys, "0001"), said(ROOT, capsys, "0001", "--all")
    assert " more (--all)" in short
    assert " more (--all)" not in long
    assert len(long) > len(short)


def test_what_is_left_out_without_a_checkout_is_told(tmp_path: Path, capsys: Any) -> None:
    assert main(["rule", "LM-VAL-002", "--root", str(tmp_path)]) == 0
    captured = capsys.readouterr()
    assert "judged by         refseg.check.pixel_values.every_value_described\n" in captured.out
    assert captured.err.splitlines() == [
        f"note: {tmp_path / folder} does not exist, so that {what} are left out; name a clone of "
        "the refseg repository with --root"
        for folder, what in {
            "spec": "clarifications and suggested wording",
            "conformance/cases": "the cases of the suite",
            "conformance/results": "results",
            "tests": "tests",
        }.items()
    ]
    assert main(["rule", "LM-VAL-002", "--root", str(tmp_path), "--quiet"]) == 0
    assert capsys.readouterr().err == ""


# ------------------------------------------------------------------------------- the model


def test_everything_has_its_sheet() -> None:
    links = Links(Project(ROOT))
    names = [*REQUIREMENTS, *links.rulings, *links.wordings, *links.cases, *attributes()]
    assert len(names) > 1200
    assert [name for name in names if sheet(links, name).id != name] == []


def test_what_is_linked_exists() -> None:
    links = Links(Project(ROOT))
    assert {links.case_of(outcome.case) for outcome in links.outcomes} <= set(links.cases)
    assert {wording.clarification for wording in links.wordings.values()} <= set(links.rulings)
    named = {id_ for ruling in links.rulings.values() for id_ in ruling.requirements}
    assert named <= set(REQUIREMENTS)
    assert {id_ for row in rows() for id_ in row.requirements} <= set(REQUIREMENTS)
    for id_ in REQUIREMENTS:
        place = judge_of(id_)
        if place is not None:
            line = place[1].read_text("utf-8").splitlines()[place[2] - 1]
            assert line.startswith(("@rule", "def "))


def test_a_row_is_of_the_requirement_that_it_states_or_that_names_it() -> None:
    by_name = {row.attribute.keyword: row.paths for row in rows_of("LM-VAL-002")}
    assert by_name == {
        "PixelData": ("PixelData",),  # and not that of the icon
        "SegmentNumber": ("SegmentSequence[n].SegmentNumber",),
        "SegmentSequence": ("SegmentSequence",),
    }
    measures = next(row for row in rows_of("LM-FG-004") if row.attribute.vr == "SQ")
    assert measures.paths == tuple(
        f"{name}FunctionalGroupsSequence[n].PixelMeasuresSequence"
        for name in ("Shared", "PerFrame")
    )
