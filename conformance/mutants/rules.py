"""One fault for each rule of `refseg.check`: nobody judges its requirement any more."""

from conformance.mutants.loader import Mutant
from conformance.mutants.seams import RULE, Replacement, result
from refseg.check import RULES
from refseg.requirements import REQUIREMENTS


def without(*ids: str) -> Replacement:
    """No rule finds anything for these requirements."""
    return result(lambda found: (one for one in found if one.requirement not in ids))


BESIDE: dict[str, tuple[str, ...]] = {
    "LM-DES-005": ("LM-DES-003",),  # 1 to n leaves no room for 0
    "LM-FG-008": ("LM-MOD-009",),  # no derivation: then there has to be a Frame of Reference
    "LM-MOD-006": ("LM-MOD-007",),  # both series modules have the attributes of the other
    "LM-MOD-009": ("LM-FG-008",),  # the same the other way round
    "LM-TYP-004": ("LM-PIX-009",),  # one bit holds no 2: Bits Allocated is wrong as well
}
"""Rules of which no file can break one alone: the others, which are gone from the start."""

TOLD: dict[str, str] = {
    "LM-VAL-003": "segments without pixels are allowed: it is told because it may be a mistake",
}
"""Rules that find no fault, and why: no verdict depends on what they tell."""


def mutants() -> list[Mutant]:
    return [
        Mutant(
            name=f"rule-removed-{rule.lower()}",
            target=RULE,
            why=f"Nothing judges: {REQUIREMENTS[rule].statement}",
            requirement=rule,
            replacement=without(rule, *BESIDE.get(rule, ())),
            operations=("validate",),
            finding=rule,
            beside=BESIDE.get(rule, ()),
            told=rule in TOLD,
        )
        for rule in RULES
    ]
