"""Leaf perturbation: every change of a golden model must be noticed by the comparison."""

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from conformance.runner import schema
from conformance.runner.compare import Rules, compare
from conformance.runner.suite import Case
from conformance.runner.vocabulary import VIEWS
from conformance.runner.volume import load_volume


@dataclass
class Perturbed:
    """How many changes were tried, how many are declared freedoms, and which went unnoticed."""

    goldens: int = 0
    tried: int = 0
    free: int = 0
    missed: list[str] = field(default_factory=list)


#: Of longer lists and tables the first three, the middle and the last three entries are changed.
MOST_ENTRIES = 64
#: Of a golden with more frames, whose comparison takes long, every sixteenth change is tried.
MOST_FRAMES, STRIDE = 10_000, 16


def perturb(cases: Sequence[Case]) -> Perturbed:
    """Change every leaf, drop every key and entry, lengthen every list of every golden model.

    Very long lists are sampled: they hold the same leaves a hundred thousand times.
    """
    result = Perturbed()
    for case in cases:
        for name, expectation in case.alternatives:
            if expectation["kind"] == "accept" and case.op != "validate":
                result.goldens += 1
                _perturb_model(case, name, result)
    return result


def _perturb_model(case: Case, name: str, result: Perturbed) -> None:
    rules = Rules.of(case.meta.get("compare", {}))
    expected = case.expected(name)
    unpacked = copy.deepcopy(expected)
    for key in ("labels", "matrix"):
        if isinstance(unpacked.get(key), dict):
            volume = load_volume(unpacked[key], case.folder)
            unpacked[key] = [[row.tolist() for row in volume.rows(i)] for i in range(volume.frames)]
    if not _equal(case, expected, unpacked, rules):
        result.missed.append(f"{case.id}: the golden does not equal itself")
    stride = STRIDE if len(unpacked.get("labels", ())) > MOST_FRAMES else 1
    for path, changed in islice(variants(unpacked), 0, None, stride):
        result.tried += 1
        noticed = malformed(path, changed) or not _equal(case, expected, changed, rules)
        if not noticed and is_free(path, rules.freedoms):
            result.free += 1
        elif not noticed:
            result.missed.append(f"{case.id}: {path} goes unnoticed")


def malformed(path: str, changed: dict[str, Any]) -> bool:
    """Whether the schema notices. Grids that were not changed are not gone through again."""
    grids = {key: [[[0]]] for key in ("labels", "matrix") if key in changed and key not in path}
    return bool(schema.problems({**changed, **grids}, "model"))


def _equal(case: Case, expected: dict[str, Any], got: dict[str, Any], rules: Rules) -> bool:
    folder = case.folder
    found = compare(
        expected, got, views=VIEWS, rules=rules, expected_folder=folder, got_folder=folder
    )
    return found.equal


def is_free(path: str, freedoms: frozenset[str]) -> bool:
    """Whether a change at this place is one that the case declares free."""
    meaning = path.startswith("change segments.") and path.endswith(".meaning")
    return (meaning and "code-meaning" in freedoms) or (
        path == "change frame_of_reference" and "uids" in freedoms
    )


def variants(model: Any) -> Iterator[tuple[str, Any]]:
    """(what was done, the changed copy) for each change; large grids are sampled."""
    for steps in list(_places(model)):
        path = "".join(f"[{s}]" if isinstance(s, int) else f".{s}" for s in steps).strip(".")
        found = model
        for step in steps:
            found = found[step]
        if isinstance(found, (dict, list)):
            if isinstance(found, list):
                extra = copy.deepcopy(found[-1]) if found else 0
                yield f"append {path}", _with(model, steps, [*found, extra])
        else:
            yield f"change {path}", _with(model, steps, another(found, steps))
        if steps:
            yield f"drop {path}", _with(model, steps, _DROP)


def _places(value: Any, steps: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield steps
    inner: Sequence[tuple[Any, Any]] = ()
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    if len(inner) > MOST_ENTRIES:
        inner = [*inner[:3], inner[len(inner) // 2], *inner[-3:]]
    for step, entry in inner:
        yield from _places(entry, (*steps, step))


_DROP = object()


def _with(model: Any, steps: tuple[Any, ...], value: Any) -> Any:
    """A copy in which only the containers on the way to the place are new."""
    if not steps:
        return value
    clone = copy.copy(model)
    if len(steps) > 1:
        clone[steps[0]] = _with(model[steps[0]], steps[1:], value)
    elif value is _DROP:
        del clone[steps[0]]
    else:
        clone[steps[0]] = value
    return clone


def another(value: Any, steps: tuple[Any, ...]) -> Any:
    """A different value of the same kind, well beyond every tolerance."""
    if isinstance(value, int):
        return (value + 37) % 256 if "colour" in steps else value ^ 1
    if value is None:
        return {"background": 0, "colour": [1, 2, 3]}.get(str(steps[-1]), "2.25.1")
    numeric = {"position", "orientation", "spacing", "time"} & set(steps)
    if numeric:
        return str(float(value) + 1.0) if isinstance(value, str) else value + 1.0
    if steps[-1] in ("uid", "frame_of_reference"):
        return value[:-1] + ("0" if value[-1] != "0" else "1")
    if steps[-1] == "type" and len(steps) == 1:
        return "BINARY" if value != "BINARY" else "LABELMAP"
    if steps[-1] == "fractional_type":
        return "OCCUPANCY" if value == "PROBABILITY" else "PROBABILITY"
    return value + "x"
