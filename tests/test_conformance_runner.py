"""Processes, runs, reports and exit codes, with fake implementations."""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import conformance_support as support
import pytest

from conformance.runner import build, cli, exports, html, lints, report, strictjson, suite
from conformance.runner.adapter import Adapter, Command, resolve
from conformance.runner.execute import run_cases, run_matrix
from conformance.runner.process import ProcessError
from conformance.runner.suite import Case, SuiteError

GOOD = {"result": support.model()}
REJECT = {"kind": "reject", "codes": ["pixels.undescribed-value"]}


def verdicts(command: Command, cases: list[Case], **options: Any) -> dict[str, str]:
    with Adapter(command, timeout=options.pop("timeout", 10.0), **options) as adapter:
        done = run_cases(adapter, cases)
    return {case.id: done.verdicts[case.id].text for case in cases}


def one(tmp_path: Path) -> list[Case]:
    return [support.make_case(tmp_path)]


def two(tmp_path: Path) -> list[Case]:
    bad = support.make_case(tmp_path, "pixels.bad", expect=REJECT, twin="pixels.one", data=b"bad")
    return [bad, *one(tmp_path)]


def raw_file(name: str) -> str:
    reference = {"file": name, "dtype": "u8", "shape": [1, 1, 1]}
    return f"return {{'result': {{'labels': {reference}}}}}"


# ------------------------------------------------------------------------------- process


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("sys.exit(0)", "crash"),
        ("sys.exit(1)", "crash"),
        ("os.abort()", "crash"),
        ("os.close(1); time.sleep(9)", "crash"),
        ("time.sleep(60)", "timeout"),
        ("print('hello'); return {'result': {}}", "protocol-error"),
        ("print(''); return {'result': {}}", "protocol-error"),
        ("return {'seq': 0, 'result': {'labels': []}}", "protocol-error"),
        ("return {'result': {'label': []}}", "protocol-error"),
        ("return {'rejected': 'no'}", "protocol-error"),
        ("return {'rejected': {'message': 'no'}, 'error': {'message': 'no'}}", "protocol-error"),
        ("return {}", "protocol-error"),
        ("return {'result': {'labels': [[[0.5]]]}}", "protocol-error"),
        ("return {'result': {'labels': [[[-1]]]}}", "protocol-error"),
        ("return {'result': {'labels': [[[True]]]}}", "protocol-error"),
        ("sys.stdout.write('{\"seq\": 2, \"result\": {}, \"result\": {}}\\n')", "protocol-error"),
        ("sys.stdout.buffer.write(b'\\xff\\n')", "protocol-error"),
        (raw_file("../x"), "fail/wrong-output"),
        (raw_file("x"), "fail/wrong-output"),
    ],
)  # fmt: skip
def test_bad_manners(tmp_path: Path, answer: str, expected: str) -> None:
    timeout = 0.5 if "sleep(60)" in answer else 10.0
    assert verdicts(support.fake(answer), one(tmp_path), timeout=timeout) == {
        "pixels.one": expected
    }


def test_the_run_goes_on_after_a_crash(tmp_path: Path) -> None:
    answer = "if os.path.getsize(request['input']) == 3: os.abort()\n" + good_answer()
    assert verdicts(support.fake(answer), two(tmp_path)) == {
        "pixels.bad": "crash",
        "pixels.one": "pass",
    }


def good_answer() -> str:
    return f"return json.loads({json.dumps(GOOD)!r})"


def test_a_wrong_seq_cannot_answer_the_next_case(tmp_path: Path) -> None:
    """A late reply to one case must not be taken for the reply to another."""
    body = "if os.path.getsize(request['input']) == 3:\n    time.sleep(1.2)\n" + good_answer()
    found = verdicts(support.fake(body), two(tmp_path), timeout=0.6)
    assert found == {"pixels.bad": "timeout", "pixels.one": "pass"}


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (support.python_command(""), "crash: the process ended with exit status 0"),
        (Command("x", ("/nowhere/program",)), "crash: cannot start '/nowhere/program'"),
        (support.fake("", ["labels", "teleport"]), "hello declares unknown features: teleport"),
        (support.python_command("raise SystemExit('no licence')"), "error ends: no licence"),
    ],
)  # fmt: skip
def test_no_hello_no_verdict(tmp_path: Path, command: Command, why: str) -> None:
    with Adapter(command) as adapter:
        assert why in adapter.problem
        done = run_cases(adapter, one(tmp_path))
    assert done.verdicts["pixels.one"].text == "not-run"


