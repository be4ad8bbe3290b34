"""The built-in schema validator agrees with the jsonschema package on everything the suite uses."""

from __future__ import annotations

import copy
import json
from typing import Any

import conformance_support as support
import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from referencing import Registry, Resource

from conformance.runner import perturb, schema, strictjson, suite

NAMES = ["case", "expectations", "message", "model", "report"]
DOCUMENTS = {name: schema.document(f"{name}.schema.json") for name in NAMES}
REGISTRY: Any = Registry().with_resources(
    (document["$id"], Resource.from_contents(document)) for document in DOCUMENTS.values()
)


def oracle(name: str, definition: str | None = None) -> jsonschema.Draft202012Validator:
    reference = f"{name}.schema.json" + (f"#/$defs/{definition}" if definition else "")
    return jsonschema.Draft202012Validator({"$ref": reference}, registry=REGISTRY)


HELLO = {
    "protocol": 1,
    "implementation": {"name": "x", "version": "1.2", "language": "C"},
    "operations": ["decode"],
    "features": {"decode": ["labels", "mono8"]},
}
ROW = {"kind": "row", "case": "a.b", "revision": 1, "op": "decode", "level": "MUST",
       "status": "stable", "verdict": "fail", "fail": "wrong-output", "observed": ["x"],
       "differences": [{"path": "a", "expected": "1", "got": "2"}],
       "pictures": [
           {"title": "t", "row": 0, "column": 0, "expected": [[1]], "got": [[2]]}]}  # fmt: skip
VALID: list[tuple[str, str | None, Any]] = [
    ("model", None, support.model()),
    ("model", "decoded", {"labels": {"file": "a", "dtype": "u8", "shape": [1, 2, 3]}}),
    ("message", "hello", HELLO),
    ("message", "reply", {"seq": 3, "rejected": {"code": "a.b", "message": "m", "at": "x"}}),
    ("message", "validate", {"findings": [{"level": "error", "message": "m", "code": "a.b"}]}),
    ("report", "row", ROW),
    ("expectations", None, {"implementation": "x", "entries": [
        {"case": "a.b", "verdict": "crash", "reason": "it does", "since": "1"}]}),
    *[("case", None, case.meta) for case in suite.load_cases()],
    *[("model", "encode", strictjson.load(case.input)) for case in suite.load_cases()
      if case.op == "encode"],
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_the_schemas_are_json_schema_2020_12(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(DOCUMENTS[name])


def objects(value: Any) -> Any:
    if isinstance(value, dict):
        yield value
        for entry in value.values():
            yield from objects(entry)
    elif isinstance(value, list):
        for entry in value:
            yield from objects(entry)


@pytest.mark.parametrize("name", NAMES)
def test_no_object_of_a_schema_is_open(name: str) -> None:
    open_ones = [
        found
        for found in objects(DOCUMENTS[name])
        if "properties" in found
        and found.get("type") == "object"
        and "additionalProperties" not in found
    ]
    assert open_ones == []


@pytest.mark.parametrize(("name", "definition", "document"), VALID)
def test_valid_documents_and_all_their_perturbations(
    name: str, definition: str | None, document: Any
) -> None:
    judge = oracle(name, definition)
    assert schema.problems(document, name, definition) == []
    assert judge.is_valid(document)
    changed = [copy.deepcopy(document), *(variant for _, variant in perturb.variants(document))]
    refused = 0
    for variant in changed:
        ours = not schema.problems(variant, name, definition)
        assert ours == judge.is_valid(variant), json.dumps(variant)[:300]
        refused += not ours
    assert refused > 0


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 70000)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=60)
@given(data=st.data())
def test_any_json_put_anywhere(data: st.DataObject) -> None:
    name, definition, document = data.draw(st.sampled_from(VALID))
    places = list(perturb._places(document))
    steps = data.draw(st.sampled_from(places))
    variant = perturb._with(document, steps, data.draw(JSON)) if steps else data.draw(JSON)
    ours = not schema.problems(variant, name, definition)
    assert ours == oracle(name, definition).is_valid(variant)


def test_messages_name_the_place() -> None:
    bad = support.model()
    bad["segments"]["1"]["labl"] = "x"
    with pytest.raises(schema.SchemaError, match=r"segments\.1 has the unknown key labl"):
        schema.check(bad, "model")


def test_an_unknown_keyword_is_no_silent_pass() -> None:
    with pytest.raises(NotImplementedError, match="multipleOf"):
        schema._problems(3, {"multipleOf": 2}, "x", "")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"a": 1, "a": 2}', "an object has the same key twice"),
        ('{"a": NaN}', "NaN is not a JSON number"),
        ("[1", "not JSON"),
        (b"\xff", "not JSON"),
        ("[" * 100000, "not JSON"),
    ],
)
def test_json_is_read_strictly(text: str | bytes, message: str) -> None:
    with pytest.raises(strictjson.JsonError, match=message):
        strictjson.loads(text)


@given(JSON)
def test_pretty_json_is_json(value: Any) -> None:
    assert strictjson.loads(strictjson.pretty(value)) == value
