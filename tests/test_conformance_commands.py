"""Commands, exit codes, and the suite on disk."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any

import conformance_support as support
import pytest
from conformance_support import REJECT, verdicts

from conformance.runner import (
    attest,
    build,
    cli,
    generators,
    lints,
    run,
    strictjson,
    suite,
    vocabulary,
)
from conformance.runner.adapter import resolve

# ---------------------------------------------------------------------------- exit codes


def conformance(*arguments: str) -> int:
    return cli.main(list(arguments))


def control(name: str) -> str:
    file = str(support.ROOT / "conformance" / "controls" / "control.py")
    program = f"import runpy, sys; sys.path.insert(0, {str(support.ROOT)!r}); "
    program += f"sys.argv = ['x', {name!r}]; runpy.run_path({file!r}, run_name='__main__')"
    return f'{name}={sys.executable} -c "{program}"'


SOME = ["--case", "pixels.*-value", "--case", "background.nonzero", "--seed", "0"]


@pytest.mark.parametrize(
    ("adapter", "selection", "expected"),
    [
        ("good", SOME, 0),
        ("by-position", SOME, 1),
        ("crash", SOME, 1),
        ("lies-about-version", SOME, 2),
        ("good", ["--case", "nothing.at-all"], 2),
        ("good", ["--area", "nowhere"], 2),
    ],
)
def test_exit_codes(tmp_path: Path, adapter: str, selection: list[str], expected: int) -> None:
    code = conformance("run", "--adapter", control(adapter), *selection, "--report", str(tmp_path))
    assert code == expected


def test_a_suite_that_is_not_its_manifest_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(build, "manifest_problems", lambda: ["cases/x is missing"])
    options = ["--adapter", control("good"), *SOME, "--report", str(tmp_path)]
    assert conformance("run", *options) == 2
    assert "the suite is not what its manifest says: cases/x is missing" in capsys.readouterr().err


def test_the_worst_of_several_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    both = ["--adapter", control("lies-about-version"), "--adapter", control("good")]
    assert conformance("run", *both, *SOME, "--report", str(tmp_path)) == 2
    assert capsys.readouterr().out.splitlines()[-1] == f"report: {tmp_path / 'index.html'}"
    assert sorted(path.name for path in tmp_path.glob("*.jsonl")) == [
        "good.jsonl",
        "lies-about-version.jsonl",
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run"], "name at least one implementation"),
        (["run", "--adapter", "no-such-thing"], "'no-such-thing' is neither an adapter"),
        (["run", "--adapter", "x", "--expectations", "/nowhere/x.json"], "is neither an adapter"),
        (["report", "/nowhere/a.jsonl"], "FileNotFoundError"),
        (["controls", "--only", "no-such-control"], "no control is selected"),
        (["mutants", "--only", "no-such-mutant"], "no mutant is selected"),
    ],
)
def test_unusable_arguments(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert conformance(*arguments) == 2
    assert message in capsys.readouterr().err


def test_known_failures_turn_the_run_green_until_they_are_gone(tmp_path: Path) -> None:
    known = tmp_path / "known.json"
    entries = [
        {"case": name, "verdict": verdict, "reason": "numbers by position", "since": "1.0"}
        for name, verdict in (
            ("background.nonzero", "fail/wrong-output"),
            ("pixels.described-value", "fail/wrong-output"),
            ("pixels.undescribed-value", "unproven"),
        )
    ]
    strictjson.save(known, {"implementation": "by-position", "entries": entries})
    options = [*SOME, "--report", str(tmp_path), "--expectations", str(known)]
    assert conformance("run", "--adapter", control("by-position"), *options) == 0
    strictjson.save(known, {"implementation": "good", "entries": entries})
    assert conformance("run", "--adapter", control("good"), *options) == 1
    assert conformance("run", "--adapter", control("by-position"), *options) == 2


def test_fix_is_refused_after_a_filtered_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--fix", "--expectations", str(tmp_path / "x.json"), "--report", str(tmp_path)]
    assert conformance("run", "--adapter", control("by-position"), *SOME, *options) == 2
    assert "--fix needs a run of the whole suite" in capsys.readouterr().err
    assert not (tmp_path / "x.json").exists()


def test_more_than_255_failures_are_still_exit_code_1(tmp_path: Path) -> None:
    """An exit status that counts failures is 0 for 256 of them."""
    found = subprocess.run(
        [sys.executable, "-m", "conformance", "run", "--adapter", control("crash"), *SOME,
         "--report", str(tmp_path)],
        cwd=support.ROOT, check=False, capture_output=True,
    )  # fmt: skip
    assert found.returncode == 1


def program(*arguments: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "conformance", *arguments],
        cwd=support.ROOT, check=False, stderr=subprocess.PIPE, **options,
    )  # fmt: skip


def test_a_failure_to_print_is_not_exit_code_1() -> None:
    """Exit code 1 says that an implementation differs."""
    with open("/dev/full", "wb") as full:
        found = program("list", stdout=full)
    assert found.returncode == 2
    assert found.stderr == b"conformance: OSError: [Errno 28] No space left on device\n"


def test_a_broken_pipe_is_quiet() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    found = program("list", stdout=writing)
    os.close(writing)
    assert (found.returncode, found.stderr) == (2, b"")


def test_a_terminal_without_unicode_prints() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    found = program("list", stdout=subprocess.PIPE, env=environment)
    assert (found.returncode, found.stderr) == (0, b"")


def test_a_fault_of_the_suite_is_not_exit_code_1(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suite, "load_cases", lambda: 1 // 0)
    assert conformance("list") == 2


def test_replay_prints_all_that_was_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert conformance("replay", "background.nonzero", "--adapter", control("by-position")) == 1
    text = capsys.readouterr().out
    assert 'request   {"seq":2,"cmd":"decode","input":"0000/input.dcm"}' in text
    assert 'reply     {"seq": 2, "result": {"type": "LABELMAP", "labels": ' in text
    assert "verdict   fail/wrong-output: segments." in text
    assert "  differs segments." in text
    assert conformance("replay", "pixels.undescribed-value", "--adapter", control("good")) == 0
    assert "twin      pixels.described-value: pass" in capsys.readouterr().out
    assert conformance("replay", "no.such-case", "--adapter", control("good")) == 2
    assert "no case is selected" in capsys.readouterr().err


def test_replay_draws_samples_that_differ(capsys: pytest.CaptureFixture[str]) -> None:
    case = "frames.reversed-order"
    assert conformance("replay", case, "--adapter", control("first-frame-only")) == 1
    assert "*" in capsys.readouterr().out


def test_names_of_commands(tmp_path: Path) -> None:
    script = tmp_path / "my_reader.py"
    script.write_text("")
    assert resolve(f"{sys.executable} {script}").name == "my_reader"
    assert resolve(f"mine={sys.executable} {script}").name == "mine"
    assert resolve(f"mine={sys.executable} {script}").argv[-1] == str(script)


# ------------------------------------------------------------------------- suite on disk


def test_the_committed_suite_is_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    assert conformance("verify") == 0, capsys.readouterr().out


def test_changed_missing_and_unknown_files_are_found(tmp_path: Path) -> None:
    build.build(tmp_path)
    assert build.manifest_problems(tmp_path) == []
    case = tmp_path / "cases" / "pixels" / "described-value"
    (case / "input.dcm").write_bytes(b"x")
    (case / "expect.json").unlink()
    (case / "notes.txt").write_text("x")
    assert build.manifest_problems(tmp_path) == [
        "cases/pixels/described-value/expect.json is missing",
        "cases/pixels/described-value/input.dcm is not what the manifest says",
        "cases/pixels/described-value/notes.txt is unknown to the manifest",
    ]
    assert build.build(tmp_path) == []  # built again, the bytes are those of the manifest
    assert build.manifest_problems(tmp_path) == []


def test_new_bytes_need_a_new_revision(tmp_path: Path) -> None:
    build.build(tmp_path)
    manifest = strictjson.load(tmp_path / "manifest.json")
    manifest["cases"][0]["files"]["input.dcm"] = "0" * 64
    strictjson.save(tmp_path / "manifest.json", manifest)
    name = manifest["cases"][0]["id"]
    assert build.build(tmp_path) == [f"{name}: the bytes changed, the revision is still 1"]


def test_goldens_are_reproduced_under_hostile_settings() -> None:
    assert build.check_goldens() == []


def test_a_golden_that_depends_on_the_time_zone_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    manifest = strictjson.load(suite.ROOT / "manifest.json")
    manifest["cases"][3]["files"]["input.dcm"] = "0" * 64
    honest = strictjson.load
    path = suite.ROOT / "manifest.json"
    monkeypatch.setattr(build.strictjson, "load", lambda p: manifest if p == path else honest(p))
    found = build.check_goldens()
    assert len(found) == 2
    assert manifest["cases"][3]["id"] in found[0]


@pytest.mark.parametrize(
    ("meta", "message"),
    [
        ({"features": ["mono8", "labels", "magic"]}, "unknown feature magic"),
        ({"features": ["labels"]}, "needs one of the features mono8"),
        ({"features": ["mono8"]}, "names no view among its features"),
        ({"features": ["mono8", "tracking"]}, "needs the view tracking, but expects nothing of it"),
        ({"expect": REJECT}, "may be rejected, so it needs a twin"),
        ({"expect": REJECT, "twin": "pixels.none"}, "its twin pixels.none does not exist"),
        ({"models": {}}, "expect.json is missing"),
        ({"models": {"expect": support.model(), "expect.x": {}}}, "expect.x.json is not used"),
        ({"models": {"expect": support.model(frames=[])}}, "0 frames, but 2 label planes"),
        ({"models": {"expect": {"labels": [[[0] * 300]]}}}, "and no word (size) why"),
        ({"models": {"expect": {"labels": [], "x": 1}}}, "unknown key x"),
    ],
)  # fmt: skip
def test_lints(tmp_path: Path, meta: dict[str, Any], message: str) -> None:
    case = support.make_case(tmp_path, **meta)
    assert any(message in text for text in lints.lint([case])), lints.lint([case])


def test_twins_differ_in_one_thing(tmp_path: Path) -> None:
    cases = suite.load_cases()
    by_id = {case.id: case for case in cases}
    bad, good = by_id["pixels.undescribed-value"], by_id["pixels.described-value"]
    assert lints.twin_difference(bad, good) == ["SegmentSequence[2]"]
    same = support.make_case(
        tmp_path, "pixels.same", expect=REJECT, twin=good.id, data=good.input.read_bytes()
    )
    assert f"pixels.same: does not differ from its twin {good.id}" in lints.lint([*cases, same])
    other = by_id["segments.gap-in-numbers"].input.read_bytes()
    far = support.make_case(tmp_path, "pixels.far", expect=REJECT, twin=good.id, data=other)
    assert any("pixels.far: differs from its twin" in text for text in lints.lint([*cases, far]))


def test_a_twin_asks_for_no_more_views_than_its_case(tmp_path: Path) -> None:
    by_id = {case.id: case for case in suite.load_cases()}
    twin = by_id["background.none"]
    features = sorted(twin.features - {"background", "labels"})
    case = support.make_case(
        tmp_path, "pixels.more", expect=REJECT, twin=twin.id, features=features
    )
    message = f"pixels.more: its twin {twin.id} needs background, which it does not need itself"
    assert message in lints.lint([*by_id.values(), case])


def test_a_whole_module_counts_as_one_difference() -> None:
    by_id = {case.id: case for case in suite.load_cases()}
    absent, complete = by_id["dataset.no-study-module"], by_id["dataset.complete"]
    paths = lints.twin_difference(absent, complete)
    assert len(paths) == 6
    assert lints.is_whole_module(absent, complete, paths)
    assert not lints.is_whole_module(absent, complete, [*paths, "Rows"])
    assert not lints.is_whole_module(by_id["dataset.missing-study-uid"], complete, paths)


def test_every_shall_has_both_kinds_of_cases(monkeypatch: pytest.MonkeyPatch) -> None:
    cases = suite.load_cases()
    assert lints.uncovered(cases) == []
    fewer = [case for case in cases if case.id != "file.deflated-meta"]
    assert lints.uncovered(fewer) == ["LM-FMI-004: no case of level MUST that expects reject"]
    monkeypatch.setitem(lints.ONE_SIDED, "LM-FMI-004", "none")
    assert lints.uncovered(fewer) == []
    assert lints.uncovered(cases) == ["LM-FMI-004: ONE_SIDED says why it lacks a case"]


def test_an_empty_suite_is_a_defect() -> None:
    assert lints.lint([]) == ["there is no case"]


def test_the_archive_is_whole_and_the_same_twice(tmp_path: Path) -> None:
    for name in ("a.tar.gz", "b.tar.gz"):
        assert conformance("archive", str(tmp_path / name)) == 0
    assert (tmp_path / "a.tar.gz").read_bytes() == (tmp_path / "b.tar.gz").read_bytes()
    with tarfile.open(tmp_path / "a.tar.gz") as tar:
        names = [name.partition("/")[2] for name in tar.getnames()]
    assert "conformance/PROTOCOL.md" in names
    assert "conformance/cases/pixels/described-value/input.dcm" in names
    assert "conformance/.cache/scale.seventy-thousand-frames/input.dcm" in names
    assert "conformance/runner/cli.py" in names
    assert not any("node_modules" in name or "__pycache__" in name for name in names)


def test_the_archive_runs_where_it_is_unpacked(tmp_path: Path) -> None:
    """With nothing but Python: neither refseg nor the specification is in reach."""
    assert conformance("archive", str(tmp_path / "a.tar.gz")) == 0
    with tarfile.open(tmp_path / "a.tar.gz") as tar:
        tar.extractall(tmp_path, filter="data")
    folder = tmp_path / f"labelmap-conformance-{suite.version()}"
    selection = ["--adapter", "plain", "--case", "background.nonzero"]
    for arguments in (["list"], ["run", *selection]):
        found = subprocess.run(
            [sys.executable, "-S", "-m", "conformance", *arguments],
            cwd=folder, check=False, capture_output=True, text=True,
            env={**os.environ, "PYTHONPATH": str(folder)},
        )  # fmt: skip
        assert (found.returncode, found.stderr) == (0, ""), found.stdout


def test_the_package_holds_every_file_and_asks_for_nothing() -> None:
    text = (suite.ROOT / "pyproject.toml").read_text(encoding="utf-8")
    packages = set(re.findall(r'"(conformance[\w.]*)"', text.split("packages = ")[1].split("]")[0]))
    folders = {
        ".".join(("conformance", *path.parent.relative_to(suite.ROOT).parts))
        for path in suite.ROOT.rglob("__init__.py")
        if "node_modules" not in path.parts
    }
    assert packages == folders
    assert 'conformance = ["**/*"]' in text
    assert "dependencies = []" in text


@pytest.mark.parametrize(
    ("adapter", "arguments", "code"),
    [("plain", "--case background.nonzero", 0), ("no-such-thing", "", 2)],
)
def test_the_script_of_the_action(tmp_path: Path, adapter: str, arguments: str, code: int) -> None:
    action = (suite.ROOT / "action.yml").read_text(encoding="utf-8")
    script = action.split("run: |\n")[1]
    declared = set(re.findall(r"^  (\w+):$", action.split("runs:")[0], re.MULTILINE))
    assert declared == {name.lower() for name in re.findall(r"inputs\.(\w+)", action)}
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "ADAPTER": adapter,
        "ARGUMENTS": arguments,
        "EXPECTATIONS": "",
        "SEED": "1",
        "REPORT": "out",
        "GITHUB_ACTION_PATH": str(suite.ROOT),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
    }
    environment.pop("PYTHONPATH", None)
    found = subprocess.run(
        ["bash", "-e", "-c", script], cwd=tmp_path, env=environment, check=False, timeout=120
    )
    assert found.returncode == code
    assert (tmp_path / "out" / "index.html").is_file() == (code == 0)
    assert (tmp_path / "summary.md").is_file() == (code == 0)


def test_the_document_has_the_features_of_each_level() -> None:
    text = (suite.ROOT / "VERDICTS.md").read_text(encoding="utf-8")
    assert "\n".join(vocabulary.level_table()) in text


def test_the_files_for_other_projects_name_what_there_is() -> None:
    text = (suite.ROOT / "CI.md").read_text(encoding="utf-8")
    assert f"labelmap-conformance-{suite.version()}.tar.gz" in text
    for name in re.findall(r"`conformance/([\w.]+)`", text):
        assert (suite.ROOT / name).exists(), name
    options = set(re.findall(r"(--[a-z]+)", text)) - {"--rm"}
    known = cli.parser().format_help() + "".join(
        action.format_help() for action in cli.subcommands().values()
    )
    assert {option for option in options if option not in known} == set()


@pytest.mark.parametrize(
    ("language", "file"), [("python", "adapter.py"), ("javascript", "adapter.js")]
)
def test_new_adapters_work_at_once(tmp_path: Path, language: str, file: str) -> None:
    folder = tmp_path / "new"
    assert conformance("new-adapter", "--language", language, str(folder)) == 0
    assert conformance("new-adapter", "--language", language, str(folder)) == 2
    program = sys.executable if language == "python" else "node"
    cases = suite.select(
        suite.load_cases(), ids=["segments.gap-*", "pixels.described-value", "background.nonzero"]
    )
    found = verdicts(resolve(f"{program} {folder / file}"), cases)
    assert set(found.values()) == {"pass"}
    assert (folder / file).read_text().count("\n") < 60


LARGE = """
from conformance.draft import accept
from conformance.phantom import segmentation

