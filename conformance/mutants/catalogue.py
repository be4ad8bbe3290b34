"""The list of faults. See `loader.Mutant` for the fields."""

from conformance.mutants import (
    colour,
    frame_bytes,
    judging,
    meaning,
    places,
    refusals,
    rules,
    size,
    writing,
)
from conformance.mutants.loader import Mutant

MUTANTS: list[Mutant] = [
    *frame_bytes.MUTANTS,
    *meaning.MUTANTS,
    *colour.MUTANTS,
    *places.MUTANTS,
    *refusals.MUTANTS,
    *writing.MUTANTS,
    *judging.MUTANTS,
    *size.MUTANTS,
    *rules.mutants(),
]
