"""From replies to verdicts, and from verdicts to levels and expectations."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import conformance_support as support
import pytest

from conformance.runner import expectations, judge, levels, strictjson
from conformance.runner.judge import Verdict, settle_twins
from conformance.runner.suite import Case, SuiteError
from conformance.runner.vocabulary import CORE_FEATURES, FULL_FEATURES

VIEWS = frozenset(support.FEATURES)
REJECT = {"kind": "reject", "codes": ["pixels.undescribed-value"]}
EITHER = {
    "kind": "either",
    "clarification": "0001",
    "alternatives": [
        {"name": "none", "title": "no background", "expect": {"kind": "accept"}},
        {"name": "zero", "title": "background 0", "expect": {"kind": "accept"}},
        {"name": "refuse", "title": "refuse it", "expect": REJECT},
    ],
}
SAID = {"message": "value 9 is not described"}


def verdict(case: Case, reply: dict[str, Any], views: frozenset[str] = VIEWS) -> str:
    return judge.judge(case, reply, views, case.folder).text


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ({"result": support.model()}, "pass"),
        ({"result": support.model(background=1)}, "fail/wrong-output"),
        ({"rejected": SAID}, "fail/rejected-valid"),
        ({"unsupported": {"feature": "mono8", "message": "no"}}, "fail/over-claimed"),
        ({"error": {"message": "oops"}}, "crash"),
    ],
)
def test_accept(tmp_path: Path, reply: dict[str, Any], expected: str) -> None:
    assert verdict(support.make_case(tmp_path), reply) == expected


@pytest.mark.parametrize(
    ("reply", "expected", "reason"),
    [
        ({"rejected": {**SAID, "code": "pixels.undescribed-value"}}, "pass", "stated"),
        ({"rejected": {**SAID, "code": "LM-VAL-002"}}, "pass", "stated"),
        ({"rejected": SAID}, "pass", "unstated"),
        ({"rejected": {**SAID, "code": "file.truncated"}}, "fail/wrong-reason", None),
        ({"result": support.model()}, "fail/accepted-invalid", None),
        ({"unsupported": {"feature": "mono8", "message": "no"}}, "fail/over-claimed", None),
        ({"error": {"message": "oops"}}, "crash", None),
    ],
)
def test_reject(tmp_path: Path, reply: dict[str, Any], expected: str, reason: str | None) -> None:
    case = support.make_case(tmp_path, expect=REJECT, twin="pixels.two")
    found = judge.judge(case, reply, VIEWS, tmp_path)
    assert found.text == expected
    assert found.facts.get("reason") == reason


def finding(level: str, code: str | None = None) -> dict[str, str]:
    return {"level": level, "message": "m", **({"code": code} if code else {})}


RIGHT, OTHER = "pixels.undescribed-value", "file.other"


@pytest.mark.parametrize(
    ("expect", "findings", "expected"),
    [
        ({"kind": "accept"}, [], "pass"),
        ({"kind": "accept"}, [finding("warning"), finding("info")], "pass"),
        ({"kind": "accept"}, [finding("error")], "fail/rejected-valid"),
        (REJECT, [], "fail/accepted-invalid"),
        (REJECT, [finding("warning", RIGHT)], "fail/accepted-invalid"),
        (REJECT, [finding("error")], "pass"),
        (REJECT, [finding("error", OTHER), finding("error", RIGHT)], "pass"),
        (REJECT, [finding("error", OTHER)], "fail/wrong-reason"),
        (REJECT, [finding("error", OTHER), finding("warning", RIGHT)], "fail/wrong-reason"),
        ({"kind": "accept", "warn": [RIGHT]}, [], "fail/wrong-output"),
        ({"kind": "accept", "warn": [RIGHT]}, [finding("info", RIGHT)], "fail/wrong-output"),
        ({"kind": "accept", "warn": [RIGHT]}, [finding("warning", OTHER)], "fail/wrong-output"),
        ({"kind": "accept", "warn": [RIGHT]}, [finding("warning", RIGHT)], "pass"),
        ({"kind": "accept", "warn": [RIGHT]}, [finding("warning")], "pass"),
    ],
)
def test_validate(tmp_path: Path, expect: Any, findings: Any, expected: str) -> None:
    case = support.make_case(tmp_path, expect=expect, op="validate", twin="pixels.two")
    assert verdict(case, {"result": {"findings": findings}}) == expected


@pytest.mark.parametrize(
    ("findings", "expected"),
    [
        ([], "fail/wrong-output"),
        ([finding("info", RIGHT)], "fail/wrong-output"),
        ([finding("warning", RIGHT)], "pass"),
        ([finding("error", RIGHT)], "pass"),
        ([finding("error", OTHER)], "fail/wrong-reason"),
    ],
)
def test_an_open_point_may_ask_for_a_warning(tmp_path: Path, findings: Any, expected: str) -> None:
    alternatives = [
        {"name": "warned", "title": "allowed", "expect": {"kind": "accept", "warn": [RIGHT]}},
        {"name": "error", "title": "forbidden", "expect": REJECT},
    ]
    expect = {"kind": "either", "clarification": "0001", "alternatives": alternatives}
    case = support.make_case(tmp_path, expect=expect, op="validate", twin="pixels.two")
    assert verdict(case, {"result": {"findings": findings}}) == expected


def test_a_warning_that_the_twin_gets_too_is_about_something_else(tmp_path: Path) -> None:
    warned = {"kind": "accept", "warn": [RIGHT]}
    good = support.make_case(tmp_path, "pixels.good", op="validate")
    bad = support.make_case(
        tmp_path, "pixels.bad", op="validate", expect=warned, twin="pixels.good"
    )
    always, own = finding("warning"), {"level": "warning", "message": "a pixel of 9"}

    def settled(findings: list[dict[str, str]]) -> str:
        replies = {good.id: [always], bad.id: findings}
        found = {
            case.id: judge.judge(case, {"result": {"findings": replies[case.id]}}, VIEWS, tmp_path)
            for case in (good, bad)
        }
        settle_twins([good, bad], found)
        assert found[good.id].text == "pass"
        return found[bad.id].text

    assert settled([always]) == "fail/wrong-output"
    assert settled([always, own]) == "pass"
    assert settled([always, finding("warning", RIGHT)]) == "pass"


def test_a_validator_may_reject_what_it_cannot_read(tmp_path: Path) -> None:
    case = support.make_case(tmp_path, expect=REJECT, op="validate", twin="pixels.two")
    assert verdict(case, {"rejected": SAID}) == "pass"


def either(tmp_path: Path) -> Case:
    models = {"expect.none": support.model(background=None), "expect.zero": support.model()}
    return support.make_case(tmp_path, expect=EITHER, models=models, twin="pixels.two")


@pytest.mark.parametrize(
    ("reply", "observed"),
    [
        ({"result": support.model()}, ["zero"]),
        ({"result": support.model(background=None)}, ["none"]),
        ({"rejected": SAID}, ["refuse"]),
    ],
)
def test_either_records_what_was_observed(tmp_path: Path, reply: Any, observed: list[str]) -> None:
    found = judge.judge(either(tmp_path), reply, VIEWS, tmp_path)
    assert found.text == "pass"
    assert found.facts["observed"] == observed


def test_either_is_not_anything(tmp_path: Path) -> None:
    found = judge.judge(either(tmp_path), {"result": support.model(background=5)}, VIEWS, tmp_path)
    assert found.text == "fail/wrong-output"
    assert found.detail.startswith("no alternative fits; nearest is ")


def test_either_names_all_alternatives_that_the_views_cannot_tell_apart(tmp_path: Path) -> None:
    views = VIEWS - {"background"}
    found = judge.judge(either(tmp_path), {"result": support.model()}, views, tmp_path)
    assert found.facts["observed"] == ["none", "zero"]


def test_no_view_no_pass(tmp_path: Path) -> None:
    views = frozenset({"mono8"})
    assert (
        verdict(support.make_case(tmp_path), {"result": {"labels": []}}, views)
        == "fail/over-claimed"
    )


def test_what_has_to_be_declared(tmp_path: Path) -> None:
    case = support.make_case(tmp_path, features=["mono8", "labels", "rle"])
    assert judge.applicable(case, ["validate"], VIEWS) == ["operation decode"]
    assert judge.applicable(case, ["decode"], VIEWS) == ["rle"]
    assert judge.applicable(case, ["decode"], VIEWS | {"rle"}) == []


# ---------------------------------------------------------------------------------- twins


def pair(tmp_path: Path, op: str = "decode") -> list[Case]:
    good = support.make_case(tmp_path, "pixels.good", op=op)
    bad = support.make_case(tmp_path, "pixels.bad", op=op, expect=REJECT, twin="pixels.good")
    return [good, bad]


REJECTED = Verdict("pass", facts={"rejection": True, "reason": "unstated"})


@pytest.mark.parametrize("twin", ["fail", "crash", "timeout", "not-applicable", "unproven", None])
def test_a_rejection_without_passing_twin_is_unproven(tmp_path: Path, twin: str | None) -> None:
    found = {"pixels.bad": REJECTED} | ({"pixels.good": Verdict(twin)} if twin else {})
    settle_twins([case for case in pair(tmp_path) if case.id in found], found)
    assert found["pixels.bad"].verdict == "unproven"


def test_a_rejection_with_passing_twin_counts(tmp_path: Path) -> None:
    found = {"pixels.good": Verdict("pass"), "pixels.bad": REJECTED}
    settle_twins(pair(tmp_path), found)
    assert found["pixels.bad"].verdict == "pass"


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        (Verdict("fail", "accepted-invalid"), "unproven"),
        (REJECTED, "pass"),
        (Verdict("fail", "wrong-reason", facts={"rejection": True}), "pass"),
    ],
)
def test_a_validator_that_never_flags_proves_nothing(
    tmp_path: Path, bad: Verdict, good: str
) -> None:
    found = {"pixels.good": Verdict("pass"), "pixels.bad": bad}
    settle_twins(pair(tmp_path, "validate"), found)
    assert found["pixels.good"].verdict == good


def test_a_reader_that_accepts_the_faulty_twin_still_read_the_good_one(tmp_path: Path) -> None:
    found = {"pixels.good": Verdict("pass"), "pixels.bad": Verdict("fail", "accepted-invalid")}
    settle_twins(pair(tmp_path), found)
    assert found["pixels.good"].verdict == "pass"


# --------------------------------------------------------------------------------- levels


def level_cases(tmp_path: Path) -> list[Case]:
    core, full = sorted(CORE_FEATURES["decode"]), sorted(FULL_FEATURES["decode"])
    return [
        support.make_case(tmp_path, "pixels.core", features=core),
        support.make_case(tmp_path, "pixels.full", features=full),
        support.make_case(tmp_path, "pixels.should", features=full, level="SHOULD"),
        support.make_case(tmp_path, "pixels.more", features=[*core, "jpegls"]),
        support.make_case(tmp_path, "pixels.may", features=core, level="MAY"),
        support.make_case(tmp_path, "pixels.doubt", features=core, status="disputed"),
    ]


@pytest.mark.parametrize(
    ("failing", "more", "expected"),
    [
        ([], [], "Strict"),
        (["pixels.may", "pixels.doubt"], [], "Strict"),
        (["pixels.should"], [], "Full"),
        (["pixels.full"], [], "Core"),
        (["pixels.core"], [], None),
        (["pixels.more"], [], "Strict"),
        (["pixels.more"], ["jpegls"], "Core"),
    ],
)
def test_levels(tmp_path: Path, failing: list[str], more: list[str], expected: str | None) -> None:
    cases = level_cases(tmp_path)
    verdicts = {c.id: Verdict("fail" if c.id in failing else "pass") for c in cases}
    declared = {"decode": FULL_FEATURES["decode"] | set(more)}
    assert levels.reached(cases, verdicts, declared) == {
        "Reader": expected, "Writer": None, "Validator": None,
    }  # fmt: skip


def test_strict_asks_for_reasons(tmp_path: Path) -> None:
    cases = level_cases(tmp_path)
    verdicts = {c.id: Verdict("pass", facts={"reason": "unstated"}) for c in cases}
    assert levels.reached(cases, verdicts, {"decode": FULL_FEATURES["decode"]})["Reader"] == "Full"


def test_declaring_less_than_core_reaches_nothing(tmp_path: Path) -> None:
    cases = level_cases(tmp_path)
    verdicts = {c.id: Verdict("pass") for c in cases}
    assert (
        levels.reached(cases, verdicts, {"decode": frozenset({"labels", "mono8"})})["Reader"]
        is None
    )


def test_a_suite_without_cases_gives_no_level() -> None:
    assert set(levels.reached([], {}, {"decode": FULL_FEATURES["decode"]}).values()) == {None}


# --------------------------------------------------------------------------- expectations

BAD = Verdict("fail", "wrong-output", "labels differ")


def known(**entry: str) -> dict[str, Any]:
    one = {
        "case": "pixels.one",
        "verdict": "fail/wrong-output",
        "reason": "not yet",
        "since": "1",
        **entry,
    }
    return {"implementation": "fake", "entries": [one]}


@pytest.mark.parametrize(
    ("listed", "verdict", "surprises"),
    [
        (None, Verdict("pass"), []),
        (None, BAD, ["pixels.one: fail/wrong-output, labels differ"]),
        (None, Verdict("not-applicable"), []),
        (known(), BAD, []),
        (known(), Verdict("pass"), ["pixels.one: known as fail/wrong-output, but it is pass"]),
        (known(), Verdict("crash"), ["pixels.one: known as fail/wrong-output, but it is crash"]),
        (
            known(),
            Verdict("not-applicable"),
            ["pixels.one: known as fail/wrong-output, but it is not-applicable"],
        ),
    ],
)
def test_known_failures(
    tmp_path: Path, listed: Any, verdict: Verdict, surprises: list[str]
) -> None:
    cases = [support.make_case(tmp_path)]
    assert expectations.surprises(listed, cases, {"pixels.one": verdict}) == surprises


def test_disputed_cases_surprise_nobody(tmp_path: Path) -> None:
    cases = [support.make_case(tmp_path, status="disputed")]
    assert expectations.surprises(None, cases, {"pixels.one": BAD}) == []


def test_a_known_failure_of_no_case_is_stale(tmp_path: Path) -> None:
    cases = [support.make_case(tmp_path)]
    listed = known(case="pixels.gone")
    assert expectations.unknown_cases(listed, cases) == [
        "pixels.gone: listed as a known failure, but there is no such case"
    ]


def test_rewriting_keeps_the_reasons_that_still_hold(tmp_path: Path) -> None:
    cases = [support.make_case(tmp_path), support.make_case(tmp_path, "pixels.two")]
    path = tmp_path / "fake.json"
    strictjson.save(path, known(reason="row padding, see the issue"))
    expectations.rewrite(path, "fake", "2.0", cases, {c.id: BAD for c in cases})
    entries = expectations.load(path)["entries"]
    assert [entry["reason"] for entry in entries] == [
        "row padding, see the issue", "not examined yet: labels differ",
    ]  # fmt: skip
    assert expectations.surprises(expectations.load(path), cases, {c.id: BAD for c in cases}) == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ({"implementation": "x"}, "document lacks entries"),
        ({**known(), "extra": 1}, "unknown key extra"),
        (known(verdict="pass"), "not one of"),
        ({**known(), "entries": known()["entries"] * 2}, "a case is listed twice"),
    ],
)
def test_bad_files_of_known_failures(tmp_path: Path, content: Any, message: str) -> None:
    path = tmp_path / "x.json"
    strictjson.save(path, content)
    with pytest.raises(SuiteError, match=message):
        expectations.load(path)
