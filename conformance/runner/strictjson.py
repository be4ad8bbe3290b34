"""JSON as RFC 8259 means it: no duplicate keys, no NaN; written the same way on every machine."""

import json
import math
from pathlib import Path
from typing import Any, NoReturn

MAX_DIGITS = 40


class JsonError(ValueError):
    """The text is not JSON, or is JSON that two readers would understand differently."""


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise JsonError("an object has the same key twice")
    return found


def _constant(name: str) -> NoReturn:
    raise JsonError(f"{name} is not a JSON number")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise JsonError(f"{text[:20]} is beyond the range of numbers")
    return number


def _integer(text: str) -> int:
    if len(text) > MAX_DIGITS:
        raise JsonError(f"an integer has {len(text)} digits")
    return int(text)


def loads(text: str | bytes) -> Any:
    """The value; JsonError for whatever a hostile text may hold, surrogates without partner too."""
    try:
        text = text.decode("utf-8") if isinstance(text, bytes) else text
        found = json.loads(
            text,
            object_pairs_hook=_pairs,
            parse_constant=_constant,
            parse_float=_finite,
            parse_int=_integer,
        )
        if "\\ud" in text or "\\uD" in text:
            json.dumps(found, ensure_ascii=False).encode("utf-8")
    except (json.JSONDecodeError, UnicodeError, RecursionError) as problem:
        raise JsonError(f"not JSON: {problem}") from None
    return found


def load(path: Path) -> Any:
    try:
        return loads(path.read_bytes())
    except JsonError as problem:
        raise JsonError(f"{path}: {problem}") from None


def line(value: Any) -> str:
    """One line, for JSON Lines."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n"


def pretty(value: Any) -> str:
    """Indented, but lists of plain values stay on one line: labels remain readable as a grid."""
    return _block(value, "") + "\n"


def _block(value: Any, indent: str) -> str:
    deeper = indent + "  "
    if isinstance(value, dict) and value:
        rows = [
            f"{deeper}{json.dumps(k, ensure_ascii=False)}: {_block(v, deeper)}"
            for k, v in value.items()
        ]
        return "{\n" + ",\n".join(rows) + f"\n{indent}}}"
    if isinstance(value, list) and any(isinstance(entry, (dict, list)) for entry in value):
        rows = [deeper + _block(entry, deeper) for entry in value]
        return "[\n" + ",\n".join(rows) + f"\n{indent}]"
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def save(path: Path, value: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(pretty(value), encoding="utf-8", newline="\n")
