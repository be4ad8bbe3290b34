"""Mutants: applied in the process of the adapter, killed by cases, found when they do not fit."""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path
from typing import Any

import conformance_support as support
import pytest

from conformance.mutants import loader
from conformance.mutants.loader import Mutant, MutantError
from conformance.runner import proof, strictjson
from conformance.runner.adapter import Command, resolve
from conformance.runner.suite import SuiteError
from refseg.requirements import REQUIREMENTS

CODEC = '''
"""A codec that reads a label from each byte."""
import functools

LIMIT = 9

def shift(value, by=0):
    return value + by

def cached(function):
    @functools.wraps(function)
    def inner(*args):
        return function(*args)
    return inner

@cached
def labels(data):
    return [[[shift(value - 48) for value in data]]]

class Reader:
    @property
    def background(self):
        return 0

    @staticmethod
    def allowed(value):
        return value <= LIMIT

TABLE = {"labels": labels}
'''
ADAPTER = """
import json, sys
from tinycodec import TABLE, Reader, shift

for line in sys.stdin:
    request = json.loads(line)
    if request["cmd"] == "bye":
        break
    if request["cmd"] == "hello":
        result = {"protocol": 1, "operations": ["decode"],
                  "features": ["labels", "background", "mono8"],
                  "implementation": {"name": "tiny", "version": "1", "language": "Python"}}
    else:
        found = TABLE["labels"](open(request["input"], "rb").read())
        found = [[[v if Reader.allowed(v) else 0 for v in row] for row in f] for f in found]
        result = {"labels": found, "background": Reader().background}
    print(json.dumps({"seq": request["seq"], "result": result}), flush=True)
"""
CATALOGUE = """
from conformance.mutants.loader import Mutant

def mutant(name, target, replacement):
    return Mutant(name, "tinycodec:" + target, "x", "LM-VAL-001", replacement)

MUTANTS = [
    mutant("decorated", "labels",
           lambda original: lambda data: [[[v + 1 for v in r] for r in f] for f in original(data)]),
    mutant("replaced", "shift", lambda original: lambda value: original(value, by=1)),
    mutant("property", "Reader.background", lambda original: lambda reader: original(reader) + 1),
    mutant("static", "Reader.allowed", lambda original: lambda value: original(value + 1)),
    mutant("constant", "LIMIT", lambda limit: limit - 5),
    mutant("harmless", "shift", lambda original: original),
    mutant("absent", "gone", lambda original: original),
]
"""


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    for name, text in (("tinycodec", CODEC), ("adapter", ADAPTER), ("catalogue", CATALOGUE)):
        (tmp_path / f"{name}.py").write_text(textwrap.dedent(text))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.delenv("COVERAGE_PROCESS_START", raising=False)
    case = {"features": ["mono8", "labels"]}
    low = {"labels": [[[1, 2, 3]]], "background": 0}
    high = {"labels": [[[9, 5, 0]]], "background": 0}
    return {
        "command": Command("tiny", (sys.executable, str(tmp_path / "adapter.py"))),
        "catalogue": tmp_path / "catalogue.py",
        "cases": [
            support.make_case(tmp_path, "pixels.low", data=b"123", models={"expect": low}, **case),
            support.make_case(
                tmp_path, "pixels.high", data=b"950", models={"expect": high}, **case
            ),
        ],
    }


def kill(tiny: dict[str, Any], *names: str) -> proof.Kills:
    return proof.kill_matrix(tiny["command"], tiny["catalogue"], names, tiny["cases"])


def test_the_kill_matrix(tiny: dict[str, Any]) -> None:
    found = kill(tiny, "decorated", "replaced", "property", "static", "constant", "harmless")
    both = ["pixels.low", "pixels.high"]
    assert found.matrix == {
        "decorated": both,
        "replaced": both,
        "property": both,
        "static": ["pixels.high"],
        "constant": ["pixels.high"],
        "harmless": [],
    }
    assert found.problems == ["mutant harmless survives"]


def test_mutants_whose_target_has_gone_are_red(tiny: dict[str, Any]) -> None:
    (absent,) = kill(tiny, "absent").problems
    assert absent.startswith("mutant absent cannot be applied: crash")
    assert "there is no tinycodec:gone" in absent


def test_cases_that_kill_nothing_are_red(tiny: dict[str, Any]) -> None:
    matrix = {"static": ["pixels.high"]}
    assert proof.idle(matrix, tiny["cases"]) == ["case pixels.low kills no mutant"]
    tiny["cases"][0].meta["smoke"] = True
    assert proof.idle(matrix, tiny["cases"]) == []


FINDINGS = """
def found(level, code):
    return {"level": level, "message": "m", "code": code}
told = found("info", "LM-VAL-003")
both = [found("error", "LM-DES-003"), found("error", "LM-DES-005"), told]
name = open(request["input"]).read()
return {"result": {"findings": both if name == "pixels.bad" else [told]}}
"""
REMOVED = """
from conformance.mutants.loader import Mutant

def mutant(name, finding, **more):
    return Mutant(name, "x:y", "x", finding, replacement=None, finding=finding, **more)

MUTANTS = [
    mutant("alone", "LM-DES-005"),
    mutant("beside", "LM-DES-005", beside=("LM-DES-003",)),
    mutant("useless", "LM-VAL-003", beside=("LM-DES-003", "LM-DES-005")),
    mutant("told", "LM-VAL-003", told=True),
    mutant("never-told", "LM-TS-011", told=True),
    mutant("more-than-told", "LM-DES-003", beside=("LM-DES-005",), told=True),
]
"""


