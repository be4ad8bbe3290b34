"""Processes of implementations: bad manners, restarts, and what they write."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import conformance_support as support
import pytest
from conformance_support import GOOD, one, two, verdicts

from conformance.runner import strictjson, suite
from conformance.runner.adapter import Adapter, Command
from conformance.runner.execute import run_cases, run_matrix
from conformance.runner.process import KEPT_WORDS, WAITING, Process, ProcessError
from conformance.runner.suite import Case


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
        ("sys.stdout.write('{\"seq\": 2, \"result\": {\"labels\": [[[' + '9' * 5000 + ']]]}}\\n')",
         "protocol-error"),
        ("sys.stdout.write('{\"seq\": 2, \"result\": {\"labels\": [[[1e999]]]}}\\n')",
         "protocol-error"),
        ("return {'rejected': {'message': '\\ud800'}}", "protocol-error"),
        ("while True: sys.stdout.write('x' * (1 << 20))", "protocol-error"),
        ("while True: sys.stdout.write('{}\\n' * 1000)", "protocol-error"),
        ("for _ in range(99): sys.stderr.write('y' * (1 << 20))\nreturn {}", "protocol-error"),
        (raw_file("../x"), "fail/wrong-output"),
        (raw_file("x"), "fail/wrong-output"),
    ],
)  # fmt: skip
def test_bad_manners(tmp_path: Path, answer: str, expected: str) -> None:
    timeout = 0.5 if "sleep(60)" in answer else 10.0
    assert verdicts(support.fake(answer), one(tmp_path), timeout=timeout) == {
        "pixels.one": expected
    }


def test_what_nobody_asked_for_fills_no_memory(tmp_path: Path) -> None:
    program = "import sys\nwhile True: print('x' * 9); sys.stderr.write('y' * 99)"
    process = Process((sys.executable, "-c", program), tmp_path, os.environ)
    time.sleep(0.5)
    waiting, words = process.lines.qsize(), len(process.words)
    process.close()
    assert waiting == WAITING
    assert 0 < words <= KEPT_WORDS


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
