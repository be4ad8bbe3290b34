"""``refseg spec``: the pages are current, and every kind of drift is told."""

from __future__ import annotations

import dataclasses
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conformance.runner import suite
from refseg import requirements
from refseg.iod.conditions import always
from refseg.iod.palette import ICCProfileModule
from refseg.iod.segmentation import SegmentationImageModule
from refseg.iod.table import attributes_of
from refseg.requirements import REQUIREMENTS
from refseg.spec import check, render
from refseg.spec.project import Project
from refseg.support.errors import InputError

ROOT = Path(__file__).parent.parent
UNKNOWN = "LM-" + "VAL-999"  # in two parts, for this file is searched too


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small copy of the project (code, tests, what cases and mutants say), rendered anew."""
    folder = tmp_path_factory.mktemp("rendered")
    shutil.copytree(ROOT / "spec", folder / "spec")
    for pattern in (
        "refseg/**/*.py",
        "tests/*.py",
        "conformance/mutants/*.py",
        "conformance/cases/*/*/case.json",
    ):
        for path in ROOT.glob(pattern):
            copy = folder / path.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
    render(folder)
    return folder


@pytest.fixture(scope="module")
def known(rendered: Path) -> list[str]:
    """Faults that the project has before a test changes something."""
    return check(rendered)


@pytest.fixture
def project(rendered: Path, known: list[str], tmp_path: Path) -> Path:
    """The project with pages that may be changed."""
    shutil.copytree(rendered / "spec", tmp_path / "spec")
    for name in ("refseg", "conformance", "tests"):
        (tmp_path / name).symlink_to(rendered / name)
    return tmp_path


def new_faults(project: Path, known: list[str]) -> list[str]:
    return [fault for fault in check(project) if fault not in known]


def test_the_pages_are_current() -> None:
    assert check(ROOT) == []


def test_rendering_twice_changes_nothing(project: Path, known: list[str]) -> None:
    assert render(project) == []
    assert new_faults(project, known) == []


def changed_row(monkeypatch: pytest.MonkeyPatch, cls: type, keyword: str, **changes: Any) -> None:
    rows = tuple(
        dataclasses.replace(row, **changes) if row.keyword == keyword else row
        for row in attributes_of(cls)
    )
    assert rows != attributes_of(cls)
    monkeypatch.setattr(cls, "__rows__", rows)


@pytest.mark.parametrize(
    ("cls", "keyword", "changes", "page"),
    [
        (SegmentationImageModule, "SegmentsOverlap", {"type": "1"}, "segmentation"),
        (SegmentationImageModule, "SegmentsOverlap", {"tag": 0x00620014}, "segmentation"),
        (SegmentationImageModule, "MaximumFractionalValue", {"condition": always}, "segmentation"),
        (SegmentationImageModule, "BitsAllocated", {"values": (8, 16)}, "segmentation"),
        (ICCProfileModule, "ICCProfile", {"vr": "OW"}, "palette"),
        (ICCProfileModule, "ColorSpace", {"vm": "1-n"}, "palette"),
    ],
)
def test_a_change_of_a_row_is_seen(
    project: Path,
    known: list[str],
    monkeypatch: pytest.MonkeyPatch,
    cls: type,
    keyword: str,
    changes: dict[str, Any],
    page: str,
) -> None:
    changed_row(monkeypatch, cls, keyword, **changes)
    assert new_faults(project, known) == [
        f"spec/{page}.md is not what the code says; run `refseg spec`",
        "spec/tables.json is not what the code says; run `refseg spec`",
    ]
    render(project)
    assert new_faults(project, known) == []


def test_a_page_changed_by_hand_between_the_marks_is_seen(project: Path, known: list[str]) -> None:
    page = project / "spec" / "segmentation.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("| SegmentNumber |", "| SegmentNumbers |"), encoding="utf-8")
    assert new_faults(project, known) == [
        "spec/segmentation.md is not what the code says; run `refseg spec`",
    ]


def test_prose_is_free(project: Path, known: list[str]) -> None:
    page = project / "spec" / "segmentation.md"
    page.write_text(page.read_text("utf-8").replace("The heart", "The very heart"), "utf-8")
    assert new_faults(project, known) == []


def test_a_table_in_no_page_is_seen(project: Path, known: list[str]) -> None:
    page = project / "spec" / "palette.md"
    cut = re.sub(
        r"<!-- table:ICCProfileModule -->.*?<!-- /table -->",
        "",
        page.read_text("utf-8"),
        flags=re.DOTALL,
    )
    page.write_text(cut, "utf-8")
    assert "the table ICCProfileModule stands in no page of spec/" in new_faults(project, known)


def test_a_mark_that_names_nothing_is_an_error(project: Path, known: list[str]) -> None:
    page = project / "spec" / "palette.md"
    page.write_text(page.read_text("utf-8").replace("table:ICCProfile", "table:ICC"), "utf-8")
    fault = "spec/palette.md asks for the table 'ICCModule', which does not exist"
    assert fault in new_faults(project, known)
    with pytest.raises(InputError, match="ICCModule"):
        render(project)


def test_a_mark_without_end_is_an_error(project: Path, known: list[str]) -> None:
    page = project / "spec" / "palette.md"
    page.write_text(page.read_text("utf-8") + "\n<!-- table:modules -->\n", "utf-8")
    assert (
        "spec/palette.md has a mark <!-- table:... --> that is not closed by <!-- /table -->"
        in new_faults(project, known)
    )


def test_a_broken_case_is_told(project: Path, known: list[str]) -> None:
    (project / "conformance").unlink()
    case = project / "conformance" / "cases" / "area" / "broken"
    case.mkdir(parents=True)
    (case / "case.json").write_text("{", "utf-8")
    with pytest.raises(InputError, match=r"area/broken/case\.json is no JSON"):
        render(project)
    assert any("is no JSON" in fault for fault in new_faults(project, known))


# ------------------------------------------------------------------------------- ids


@pytest.mark.parametrize("folder", ["spec", "conformance", "tests", "refseg"])
def test_an_unknown_requirement_is_an_error_wherever_it_stands(
    project: Path, known: list[str], folder: str
) -> None:
    place = project / folder
    if place.is_symlink():
        copied = place.resolve()
        place.unlink()
        shutil.copytree(copied, place)
    (place / "new.md").write_text(f"# Page\n\nSee {UNKNOWN}.\n", "utf-8")
    assert new_faults(project, known) == [
        f"{folder}/new.md:3 speaks of {UNKNOWN}, which is not in the catalogue"
    ]


@pytest.fixture
def catalogue() -> Iterator[dict[str, Any]]:
    """The catalogue, put back as it was (order and all) after the test."""
    before = dict(REQUIREMENTS)
    yield REQUIREMENTS
    REQUIREMENTS.clear()
    REQUIREMENTS.update(before)


def test_an_id_that_was_dropped_is_never_given_again(
    project: Path, known: list[str], catalogue: dict[str, Any]
) -> None:
    dropped = "LM-GEN-007"
    kept = catalogue.pop(dropped)
    render(project)
    assert dropped in (project / "spec" / "retired-ids.txt").read_text("utf-8")
    catalogue[dropped] = kept
    render(project)
    fault = f"{dropped} is retired (spec/retired-ids.txt) and cannot be given again"
    assert fault in new_faults(project, known)


def test_an_open_question_has_its_clarification(project: Path, known: list[str]) -> None:
    page = next((project / "spec" / "clarifications").glob("0001-*.md"))
    page.write_text(page.read_text("utf-8").replace("Open question OQ-VAL-5.", ""), "utf-8")
    fault = "refseg/check/segments.py speaks of OQ-VAL-5, which no clarification answers"
    assert fault in new_faults(project, known)


def test_an_id_given_twice_is_seen(
    project: Path, known: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(requirements, "LISTED", requirements.LISTED + requirements.LISTED[:1])
    assert new_faults(project, known) == [f"{requirements.LISTED[0].id} is given to 2 requirements"]


def test_an_entry_of_the_catalogue_that_cannot_be_read_is_named() -> None:
    with pytest.raises(ValueError, match="cannot be read: LM-GEN-1 BOTH shall"):
        list(requirements._read("LM-GEN-1 BOTH shall PS3.3\n    A file shall be.\n"))


# ------------------------------------------------------------------------------- contents


def test_every_requirement_stands_in_its_page_and_in_the_trace() -> None:
    for page in ("requirements.md", "traceability.md"):
        text = (ROOT / "spec" / page).read_text("utf-8")
        assert [i for i in REQUIREMENTS if f"| {i} |" not in text] == []


def test_every_case_with_alternatives_has_its_clarification() -> None:
    pages = {path.name[:4] for path in (ROOT / "spec" / "clarifications").glob("[0-9]*.md")}
    asked = {case.clarification for case in Project(ROOT).cases if case.clarification}
    assert asked
    assert asked <= pages


def test_links_between_pages_lead_somewhere() -> None:
    broken = []
    for page in sorted((ROOT / "spec").rglob("*.md")):
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            if not (page.parent / target).exists():
                broken.append(f"{page.name}: {target}")
    assert broken == []


def test_one_page_says_which_edition() -> None:
    """Clarifications and suggested wording may say in which copy their evidence was found."""
    edition = re.compile(r"\b20[0-9]{2}[a-f]\b")
    pages = [*(ROOT / "spec").glob("*.md"), *(ROOT / "refseg").rglob("*.py")]
    naming = {path.name for path in pages if edition.search(path.read_text("utf-8"))}
    assert naming == {"edition.md", "README.md"}
    page = (ROOT / "spec" / "edition.md").read_text("utf-8")
    assert f"is **DICOM PS3 {suite.EDITION}**" in page
    list_of_rulings = (ROOT / "spec" / "README.md").read_text("utf-8").split("## Clarifications")
    assert not edition.search(list_of_rulings[0])


def test_the_tables_for_programs_can_be_read() -> None:
    tables = json.loads((ROOT / "spec" / "tables.json").read_text("utf-8"))
    rows = {row["keyword"]: row for row in tables["tables"]["SegmentSequenceItem"]["rows"]}
    assert rows["SegmentNumber"]["tag"] == "00620004"
    assert rows["SegmentAlgorithmName"]["condition"]["name"] == "algorithm_took_part"


def test_it_says_where_it_must_be_run(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        check(tmp_path)
    assert str(caught.value) == (
        f"{tmp_path / 'spec'} does not exist; refseg spec needs a clone of the refseg repository: "
        "run it in the folder of the clone"
    )
