"""Names of structures and their codes, without a network.

``structures.tsv`` is a table of a few hundred structures that segmentation programs find: the name,
Segmented Property Category and Type, whether it may be left or right, where it lies. Each code is
in the dictionaries of pydicom (DICOM PS3.16) with this meaning, as a test asserts, or comes from
other public tables, where the same test lists it: three of those rest on one table only.
``schemes.tsv`` says how TotalSegmentator and FreeSurfer number and name them.

Categories are those of CID 7150; laterality is a modifier of the type, or of the region for what
lies in a paired organ (Slicer's and dcmqi's way, PS3.3 Table C.8.20-4).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from refseg.model.labelmap import TISSUE, Code, Segment

SCHEMES: Final = ("totalsegmentator", "freesurfer")
"""The programs whose names are known."""

_CATEGORIES: Final = {
    "anatomy": Code("91723000", "SCT", "Anatomical Structure"),
    "tissue": TISSUE,
    "body substance": Code("91720002", "SCT", "Body Substance"),
    "abnormality": Code("49755003", "SCT", "Morphologically Abnormal Structure"),
    "object": Code("260787004", "SCT", "Physical object"),
}
_LEFT: Final = Code("7771000", "SCT", "Left")
_RIGHT: Final = Code("24028007", "SCT", "Right")
_SIDES: Final = {
    "left": _LEFT,
    "l": _LEFT,
    "lh": _LEFT,
    "right": _RIGHT,
    "r": _RIGHT,
    "rh": _RIGHT,
}


@dataclass(frozen=True)
class Structure:
    """One row of the table: ``sides`` tells what a side modifies (``type``, ``region`` or "")."""

    name: str
    category: Code
    type: Code
    sides: str
    region: Code | None
    also: tuple[str, ...]

    def term(self, side: Code | None = None) -> Segment:
        """The structure as a segment without a number, with a side if it may have one."""
        kind = self.type
        regions: tuple[Code, ...] = () if self.region is None else (self.region,)
        if side is not None and self.sides == "region":
            regions = tuple(_with_side(region, side) for region in regions)
        elif side is not None:
            kind = _with_side(kind, side)
        label = self.name if side is None else f"{side.meaning} {self.name}"
        return Segment(
            0, label[:1].upper() + label[1:], self.category, kind, anatomic_regions=regions
        )


def _with_side(code: Code, side: Code) -> Code:
    return Code(code.value, code.scheme, code.meaning, modifiers=(side,))


def folded(name: str) -> str:
    """A name for comparison: lower case, words divided by one underscore."""
    return "_".join(re.findall(r"[^\W_]+", name.casefold()))


@cache
def structures() -> tuple[Structure, ...]:
    """The table, in its order."""
    rows = list(_rows("structures.tsv"))
    codes = {row["name"]: _code(row) for row in rows}
    return tuple(
        Structure(
            row["name"],
            _CATEGORIES[row["category"]],
            codes[row["name"]],
            row["sides"],
            codes[row["region"]] if row["region"] else None,
            tuple(filter(None, row["also"].split(";"))),
        )
        for row in rows
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = files("refseg.terminology").joinpath(name).read_text("utf-8")
    for row in csv.DictReader(text.splitlines(), delimiter="\t"):
        yield {key: value or "" for key, value in row.items()}


def _code(row: dict[str, str]) -> Code:
    scheme, _, value = row["code"].rpartition(":")
    return Code(value, scheme or "SCT", row["meaning"])


@cache
def _by_name() -> dict[str, Structure]:
    names: dict[str, Structure] = {}
    for structure in structures():
        for name in (structure.name, *structure.also):
            names.setdefault(folded(name), structure)
    return names


def find(name: str, scheme: str | None = None) -> Segment | None:
    """The term for a name in English, for example ``kidney_left`` or ``Left kidney``.

    Args:
        name: of a structure; ``left``, ``right``, ``L``, ``R`` may stand anywhere in it.
        scheme: the program whose names are looked up first.

    Returns:
        a segment with the number 0 that holds category, type and regions; None if the name is not
        known, or names a side of what has none.
    """
    known = _scheme_names(scheme).get(folded(name), "") if scheme else ""
    key = folded(known or name)
    structure = _by_name().get(key)
    if structure is not None:
        return structure.term()
    words = key.split("_")
    sides = [word for word in words if word in _SIDES]
    if len(sides) != 1:
        return None
    structure = _by_name().get("_".join(word for word in words if word not in _SIDES))
    if structure is None or not structure.sides:
        return None
    return structure.term(_SIDES[sides[0]])


@cache
def _scheme_names(scheme: str) -> dict[str, str]:
    """Folded names of a program -> the name in the table, empty if it is the same."""
    return {
        folded(row["name"]): row["structure"]
        for row in _rows("schemes.tsv")
        if row["scheme"] == scheme
    }


@cache
def numbered(scheme: str) -> dict[int, str]:
    """The names that a program gives to its numbers (of TotalSegmentator, those of ``total``)."""
    names: dict[int, str] = {}
    for row in _rows("schemes.tsv"):
        if row["scheme"] == scheme and row["number"]:
            names.setdefault(int(row["number"]), row["name"])
    return names


def search(words: str) -> list[Structure]:
    """The structures whose names or meaning hold all the words."""
    wanted = folded(words).split("_")
    return [
        structure
        for structure in structures()
        if all(
            any(
                word in folded(text)
                for text in (structure.name, *structure.also, structure.type.meaning)
            )
            for word in wanted
        )
    ]


def search_dictionary(words: str) -> list[Code]:
    """The SNOMED CT codes of pydicom's dictionaries whose meaning holds all the words."""
    from pydicom.sr.codedict import codes

    wanted = folded(words).split("_")
    found: dict[str, Code] = {}
    for keyword in codes.SCT.dir():
        if wanted[0] not in keyword.lower():
            continue
        try:
            code = getattr(codes.SCT, keyword)
        except (AttributeError, RuntimeError):  # one keyword, several codes
            continue
        if all(word in folded(code.meaning) for word in wanted):
            found.setdefault(code.value, Code(code.value, "SCT", code.meaning))
    return sorted(found.values(), key=lambda code: (len(code.meaning), code.meaning))