def test_a_version_is_no_branch(tmp_path: Path) -> None:
    command = support.fake("")
    code = command.argv[2].replace('"version": "1.0"', '"version": "main"')
    with Adapter(Command("x", (sys.executable, "-c", code))) as adapter:
        assert "version" in adapter.problem


def test_the_expectation_is_out_of_reach(tmp_path: Path) -> None:
    answer = "seen = sorted(os.listdir(os.path.dirname(request['input'])))\n"
    answer += "return {'error': {'message': ' '.join(seen)}}"
    with Adapter(support.fake(answer)) as adapter:
        done = run_cases(adapter, one(tmp_path))
    assert done.verdicts["pixels.one"].detail == "reports an error of its own: input.dcm"


def test_the_golden_input_is_a_copy(tmp_path: Path) -> None:
    cases = one(tmp_path)
    verdicts(support.fake("open(request['input'], 'w').close()\n" + good_answer()), cases)
    assert cases[0].input.read_bytes() == b"pixels.one"


def test_isolation_starts_a_process_for_each_case(tmp_path: Path) -> None:
    answer = "return {'error': {'message': str(os.getpid())}}"
    for isolate, processes in ((False, 1), (True, 2)):
        with Adapter(support.fake(answer), isolate=isolate) as adapter:
            done = run_cases(adapter, two(tmp_path / str(isolate)))
        assert len({verdict.detail for verdict in done.verdicts.values()}) == processes


def test_repetition_finds_answers_that_change(tmp_path: Path) -> None:
    answer = "global n\nn = globals().get('n', 0) + 1\n"
    answer += f"reply = json.loads({json.dumps(GOOD)!r})\n"
    answer += "reply['result']['background'] = 0 if n == 1 else 1\nreturn reply"
    with Adapter(support.fake(answer)) as adapter:
        assert run_cases(adapter, one(tmp_path)).verdicts["pixels.one"].text == "pass"
    with Adapter(support.fake(answer)) as adapter:
        found = run_cases(adapter, one(tmp_path / "again"), repeat=2)
    assert found.verdicts["pixels.one"].text == "fail/wrong-output"


def test_a_timeout_leaves_no_process(tmp_path: Path) -> None:
    with Adapter(support.fake("time.sleep(60)"), timeout=0.3) as adapter:
        assert adapter._process is not None
        child = adapter._process.child
        with pytest.raises(ProcessError):
            adapter.ask("decode", {"input": "x"})
        assert child.poll() is not None


def test_features_per_operation(tmp_path: Path) -> None:
    command = support.replying(GOOD)
    code = command.argv[2].replace('"features": FEATURES', '"features": {"decode": FEATURES}')
    cases = [*one(tmp_path), support.make_case(tmp_path, "pixels.check", op="validate")]
    found = verdicts(Command("x", (sys.executable, "-c", code)), cases)
    assert found == {"pixels.one": "pass", "pixels.check": "not-applicable"}


# -------------------------------------------------------------------------------- encode


def readers(*replies: dict[str, Any]) -> list[Command]:
    return [Command(f"reader{i}", support.replying(r).argv) for i, r in enumerate(replies)]


def encode_case() -> Case:
    return next(case for case in suite.load_cases() if case.id == "segments.write-gap-in-numbers")


def encode_verdict(answer: str, *replies: dict[str, Any]) -> tuple[str, str]:
    case = encode_case()
    with Adapter(support.fake(answer)) as adapter:
        judges = [Adapter(command) for command in readers(*replies)]
        for judge in judges:
            judge.__enter__()
        done = run_cases(adapter, [case], readers=judges)
        for judge in judges:
            judge.__exit__(None, None, None)
    found = done.verdicts[case.id]
    return found.text, found.detail


def writing(data: bytes) -> str:
    return f"open(request['output'], 'wb').write({data!r})\nreturn {{'result': {{}}}}"


def a_file() -> bytes:
    from conformance.controls.oracle import write

    return write(strictjson.load(encode_case().input))


def test_a_written_file_is_judged_by_two_readers() -> None:
    right = {"result": encode_case().expected()}
    wrong = {"result": {**encode_case().expected(), "background": 0}}
    assert encode_verdict(writing(a_file()), right, right)[0] == "pass"
    text, detail = encode_verdict(writing(a_file()), right, wrong)
    assert (text, detail) == (
        "fail/wrong-output",
        "read by reader1: background: expected None, got 0",
    )
    text, detail = encode_verdict(writing(a_file()), right, {"rejected": {"message": "no"}})
    assert (text, detail) == ("fail/wrong-output", "read by reader1: rejected: no")


