"""Requirements that say what a row of a table says: made of the row, so that it stands once."""

from __future__ import annotations

from typing import Final

from pydicom.datadict import dictionary_description

from refseg.iod import MODULES, ModuleUse
from refseg.iod.table import Attribute, attributes_of, table_info

from .model import Applies, Requirement

# Why a file alone does not show whether these user options and modules are as they should be.
_UNSEEN: Final = {
    "Patient Study": "permission",
    "General Acquisition": "permission",
    "Multi-Resolution Pyramid": "covered",
    "General Reference": "permission",
    "Frame Extraction": "history",
}


def of_modules() -> tuple[Requirement, ...]:
    """One requirement for each row of Table A.51-1, in its order."""
    return tuple(
        Requirement(
            id=use.requirement,
            applies="BOTH",
            strength="may" if use.usage == "U" else "shall",
            clause=f"PS3.3 Table A.51-1; {use.section}",
            statement=_module(use),
            unseen=_UNSEEN.get(use.name),
        )
        for use in MODULES
    )


def _module(use: ModuleUse) -> str:
    module = f"the {use.name} Module ({use.ie})"
    if use.usage == "U":
        return f"A file may have {module}."
    if use.condition is None:
        return f"A conforming file shall have {module}."
    when = use.condition.text.removeprefix("Required ").rstrip(".")
    otherwise = "may" if use.condition.otherwise == "may" else "shall not"
    return f"A conforming file shall have {module} {when}, and {otherwise} have it otherwise."


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
    kind = f"(Type 1{f'; {more}' if more else ''})"
    statement = f"{names} shall be present with {_content(chosen[0])} {kind}"
    return Requirement(
        id=id,
        applies=applies,
        strength="shall",
        clause="; ".join(filter(None, (table_info(table).clause, clause))),
        statement=f"{statement}{f'; {also}' if also else ''}.",
    )


def _content(row: Attribute) -> str:
    if row.items is None:
        return "a value"
    return "exactly one item" if row.items == (1, 1) else "one or more items"
