"""Does what an implementation reported equal what a case expects?

Everything that `expect.json` states and whose view the implementation declares is compared, to the
last leaf. What may differ is a declared freedom of the case, or a tolerance for values that come
from decimal text. `perturb` proves that no other change of any golden file goes unnoticed.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from conformance.runner.pairing import pair_frames
from conformance.runner.schema import same
from conformance.runner.volume import Volume, VolumeError, load_volume

TOLERANCE: dict[str, float] = {
    "position": 1e-3,  # mm, and at most a tenth of a pixel
    "orientation": 1e-4,  # direction cosine
    "spacing": 1e-4,  # relative
    "colour": 2,  # of 255; CIELab in 16 bits and sRGB in 8 do not map one to one
}
MAX_DIFFERENCES = 20
MAX_PICTURES = 3
PICTURE_SIZE = 16
# Which view each part of the model belongs to.
SEGMENT_VIEWS = {
    "label": "segments",
    "category": "codes",
    "type": "codes",
    "modifiers": "codes",
    "regions": "codes",
    "colour": "colour",
    "algorithm": "algorithm",
    "tracking": "tracking",
}
FRAME_VIEWS = {
    "segment": "labels",
    "position": "geometry",
    "orientation": "geometry",
    "spacing": "geometry",
    "tile": "geometry",
    "time": "geometry",
    "sources": "references",
}
ROOT_VIEWS = {
    "type": "segments",
    "maximum": "segments",
    "fractional_type": "segments",
    "frame_of_reference": "references",  # research formats hold the geometry, but no identifiers
    "background": "background",
    "instances": "labels",
}


@dataclass
class Comparison:
    """Differences found, at most MAX_DIFFERENCES of them, and the views that were looked at."""

    differences: list[dict[str, str]] = field(default_factory=list)
    pictures: list[dict[str, Any]] = field(default_factory=list)
    compared: list[str] = field(default_factory=list)
    not_compared: list[str] = field(default_factory=list)
    total: int = 0

    @property
    def equal(self) -> bool:
        return self.total == 0

    def differ(self, path: str, expected: Any, got: Any) -> None:
        self.total += 1
        if len(self.differences) < MAX_DIFFERENCES:
            entry = {"path": path, "expected": _text(expected), "got": _text(got)}
            self.differences.append(entry)


@dataclass(frozen=True)
class Rules:
    """What a case leaves free (`compare` in case.json)."""

    freedoms: frozenset[str] = frozenset()
    tolerance: dict[str, float] = field(default_factory=dict)

    @classmethod
    def of(cls, compare: dict[str, Any]) -> "Rules":
        return cls(frozenset(compare.get("freedoms", ())), compare.get("tolerance", {}))

    def limit(self, name: str) -> float:
        return self.tolerance.get(name, TOLERANCE[name])


def views_of(expected: dict[str, Any]) -> list[str]:
    """Views about which this expectation says something, in a stable order."""
    views = {"labels"} | {"matrix"} & expected.keys()
    views |= {ROOT_VIEWS[key] for key in expected if key in ROOT_VIEWS}
    views |= {FRAME_VIEWS[key] for frame in expected.get("frames", ()) for key in frame}
    if "segments" in expected:
        views |= {"segments"}
        views |= {SEGMENT_VIEWS[k] for entry in expected["segments"].values() for k in entry}
    return sorted(views)


def compare(
    expected: dict[str, Any],
    got: dict[str, Any],
    *,
    views: Iterable[str],
    rules: Rules,
    expected_folder: Path,
    got_folder: Path,
) -> Comparison:
    """Compare two models (schema/model.schema.json); `views` are those that are declared."""
    result = Comparison()
    known, declared = views_of(expected), set(views)
    result.compared = [view for view in known if view in declared]
    result.not_compared = [view for view in known if view not in declared]
    active = frozenset(result.compared)
    for key, view in ROOT_VIEWS.items():
        if key in expected and view in active:
            free = key == "frame_of_reference" and "uids" in rules.freedoms
            _leaf(result, key, expected[key], got.get(key, _ABSENT), free)
    try:
        if "labels" in active or "geometry" in active or "references" in active:
            _frames(result, expected, got, active, rules, expected_folder, got_folder)
        if "matrix" in active:
            _matrix(result, expected, got, expected_folder, got_folder)
    except VolumeError as problem:
        result.differ("labels", "an array", str(problem))
    if {"segments", "codes", "colour", "algorithm", "tracking"} & active and "segments" in expected:
        wanted = dict(expected["segments"])
        if "background" not in active:
            # Who does not report the background cannot report its segment; label images do not.
            number = str(expected.get("background"))
            if number not in got.get("segments", {}):
                wanted.pop(number, None)
        _segments(result, wanted, got.get("segments", {}), active, rules)
    return result


_ABSENT = object()


def _text(value: Any) -> str:
    if isinstance(value, dict) and value.keys() == {"value", "scheme", "meaning"}:
        value = f"{value['value']} {value['scheme']} {value['meaning']}"
    text = "(absent)" if value is _ABSENT else str(value)
    return text if len(text) <= 120 else text[:117] + "..."


def _leaf(result: Comparison, path: str, expected: Any, got: Any, free: bool = False) -> None:
    """Exact equality; a freedom still asks for the value to be there."""
    if free and got is not _ABSENT and (got is None) == (expected is None):
        return
    if not same(expected, got):
        result.differ(path, expected, got)


def _numbers(result: Comparison, path: str, expected: Any, got: Any, limit: float) -> None:
    """Values that come from DS text, compared as numbers."""
    if got is _ABSENT or len(got) != len(expected):
        result.differ(path, expected, got)
        return
    pairs = [(float(a), float(b)) for a, b in zip(expected, got, strict=True)]
    relative = path.endswith("spacing")
    if any(not abs(a - b) <= (limit * abs(a) if relative else limit) for a, b in pairs):
        result.differ(path, expected, got)


def _frames(
    result: Comparison,
    expected: dict[str, Any],
    got: dict[str, Any],
    active: frozenset[str],
    rules: Rules,
    expected_folder: Path,
    got_folder: Path,
) -> None:
    want = load_volume(expected["labels"], expected_folder)
    have = load_volume(got["labels"], got_folder)
    if want.shape[1:] != have.shape[1:]:
        result.differ("labels (rows, columns)", want.shape[1:], have.shape[1:])
        return
    want_frames = expected.get("frames") or [{}] * want.frames
    have_frames = got.get("frames") or [{}] * have.frames
    if len(have_frames) != have.frames:
        result.differ("frames (count, labels against frames)", have.frames, len(have_frames))
        return
    limit = _position_limit(want_frames, rules)
    fill = expected.get("background") or 0
    pairing = pair_frames(
        want, want_frames, have, have_frames, rules.freedoms, "geometry" in active, limit, fill
    )
    for index in pairing.missing:
        result.differ(f"frames[{index}]", f"a frame {_where(want_frames[index])}", "no such frame")
    for index in pairing.extra:
        result.differ("frames", "no such frame", f"frame {index} {_where(have_frames[index])}")
    for i, j in pairing.pairs:
        if "labels" in active:
            _samples(result, want, have, i, j, f"labels[{i}]")
        _frame(result, f"frames[{i}]", want_frames[i], have_frames[j], active, rules, limit)


def _position_limit(frames: list[dict[str, Any]], rules: Rules) -> float:
    """On a slide a thousandth of a millimetre is several pixels: at most a tenth of one is free."""
    spacings = [float(value) for frame in frames for value in frame.get("spacing", ())]
    return min([rules.limit("position"), *(0.1 * value for value in spacings)])


def _where(frame: dict[str, Any]) -> str:
    position = frame.get("position")
    return f"at {', '.join(str(c) for c in position)}" if position else "by order"


def _frame(
    result: Comparison,
    path: str,
    want: dict[str, Any],
    have: dict[str, Any],
    active: frozenset[str],
    rules: Rules,
    position_limit: float,
) -> None:
    for key, view in FRAME_VIEWS.items():
        if key not in want or view not in active:
            continue
        value = have.get(key, _ABSENT)
        if key == "position":
            _numbers(result, f"{path}.position", want[key], value, position_limit)
        elif key in ("orientation", "spacing"):
            _numbers(result, f"{path}.{key}", want[key], value, rules.limit(key))
        else:
            _leaf(result, f"{path}.{key}", want[key], value)


def _samples(result: Comparison, want: Volume, have: Volume, i: int, j: int, path: str) -> None:
    a, b = want.frame(i), have.frame(j)
    if a == b:
        return
    columns = want.shape[2]
    wrong = [index for index, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    row, column = divmod(wrong[0], columns)
    count = f"{len(wrong)} of {len(a)} samples differ, the first"
    result.differ(f"{path}[{row}][{column}] ({count})", a[wrong[0]], b[wrong[0]])
    if len(result.pictures) < MAX_PICTURES:
        top = max(0, min(row - 2, want.shape[1] - PICTURE_SIZE))
        left = max(0, min(column - 2, columns - PICTURE_SIZE))
        result.pictures.append(
            {
                "title": path,
                "row": top,
                "column": left,
                "expected": _window(want, i, top, left),
                "got": _window(have, j, top, left),
            }
        )


def _window(volume: Volume, index: int, top: int, left: int) -> list[list[int]]:
    rows = list(volume.rows(index))[top : top + PICTURE_SIZE]
    return [row[left : left + PICTURE_SIZE].tolist() for row in rows]


def _matrix(
    result: Comparison,
    expected: dict[str, Any],
    got: dict[str, Any],
    expected_folder: Path,
    got_folder: Path,
) -> None:
    if "matrix" not in got:
        result.differ("matrix", "an array", _ABSENT)
        return
    want = load_volume(expected["matrix"], expected_folder)
    have = load_volume(got["matrix"], got_folder)
    if want.shape != have.shape:
        result.differ("matrix (planes, rows, columns)", want.shape, have.shape)
        return
    for index in range(want.frames):
        _samples(result, want, have, index, index, f"matrix[{index}]")


def _segments(
    result: Comparison,
    expected: dict[str, Any],
    got: dict[str, Any],
    active: frozenset[str],
    rules: Rules,
) -> None:
    for number in sorted(expected.keys() | got.keys(), key=int):
        path = f"segments.{number}"
        if number not in got:
            result.differ(path, "a segment", _ABSENT)
        elif number not in expected:
            result.differ(path, "no such segment", "a segment")
        else:
            _segment(result, path, expected[number], got[number], active, rules)


def _segment(
    result: Comparison,
    path: str,
    want: dict[str, Any],
    have: dict[str, Any],
    active: frozenset[str],
    rules: Rules,
) -> None:
    for key, view in SEGMENT_VIEWS.items():
        if key not in want or view not in active:
            continue
        place, value = f"{path}.{key}", have.get(key, _ABSENT)
        if key == "colour" and want[key] and value not in (None, _ABSENT):
            off = max(abs(a - b) for a, b in zip(want[key], value, strict=True))
            if off > rules.limit("colour"):
                result.differ(place, want[key], value)
        elif view == "codes" and "code-meaning" in rules.freedoms and value is not _ABSENT:
            _leaf(result, place, _without_meaning(want[key]), _without_meaning(value))
        else:
            _leaf(result, place, want[key], value)


def _without_meaning(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_meaning(entry) for entry in value]
    return {key: text for key, text in value.items() if key != "meaning"}
