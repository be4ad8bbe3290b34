"""Proof that the suite can fail: controls and mutants."""

import contextlib
import hashlib
import json
import os
import secrets
import sys
import tempfile
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from conformance.runner import levels, strictjson, suite, variants
from conformance.runner.adapter import Adapter, Command, resolve
from conformance.runner.execute import ask_cases, run_cases
from conformance.runner.judge import Verdict, judge, settle_twins
from conformance.runner.run import materialise, readers_for
from conformance.runner.suite import Case, SuiteError
from conformance.runner.vocabulary import ROLES

CONTROLS = suite.ROOT / "controls"
GOLDEN = CONTROLS / "golden.json"
MUTANTS = suite.ROOT / "mutants"
KILLS = MUTANTS / "kill-matrix.json"
WORKERS = 2
TIMEOUTS = {"hang": 0.7}
Vector = dict[str, str]


# ------------------------------------------------------------------------------ controls


def control(name: str) -> Command:
    paths = {"PYTHONPATH": str(suite.ROOT.parent)}
    if name == "true":
        return Command(name, (sys.executable, "-c", ""))
    if name == "plain":
        return Command(name, (sys.executable, str(CONTROLS / "plain.py")), paths)
    return Command(name, (sys.executable, str(CONTROLS / "control.py"), name), paths)


def control_cases() -> list[Case]:
    """The fixed cases that controls are run over: new cases do not change the vectors."""
    wanted = (CONTROLS / "cases.txt").read_text(encoding="utf-8").split()
    found = [case for case in suite.load_cases() if case.id in wanted]
    if [case.id for case in found] != sorted(wanted):
        raise SuiteError("controls/cases.txt names cases that do not exist")
    return found


def control_vector(name: str) -> Vector:
    """Verdict of each control case, as text."""
    cases = control_cases()
    readers = [Adapter(control("good")), Adapter(control("plain"))]
    with (
        readers[0],
        readers[1],
        Adapter(control(name), timeout=TIMEOUTS.get(name, 10.0)) as adapter,
    ):
        done = run_cases(adapter, cases, readers=readers, repeat=2)
    return {case.id: done.verdicts[case.id].text for case in cases}


def control_names() -> list[str]:
    from conformance.controls.control import BEHAVIOURS

    return ["true", *BEHAVIOURS]


def levels_of_lookup(cases: Sequence[Case]) -> list[str]:
    """What somebody reaches who knows all stored cases and is asked these: nothing, it is hoped."""
    wanted = [case for case in cases if "large" not in case.features]
    with contextlib.ExitStack() as stack:
        readers = [stack.enter_context(Adapter(control(name))) for name in ("good", "plain")]
        adapter = stack.enter_context(Adapter(control("looks-up")))
        verdicts = run_cases(adapter, wanted, readers=readers).verdicts
        declared = {op: adapter.features(op) for op in adapter.operations}
    return [
        f"{role} Core"
        for role, op in ROLES.items()
        if not levels.obstacles(wanted, verdicts, declared[op], role, "Core")
    ]


def varied_controls() -> list[str]:
    """The control that looks up answers gets no level for cases that are varied."""
    core = [case for role in ROLES for case in levels.profile(suite.load_cases(), role, "Core")]
    with tempfile.TemporaryDirectory() as folder:
        cases, _ = variants.vary(core, 1 + secrets.randbelow(2**31), Path(folder))
        return [f"control looks-up: reaches {name}" for name in levels_of_lookup(cases)]


def controls(fix: bool, only: Sequence[str]) -> list[str]:
    """One sentence for each verdict that is not the known one."""
    names = [name for name in control_names() if not only or name in only]
    if not names:
        raise SuiteError("no control is selected")
    with ThreadPoolExecutor(WORKERS) as pool:
        found = dict(zip(names, pool.map(control_vector, names), strict=True))
    golden: dict[str, Vector] = strictjson.load(GOLDEN) if GOLDEN.is_file() else {}
    if fix:
        strictjson.save(GOLDEN, {**golden, **found} if only else found)
        return []
    out = varied_controls() if "looks-up" in names else []
    out += [f"control {name}: is unknown to {GOLDEN.name}" for name in names if name not in golden]
    if not only:
        out += [f"control {name}: was not run" for name in golden if name not in found]
    for name in names:
        want = golden.get(name, {})
        out += [
            f"control {name}: {case} is {verdict}, known as {want.get(case)}"
            for case, verdict in found[name].items()
            if want and want.get(case) != verdict
        ]
    return out


