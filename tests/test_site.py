"""The site: no link leads nowhere, everything is linked both ways, and its search answers."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from peers.presence import LABELMAP_FOLDER, need_peer
from peers.process import program

from refseg.commands.cli import main
from refseg.requirements import REQUIREMENTS
from refseg.spec.clauses import clauses_in
from refseg.spec.linking import Targets, link
from refseg.spec.links import Links
from refseg.spec.project import Project
from refseg.spec.sheets import attributes

ROOT = Path(__file__).parent.parent
LOOKED_AT = [
    "index.html", "rules/val.html", "spec/segmentation.html", "spec/teaching/index.html",
    "spec/clarifications/0001-background.html", "cases/background.html", "results/highdicom.html",
    "attributes.html", "clauses.html", "api.html", "commands.html", "viewer.html",
    "spec/evaluation.html", "conformance/results/index.html", "code/refseg/check/segments.py.html",
]  # fmt: skip


class Page(HTMLParser):
    """The anchors of a page and where it leads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.leads: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.anchors |= {given[key] or "" for key in ("id", "name") if given.get(key)}
        self.leads += [given[key] or "" for key in ("href", "src") if given.get(key)]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    need_peer("mkdocs")
    out = tmp_path_factory.mktemp("site") / "out"
    assert main(["spec", "--root", str(ROOT), "--site", str(out)]) == 0
    return out


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Page]:
    return {
        path.relative_to(site).as_posix(): Page(path.read_text("utf-8"))
        for path in site.rglob("*.html")
    }


def inner(pages: dict[str, Page]) -> Iterator[tuple[str, str, str]]:
    """Page, the file that a link of it leads to, and the anchor."""
    for name, page in pages.items():
        for lead in page.leads:
            if not re.match(r"[a-z]+:", lead):
                target, _, anchor = lead.partition("#")
                path = Path("/", name).parent / unquote(target) if target else Path("/", name)
                yield name, path.as_posix(), unquote(anchor)


def resolved(path: str) -> str:
    parts: list[str] = []
    for part in path.strip("/").split("/"):
        parts = parts[:-1] if part == ".." else parts if part == "." else [*parts, part]
    return "/".join(parts)


def test_no_link_leads_nowhere(site: Path, pages: dict[str, Page]) -> None:
    dead = []
    number = 0
    for name, path, anchor in inner(pages):
        target = resolved(path)
        number += 1
        if not (site / target).is_file():
            dead.append(f"{name}: {target}")
        elif anchor and target in pages and anchor not in pages[target].anchors:
            dead.append(f"{name}: {target}#{anchor}")
    assert dead == []
    assert number > 20_000


def test_nothing_is_asked_of_a_network(site: Path) -> None:
    for path in site.rglob("*.html"):
        text = path.read_text("utf-8")
        loaded = re.findall(r"<(?:script|img|iframe)[^>]* src=[\"']?(https?:[^\"' >]+)", text)
        loaded += re.findall(
            r"<link[^>]* rel=\"?stylesheet\"?[^>]* href=\"?(https?:[^\" >]+)", text
        )
        assert loaded == [], path.name


