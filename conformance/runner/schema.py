"""A small validator for the part of JSON Schema 2020-12 that `conformance/schema` uses.

The runner must work with nothing but Python. A keyword that is not implemented here is an error in
the schema, so nothing is silently left unchecked; the tests compare with the `jsonschema` package.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any

from conformance.runner import strictjson

SCHEMA_FOLDER = Path(__file__).resolve().parent.parent / "schema"
ANNOTATIONS = {"$schema", "$id", "$defs", "title", "description"}


class SchemaError(ValueError):
    """A document does not have the form that its schema asks for."""


@cache
def document(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = strictjson.load(SCHEMA_FOLDER / name)
    return loaded


def check(value: Any, name: str, definition: str | None = None) -> None:
    """Raise SchemaError unless `value` fits `<name>.schema.json` or one of its `$defs`."""
    found = problems(value, name, definition)
    if found:
        raise SchemaError("; ".join(found[:3]))


def problems(value: Any, name: str, definition: str | None = None) -> list[str]:
    file = f"{name}.schema.json"
    schema = document(file)
    return _problems(value, schema["$defs"][definition] if definition else schema, file, "")


def _resolve(reference: str, file: str) -> tuple[dict[str, Any], str]:
    target, _, pointer = reference.partition("#")
    file = target or file
    found: Any = document(file)
    for step in pointer.strip("/").split("/") if pointer else ():
        found = found[step]
    return found, file


def is_type(value: Any, name: str) -> bool:
    if isinstance(value, bool):
        return name == "boolean"
    if name == "integer":
        return isinstance(value, int) or (isinstance(value, float) and value.is_integer())
    kinds: dict[str, Any] = {
        "object": dict,
        "array": list,
        "string": str,
        "number": (int, float),
        "null": type(None),
        "boolean": (),
    }
    return isinstance(value, kinds[name])


def same(a: Any, b: Any) -> bool:
    """Equality of JSON: true is not 1."""
    return isinstance(a, bool) == isinstance(b, bool) and bool(a == b)


def _problems(value: Any, schema: dict[str, Any], file: str, path: str) -> list[str]:
    out: list[str] = []
    where = path or "document"
    for keyword, rule in schema.items():
        if keyword in ANNOTATIONS:
            continue
        if keyword == "$ref":
            target, target_file = _resolve(rule, file)
            out += _problems(value, target, target_file, path)
        elif keyword == "anyOf":
            out += _any_of(value, rule, file, path)
        elif keyword == "type":
            out += [] if is_type(value, rule) else [f"{where} is not of type {rule}"]
        elif keyword == "enum":
            ok = any(same(value, allowed) for allowed in rule)
            out += (
                []
                if ok
                else [f"{where} is {_short(value)}, not one of {', '.join(map(str, rule))}"]
            )
        elif keyword == "const":
            out += [] if same(value, rule) else [f"{where} is {_short(value)}, not {rule!r}"]
        elif keyword in OBJECT_RULES:
            out += (
                OBJECT_RULES[keyword](value, rule, schema, file, path)
                if isinstance(value, dict)
                else []
            )
        elif keyword in ARRAY_RULES:
            out += ARRAY_RULES[keyword](value, rule, file, path) if isinstance(value, list) else []
        elif keyword in SCALAR_RULES:
            kind, holds, text = SCALAR_RULES[keyword]
            applies = isinstance(value, kind) and not isinstance(value, bool)
            out += [f"{where} {text} {rule}"] if applies and not holds(value, rule) else []
        else:
            raise NotImplementedError(f"{file}: schema keyword {keyword!r}")
    return out


def _any_of(value: Any, options: list[dict[str, Any]], file: str, path: str) -> list[str]:
    tried = [_problems(value, option, file, path) for option in options]
    if not all(tried):
        return []
    # The alternative that goes deepest before failing is the one the author meant.
    return max(tried, key=lambda found: max(len(text.split(" ")[0]) for text in found))


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _required(value: Any, rule: Any, _schema: Any, _file: str, path: str) -> list[str]:
    return [f"{path or 'document'} lacks {name}" for name in rule if name not in value]


def _properties(value: Any, rule: Any, _schema: Any, file: str, path: str) -> list[str]:
    known = [name for name in rule if name in value]
    return [
        p
        for name in known
        for p in _problems(value[name], rule[name], file, f"{path}.{name}".strip("."))
    ]


def _additional(value: Any, rule: Any, schema: Any, file: str, path: str) -> list[str]:
    extra = [name for name in value if name not in schema.get("properties", {})]
    if rule is False:
        return [f"{path or 'document'} has the unknown key {name}" for name in extra]
    return [
        p for name in extra for p in _problems(value[name], rule, file, f"{path}.{name}".strip("."))
    ]


def _property_names(value: Any, rule: Any, _schema: Any, file: str, path: str) -> list[str]:
    return [p for name in value for p in _problems(name, rule, file, f"{path}.{name}".strip("."))]


def _items(value: Any, rule: Any, file: str, path: str) -> list[str]:
    return [
        p
        for index, entry in enumerate(value)
        for p in _problems(entry, rule, file, f"{path}[{index}]")
    ]


def _unique(value: Any, rule: Any, _file: str, path: str) -> list[str]:
    twice = any(same(a, b) for index, a in enumerate(value) for b in value[:index])
    return [f"{path or 'document'} has an entry twice"] if rule and twice else []


def _min_items(value: Any, rule: Any, _file: str, path: str) -> list[str]:
    return [f"{path or 'document'} has fewer than {rule} entries"] if len(value) < rule else []


def _max_items(value: Any, rule: Any, _file: str, path: str) -> list[str]:
    return [f"{path or 'document'} has more than {rule} entries"] if len(value) > rule else []


OBJECT_RULES: dict[str, Any] = {
    "required": _required,
    "properties": _properties,
    "additionalProperties": _additional,
    "propertyNames": _property_names,
}
ARRAY_RULES: dict[str, Any] = {
    "items": _items,
    "uniqueItems": _unique,
    "minItems": _min_items,
    "maxItems": _max_items,
}
SCALAR_RULES: dict[str, Any] = {
    "minimum": ((int, float), lambda value, rule: value >= rule, "is below"),
    "maximum": ((int, float), lambda value, rule: value <= rule, "is above"),
    "minLength": (str, lambda value, rule: len(value) >= rule, "is shorter than"),
    "maxLength": (str, lambda value, rule: len(value) <= rule, "is longer than"),
    "pattern": (str, lambda value, rule: re.search(rule, value) is not None, "does not match"),
}
