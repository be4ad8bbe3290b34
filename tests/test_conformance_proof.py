"""The suite can fail: controls have known verdicts, and thirteen known lies cannot happen here.

Each of the thirteen was found in a respected conformance suite; the name of the test says how that
suite reported success or lost a result.
"""

from __future__ import annotations

import copy
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import conformance_support as support
import pytest

from conformance.runner import cli, judge, lints, perturb, proof, report, schema, strictjson, suite
from conformance.runner.adapter import Adapter, Command
from conformance.runner.compare import Rules, compare
from conformance.runner.execute import run_cases
from conformance.runner.expectations import surprises
from conformance.runner.judge import Verdict
from conformance.runner.vocabulary import VIEWS

GOLDEN: dict[str, dict[str, str]] = strictjson.load(proof.GOLDEN)
REJECT = {"kind": "reject", "codes": ["file.truncated"]}
GOOD = {"result": support.model()}


def test_controls_have_exactly_their_golden_verdicts() -> None:
    """Some of them; `python -m conformance controls`, a step of .ci/run, takes all."""
    assert proof.controls(fix=False, only=["good", "by-position", "true"]) == []


def test_there_are_enough_controls_and_each_is_known() -> None:
    assert set(GOLDEN) == set(proof.control_names())
    assert len(GOLDEN) >= 14


def test_only_harmless_controls_pass_everything() -> None:
    perfect = {name for name, vector in GOLDEN.items() if set(vector.values()) == {"pass"}}
    # The one that looks answers up is caught by variants (test_conformance_variants.py).
    assert perfect == {"good", "slow", "no-reason", "looks-up"}


def test_control_cases_reach_all_verdicts() -> None:
    seen = {text for vector in GOLDEN.values() for text in vector.values()}
    assert seen == {
        "pass", "fail/wrong-output", "fail/accepted-invalid", "fail/rejected-valid",
        "fail/wrong-reason", "fail/over-claimed", "unproven", "crash", "timeout",
        "protocol-error", "not-applicable", "not-run",
    }  # fmt: skip


