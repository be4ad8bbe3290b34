"""The teaching page: its steps run, and each exercise has the fault and the answer it says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import numpy as np
import pytest
from pydicom import dcmread

from refseg.check import check

TEACHING = Path(__file__).parent.parent / "spec" / "teaching"
ANSWERS = (TEACHING / "answers.md").read_text("utf-8")
FAULTS = re.findall(r"^## Exercise (\d): (LM-[A-Z]+-\d+), (\w+)$", ANSWERS, re.MULTILINE)


@pytest.fixture
def exercises(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(TEACHING))
    import exercises

    return exercises


def run(script: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, str(TEACHING / script), *arguments],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert done.stderr == ""
    return done.stdout


def test_the_steps_run_and_draw_what_the_page_shows(tmp_path: Path) -> None:
    printed = run("steps.py", str(tmp_path / "new"))
    page = (TEACHING / "README.md").read_text("utf-8")
    picture = ". . L L .\n. K L L .\n. K K . ."
    assert picture in page
    assert picture in printed
    assert "refseg reads the same labels: True" in printed
    assert "refseg check has 0 findings" in printed
    assert check(tmp_path / "new" / "two-slices.dcm") == []
    assert check(tmp_path / "new" / "two-slices-rle.dcm") == []


def test_a_reader_of_twenty_lines_follows_the_positions(
    exercises: ModuleType, tmp_path: Path
) -> None:
    path = exercises.steps.write(tmp_path)
    labels, names, background = exercises.steps.read_without_refseg(path)
    ds = dcmread(path)
    items = ds.PerFrameFunctionalGroupsSequence
    items[0].PlanePositionSequence, items[1].PlanePositionSequence = (
        items[1].PlanePositionSequence,
        items[0].PlanePositionSequence,
    )
    ds.save_as(path)
    turned, _, _ = exercises.steps.read_without_refseg(path)
    assert np.array_equal(labels, exercises.steps.the_labels())
    assert np.array_equal(turned, labels[::-1])
    assert (names, background) == ({0: "Background", 7: "Liver", 12: "Kidney"}, 0)


def test_there_are_five_exercises(tmp_path: Path) -> None:
    printed = run("exercises.py", str(tmp_path))
    assert [number for number, _, _ in FAULTS] == ["1", "2", "3", "4", "5"]
    assert len(printed.splitlines()) == len(list(tmp_path.iterdir())) == 5


@pytest.mark.parametrize(("number", "requirement", "level"), FAULTS)
def test_an_exercise_has_one_fault_and_the_answer_mends_it(
    exercises: ModuleType, tmp_path: Path, number: str, requirement: str, level: str
) -> None:
    path = exercises.main(tmp_path)[int(number) - 1]
    assert [(f.requirement, f.level) for f in check(path)] == [(requirement, level)]
    ds = dcmread(path)
    exercises.MENDED[int(number) - 1](ds)
    ds.save_as(path)
    assert [f for f in check(path) if f.level != "note"] == []


@pytest.mark.parametrize("name", ["iod", "binary-and-labelmap", "bytes-to-picture"])
def test_a_picture_is_sound_and_described(name: str) -> None:
    root = ElementTree.parse(TEACHING.parent / "pictures" / f"{name}.svg").getroot()  # noqa: S314
    space = "{http://www.w3.org/2000/svg}"
    title = root.find(f"{space}title")
    assert title is not None
    assert len((root.findtext(f"{space}desc") or "").split()) > 10
    assert f"![{title.text}](../pictures/{name}.svg)" in (TEACHING / "README.md").read_text("utf-8")
