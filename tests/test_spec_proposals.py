"""Clarifications, suggested wording and proposals: their form, and the links between them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import conformance_support  # noqa: F401 - the suite is a folder of the project
import pytest
from benchmarks import instances

from conformance import proposals
from conformance.keywords import KEYWORDS
from refseg import experimental
from refseg.experimental import marking

ROOT = Path(__file__).parent.parent
SPEC = ROOT / "spec"
CLARIFICATIONS = sorted((SPEC / "clarifications").glob("[0-9]*.md"))
WORDINGS = sorted((SPEC / "cp").glob("[0-9]*.md"))
PROPOSALS = sorted((SPEC / "proposals").glob("*.md"))
NOT_A_CHANGE = "what-exists.md"
"""The page of ``proposals/`` that proposes no change."""

NORMATIVE = re.compile(r"\b(shall|should|may)\b")
WHO_ACTS = re.compile(
    r"\b(file|segmentation|label map|object|reader|writer|validator|user|implementation)s?\b"
)
HOW_IT_IS_KNOWN = re.compile(
    r"\b(measured|source|manual|thread|release notes|read|observed|not applicable)\b"
)


def sections(text: str) -> dict[str, str]:
    """Heading of the second level -> what stands below it."""
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], (part.strip() for part in parts[2::2]), strict=True))


def name(path: Path) -> str:
    return path.name


def test_the_pages_are_found() -> None:
    assert len(CLARIFICATIONS) == 43
    assert len(WORDINGS) == 25
    assert len(PROPOSALS) >= 4


@pytest.mark.parametrize("path", CLARIFICATIONS, ids=name)
def test_a_clarification_has_its_form(path: Path) -> None:
    text = path.read_text("utf-8")
    found = sections(text)
    assert re.match(rf"# {path.name[:4]}\. .+\?\n", text)
    assert list(found) == [
        "What the text says",
        "Observations",
        "Ruling",
        "Rationale",
        "Suggested wording",
        "Pinned by",
    ]
    assert all(found.values())


@pytest.mark.parametrize("path", CLARIFICATIONS, ids=name)
def test_a_ruling_is_normative_and_says_who_acts(path: Path) -> None:
    ruling = " ".join(sections(path.read_text("utf-8"))["Ruling"].split())
    assert NORMATIVE.search(ruling)
    for sentence in re.split(r"(?<=\.) (?=[A-Z])", ruling):
        assert len(sentence.split()) >= 4, f"no whole sentence: {sentence}"
    assert WHO_ACTS.search(ruling)


@pytest.mark.parametrize("path", CLARIFICATIONS, ids=name)
def test_an_observation_says_how_it_is_known(path: Path) -> None:
    lines = sections(path.read_text("utf-8"))["Observations"].splitlines()
    assert lines[:2] == [
        "| implementation | what it does | how this is known |",
        "|---|---|---|",
    ]
    assert len(lines) > 2
    for line in lines[2:]:
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        assert len(cells) == 3 and all(cells), line
        assert HOW_IT_IS_KNOWN.search(cells[2]), line


@pytest.mark.parametrize("path", CLARIFICATIONS, ids=name)
def test_a_clarification_has_suggested_wording_or_says_why_not(path: Path) -> None:
    wording = sections(path.read_text("utf-8"))["Suggested wording"]
    targets = re.findall(r"\]\(\.\./cp/([^)]+)\)", wording)
    if targets:
        (target,) = targets
        title = (SPEC / "cp" / target).read_text("utf-8").partition("\n")[0].removeprefix("# ")
        assert wording == f"[{title}](../cp/{target})"
        assert f"[{path.name[:4]}](../clarifications/{path.name})" in (
            SPEC / "cp" / target
        ).read_text("utf-8")
    else:
        assert wording.startswith("None. ")
        assert len(wording.split()) > 6


def test_ids_of_suggested_wording_are_consecutive_and_each_answers_one_clarification() -> None:
    assert [path.name[:2] for path in WORDINGS] == [
        f"{number:02}" for number in range(1, len(WORDINGS) + 1)
    ]
    answered = [
        target
        for path in WORDINGS
        for target in re.findall(r"\| Clarification \| \[(\d{4})\]", path.read_text("utf-8"))
    ]
    assert len(answered) == len(set(answered)) == len(WORDINGS)


@pytest.mark.parametrize("path", WORDINGS, ids=name)
def test_suggested_wording_has_its_form(path: Path) -> None:
    text = path.read_text("utf-8")
    assert re.match(rf"# LMCP-{path.name[:2]}\. \S.*\n", text)
    for row in ("Status | ", "Clarification | [", "Amends | PS3."):
        assert f"\n| {row}" in text
    found = sections(text)
    assert list(found) == ["Rationale", "Change", "Effect on existing files", "Cases"]
    assert all(found.values())
    change = found["Change"]
    places = re.findall(r"^\*\*Amend (PS3\.\d+ (?:Section|Tables?) [^*]+)\*\*: .+:$", change, re.M)
    assert places, "no line says what is amended"
    assert len(places) == len(re.findall(r"\*\*Amend", change))


@pytest.mark.parametrize("path", WORDINGS, ids=name)
def test_insertions_and_deletions_are_marked_and_closed(path: Path) -> None:
    change = sections(path.read_text("utf-8"))["Change"]
    quoted = "\n".join(line for line in change.splitlines() if line.startswith(">"))
    marks = re.findall(r"<(/?)(ins|del)>", quoted)
    assert "ins" in {tag for _, tag in marks}
    assert [tag for closing, tag in marks if not closing] == [
        tag for closing, tag in marks if closing
    ]
    assert not re.search(r"<(ins|del)>(?:(?!</\1>).)*<\1>", quoted, re.DOTALL)
    assert not re.search(r"\b(we|refseg)\b", quoted), "words that no standard would have"
    assert marks == re.findall(r"<(/?)(ins|del)>", change), "a mark outside the quoted text"


@pytest.mark.parametrize("path", WORDINGS, ids=name)
def test_suggested_wording_names_cases_that_exist(path: Path) -> None:
    cases = re.findall(r"`([a-z]+\.[a-z0-9-]+)`", sections(path.read_text("utf-8"))["Cases"])
    assert cases
    for case in cases:
        area, _, rest = case.partition(".")
        assert (ROOT / "conformance" / "cases" / area / rest / "case.json").is_file(), case


def test_the_list_of_suggested_wording_is_complete() -> None:
    text = (SPEC / "cp" / "README.md").read_text("utf-8")
    assert re.findall(r"^\| \[LMCP-(\d\d)\]\(([^)]+)\)", text, re.M) == [
        (path.name[:2], path.name) for path in WORDINGS
    ]
    without = len(CLARIFICATIONS) - len(WORDINGS)
    assert f"{without} clarifications have no suggested wording" in text


@pytest.mark.parametrize(
    "path", [path for path in PROPOSALS if path.name != NOT_A_CHANGE], ids=name
)
def test_a_proposal_is_complete(path: Path) -> None:
    text = path.read_text("utf-8")
    assert re.match(r"# Proposal: .+\n\nStatus: proposal, not part of the standard\.", text)
    found = sections(text)
    assert list(found) == [
        "Summary",
        "Motivation",
        "Alternatives",
        "Changes to the standard",
        "Old readers and migration",
        "Security and de-identification",
        "Measured",
        "Conformance cases",
        "Implementations",
    ]
    assert all(found.values())
    changes = found["Changes to the standard"]
    for part in ("PS3.3", "PS3.4", "PS3.6", "PS3.17"):
        assert f"### {part}" in changes
    for tag in re.findall(r"\(00[0-9A-F]{2},xx[0-9A-F]{2}\)", changes):
        assert changes.count(tag) == changes.count(f"{tag} (provisional)"), f"mark {tag}"


AREAS = {"regular-volume.md": "volume", "overlap.md": "overlap", "instances.md": "instances"}
"""The proposals with prototypes, and the area of the suite that has their cases."""
PROPOSED_WITH_PROTOTYPES = [path for path in PROPOSALS if path.name in AREAS]
LABELMAP_MJS = ROOT / "conformance" / "adapters" / "js-labelmap"


@pytest.mark.parametrize(
    "path", [path for path in PROPOSALS if path.name != NOT_A_CHANGE], ids=name
)
def test_a_proposal_names_cases_that_exist(path: Path) -> None:
    """All of its area, with the status proposed, and as accepted or rejected as they are."""
    text = sections(path.read_text("utf-8"))["Conformance cases"]
    listed = dict(re.findall(r"^\| `([a-z]+\.[a-z0-9-]+)` \| (accepted|rejected) \|", text, re.M))
    assert listed
    found = {}
    for case in listed:
        place = ROOT / "conformance" / "cases" / case.replace(".", "/") / "case.json"
        meta = json.loads(place.read_text("utf-8"))
        found[case] = f"{meta['expect']['kind']}ed"
        if path.name in AREAS:
            assert meta["status"] == "proposed"
    assert found == listed
    if path.name in AREAS:
        area = ROOT / "conformance" / "cases" / AREAS[path.name]
        assert {f"{area.name}.{folder.name}" for folder in area.iterdir()} == set(listed)


@pytest.mark.parametrize("path", PROPOSED_WITH_PROTOTYPES, ids=name)
def test_a_proposal_has_two_implementations(path: Path) -> None:
    text = sections(path.read_text("utf-8"))["Implementations"]
    files = {ROOT / file for file in re.findall(r"`([a-z/_-]+\.(?:py|mjs))`", text) if "/" in file}
    assert all(file.is_file() for file in files)
    folders = {file.relative_to(ROOT).parts[:2] for file in files}
    assert folders >= {("refseg", "experimental"), ("conformance", "adapters")}
    assert f"proposals/{path.name}" in (
        ROOT / "refseg" / "experimental" / f"{path.stem.replace('-', '_')}.py"
    ).read_text("utf-8")


@pytest.mark.parametrize("path", PROPOSED_WITH_PROTOTYPES, ids=name)
def test_page_prototypes_and_cases_share_their_identifiers(path: Path) -> None:
    """SOP Class; the private tags, whose last byte is that of the provisional tag; their VRs."""
    found = sections(path.read_text("utf-8"))
    text, changes = found["Implementations"], found["Changes to the standard"]
    (sop_class,) = set(re.findall(r"2\.25\.\d+", text))
    script = (LABELMAP_MJS / "dicom.mjs").read_text("utf-8")
    assert sop_class in {
        experimental.INSTANCES_CLASS,
        experimental.REGULAR_VOLUME_CLASS,
        experimental.SEGMENT_COMBINATIONS_CLASS,
    }
    assert sop_class in script
    assert sop_class in proposals.SOP_CLASSES
    private = re.findall(r"^\| ([A-Z][A-Za-z ]+) \| \(0063,10(\d\d)\), ([A-Z]{2})", text, re.M)
    assert private
    for words, last, vr in private:
        keyword = "".join(word[0].upper() + word[1:] for word in words.split())
        row = rf"^\| \([0-9]{{4}},xx{last}\) \(provisional\) \| {words} \| {keyword} \| {vr} \|"
        assert re.search(row, changes, re.M), f"PS3.6 lacks {words}"
        assert getattr(marking, words.replace(" ", "_").upper()) == int(last, 16)
        assert f'"006310{last}"' in script
        assert KEYWORDS[keyword] == (0x00631000 + int(last, 16), vr)


def test_the_sizes_of_instances_are_those_of_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small slide: label maps have their segments' items, the proposal two bytes for each."""
    monkeypatch.setattr(instances, "TILES", 2)
    monkeypatch.setattr(instances, "NUCLEI", 50)
    table = {(row["way"], row["transfer syntax"]): row for row in instances.rows()}
    assert len(table) == 6
    for syntax in ("rle", "deflated-frame"):
        classes, segments, proposal = (
            next(row for (way, name), row in table.items() if word in way and name == syntax)
            for word in ("classes", "each instance", "proposal")
        )
        assert 2 * 200 <= proposal["descriptions"] - classes["descriptions"] < 2 * 200 + 100
        assert segments["descriptions"] - classes["descriptions"] > 198 * 200
        assert classes["pixels"] < segments["pixels"] < 1.2 * proposal["pixels"]
        assert {classes[time] for time in ("write", "read", "one frame")} == {"1.0"}