def test_a_wrong_golden_vector_is_red(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    changed = copy.deepcopy(GOLDEN)
    changed["pixels-only"]["pixels.wide-values"] = "crash"
    strictjson.save(tmp_path / "golden.json", changed)
    monkeypatch.setattr(proof, "GOLDEN", tmp_path / "golden.json")
    assert proof.controls(fix=False, only=["pixels-only"]) == [
        "control pixels-only: pixels.wide-values is pass, known as crash"
    ]


def verdict_of(command: Command, case: suite.Case) -> Verdict:
    with Adapter(command) as adapter:
        return run_cases(adapter, [case]).verdicts[case.id]


# 1. A return inside the loop: only the first key of the first frame was compared.
def test_lie_01_only_the_first_leaf_is_compared() -> None:
    expected = support.model()
    folder = Path()
    last = list(perturb.variants(expected))[-8:]
    for path, changed in last:
        if schema.problems(changed, "model"):
            continue
        found = compare(
            expected, changed, views=VIEWS, rules=Rules(), expected_folder=folder, got_folder=folder
        )
        assert not found.equal, path


# 2. Only the exit status was read: the command `true` passed everything.
def test_lie_02_true_passes(tmp_path: Path) -> None:
    assert verdict_of(support.python_command(""), support.make_case(tmp_path)).text == "not-run"
    assert set(GOLDEN["true"].values()) == {"not-run"}


# 3. Nothing was selected, and that was success; and there was no timeout.
def test_lie_03_an_empty_selection_is_success(tmp_path: Path) -> None:
    command = f"{sys.executable} -c pass"
    arguments = ["run", "--adapter", command, "--area", "nowhere", "--report", str(tmp_path)]
    assert cli.main(arguments) == 2
    assert not (tmp_path / "index.html").exists()
    assert set(GOLDEN["hang"].values()) == {"timeout"}


# 4. The exit status was the number of failures: 256 of them were 0.
@pytest.mark.parametrize("failures", [1, 255, 256, 257])
def test_lie_04_the_exit_status_counts(failures: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli._problems(["a failure"] * failures, "good") == 1
    assert capsys.readouterr().out.endswith(f"{failures} problems\n")


# 5. Only non-passes were logged, so a case that was not run looked like a pass.
def test_lie_05_not_run_looks_like_pass(tmp_path: Path) -> None:
    cases = [support.make_case(tmp_path, f"pixels.c{i}") for i in range(4)]
    with Adapter(support.fake("sys.exit(0)")) as adapter:
        done = run_cases(adapter, cases)
        made = report.build(adapter, done, cases, report.Origin("r", 1, True), [], 1)
    assert [row["case"] for row in made.rows] == [case.id for case in cases]
    assert made.footer["counts"] == {"crash": 4}
    with pytest.raises(KeyError):
        surprises(None, [*cases, support.make_case(tmp_path, "pixels.lost")], done.verdicts)


# 6. Cases that the harness could not load were skipped and counted as passed.
def test_lie_06_a_case_that_cannot_be_loaded_passes(tmp_path: Path) -> None:
    case = support.make_case(tmp_path)
    case.input.unlink()
    assert verdict_of(support.replying(GOOD), case).text == "not-run"
    (case.folder / "case.json").write_bytes(b"\xff{}")
    with pytest.raises(suite.SuiteError, match="not JSON"):
        suite.load_cases(tmp_path / "cases")


# 7. A crash passed the must-reject cases.
@pytest.mark.parametrize("death", ["sys.exit(1)", "os.abort()", "raise ValueError('bad file')"])
def test_lie_07_a_crash_is_a_rejection(tmp_path: Path, death: str) -> None:
    case = support.make_case(tmp_path, expect=REJECT, twin="pixels.two")
    assert verdict_of(support.fake(death), case).text == "crash"


# 8. "Invalid" was understood as "must yield another value".
def test_lie_08_another_value_is_a_rejection(tmp_path: Path) -> None:
    case = support.make_case(tmp_path, expect=REJECT, twin="pixels.two")
    other = {"result": {"labels": [[[3]]]}}
    assert verdict_of(support.replying(other), case).text == "fail/accepted-invalid"


# 9. A list of skips in the runner went stale and nobody noticed.
def test_lie_09_a_stale_exception(tmp_path: Path) -> None:
    entry = {"case": "pixels.one", "verdict": "crash", "reason": "not yet", "since": "1"}
    known = {"implementation": "x", "entries": [entry]}
    assert surprises(known, [support.make_case(tmp_path)], {"pixels.one": Verdict("pass")}) == [
        "pixels.one: known as crash, but it is pass"
    ]


# 10. Optional tests that threw were skipped, so regressions were invisible.
def test_lie_10_what_throws_is_optional(tmp_path: Path) -> None:
    case = support.make_case(tmp_path, level="SHOULD")
    found = verdict_of(support.replying({"error": {"message": "not implemented"}}), case)
    assert found.text == "crash"
    assert surprises(None, [case], {case.id: found})
    claimed = {"unsupported": {"feature": "mono8", "message": "not implemented"}}
    assert verdict_of(support.replying(claimed), case).text == "fail/over-claimed"


# 11. A case was an empty object, an expectation was the text of an object of some language.
@pytest.mark.parametrize("expected", [{}, {"labels": "array([[0]])"}, {"labels": [], "extra": 1}])
def test_lie_11_an_expectation_of_nothing(tmp_path: Path, expected: Any) -> None:
    case = support.make_case(tmp_path, models={"expect": expected})
    assert any("expect.json" in text for text in lints.lint([case]))
    with pytest.raises(schema.SchemaError):
        schema.check({}, "case")


# 12. One doubtful case blocked everybody for weeks.
def test_lie_12_a_doubtful_case_blocks_everybody(tmp_path: Path) -> None:
    case = support.make_case(tmp_path, status="disputed")
    wrong = Verdict("fail", "wrong-output")
    assert surprises(None, [case], {case.id: wrong}) == []
    withdrawn = support.make_case(tmp_path, "pixels.two", status="withdrawn")
    assert suite.select([case, withdrawn]) == [case]


# 13. A check that everything failed was not run any more, and only a comment said so.
def test_lie_13_a_check_that_everybody_fails_is_left_out(tmp_path: Path) -> None:
    case = support.make_case(tmp_path, "pixels.check", op="validate")
    missing = judge.applicable(case, ["decode"], frozenset(support.FEATURES))
    assert missing == ["operation validate"]
    with Adapter(support.fake("", [])) as adapter:
        done = run_cases(adapter, [case])
    row = done.rows()[0]
    assert (row["verdict"], row["missing"]) == ("not-applicable", ["labels", "mono8"])


def test_blanket_refusal_scores_nothing() -> None:
    counts = Counter(GOLDEN["always-reject"].values())
    assert counts["pass"] == 0
    assert counts["unproven"] == 3


def test_golden_replies_of_the_good_control_need_the_side_door(tmp_path: Path) -> None:
    """Without the expectations at hand, the control knows nothing: it is no implementation."""
    with Adapter(proof.control("good")) as adapter:
        (adapter.folder / "x.dcm").write_bytes(b"not a case")
        reply = adapter.ask("decode", {"input": "x.dcm"})
    assert "rejected" in reply, json.dumps(reply)