def build(case_id):
    seg = segmentation(case_id, [[[0, 1] * 40] * 60], background=0)
    return accept(seg.file(), seg.model(), stored=False, size="size is what this is about",
                  title="A large input that is made when it is needed",
                  why="It is there for the tests of the runner.",
                  effect="A test of the runner fails.",
                  requirements=["LM-VAL-001"], features=["mono8", "labels"])
"""


def test_inputs_that_are_not_stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    generator = tmp_path / "generators" / "scale" / "many_samples.py"
    generator.parent.mkdir(parents=True)
    generator.write_text(LARGE)
    monkeypatch.setattr(suite, "GENERATORS", tmp_path / "generators")
    monkeypatch.setattr(lints, "ROOT", tmp_path)
    build.build(tmp_path)
    (case,) = suite.load_cases(tmp_path / "cases")
    assert sorted(file.name for file in case.folder.iterdir()) == [
        "case.json", "expect.json", "expect.labels.u8",
    ]  # fmt: skip
    assert lints.lint([case]) == []
    root = strictjson.load(tmp_path / "manifest.json")["root"]
    case.input.unlink()
    assert build.manifest_problems(tmp_path) == []
    run.materialise([case])
    assert case.input.is_file()
    assert build.manifest_problems(tmp_path) == []
    case.input.write_bytes(b"x")
    assert build.manifest_problems(tmp_path) == [
        ".cache/scale.many-samples/input.dcm is not what the manifest says"
    ]
    build.build(tmp_path)
    assert strictjson.load(tmp_path / "manifest.json")["root"] == root


def test_an_either_that_may_be_rejected_needs_a_twin(tmp_path: Path) -> None:
    options = [
        {"name": "a", "title": "take it", "expect": {"kind": "accept"}},
        {"name": "b", "title": "refuse", "expect": REJECT},
    ]
    expect = {"kind": "either", "clarification": "0001", "alternatives": options}
    case = support.make_case(tmp_path, expect=expect, models={"expect.a": support.model()})
    assert any("may be rejected, so it needs a twin" in text for text in lints.lint([case]))


def test_who_refuses_is_attested_with_its_words() -> None:
    ids = {"pixels.undescribed-value", "pixels.described-value", "encoding.deflated-zlib"}
    cases = [case for case in suite.load_cases() if case.id in ids]
    record = attest.agreements(cases, ["refseg", control("always-reject")])
    (entry,) = record["pixels.undescribed-value"]["by"]  # blanket refusal attests nothing
    assert entry["tool"] == "refseg"
    assert entry["words"].startswith("pixels.undescribed-value: PixelData: label 9")
    assert len(entry["words"]) <= attest.MOST_WORDS
    assert "views" in record["pixels.described-value"]["by"][0]
    assert attest.alone(cases) == []
    for case in cases:
        case.meta["attested_by"] = []
    assert attest.alone(cases) == ["encoding.deflated-zlib", "pixels.undescribed-value"]


def test_the_page_of_the_attestations_names_who_stands_alone() -> None:
    text = (suite.ROOT / "results" / "ATTESTED.md").read_text(encoding="utf-8")
    cases = suite.load_cases()
    assert attest.lacking(cases) == []
    named = re.search(r"nobody but refseg refuses: (.*?)\. ", text, re.DOTALL)
    assert named is not None
    assert re.findall(r"`([\w.-]+)`", named[1]) == attest.alone(cases)


def test_attestations_are_of_bytes(tmp_path: Path) -> None:
    """Readers that agree are written into the case; other bytes make them void."""
    cases = [case for case in suite.load_cases() if attest.attestable(case)]
    record = attest.agreements(cases, [control("good"), control("by-position")])
    tools = {name: [one["tool"] for one in entry["by"]] for name, entry in record.items()}
    assert tools["frames.reversed-order"] == ["good", "by-position"]
    assert tools["background.nonzero"] == ["good"]
    name = "frames.reversed-order"
    draft = generators.drafts()[name]()
    for known, expected in ((record, tools["frames.reversed-order"]), ({}, [])):
        folder = build.write_case(name, draft, tmp_path, known)
        case = suite.load_case(folder)
        assert [entry["tool"] for entry in case.meta["attested_by"]] == expected
        assert attest.lacking([case]) == ([] if expected else [case.id])
    record["frames.reversed-order"]["input"] = "0" * 64
    build.write_case(name, draft, tmp_path, record)
    assert suite.load_case(folder).meta["attested_by"] == []
