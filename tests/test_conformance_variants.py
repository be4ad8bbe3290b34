"""Variants of the cases: other bytes, the same questions, answers that nobody can look up."""

from __future__ import annotations

import random
from collections import Counter
from itertools import chain
from pathlib import Path
from typing import Any

import conformance_support as support
import pytest

from conformance import bytesmith as bs
from conformance.runner import cli, dump, levels, proof, report, run, strictjson, suite, variants
from conformance.runner.adapter import Adapter
from conformance.runner.execute import run_cases
from conformance.runner.suite import Case
from conformance.runner.vocabulary import ROLES

CASES = {case.id: case for case in suite.load_cases()}


def made(case_id: str, folder: Path, seed: int = 5) -> tuple[Case, Case, list[str]]:
    one = variants.variant(CASES[case_id], seed, folder)
    return CASES[case_id], one.case, one.changes


def values(case: Case) -> dict[str, Any]:
    return {entry.path: entry.decoded() for entry in dump.entries(case.input.read_bytes())[0]}


def test_seed_0_is_the_suite_as_stored(tmp_path: Path) -> None:
    cases = list(CASES.values())
    assert variants.vary(cases, 0, tmp_path) == (cases, 0)


def test_a_seed_is_reproduced_and_another_differs(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("a", "b", "c")]
    for folder, seed in zip(folders, (5, 5, 6), strict=True):
        made("background.nonzero", folder, seed)
    first, again, other = (
        {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
        for folder in folders
    )
    assert first == again
    assert first != other


def test_most_cases_vary(tmp_path: Path) -> None:
    small = [case for case in CASES.values() if case.meta.get("stored", True)]
    fixed = [case.id for case in small if not variants.variant(case, 9, tmp_path).changes]
    assert fixed == [
        "encoding.deflated-zlib",
        "encoding.invalid-deflated-odd",
        "encoding.invalid-deflated-zlib",
    ]


def test_identifiers_stay_equal_or_different(tmp_path: Path) -> None:
    old, new, changes = made("dataset.complete", tmp_path)
    assert "uids" in changes
    pairs = {}
    for path, before in values(old).items():
        after = values(new)[path]
        if path.endswith("UID") and str(before).startswith("2.25."):
            assert pairs.setdefault(before, after) == after
            assert len(before) == len(after)
            assert (before == after) == (path == "ImplementationClassUID")
    assert len(set(pairs.values())) == len(pairs) > 4


def test_the_size_of_the_file_says_nothing(tmp_path: Path) -> None:
    sizes = {
        made("background.nonzero", tmp_path / str(seed), seed)[1].input.stat().st_size
        for seed in range(8)
    }
    assert len(sizes) > 1


def test_proposals_keep_their_sop_class_and_their_sets(tmp_path: Path) -> None:
    """Their UIDs look like those that are changed, and their sets name segments by number."""
    proposed = [name for name, case in CASES.items() if case.proposed]
    assert len(proposed) > 30
    for name in proposed:
        old, new, changes = made(name, tmp_path)
        before, after = values(old), values(new)
        assert after["SOPClassUID"] == before["SOPClassUID"]
        assert after["SOPInstanceUID"] != before["SOPInstanceUID"]
        assert "contents" not in changes


def test_samples_move_within_their_frame(tmp_path: Path) -> None:
    old, new, changes = made("background.nonzero", tmp_path)
    assert "places" in changes
    for before, after in zip(old.expected()["labels"], new.expected()["labels"], strict=True):
        assert Counter(chain(*before)) == Counter(chain(*after))
    flat = [value for frame in new.expected()["labels"] for row in frame for value in row]
    assert list(values(new)["PixelData"])[: len(flat)] == flat


def test_descriptions_take_their_pixel_values_along(tmp_path: Path) -> None:
    """The numbers stay where they are in the file; zero and the background keep their meaning."""
    moved = 0
    for seed in range(1, 12):
        old, new, changes = made("segments.gap-in-numbers", tmp_path / str(seed), seed)
        before, after = old.expected(), new.expected()
        numbers = [
            [value for path, value in values(case).items() if path.endswith("].SegmentNumber")]
            for case in (old, new)
        ]
        assert numbers[0] == numbers[1]
        assert before["segments"].keys() == after["segments"].keys()
        assert before["background"] == after["background"]
        moved += "contents" in changes
    assert moved > 5


def test_positions_move_as_a_whole(tmp_path: Path) -> None:
    old, new, changes = made("frames.reversed-order", tmp_path)
    assert "positions" in changes
    steps = {
        tuple(float(b) - float(a) for a, b in zip(f["position"], g["position"], strict=True))
        for f, g in zip(old.expected()["frames"], new.expected()["frames"], strict=True)
    }
    assert len(steps) == 1 and steps != {(0.0, 0.0, 0.0)}
    stated = [
        value.split("\\") for path, value in values(new).items() if path.endswith("PositionPatient")
    ]
    assert stated == [frame["position"] for frame in new.expected()["frames"]]


def test_a_label_that_means_something_stays() -> None:
    draft = variants.Draft(CASES["background.nonzero"], random.Random(1))
    new = draft._new_labels(["Background", "Liver 1", "Leber ß", "", "Liver 2", "Liver 1"])
    assert new.keys() == {"Liver 1", "Liver 2"}
    assert len({*new.values(), *new}) == 4


def test_what_was_deflated_is_deflated_again(tmp_path: Path) -> None:
    name = next(
        case.id
        for case in CASES.values()
        if case.op == "decode"
        and "deflated" in case.features
        and case.expect["kind"] == "accept"
        and dump.syntax_of(case.input.read_bytes()) == bs.DEFLATED
    )
    _, new, changes = made(name, tmp_path)
    assert "uids" in changes
    assert dump.entries(new.input.read_bytes())[1] == ""
    assert values(new)["SOPInstanceUID"] == values(new)["MediaStorageSOPInstanceUID"]


def test_an_independent_reader_finds_what_is_expected(tmp_path: Path) -> None:
    """The verdicts of the plain reader, which has no part in the variants, stay as they are."""
    cases = [
        case
        for case in CASES.values()
        if case.op == "decode" and case.area in ("background", "pixels", "segments", "frames")
    ]
    with Adapter(proof.control("plain")) as adapter:
        found = []
        for seed in (0, 1, 2):
            varied, _ = variants.vary(cases, seed, tmp_path / str(seed))
            done = run_cases(adapter, varied)
            found.append({name: verdict.text for name, verdict in done.verdicts.items()})
    assert found[0] == found[1] == found[2]
    assert sum(text == "pass" for text in found[0].values()) > 20


def core() -> list[Case]:
    return [case for role in ROLES for case in levels.profile(list(CASES.values()), role, "Core")]


def test_who_looks_answers_up_reaches_a_level_only_with_known_inputs(tmp_path: Path) -> None:
    cases = core()
    assert proof.levels_of_lookup(cases) == ["Reader Core", "Validator Core"]
    varied, _ = variants.vary(cases, 3, tmp_path)
    assert proof.levels_of_lookup(varied) == []


@pytest.mark.parametrize(
    ("seed", "fresh", "level", "text"),
    [
        (0, False, None, "levels need a run with a fresh seed"),
        (7, False, None, "levels need a run with a fresh seed (without --seed)"),
        (7, True, "Core", "to repeat this run: --seed 7"),
    ],
)
def test_levels_need_a_fresh_seed(
    monkeypatch: Any, seed: int, fresh: bool, level: str | None, text: str
) -> None:
    monkeypatch.setattr(levels, "reached", lambda *_: {"Reader": "Core"})
    with Adapter(support.replying(support.GOOD)) as adapter:
        done = run_cases(adapter, [])
        origin = report.Origin("r" * 64, seed, fresh, 3)
        made = report.build(adapter, done, [], origin, [], 1)
    assert made.footer["levels"]["Reader"] == level
    assert text in origin.text


def test_a_run_draws_a_seed_and_says_which(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: Any
) -> None:
    monkeypatch.setattr(run.secrets, "randbelow", lambda _: 41)
    arguments = ["run", "--adapter", "plain", "--case", "background.nonzero"]
    assert cli.main([*arguments, "--report", str(tmp_path)]) == 0
    assert "seed 42: 1 cases were varied; to repeat this run: --seed 42" in capsys.readouterr().out
    page = (tmp_path / "cases" / "background.nonzero.html").read_text()
    assert "replay background.nonzero --adapter plain --seed 42" in page
    header = report.load(tmp_path / "plain.jsonl").header
    assert (header["seed"], header["fresh"], header["varied"]) == (42, True, 1)
    assert cli.main(["report", str(tmp_path / "plain.jsonl"), "--report", str(tmp_path / "b")]) == 0
    again = (tmp_path / "b" / "inputs" / "background.nonzero.dcm").read_bytes()
    assert again == (tmp_path / "inputs" / "background.nonzero.dcm").read_bytes()
    stored = CASES["background.nonzero"].input.read_bytes()
    assert again != stored
    exchanges = strictjson.load(tmp_path / "exchanges-plain.json")
    assert exchanges["background.nonzero"][0].startswith('{"seq":2,"cmd":"decode"')


def test_the_command_seeds(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["seeds", "--count", "2", "--case", "background.nonzero", "--adapter"]
    assert cli.main([*arguments, "plain"]) == 0
    assert "2 seeds, 1 of 1 cases varied, 0 other verdicts" in capsys.readouterr().out
