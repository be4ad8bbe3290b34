"""The list of faults. See `loader.Mutant` for the fields."""

from conformance.mutants.loader import Mutant

MUTANTS: list[Mutant] = []
