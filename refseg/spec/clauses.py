"""Clauses of the standard in running text, and where the public copy of the standard has them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_NEMA: Final = "https://dicom.nema.org/medical/dicom/current/output/html/part{:02}.html#{}_{}"
_LETTERED: Final = r"[A-Z]\.[0-9]+(?:\.[0-9]+)*(?:-[0-9]+[a-z]?)?(?![\w-])(?!\.[0-9])"
_NUMBERED: Final = r"[0-9]+(?:\.[0-9]+)*(?:-[0-9]+[a-z]?)?(?![\w-])(?!\.[0-9])"
# A part, then clauses of it in a list; or a clause alone, which has a letter.
_FOUND: Final = re.compile(
    rf"\bPS3\.(?P<part>[0-9]+) (?P<list>(?:(?:(?:, | and |; )?(?:Tables? |Annex |Section )?)"
    rf"(?:{_LETTERED}|{_NUMBERED}|(?<=Annex )[A-Z]\b))+)"
    rf"|(?<![\w./-])(?P<alone>(?:Tables? )?{_LETTERED})"
)
_ONE: Final = re.compile(
    rf"(?P<table>Tables? )?(?P<clause>{_LETTERED}|{_NUMBERED}|(?<=Annex )[A-Z]\b)"
)
# Annexes of PS3.5; what else stands without its part is of PS3.3.
_OF_PART_5: Final = re.compile(r"A\.4(\.|$)|[BG]\.")


@dataclass(frozen=True, order=True)
class Clause:
    """A section or table of a part of the standard."""

    part: int
    number: str
    table: bool

    @property
    def name(self) -> str:
        """For example ``PS3.3 Table C.8.20-2``."""
        return f"PS3.{self.part} {'Table ' * self.table}{self.number}"

    @property
    def anchor(self) -> str:
        """Where the page of clauses has it."""
        return self.name.lower().replace(" ", "-")

    @property
    def url(self) -> str:
        """The place in the newest public copy of the standard."""
        kind = "table" if self.table else "chapter" if self.number.isalnum() else "sect"
        return _NEMA.format(self.part, kind, self.number)

    @property
    def order(self) -> tuple[object, ...]:
        """By part, then as in its table of contents; a section before a table of its number."""
        words = re.split(r"[.-]", self.number)
        numbers = ((word.zfill(4) if word[0].isdigit() else word) for word in words)
        return (self.part, *numbers), self.table, self.number


def clauses_in(text: str) -> Iterator[tuple[int, int, Clause]]:
    """Start, end and clause of each mention in a text."""
    for found in _FOUND.finditer(text):
        part, start = (found["part"], found.start("list")) if found["part"] else (None, 0)
        if part is None:
            one = _ONE.fullmatch(found["alone"])
            if one is not None and found["alone"][0] in "TACBG":
                number = one["clause"]
                of = 5 if _OF_PART_5.match(number) and not one["table"] else 3
                yield found.start(), found.end(), Clause(of, number, bool(one["table"]))
            continue
        table = False
        for one in _ONE.finditer(found["list"]):
            table = "-" in one["clause"]
            begin = found.start() if one.start() == 0 else start + one.start()
            yield begin, start + one.end(), Clause(int(part), one["clause"], table)
