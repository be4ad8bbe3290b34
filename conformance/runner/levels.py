"""Levels: Reader, Writer, Validator x Core, Full, Strict. Reached or not; never a percentage."""

from collections.abc import Mapping, Sequence

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
            if not _holds(cases, verdicts, declared.get(op, frozenset()), role, depth):
                break
            found[role] = depth
    return found


def _holds(
    cases: Sequence[Case],
    verdicts: Mapping[str, Verdict],
    declared: frozenset[str],
    role: str,
    depth: str,
) -> bool:
    op = ROLES[role]
    needed = CORE_FEATURES[op] if depth == "Core" else FULL_FEATURES[op]
    listed = profile(cases, role, depth)
    shown = frozenset(name for case in listed for name in case.features)
    # A level that the suite itself cannot demand is given to nobody.
    if not needed <= declared or not needed <= shown:
        return False
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
    own = [verdicts[case.id] for case in listed if case.id in verdicts]
    if len(own) != len(listed) or any(verdict.verdict != "pass" for verdict in own):
        return False
    return depth != "Strict" or all(v.facts.get("reason") != "unstated" for v in own)
