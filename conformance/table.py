"""Cases as rows: a valid phantom, what is changed in it, and what is expected.

A module below `generators/<area>/` either has one function `build` (see `draft`), or the table

    CASES = (
        Validate(
            "wrong-modality",
            "Modality is not SEG",
            why=...,
            effect=...,
            built=PLAIN.but(put("Modality", "CT")),
            codes="dataset.wrong-value",
            twin="dataset.complete",
            requirements="LM-SER-003",
        ),
    )

The class is the operation, the first text the name within the area (`dataset.wrong-modality`), the
second the title. `codes`, `requirements`, `features` and `freedoms` are words with blanks between.
Without `codes` or `alternatives` the input is accepted. Dotted paths are those of DICOM: items in
brackets from 0, `[*]` for every item; attributes of group 0002 are found in the file meta
information.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, replace
from typing import Any, ClassVar, NamedTuple

from conformance.draft import Draft, Model, accept, either, reject
from conformance.phantom import Phantom, encode_model, segmentation, source_uid, uid
from conformance.slide import slide

Change = Callable[[Phantom], object]
Finding = tuple[str, ...]  # requirement, place, and the level if it is not "error"
ABSENT: Any = object()  # in `model` and `asked`: the key is taken away
FILE_META = frozenset(
    "FileMetaInformationGroupLength FileMetaInformationVersion MediaStorageSOPClassUID "
    "MediaStorageSOPInstanceUID TransferSyntaxUID ImplementationClassUID "
    "ImplementationVersionName SourceApplicationEntityTitle".split()
)


# ------------------------------------------------------------------- what belongs to a case


class Own(NamedTuple):
    """An identifier that is derived from the id of the case as soon as that is known."""

    of: Callable[[str], str]


def own(role: str) -> Any:
    """The identifier of a role, see `phantom.ROLES`."""
    return Own(lambda case_id: uid(case_id, role))


def image(index: int) -> Any:
    """The identifier of a source image."""
    return Own(lambda case_id: source_uid(case_id, index))


def images(count: int) -> list[Any]:
    """The identifiers of the first source images."""
    return [image(index) for index in range(count)]


def resolved(value: Any, case_id: str) -> Any:
    """A copy of a value with the identifiers of the case: nothing is shared between cases."""
    if isinstance(value, Own):
        return value.of(case_id)
    if isinstance(value, Mapping):
        return {key: resolved(one, case_id) for key, one in value.items()}
    if type(value) in (list, tuple):
        return type(value)(resolved(one, case_id) for one in value)
    return value


# ------------------------------------------------------------------------------ phantoms


@dataclass(frozen=True)
class Recipe:
    """How a phantom is made, for any case id."""

    make: Callable[..., Phantom]
    arguments: tuple[Any, ...]
    options: Mapping[str, Any]
    changes: tuple[Change, ...] = ()

    def but(self, *changes: Change) -> "Recipe":
        """The same with more changes; each is called with the phantom."""
        return replace(self, changes=(*self.changes, *changes))

    def __call__(self, case_id: str) -> Phantom:
        arguments, options = (resolved(one, case_id) for one in (self.arguments, self.options))
        phantom = self.make(case_id, *arguments, **options)
        phantom.case_id = case_id
        for change in self.changes:
            change(phantom)
        return phantom


def phantom(labels: Any, **options: Any) -> Recipe:
    """See `phantom.segmentation`; identifiers are named by `own`, `image` and `images`."""
    return Recipe(segmentation, (labels,), options)


def tiled(matrix: Any, tile: tuple[int, int], **options: Any) -> Recipe:
    """See `slide.slide`."""
    return Recipe(slide, (matrix, tile), options)


# Places that many rows change.
FRAMES = "PerFrameFunctionalGroupsSequence"
SHARED = "SharedFunctionalGroupsSequence[0]"
MEASURES = f"{SHARED}.PixelMeasuresSequence[0]"
ORIENTATION = f"{SHARED}.PlaneOrientationSequence[0].ImageOrientationPatient"

PLAIN = phantom([[[0, 1], [1, 0]]], background=0)
TWO_FRAMES = phantom([[[0, 1], [1, 0]], [[1, 1], [0, 1]]], background=0)


# ------------------------------------------------------------------------------- changes


def put(path: str | int, value: Any) -> Change:
    """An attribute is set, or an item if the path ends with an index; a tag stands for itself."""

    def change(phantom: Phantom) -> None:
        for holder, key in places(phantom, path):
            holder[key] = resolved(value, phantom.case_id)

    return change


def put_all(item: str = "", /, **attributes: Any) -> Change:
    """Several attributes of the data set, or of the items at a path, are set."""

    def change(phantom: Phantom) -> None:
        for keyword, value in attributes.items():
            put(f"{item}.{keyword}" if item else keyword, value)(phantom)

    return change


def drop(*paths: str | int) -> Change:
    """Attributes, or items if the path ends with an index, are taken away."""

    def change(phantom: Phantom) -> None:
        for path in paths:
            for holder, key in places(phantom, path):
                del holder[key]

    return change


def append(path: str, value: Any) -> Change:
    """The sequence or list of values at a path gets one more entry."""

    def change(phantom: Phantom) -> None:
        for holder, key in places(phantom, path):
            holder[key].append(resolved(value, phantom.case_id))

    return change


def places(phantom: Phantom, path: str | int) -> list[tuple[Any, Any]]:
    """What a path names: each holder, a data set or a list, and the key in it."""
    if isinstance(path, int):
        return [(phantom.elements, path)]
    first = path.partition(".")[0]
    found: list[Any] = [phantom.meta if first in FILE_META else phantom.elements]
    steps = path.replace("[", ".[").split(".")
    for step in steps[:-1]:
        if step == "[*]":
            found = [one for several in found for one in several]
        else:
            found = [holder[key_of(step)] for holder in found]
    return [(holder, key_of(steps[-1])) for holder in found]


def key_of(step: str) -> str | int:
    return int(step[1:-1]) if step.startswith("[") else step


# ---------------------------------------------------------------------------------- rows


MODEL: Mapping[str, Any] = {}  # in `alternatives`: what the phantom says of itself


@dataclass(frozen=True)
class Row:
    """One case. Texts with blanks between the words: codes, warn, requirements, features, links.

    codes: the right reasons of a rejection. warn: one of these has to be given as a warning.
    built: the input. altered: a change of its bytes. asked: what an `encode` case asks for besides.
    identity: the case whose identifiers it has, where they must be those of the twin.
    model: what is found besides what the phantom says of itself, or instead; model_of: the phantom
    that says so, if not `built`. alternatives: names, titles and what each expects, see
    `draft.either`: codes, `warned(...)`, None for nothing, or as `model`. finding: what a checker
    that knows the requirements says of the input: see `faults`; it is no part of the case.
    """

    op: ClassVar[str]

    name: str
    title: str
    _: KW_ONLY
    why: str
    effect: str
    requirements: str
    built: Recipe = PLAIN
    codes: str = ""
    twin: str = ""
    warn: str = ""
    alternatives: Sequence[tuple[str, str, Any]] = ()
    clarification: str = ""
    level: str = "MUST"
    features: str = "mono8"
    links: str = ""
    freedoms: str = ""
    model: Mapping[str, Any] | None = None
    model_of: Recipe | None = None
    asked: Mapping[str, Any] | None = None
    altered: Callable[[bytes], bytes] | None = None
    identity: str = ""
    finding: Finding = ()
    more: Mapping[str, Any] | None = None  # other keys of case.json: status, smoke, size, stored

    def draft(self, case_id: str) -> Draft:
        """The case as the runner writes it."""
        phantom = self.built(self.identity or case_id)
        source: bytes | Model
        if self.op == "encode":
            source = merged(encode_model(phantom), self.asked or MODEL, phantom.case_id)
        else:
            source = self.altered(phantom.file()) if self.altered else phantom.file()
        meta = self.meta()
        if self.codes:
            return reject(source, self.codes.split(), **meta)
        if self.alternatives:
            listed = [
                (name, title, self.said(one, case_id)) for name, title, one in self.alternatives
            ]
            return either(source, listed, clarification=self.clarification, **meta)
        model = None if self.op == "validate" else self.said(self.model or MODEL, case_id)
        return accept(source, model, warn=self.warn.split(), **meta)

    def said(self, expected: Any, case_id: str) -> Any:
        """What is expected, in the words of `draft`."""
        if isinstance(expected, str):
            return expected.split()
        if not isinstance(expected, Mapping):
            return expected
        phantom = (self.model_of or self.built)(self.identity or case_id)
        return merged(phantom.model(), expected, phantom.case_id)

    def meta(self) -> dict[str, Any]:
        """The keys of case.json that are the same for all kinds of expectations."""
        optional: dict[str, Any] = {"twin": self.twin, "links": self.links.split()}
        if self.freedoms:
            optional["compare"] = {"freedoms": self.freedoms.split()}
        return {
            **{key: value for key, value in optional.items() if value},
            "op": self.op,
            "title": self.title,
            "why": self.why,
            "effect": self.effect,
            "level": self.level,
            "requirements": self.requirements.split(),
            "features": self.features.split(),
            **(self.more or {}),
        }


class Decode(Row):
    """An input that is to be read."""

    op = "decode"


class Encode(Row):
    """A model that is to be written."""

    op = "encode"


class Validate(Row):
    """An input that is to be judged."""

    op = "validate"


def coloured(colours: Mapping[int, Any]) -> dict[str, Any]:
    """For `model`: sRGB of segments, by number."""
    return {"segments": {str(number): {"colour": colour} for number, colour in colours.items()}}


def merged(base: Mapping[str, Any], more: Mapping[str, Any], case_id: str) -> dict[str, Any]:
    """`base` with the values of `more`; a mapping inside a mapping is merged as well."""
    found = dict(base)
    for key, value in more.items():
        if value is ABSENT:
            del found[key]
        elif isinstance(value, Mapping) and isinstance(found.get(key), Mapping):
            found[key] = merged(found[key], value, case_id)
        else:
            found[key] = resolved(value, case_id)
    return found
