"""The catalogue of requirements, as data: what a conforming file must be, and what may be asked.

``catalogue.txt`` holds them. ``spec/requirements.md`` is made from it; :mod:`refseg.check` has a
function for each requirement that a file can show. The statements are our own words, the standard
is the authority.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from pkgutil import resolve_name
from typing import Any, Final

from .model import UNSEEN, Requirement
from .stated import of_modules, of_rows

__all__ = ["LISTED", "REQUIREMENTS", "UNSEEN", "Requirement"]

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
