"""Checks on the suite itself: a case that cannot fail, or fails for two reasons, is a defect."""

import re
from collections.abc import Collection, Sequence
from typing import Any

from conformance.runner import dump, schema, strictjson
from conformance.runner.generators import drafts
from conformance.runner.judge import views_at_stake
from conformance.runner.suite import ROOT, Case, slug_path
from conformance.runner.vocabulary import FEATURES, PIXELS, VIEWS
from conformance.runner.volume import VolumeError, load_volume

MAX_SAMPLES = 256
MAX_DIFFERENCES = 4
MAX_BYTE_RUN = 132  # preamble and prefix
SPEC = ROOT.parent / "spec"
UID = re.compile(rb"2\.25\.[0-9]{39}")
ONE_SIDED = {
    "LM-COL-007": "what colour a 16-bit entry was before it was written, no file shows",
    "LM-FG-013": "the size of the source images is not in the file",
    "LM-GEN-006": "the Frame of Reference of the source images is not in the file",
    "LM-VAL-010": "open (OQ-VAL-2), so there is an `either` case",
}
"""Requirements of strength shall without an accepting or a rejecting case, and why."""


def lint(cases: Sequence[Case]) -> list[str]:
    """One sentence for each defect."""
    by_id = {case.id: case for case in cases}
    known, made = requirement_ids(), drafts()
    out = [] if cases else ["there is no case"]
    titles: dict[str, str] = {}
    for case in cases:
        found = _expectations(case) or _vocabulary(case, known)
        found += [*_identity(case, made), *_twin(case, by_id)]
        title = case.meta["title"]
        if title in titles:
            found.append(f"has the title of {titles[title]}")
        titles[title] = case.id
        out += [f"{case.id}: {text}" for text in found]
    return out


def requirement_ids() -> frozenset[str]:
    """Every id that the specification speaks of; empty while there is no specification."""
    texts = (
        [path.read_text(encoding="utf-8") for path in SPEC.rglob("*.md")] if SPEC.is_dir() else []
    )
    return frozenset(name for text in texts for name in re.findall(r"LM-[A-Z]{2,3}-[0-9]{3}", text))


def uncovered(cases: Sequence[Case]) -> list[str]:
    """Requirements of strength shall that lack an accepting or a rejecting case of level MUST."""
    shown: dict[str, set[str]] = {"accept": set(), "reject": set(), "either": set()}
    for case in cases:
        if case.meta["status"] == "stable" and case.meta["level"] == "MUST":
            shown[case.expect["kind"]] |= set(case.meta["requirements"])
    both = shown["accept"] & shown["reject"]
    binding = {name for name, one in _tables("requirements").items() if one["strength"] == "shall"}
    out = [f"{name}: ONE_SIDED says why it lacks a case" for name in ONE_SIDED if name in both]
    for name in sorted(binding - both - set(ONE_SIDED)):
        lacking = [kind for kind in ("accept", "reject") if name not in shown[kind]]
        out.append(f"{name}: no case of level MUST that expects {' or '.join(lacking)}")
    return out


def _tables(part: str) -> Any:
    """A part of spec/tables.json; empty while there is no specification."""
    path = SPEC / "tables.json"
    return strictjson.load(path)[part] if path.is_file() else {}


def _identity(case: Case, made: Collection[str]) -> list[str]:
    place = slug_path(case.id)
    out = []
    if case.folder.parts[-2:] != place.parts:
        out.append(f"lies in {'/'.join(case.folder.parts[-2:])}, not in {place.as_posix()}")
    if case.id not in made:
        out.append("is made by no generator")
    return out


def _vocabulary(case: Case, known: frozenset[str]) -> list[str]:
    out = [f"unknown feature {name}" for name in sorted(case.features - FEATURES)]
    if not case.features & set(PIXELS):
        out.append(f"needs one of the features {', '.join(PIXELS)}")
    if known:
        out += [
            f"unknown requirement {name}" for name in case.meta["requirements"] if name not in known
        ]
    if case.op == "decode" and case.expect["kind"] != "reject":
        views, needed = set(views_at_stake(case)), case.features & set(VIEWS)
        if not needed:
            out.append("names no view among its features, so a reader of nothing would pass")
        out += [
            f"needs the view {name}, but expects nothing of it" for name in sorted(needed - views)
        ]
    clarification = case.expect.get("clarification")
    folder = SPEC / "clarifications"
    if clarification and folder.is_dir() and not any(folder.glob(f"{clarification}-*.md")):
        out.append(f"there is no clarification {clarification}")
    return out


def _twin(case: Case, by_id: dict[str, Case]) -> list[str]:
    if case.twin is None:
        rejects = any(expectation["kind"] == "reject" for _, expectation in case.alternatives)
        return ["may be rejected, so it needs a twin"] if rejects else []
    twin = by_id.get(case.twin)
    if twin is None:
        return [f"its twin {case.twin} does not exist"]
    out = []
    if twin.expect["kind"] != "accept" or twin.op != case.op:
        out.append(f"its twin {twin.id} is no accepted input of the same operation")
    more = ", ".join(sorted(twin.features - case.features - {"labels"}))
    if more:  # where only the twin is not applicable, no refusal of the case counts
        out.append(f"its twin {twin.id} needs {more}, which it does not need itself")
    if twin.meta["status"] != case.meta["status"]:
        out.append(f"its twin {twin.id} has another status")
    paths = twin_difference(case, twin)
    if not paths:
        out.append(f"does not differ from its twin {twin.id}")
    if len(paths) > MAX_DIFFERENCES and not is_whole_module(case, twin, paths):
        out.append(f"differs from its twin in {len(paths)} places: {', '.join(paths[:6])} ...")
    return out