def test_rules_that_speak_together_and_rules_that_only_remark(tmp_path: Path) -> None:
    catalogue = tmp_path / "catalogue.py"
    catalogue.write_text(REMOVED)
    needs: dict[str, Any] = {"op": "validate", "requirements": ["LM-DES-003", "LM-DES-005"]}
    reject = {"kind": "reject", "codes": ["segments.number-range"]}
    cases = [
        support.make_case(tmp_path, "pixels.bad", expect=reject, twin="pixels.good", **needs),
        support.make_case(tmp_path, "pixels.good", **needs),
    ]
    names = list(loader.catalogue(catalogue))
    found = proof.kill_matrix(support.fake(FINDINGS), catalogue, names, cases)
    # Without any error in its faulty twin, a clean bill for the other proves nothing either.
    both = ["pixels.bad", "pixels.good"]
    assert {name: killed for name, killed in found.matrix.items() if killed} == {
        "beside": both,
        "more-than-told": both,
    }
    assert found.told["told"] == both
    assert found.problems == [
        "mutant alone survives",
        "mutant useless survives",
        "mutant never-told survives",
        "mutant more-than-told changes verdicts, it is not only told",
    ]


def test_an_adapter_that_does_not_start_is_no_proof(tiny: dict[str, Any]) -> None:
    with pytest.raises(SuiteError, match="the unchanged adapter does not start"):
        proof.kill_matrix(
            support.python_command("raise SystemExit(1)"), tiny["catalogue"], ["replaced"], []
        )


def test_names_are_unique(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.py"
    path.write_text(CATALOGUE + "\nMUTANTS += MUTANTS[:1]\n")
    with pytest.raises(MutantError, match="the same name"):
        loader.catalogue(path)


def outer() -> Any:
    secret = 1

    def inner() -> int:
        return secret

    return inner


closure = outer()


def test_closures_are_refused() -> None:
    mutant = Mutant("x", f"{__name__}:closure", "x", "LM-VAL-001", lambda original: lambda: 2)
    with pytest.raises(MutantError, match="is a closure"):
        loader.apply(mutant)
    assert closure() == 1


KNOWN = loader.catalogue(proof.MUTANTS / "catalogue.py")
COMMITTED: dict[str, Any] = strictjson.load(proof.KILLS)
# .ci/run takes all mutants: `python -m conformance mutants`.
SAMPLE = ("segments-by-position", "tiled-full-by-columns")


def test_the_committed_catalogue_is_well_formed() -> None:
    assert len([name for name in KNOWN if not name.startswith("rule-removed-")]) >= 45
    for mutant in KNOWN.values():
        assert callable(mutant.replacement), mutant.name
        assert mutant.why
        assert mutant.requirement in REQUIREMENTS, mutant.name
        assert mutant.finding or mutant.link.startswith("https://"), mutant.name


def test_large_inputs_are_for_the_mutants_that_name_them() -> None:
    cases = {case.id: case for case in proof.tested_cases()}
    large, small = cases["scale.widest-row"], cases["pixels.described-value"]
    named, other = KNOWN["columns-signed"], KNOWN["segments-by-position"]
    assert proof.affects(named, large)
    assert not proof.affects(named, small)
    assert not proof.affects(other, large)
    assert proof.affects(other, small)


def test_every_target_is_there() -> None:
    for mutant in KNOWN.values():
        loader.target_of(mutant)


def test_the_committed_kill_matrix_is_current() -> None:
    """If not: python -m conformance mutants --fix, after a look at what changed."""
    assert set(COMMITTED["mutants"]) == set(KNOWN)
    assert COMMITTED["made_of"] == proof.fingerprint(KNOWN, proof.tested_cases())


@pytest.mark.parametrize("name", SAMPLE)
def test_a_sample_of_the_kill_matrix_is_reproduced(name: str) -> None:
    cases = {case.id: case for case in proof.tested_cases()}
    claimed = COMMITTED["mutants"][name]["killed_by"][:4]
    assert claimed
    twins = {cases[one].twin for one in claimed} - {None}
    chosen = [case for case in cases.values() if case.id in {*claimed, *twins}]
    found = proof.kill_matrix(resolve("refseg"), proof.MUTANTS / "catalogue.py", [name], chosen)
    assert set(claimed) <= set(found.matrix[name])


def test_a_rule_is_gone_in_the_adapter_as_in_the_computed_reply() -> None:
    """Removing a finding from known replies is what the mutant of the rule does."""
    name = "rule-removed-lm-val-002"
    chosen = [
        case
        for case in proof.tested_cases()
        if case.op == "validate" and case.area in ("pixels", "background")
    ]
    command, catalogue = resolve("refseg"), proof.MUTANTS / "catalogue.py"
    jobs = [("", command, chosen), (name, proof.mutated(command, name, catalogue), chosen)]
    found = proof.answers_of(jobs, ())
    computed = proof.silenced({KNOWN[name].finding}, chosen, found[""]).verdicts
    assert computed
    expected = {**found[""].verdicts, **computed}
    assert proof.settled(chosen, expected) == proof.settled(chosen, found[name].verdicts)
