"""One fault for each rule of `refseg.check`: nobody judges its requirement any more."""

from conformance.mutants.loader import Mutant
from refseg.check import RULES
from refseg.requirements import REQUIREMENTS

CODE = """
def _guarded(function, ids, subject):
    found = _original(function, ids, subject)
    yield from (one for one in found if one.requirement != "{id}")
"""


def mutants() -> list[Mutant]:
    return [
        Mutant(
            name=f"rule-removed-{id.lower()}",
            target="refseg.check.registry:_guarded",
            why=f"Nothing judges: {REQUIREMENTS[id].statement}",
            requirement=id,
            code=CODE.format(id=id),
            operations=("validate",),
            finding=id,
        )
        for id in RULES  # noqa: A001 - that is what it is
    ]