def _expectations(case: Case) -> list[str]:
    out = []
    wanted = set()
    if case.op == "encode":
        out += schema.problems(strictjson.load(case.input), "model", "encode")
    for name, expectation in case.alternatives:
        if expectation["kind"] != "accept" or case.op == "validate":
            continue
        path = case.expect_path(name)
        wanted.add(path)
        if not path.is_file():
            out.append(f"{path.name} is missing")
            continue
        out += _model(case, path.name, case.expected(name))
    extra = set(case.folder.glob("expect*.json")) - wanted
    return out + [f"{path.name} is not used" for path in sorted(extra)]


def _model(case: Case, name: str, model: dict[str, Any]) -> list[str]:
    found = schema.problems(model, "model")
    if found:
        return [f"{name}: {text}" for text in found]
    try:
        volume = load_volume(model["labels"], case.folder)
    except VolumeError as problem:
        return [f"{name}: {problem}"]
    out = []
    if "frames" in model and len(model["frames"]) != volume.frames:
        out.append(f"{name}: {len(model['frames'])} frames, but {volume.frames} label planes")
    if len(volume.samples) > MAX_SAMPLES and "size" not in case.meta:
        out.append(f"{name}: more than {MAX_SAMPLES} samples, and no word (size) why")
    return out


# --------------------------------------------------------------------------------- twins


def twin_difference(case: Case, twin: Case) -> list[str]:
    """Where two inputs differ. Identifiers are compared by the order of their appearance."""
    a, b = case.input.read_bytes(), twin.input.read_bytes()
    if case.op == "encode":
        return _collapse(leaves(strictjson.loads(a)), leaves(strictjson.loads(b)))
    left, right = numbered(a), numbered(b)
    paths = _collapse(_elements(left), _elements(right))
    if len(paths) > MAX_DIFFERENCES:
        # Without one of the identifiers the others are numbered anew; twins may share them.
        run = _byte_run(a, b) or _byte_run(left, right)
        return [run] if run else min(paths, _collapse(_elements(a), _elements(b)), key=len)
    return paths or ([] if left == right else ["bytes"])


def is_whole_module(case: Case, twin: Case, paths: Sequence[str]) -> bool:
    """Whether nothing but a module differs, of which one input has no attribute of Type 1 or 2.

    A module that is absent, or present although it may not be, is one fault of many attributes.
    """
    sides = [set(_elements(one.input.read_bytes())) for one in (case, twin)]
    for module in _tables("modules"):
        rows = _tables("tables")[module["table"]]["rows"] if module["table"] else []
        needed = {row["keyword"] for row in rows if row["type"] in ("1", "2")}
        known = {row["keyword"] for row in rows}
        if known.issuperset(paths) and any(not needed & side for side in sides):
            return True
    return False


def _byte_run(a: bytes, b: bytes) -> str:
    """The only place where two files differ, if it is a short one; else empty.

    A fault before the data set, or a removed UID, shows in every element that follows.
    """
    start = _common(a, b)
    end = min(_common(a[::-1], b[::-1]), min(len(a), len(b)) - start)
    width = max(len(a), len(b)) - start - end
    return f"{width} bytes at {start}" if 0 < width <= MAX_BYTE_RUN else ""


def _common(a: bytes, b: bytes) -> int:
    """How many bytes at the start are the same."""
    pairs = enumerate(zip(a, b, strict=False))
    return next((index for index, (x, y) in pairs if x != y), min(len(a), len(b)))


def numbered(data: bytes) -> bytes:
    """Replace each derived UID by its number of appearance, keeping the length."""
    seen: dict[bytes, bytes] = {}

    def mark(match: "re.Match[bytes]") -> bytes:
        return seen.setdefault(match[0], b"2.25.%039d" % len(seen))

    return UID.sub(mark, data)


def _elements(data: bytes) -> dict[str, Any]:
    found, remark = dump.entries(data)
    values: dict[str, Any] = {entry.path: (entry.vr, entry.value) for entry in found}
    return values | ({"end of the walk": remark} if remark else {})


def leaves(value: Any, path: str = "") -> dict[str, Any]:
    """Path -> value of every leaf of a JSON document."""
    if isinstance(value, dict):
        pairs = [(f"{path}.{key}".strip("."), entry) for key, entry in value.items()]
    elif isinstance(value, list):
        pairs = [(f"{path}[{index}]", entry) for index, entry in enumerate(value)]
    else:
        return {path: value}
    return {place: leaf for inner, entry in pairs for place, leaf in leaves(entry, inner).items()}


def _collapse(left: dict[str, Any], right: dict[str, Any]) -> list[str]:
    """Paths with different values; an item or object that only one side has counts once."""
    out: set[str] = set()
    parents_left, parents_right = _parents(left), _parents(right)
    for path in left.keys() | right.keys():
        if path in left and path in right:
            out |= {path} if left[path] != right[path] else set()
            continue
        missing = parents_right if path in left else parents_left
        steps = _steps(path)
        out.add(next((step for step in steps if step not in missing), path))
    return sorted(out)


def _steps(path: str) -> list[str]:
    """All prefixes of a path, shortest first: a, a[0], a[0].b"""
    return [path[: match.start()] for match in re.finditer(r"[.\[]", path)] + [path]


def _parents(values: dict[str, Any]) -> set[str]:
    return {step for path in values for step in _steps(path)}
