"""The catalogue of requirements, as data: what a conforming file must be, and what may be asked.

``catalogue.txt`` holds them. ``spec/requirements.md`` is made from it; :mod:`refseg.check` has a
function for each requirement that a file can show. The statements are our own words, the standard
is the authority.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pkgutil import resolve_name
from typing import Any, Final, Literal

from pydicom.datadict import dictionary_description

from refseg.iod import MODULES
from refseg.iod.table import attributes_of, table_info

Applies = Literal["LM", "SEG", "BOTH"]
"""Label Map Segmentation Storage, Segmentation Storage, or both."""

Strength = Literal["shall", "should", "may", "note", "open"]
"""As in the standard (a prohibition is a "shall"); "open": the text leaves the question open."""

UNSEEN: Final = {
    "needs-source": "shows only together with the images that were segmented",
    "cross-object": "concerns other objects that refer to this one",
    "permission": "allows something and demands nothing",
    "explanation": "explains, and demands nothing",
    "covered": "follows from other requirements, which are checked",
    "unreadable": "is met by every file that can be read at all",
    "history": "depends on how the instance came about",
    "content": "depends on what the values are meant to be",
}
"""Why a file alone cannot show whether a requirement is met."""


@dataclass(frozen=True)
class Requirement:
    """One numbered statement about the Segmentation IOD and its files.

    Attributes:
        id: stable id, never reused: LM-AREA-number.
        applies: for which SOP Class.
        strength: how binding it is.
        clause: where the standard says so.
        statement: what it says, in our own words.
        unseen: a key of :data:`UNSEEN` if a file alone cannot show it, else None.
    """

    id: str
    applies: Applies
    strength: Strength
    clause: str
    statement: str
    unseen: str | None = None

    @property
    def checkable(self) -> bool:
        """True if a file alone can show that the requirement is not met."""
        return self.unseen is None


# ------------------------------------------------------------------ said by rows of the tables

# Why a file alone does not show whether these user options and modules are as they should be.
_UNSEEN: Final = {
    "Patient Study": "permission",
    "General Acquisition": "permission",
    "Multi-Resolution Pyramid": "covered",
    "General Reference": "permission",
    "Frame Extraction": "history",
}


def of_modules() -> Iterator[Requirement]:
    """One requirement for each row of Table A.51-1, in its order."""
    for use in MODULES:
        module = f"the {use.name} Module ({use.ie})"
        statement = f"A conforming file shall have {module}."
        if use.usage == "U":
            statement = f"A file may have {module}."
        elif use.condition is not None:
            when = use.condition.text.removeprefix("Required ").rstrip(".")
            otherwise = "may" if use.condition.otherwise == "may" else "shall not"
            statement = f"{statement[:-1]} {when}, and {otherwise} have it otherwise."
        strength: Strength = "may" if use.usage == "U" else "shall"
        clause, unseen = f"PS3.3 Table A.51-1; {use.section}", _UNSEEN.get(use.name)
        yield Requirement(use.requirement, "BOTH", strength, clause, statement, unseen)


def of_rows(
    id: str,  # noqa: A002 - what it is called in the catalogue
    applies: Applies,
    table: type,
    *keywords: str,
    more: str = "",
    also: str = "",
    clause: str = "",
) -> Requirement:
    """The requirement that attributes of Type 1 are present.

    Args:
        id: its id.
        applies: for which SOP Class.
        table: the class of :mod:`refseg.iod` that lists the attributes.
        keywords: the attributes, all of Type 1.
        more: what else the row says, behind the Type.
        also: what else the requirement says.
        clause: other places than the table of the class.

    Raises:
        KeyError: the table does not list an attribute.
        ValueError: an attribute is not of Type 1.
    """
    rows = {row.keyword: row for row in attributes_of(table)}
    chosen = [rows[keyword] for keyword in keywords]
    if any(row.type != "1" for row in chosen):
        raise ValueError(f"{id}: {', '.join(keywords)} are not of Type 1")
    names = " and ".join(dictionary_description(row.tag) for row in chosen)
    content = "exactly one item" if chosen[0].items == (1, 1) else "one or more items"
    if chosen[0].items is None:
        content = "a value"
    kind = "; ".join(filter(None, ("Type 1", more)))
    statement = f"{names} shall be present with {content} ({kind})"
    clauses = "; ".join(filter(None, (table_info(table).clause, clause)))
    words = "; ".join(filter(None, (statement, also)))
    return Requirement(id, applies, "shall", clauses, f"{words}.")


# ------------------------------------------------------------------ the catalogue

_HEAD: Final = re.compile(
    r"(LM-[A-Z]+-[0-9]{3}) (LM|SEG|BOTH) (shall|should|may|note|open|rows) (.+?)(?: \[([\w-]+)\])?"
)


def _read(text: str) -> Iterator[Requirement]:
    """The entries of the catalogue: each has a head, and lines below it that are indented."""
    for entry in re.findall(r"^[^#\s].*(?:\n +.+)*", text, re.MULTILINE):
        if entry == "@modules":
            yield from of_modules()
            continue
        head, *lines = (line.strip() for line in entry.split("\n"))
        found = _HEAD.fullmatch(head)
        if found is None:
            raise ValueError(f"catalogue.txt has an entry that cannot be read: {head}")
        parts: tuple[Any, ...] = found.groups()
        id_, applies, strength, clause, unseen = parts
        if strength == "rows":
            table, *keywords = clause.split()
            said = dict(line.split(": ", 1) for line in lines)
            yield of_rows(id_, applies, resolve_name(f"refseg.iod.{table}"), *keywords, **said)
        else:
            yield Requirement(id_, applies, strength, clause, " ".join(lines), unseen)


LISTED: Final = tuple(_read((files(__name__) / "catalogue.txt").read_text("utf-8")))
"""All requirements, in the order of the catalogue."""
REQUIREMENTS: Final = {requirement.id: requirement for requirement in LISTED}
"""All requirements by id."""