# -------------------------------------------------------------------------------- mutants


def mutated(command: Command, name: str, catalogue: Path) -> Command:
    """The same adapter with one fault in the code under test."""
    place = next((i for i, word in enumerate(command.argv) if word.endswith(".py")), None)
    if place is None:
        raise SuiteError(
            f"mutants need an adapter that is a Python file, not {' '.join(command.argv)}"
        )
    argv = [*command.argv[:place], str(MUTANTS / "loader.py"), *command.argv[place:]]
    search = os.pathsep.join(filter(None, [str(suite.ROOT.parent), os.environ.get("PYTHONPATH")]))
    chosen = {"CONFORMANCE_MUTANT": name, "CONFORMANCE_CATALOGUE": str(catalogue)}
    return Command(name, tuple(argv), {**command.environment, "PYTHONPATH": search, **chosen})


class Listener(Adapter):
    """Remembers the replies to `validate` by the number of the case."""

    def __enter__(self) -> "Listener":
        self.replies: dict[int, dict[str, Any]] = {}
        super().__enter__()
        return self

    def ask(self, cmd: str, paths: Mapping[str, str]) -> dict[str, Any]:
        reply = super().ask(cmd, paths)
        if cmd == "validate":
            self.replies[int(paths["input"].partition("/")[0])] = reply
        return reply


@dataclass(frozen=True)
class Answers:
    """Verdicts without regard to twins, and replies to `validate`; or why there are none."""

    verdicts: dict[str, Verdict]
    replies: dict[str, dict[str, Any]] = field(default_factory=dict)
    problem: str = ""


def answers(command: Command, cases: Sequence[Case], judges: Sequence[Adapter]) -> Answers:
    with Listener(command) as adapter:
        if adapter.hello is None:
            return Answers({}, problem=adapter.problem)
        found = ask_cases(adapter, cases, readers=judges).verdicts
    replies = {cases[number].id: reply for number, reply in adapter.replies.items()}
    return Answers(found, replies)


def answers_of(
    jobs: Sequence[tuple[str, Command, Sequence[Case]]], readers: Sequence[Command]
) -> dict[str, Answers]:
    """Several faults one after the other; the judges of written files are started once."""
    writing = any(case.op == "encode" for _, _, cases in jobs for case in cases)
    with contextlib.ExitStack() as stack:
        judges = [stack.enter_context(Adapter(one)) for one in (readers if writing else ())]
        return {name: answers(command, cases, judges) for name, command, cases in jobs}