def leads_to(pages: dict[str, Page]) -> dict[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = {}
    for name, path, anchor in inner(pages):
        found.setdefault((resolved(path), anchor), set()).add(name)
    return found


def test_everything_is_an_anchor_and_a_link_both_ways(pages: dict[str, Page]) -> None:
    """Rule -> row -> code -> cases -> results, and back."""
    links = Links(Project(ROOT))
    leads = leads_to(pages)
    for id_ in REQUIREMENTS:
        page = f"rules/{id_.split('-')[1].lower()}.html"
        assert id_.lower() in pages[page].anchors
        assert leads[page, id_.lower()] - {page}, f"no page leads to {id_}"
    for id_, case in links.cases.items():
        page = f"cases/{id_.partition('.')[0]}.html"
        assert id_ in pages[page].anchors
        for requirement in case.requirements:
            rules = f"rules/{requirement.split('-')[1].lower()}.html"
            assert page in leads[rules, requirement.lower()]
            assert rules in leads[page, id_]
    for number, ruling in links.rulings.items():
        page = f"spec/clarifications/{ruling.path.stem}.html"
        for requirement in ruling.requirements:
            rules = f"rules/{requirement.split('-')[1].lower()}.html"
            assert page in leads[rules, requirement.lower()], f"{number} does not link"
            assert rules in leads[page, ""], f"{requirement} does not link to {number}"
    for keyword in attributes():
        assert keyword.lower() in pages["attributes.html"].anchors
    row = "segmentdescriptionmacro.segmentnumber"
    assert "rules/des.html" in leads["spec/segmentation.html", row]
    assert "attributes.html" in leads["spec/segmentation.html", row]
    code = [place for place in leads if place[0] == "code/refseg/check/pixel_values.py.html"]
    assert any("rules/val.html" in leads[place] for place in code)
    assert "code/refseg/check/pixel_values.py.html" in leads["rules/val.html", "lm-val-002"]
    assert "results/highdicom.html" in leads["cases/pixels.html", "pixels.undescribed-value"]
    assert "cases/pixels.html" in leads["results/highdicom.html", ""]


def test_clauses_are_cited_both_ways(site: Path, pages: dict[str, Page]) -> None:
    text = (site / "clauses.html").read_text("utf-8")
    public = "https://dicom.nema.org/medical/dicom/current/output/html/part03.html"
    assert f'href="{public}#sect_C.8.20.2.3.3"' in text
    assert f'href="{public}#table_C.8.20-2"' in text
    section = text.split('id="ps3.3-c.8.20.2.3.3"')[1].split("<h2")[0]
    assert 'href="rules/val.html#lm-val-002"' in section
    assert "rules/val.html" in leads_to(pages)["clauses.html", "ps3.3-c.8.20.2.3.3"]


def answers() -> dict[str, str]:
    """What is typed and the page that answers it: the last table of spec/questions.md."""
    text = (ROOT / "spec" / "questions.md").read_text("utf-8").split("## What the search finds")[1]
    rows = re.findall(r"^\| (.+\S) \| \[.+\]\((#[^)]+)\) \|$", text, re.MULTILINE)
    return {typed: f"spec/questions.html{anchor}" for typed, anchor in rows}


@pytest.fixture(scope="module")
def looked(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    need_peer("labelmap", "chromium")
    request = tmp_path_factory.mktemp("looked") / "request.json"
    asked = {
        "site": str(site),
        "playwright": str(LABELMAP_FOLDER),
        "chromium": program("chromium"),
        "queries": [*answers(), "LM-VAL-002", "C.8.20.2.3.3", "SegmentNumber"],
        "pages": LOOKED_AT,
        "segmentation": str(ROOT / "conformance" / "cases" / "encoding" / "rle" / "input.dcm"),
        "pictures": os.environ.get("REFSEG_PICTURES"),  # a folder, for people to look at
    }
    request.write_text(json.dumps(asked), "utf-8")
    script = Path(__file__).with_name("site_look.mjs")
    done = subprocess.run(
        ["node", script, request], capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


@pytest.mark.peers
def test_questions_of_trackers_are_answered_by_the_search_in_one_step(looked: Any) -> None:
    """The first result is the page of questions, and the first section below it is the answer."""
    wanted = answers()
    assert len(wanted) >= 10
    for typed, answer in wanted.items():
        shown = [re.sub(r"\?h=[^#]*", "", address) for address, _ in looked["found"][typed]]
        first = next(address for address in shown if "#" in address)
        assert shown[0].endswith("spec/questions.html"), typed
        assert first.endswith(answer), typed


@pytest.mark.peers
@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("LM-VAL-002", "rules/val.html#lm-val-002"),
        ("C.8.20.2.3.3", "clauses.html#ps3.3-c.8.20.2.3.3"),
        ("SegmentNumber", "attributes.html#segmentnumber"),
    ],
)
def test_names_are_found(looked: Any, typed: str, place: str) -> None:
    shown = [re.sub(r"\?h=[^#]*", "", address) for address, _ in looked["found"][typed]]
    assert next(address for address in shown if "#" in address).endswith(place)


@pytest.mark.peers
def test_no_error_on_the_console_and_no_page_is_too_wide(looked: Any) -> None:
    assert looked["complaints"] == []
    assert looked["wide"] == {}


@pytest.mark.peers
def test_the_viewer_works_from_the_folder(looked: Any) -> None:
    assert looked["viewer"] == "ready"


# ------------------------------------------------------------------------------- by itself


def test_a_folder_of_others_is_not_replaced(tmp_path: Path, capsys: Any) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_text("mine")
    assert main(["spec", "--root", str(ROOT), "--site", str(tmp_path)]) == 2
    assert capsys.readouterr().err == (
        f"refseg spec: {tmp_path} is there and is no site of refseg; name a new folder\n"
    )
    assert kept.read_text() == "mine"


def test_it_says_where_it_must_be_run(tmp_path: Path, capsys: Any) -> None:
    assert main(["spec", "--root", str(tmp_path), "--site", str(tmp_path / "out")]) == 2
    assert capsys.readouterr().err == (
        f"refseg spec: {tmp_path / 'spec'} does not exist; refseg spec needs a clone of the refseg "
        "repository: run it in the folder of the clone\n"
    )
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("PS3.3 A.51.4, C.8.20.2.4", ["PS3.3 A.51.4", "PS3.3 C.8.20.2.4"]),
        ("(PS3.3 Table C.8.20-2; C.7.6.17)", ["PS3.3 Table C.8.20-2", "PS3.3 C.7.6.17"]),
        ("PS3.5 8.2.2, G.1", ["PS3.5 8.2.2", "PS3.5 G.1"]),
        ("by A.4.13 and C.7.9.", ["PS3.5 A.4.13", "PS3.3 C.7.9"]),
        ("PS3.5 A.4.4, Annex G", ["PS3.5 A.4.4", "PS3.5 G"]),
        ("1.2.840.10008.1.2.4.110, highdicom 0.28.2, PS3 2026d, 10.7", []),
    ],
)
def test_clauses_in_a_text(text: str, names: list[str]) -> None:
    assert [clause.name for *_, clause in clauses_in(text)] == names


def test_what_is_code_or_a_link_or_a_heading_stays(tmp_path: Path) -> None:
    name = "LM-" + "VAL-001"
    kept = f'<h2 id="a">{name}</h2><pre>{name} &amp; x</pre><a href="#a">{name}</a>'
    page = f'<article class="md-content__inner">{kept}<p>{name}, {name}0 <code>a {name}</code></p>'
    (tmp_path / "page.html").write_text(f"{page}<!-- mentions:{name} --></article>", "utf-8")
    (tmp_path / "rules.html").write_text(
        f'<article class="md-content__inner"><h1>R</h1><h2 id="x"></h2><!-- mentions:{name} -->'
        "</article>",
        "utf-8",
    )
    assert link(tmp_path, Targets({name: ("rules.html", "x")})) == 1
    text = (tmp_path / "page.html").read_text("utf-8")
    assert kept in text
    assert f'<p><a class="ref" href="rules.html#x">{name}</a>, {name}0' in text
    told = (tmp_path / "rules.html").read_text("utf-8")
    assert '<summary>Mentioned in 1 place</summary><p><a href="page.html#a">page.html</a>' in told