def test_one_reader_is_no_judge() -> None:
    right = {"result": encode_case().expected()}
    assert encode_verdict(writing(a_file()), right)[0] == "not-run"
    assert encode_verdict(writing(a_file()), right, {"error": {"message": "x"}})[0] == "not-run"


def test_the_encoding_that_was_asked_for() -> None:
    right = {"result": encode_case().expected()}
    data = a_file().replace(b"1.2.840.10008.1.2.1\0", b"1.2.840.10008.1.2\0\0\0")
    text, detail = encode_verdict(writing(data), right, right)
    assert text == "fail/wrong-output"
    assert "TransferSyntaxUID" in detail or "cannot be walked" in detail
    assert encode_verdict("return {'result': {}}", right, right) == (
        "fail/wrong-output", "says that it wrote the file, but there is none",
    )  # fmt: skip


def test_everyones_files_to_everyone() -> None:
    right, wrong = {"result": encode_case().expected()}, {"result": support.model()}
    writer = Command("writer", support.fake(writing(a_file())).argv)
    commands = [writer, *readers(right, wrong)]
    adapters = [Adapter(command) for command in commands]
    for adapter in adapters:
        adapter.__enter__()
    pairs = run_matrix(adapters, [encode_case()])
    for adapter in adapters:
        adapter.__exit__(None, None, None)
    found = {(pair.writer, pair.reader): pair.verdict for pair in pairs}
    assert len(found) == 9
    assert found["writer", "reader0"] == "pass"
    assert found["writer", "reader1"] == "fail/wrong-output"
    assert found["reader0", "writer"] == "not-applicable"


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
    cases = suite.select(suite.load_cases(), ids=["background.nonzero", "pixels.un*"])
    evil = {"rejected": {"message": "<script>alert(1)</script>\x00 & more"}}
    wrong = suite.load_cases()[1].expected()
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
    assert "fail/wrong-output" in index
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
    assert "- `background.nonzero` fail/rejected-valid: " in text
    assert "<script" not in text


# ---------------------------------------------------------------------------- exit codes


def conformance(*arguments: str) -> int:
    return cli.main(list(arguments))


def control(name: str) -> str:
    file = str(support.ROOT / "conformance" / "controls" / "control.py")
    program = f"import runpy, sys; sys.path.insert(0, {str(support.ROOT)!r}); "
    program += f"sys.argv = ['x', {name!r}]; runpy.run_path({file!r}, run_name='__main__')"
    return f'{name}={sys.executable} -c "{program}"'


SOME = ["--case", "pixels.*-value", "--case", "background.nonzero"]


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
        ({"expect": REJECT}, "rejects, so it needs a twin"),
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


def test_an_empty_suite_is_a_defect() -> None:
    assert lints.lint([]) == ["there is no case"]


def test_the_archive_is_whole_and_the_same_twice(tmp_path: Path) -> None:
    for name in ("a.tar.gz", "b.tar.gz"):
        assert conformance("archive", str(tmp_path / name)) == 0
    assert (tmp_path / "a.tar.gz").read_bytes() == (tmp_path / "b.tar.gz").read_bytes()
    with tarfile.open(tmp_path / "a.tar.gz") as tar:
        names = [name.partition("/")[2] for name in tar.getnames()]
    assert "PROTOCOL.md" in names
    assert "cases/pixels/described-value/input.dcm" in names
    assert "profiles/reader-core.txt" in names


@pytest.mark.parametrize(
    ("language", "file"), [("python", "adapter.py"), ("javascript", "adapter.js")]
)
def test_new_adapters_work_at_once(tmp_path: Path, language: str, file: str) -> None:
    folder = tmp_path / "new"
    assert conformance("new-adapter", "--language", language, str(folder)) == 0
    assert conformance("new-adapter", "--language", language, str(folder)) == 2
    program = sys.executable if language == "python" else "node"
    cases = suite.select(
        suite.load_cases(), ids=["segments.gap-*", "pixels.described-value", "background.*"]
    )
    found = verdicts(resolve(f"{program} {folder / file}"), cases)
    assert set(found.values()) == {"pass"}
    lines = (folder / file).read_text().splitlines()
    assert len([line for line in lines if line.strip()]) < 60
