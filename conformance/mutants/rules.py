"""One fault for each rule of `refseg.check`: nobody judges its requirement any more.

`NOT_SHOWN` lists the rules that no case shows yet, or that no verdict can show.
"""

from conformance.mutants.loader import Mutant
from refseg.check import RULES
from refseg.requirements import REQUIREMENTS

CODE = """
def _guarded(function, ids, subject):
    found = _original(function, ids, subject)
    yield from (one for one in found if one.requirement != "{id}")
"""

NOTE = "gives notes only, on which no verdict depends"
DOUBLED = "another rule reports the same fault, so the file is still refused"
OPEN = "the text is open: a validator that says nothing passes as well"
NO_CASE = "no case has this fault"
NOT_SHOWN: dict[str, str] = {
    **dict.fromkeys(("LM-DIM-007", "LM-VAL-003"), NOTE),
    **dict.fromkeys(
        (
            *("LM-FG-004", "LM-FG-005", "LM-FG-006", "LM-FG-007", "LM-FG-008", "LM-FG-011"),
            *("LM-DES-005", "LM-DIM-003", "LM-MOD-009", "LM-TS-001"),
        ),
        DOUBLED,
    ),
    **dict.fromkeys(
        (
            *("LM-FG-012", "LM-FG-018", "LM-OVL-005", "LM-VAL-008", "LM-VAL-010"),
            "LM-MOD-030",
        ),
        OPEN,
    ),
    **dict.fromkeys(
        (
            *(
                "LM-MOD-003",
                "LM-MOD-006",
                "LM-MOD-010",
                "LM-MOD-014",
                "LM-MOD-016",
                "LM-MOD-017",
                "LM-MOD-018",
            ),
            *("LM-MOD-019", "LM-MOD-020", "LM-MOD-021", "LM-MOD-025", "LM-GEN-004"),
            *("LM-MOD-005", "LM-MOD-008", "LM-MOD-022", "LM-GEN-005", "LM-GEN-009"),
            *("LM-COL-012", "LM-DES-007", "LM-DES-018", "LM-FG-024", "LM-OVL-001"),
            *("LM-FMI-001", "LM-PIX-022", "LM-TS-002", "LM-TS-005", "LM-TS-011"),
            "LM-TYP-004",
        ),
        NO_CASE,
    ),
}


def mutants() -> list[Mutant]:
    return [
        Mutant(
            name=f"rule-removed-{rule.lower()}",
            target="refseg.check.registry:_guarded",
            why=f"Nothing judges: {REQUIREMENTS[rule].statement}",
            requirement=rule,
            code=CODE.format(id=rule),
            operations=("validate",),
            finding=rule,
        )
        for rule in RULES
        if rule not in NOT_SHOWN
    ]
