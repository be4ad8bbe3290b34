"""Levels: Reader, Writer, Validator x Core, Full, Strict. Reached or not; never a percentage."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from conformance.runner.judge import Verdict
from conformance.runner.suite import Case
from conformance.runner.vocabulary import CORE_FEATURES, DEPTHS, FULL_FEATURES, ROLES


def profile(cases: Sequence[Case], role: str, depth: str) -> list[Case]:
    """Cases that must pass for a level, as far as the listed features go."""
    op = ROLES[role]
    features = CORE_FEATURES[op] if depth == "Core" else FULL_FEATURES[op]
    levels = ("MUST", "SHOULD") if depth == "Strict" else ("MUST",)
    return [
        case
        for case in cases
        if case.op == op
        and case.scores
        and case.meta["level"] in levels
        and case.features <= features
    ]


def reached(
    cases: Sequence[Case],
    verdicts: Mapping[str, Verdict],
    declared: Mapping[str, frozenset[str]],
) -> dict[str, str | None]:
    """Highest level of each role, None if none. `cases` is the whole suite, all of it was run."""
    found: dict[str, str | None] = {}
    for role, op in ROLES.items():
        found[role] = None
        for depth in DEPTHS:
            if obstacles(cases, verdicts, declared.get(op, frozenset()), role, depth):
                break
            found[role] = depth
    return found


@dataclass(frozen=True)
class Obstacles:
    """What stands between an implementation and a level; false if nothing does.

    features: needed, but not declared; cases: did not pass; unstated: rejections without a reason;
    lacking: features that no case of the suite asks for, so that nobody gets the level.
    """

    features: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    unstated: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.features or self.cases or self.unstated or self.lacking)


def obstacles(
    cases: Sequence[Case],
    verdicts: Mapping[str, Verdict],
    declared: frozenset[str],
    role: str,
    depth: str,
) -> Obstacles:
    op = ROLES[role]
    needed = CORE_FEATURES[op] if depth == "Core" else FULL_FEATURES[op]
    listed = profile(cases, role, depth)
    shown = frozenset(name for case in listed for name in case.features)
    if depth != "Core":
        # What is declared beyond the list counts as well: nobody is better off by claiming more.
        levels = {case.meta["level"] for case in listed}
        listed = [
            case
            for case in cases
            if case.op == op
            and case.scores
            and case.meta["level"] in levels
            and case.features <= declared
        ]
    unknown = Verdict("not-run")
    own = {case.id: verdicts.get(case.id, unknown) for case in listed}
    strict = depth == "Strict"
    return Obstacles(
        tuple(sorted(needed - declared)),
        tuple(name for name, verdict in own.items() if verdict.verdict != "pass"),
        tuple(n for n, v in own.items() if strict and v.facts.get("reason") == "unstated"),
        tuple(sorted(needed - shown)),
    )