@dataclass
class Kills:
    """Which cases each mutant turned red, and everything that is wrong with that.

    told: for mutants that only take a remark away, the cases whose replies lack it.
    """

    matrix: dict[str, list[str]] = field(default_factory=dict)
    told: dict[str, list[str]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def kill_matrix(
    command: Command,
    catalogue: Path,
    names: Sequence[str],
    cases: Sequence[Case],
    readers: Sequence[Command] = (),
) -> Kills:
    """Run the cases against each mutant. A mutant is killed by every case whose verdict changes.

    Operations that a mutant cannot affect, as it says itself, are not run again. One that only
    takes a finding away is not run at all: the replies of the unchanged code without that finding
    are judged, which is the same (the tests hold one against the other).
    """
    from conformance.mutants.loader import catalogue as read

    known = read(catalogue)
    baseline = answers_of([("", command, cases)], readers)[""]
    if baseline.problem:
        raise SuiteError(f"the unchanged adapter does not start: {baseline.problem}")
    before = settled(cases, baseline.verdicts)
    jobs = [
        (
            name,
            mutated(command, name, catalogue),
            [case for case in cases if affects(known[name], case)],
        )
        for name in names
        if not known[name].finding
    ]
    found: dict[str, Answers] = {}
    with ProcessPoolExecutor(WORKERS) as pool:
        shares = [jobs[first::WORKERS] for first in range(WORKERS)]
        for done in pool.map(answers_of, shares, [readers] * WORKERS):
            found |= done
    result = Kills()
    for name in names:
        one, start = known[name], before
        if name in found:
            changed = found[name]
        else:
            changed = silenced({one.finding, *one.beside}, cases, baseline)
        if changed.problem:
            result.problems.append(f"mutant {name} cannot be applied: {changed.problem}")
            continue
        if one.beside:
            without = silenced(one.beside, cases, baseline).verdicts
            start = settled(cases, {**baseline.verdicts, **without})
        after = settled(cases, {**baseline.verdicts, **changed.verdicts})
        result.matrix[name] = [case for case, text in after.items() if text != start[case]]
        if one.told:
            result.told[name] = list(changed.verdicts)
            if result.matrix[name]:
                result.problems.append(f"mutant {name} changes verdicts, it is not only told")
        if not (result.matrix[name] or result.told.get(name)):
            result.problems.append(f"mutant {name} survives")
    return result


def affects(mutant: Any, case: Case) -> bool:
    """Whether the mutant says that it can change what is answered for a case.

    A large input takes longer than all small ones: it is for mutants that name this feature.
    """
    if "large" in case.features and not case.meta.get("stored", True):
        named = "large" in mutant.features
    else:
        named = not mutant.features or bool(case.features & set(mutant.features))
    return named and case.op in mutant.operations


def silenced(codes: Collection[str], cases: Sequence[Case], baseline: Answers) -> Answers:
    """The verdicts on the known replies that have findings of these codes, without them."""
    found: dict[str, Verdict] = {}
    for case in cases:
        findings = baseline.replies.get(case.id, {}).get("result", {}).get("findings", ())
        kept = [finding for finding in findings if finding.get("code") not in codes]
        if len(kept) < len(findings):
            reply = {"result": {"findings": kept}}
            found[case.id] = judge(case, reply, frozenset(), case.folder)
    return Answers(found)


def settled(cases: Sequence[Case], verdicts: Mapping[str, Verdict]) -> Vector:
    """Verdict texts, with regard to twins."""
    final = dict(verdicts)
    settle_twins(cases, final)
    return {case.id: final[case.id].text for case in cases}


def idle(matrix: dict[str, list[str]], cases: Sequence[Case]) -> list[str]:
    """Scoring cases that no mutant turns red, unless they are there as smoke tests."""
    killers = {case for killed in matrix.values() for case in killed}
    return [
        f"case {case.id} kills no mutant"
        for case in cases
        if case.scores and not case.meta.get("smoke") and case.id not in killers
    ]


def mutants(only: Sequence[str], fix: bool) -> list[str]:
    """The whole catalogue against refseg; compare with the committed kill matrix or write it."""
    from conformance.mutants.loader import catalogue

    path = MUTANTS / "catalogue.py"
    known = catalogue(path)
    names = [name for name in known if not only or name in only]
    if not names:
        raise SuiteError("no mutant is selected")
    cases = tested_cases()
    materialise(cases)
    result = kill_matrix(resolve("refseg"), path, names, cases, readers_for(cases, None))
    problems = list(result.problems)
    described = {
        name: {
            "requirement": known[name].requirement,
            **({} if known[name].finding else {"why": known[name].why}),
            **({"beside": list(known[name].beside)} if known[name].beside else {}),
            "killed_by": killed,
            **({"told_in": result.told[name]} if name in result.told else {}),
        }
        for name, killed in result.matrix.items()
    }
    before = json.loads(KILLS.read_text(encoding="utf-8")) if KILLS.is_file() else {"mutants": {}}
    if only:  # the others are taken over as they are
        described = {name: {**before["mutants"], **described}.get(name) for name in known}
        described = {name: entry for name, entry in described.items() if entry}
    else:
        problems += idle(result.matrix, cases)
    table = {"made_of": fingerprint(known, cases), "mutants": described}
    if fix:
        strictjson.save(KILLS, table)
    elif not only and before != table:
        problems.append(f"{KILLS.name} is not what was found; look at the changes, then use --fix")
    return problems


def tested_cases() -> list[Case]:
    """Those of proposals are no cases of the checker and codec that mutants are made of."""
    kinds = ("withdrawn", "proposed")
    return [case for case in suite.load_cases() if case.meta["status"] not in kinds]


PROSE = {"title", "why", "effect", "links", "attested_by"}  # no verdict depends on it


def fingerprint(known: Mapping[str, Any], cases: Sequence[Case]) -> str:
    """One hash over all of the catalogue and the cases that the kill matrix depends on."""
    names = [(one.name, one.requirement, one.beside, one.told) for one in known.values()]
    digest = hashlib.sha256(repr(names).encode())
    for source in sorted(MUTANTS.glob("*.py")):
        digest.update(source.read_bytes())
    for case in cases:
        meta = {key: value for key, value in case.meta.items() if key not in PROSE}
        digest.update(json.dumps(meta, sort_keys=True).encode())
        for file in sorted(case.folder.iterdir()):
            if file.name != "case.json":
                digest.update(file.read_bytes())
    return digest.hexdigest()
