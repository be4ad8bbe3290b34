"""What a case generator returns.

A generator is a row of a table (see `table`), or a module `generators/<area>/<slug>.py` (dashes of
the slug as underscores) with one function:

    def build(case_id: str) -> Draft:
        seg = segmentation(case_id, [[[0, 7], [7, 0]]], segments=[0, 7], background=0)
        return accept(seg.file(), seg.model(), title=..., why=..., effect=...,
                      requirements=["LM-DES-004"], features=["mono8", "labels", "segments"])

The id comes from the place of the file; the runner writes `case.json` and the files beside it.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from conformance import bytesmith

NESTED_LIMIT = 4096  # samples; larger arrays become a raw file beside the JSON
Model = Mapping[str, Any]


class Warned(NamedTuple):
    """An input that a validator accepts, but not in silence."""

    codes: tuple[str, ...]


def warned(*codes: str) -> Warned:
    """For an alternative of `either`: one of the codes must be given as a warning."""
    return Warned(codes)


@dataclass
class Draft:
    """`meta` is case.json without its id, `models` become JSON files, `files` are bytes."""

    meta: dict[str, Any]
    files: dict[str, bytes] = field(default_factory=dict)
    models: dict[str, dict[str, Any]] = field(default_factory=dict)

    def add_model(self, name: str, model: Model) -> None:
        """Keep a model, its larger arrays as raw files named after it."""
        kept = dict(model)
        for key in ("labels", "matrix"):
            volume = kept.get(key)
            if isinstance(volume, list) and count(volume) > NESTED_LIMIT:
                wide = max(v for frame in volume for row in frame for v in row) > 255
                flat = [v for frame in volume for row in frame for v in row]
                data = bytesmith.samples(flat, 16 if wide else 8)
                file = f"{name}.{key}.{'u16le' if wide else 'u8'}"
                self.files[file] = data
                kept[key] = {
                    "file": file,
                    "dtype": "u16le" if wide else "u8",
                    "shape": [len(volume), len(volume[0]), len(volume[0][0])],
                    "sha256": hashlib.sha256(data).hexdigest(),
                }
        self.models[f"{name}.json"] = kept


def count(volume: Sequence[Sequence[Sequence[int]]]) -> int:
    return sum(len(row) for frame in volume for row in frame)


def _draft(source: bytes | Model, expect: dict[str, Any], meta: dict[str, Any]) -> Draft:
    is_model = not isinstance(source, bytes)
    defaults = {
        "revision": 1,
        "since": "1.0.0",
        "status": "stable",
        "level": "MUST",
        "op": "encode" if is_model else "decode",
    }
    name = "input.json" if is_model else "input.dcm"
    draft = Draft({**defaults, **meta, "input": name, "expect": expect})
    if isinstance(source, bytes):
        draft.files[name] = source
    else:
        draft.add_model("input", source)
    return draft


def accept(
    source: bytes | Model,
    model: Model | None = None,
    *,
    warn: Sequence[str] = (),
    **meta: Any,
) -> Draft:
    """A valid input. `model` is what must be found; a `validate` case has none.

    warn: codes, one of which a validator must give as a warning.
    meta: title, why, effect, requirements, features, and if not the usual: op, level, status,
    revision, since, compare, links, smoke, stored, size.
    """
    draft = _draft(source, _accepted(warn), meta)
    if model is not None:
        _expect(draft, "expect", model)
    return draft


def _accepted(warn: Sequence[str]) -> dict[str, Any]:
    return {"kind": "accept", **({"warn": list(warn)} if warn else {})}


def reject(source: bytes | Model, codes: Sequence[str], *, twin: str, **meta: Any) -> Draft:
    """An input with one fault. `codes` are the right reasons, `twin` the id without the fault."""
    return _draft(source, {"kind": "reject", "codes": list(codes)}, {**meta, "twin": twin})


def either(
    source: bytes | Model,
    alternatives: Sequence[tuple[str, str, Model | Warned | Sequence[str] | None]],
    *,
    clarification: str,
    **meta: Any,
) -> Draft:
    """An input on which the standard is open.

    alternatives: (name, title, expected) where expected is a model, a list of reject codes,
    `warned(...)`, or None for a clean `validate`; where one is a rejection, a `twin` has to be
    named as for `reject`. clarification: number of the page in spec/clarifications.
    """
    listed: list[dict[str, Any]] = []
    models: dict[str, Model] = {}
    for name, title, expected in alternatives:
        expectation: dict[str, Any] = {"kind": "accept"}
        if isinstance(expected, Mapping):
            models[name] = expected
        elif isinstance(expected, Warned):
            expectation = _accepted(expected.codes)
        elif expected is not None:
            expectation = {"kind": "reject", "codes": list(expected)}
        listed.append({"name": name, "title": title, "expect": expectation})
    expect = {"kind": "either", "clarification": clarification, "alternatives": listed}
    draft = _draft(source, expect, meta)
    for name, model in models.items():
        _expect(draft, f"expect.{name}", model)
    return draft


def _expect(draft: Draft, name: str, model: Model) -> None:
    """Add an expected model, less what no case is about unless it says so.

    Readers may give frames in any order if their places tell which is which, and masks of the
    whole volume even where a segment has no frame. Writers describe the background in words of
    their own: highdicom and dcmqi take no description of it.
    """
    frames = model.get("frames", ())
    if len(frames) > 1 and all("position" in frame for frame in frames):
        compare = draft.meta.get("compare", {})
        freedoms = {*compare.get("freedoms", ()), "frame-order"}
        freedoms |= {"filled-frames"} if "segment" in frames[0] else set()
        draft.meta["compare"] = {**compare, "freedoms": sorted(freedoms)}
    number = str(model.get("background"))
    if draft.meta["op"] == "encode" and number in model["segments"]:
        model = {**model, "segments": {**model["segments"], number: {}}}
    draft.add_model(name, model)
