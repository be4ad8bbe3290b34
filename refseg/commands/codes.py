"""``refseg codes``: find the codes of a structure by its name."""

from __future__ import annotations

import argparse
from typing import Any, Final

from refseg.commands import common
from refseg.model.labelmap import Code
from refseg.terminology import Structure, search, search_dictionary

_MOST: Final = 20


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("name", nargs="+", metavar="NAME", help="words of it, for example: kidney")
    parser.add_argument("--all", action="store_true", help="every code that pydicom knows, too")
    parser.add_argument("--json", action="store_true", help="for programs")


def command(options: argparse.Namespace) -> int:
    """Run it; exit code 1 if nothing was found."""
    words = " ".join(options.name)
    found = search(words)
    known = {structure.type.value for structure in found}
    more = [code for code in search_dictionary(words) if code.value not in known]
    if options.json:
        common.show_json(
            {"structures": [_facts(one) for one in found], "codes": [_text(c) for c in more]}
        )
        return 0 if found or more else common.EXIT_FINDINGS
    if not found and not more:
        common.show(f"no code has {words!r} in its name; try another word in English")
        return common.EXIT_FINDINGS
    if found:
        width = max(len(one.name) for one in found)
        common.show("structures (category | type | region), as --segments takes them:")
        for one in found:
            common.show(f"  {one.name:<{width}}  {' | '.join(_columns(one))}{_sides(one)}")
    if more:
        count = len(more) if options.all else min(len(more), _MOST)
        common.show("other SNOMED CT codes in the dictionaries of pydicom:")
        for code in more[:count]:
            common.show(f"  {_text(code)}")
        if count < len(more):
            common.show(f"  and {len(more) - count} more (--all)")
    return 0


def _columns(one: Structure) -> list[str]:
    return [_text(code) for code in (one.category, one.type, one.region) if code]


def _sides(one: Structure) -> str:
    return f"  (left or right: modifies the {one.sides})" if one.sides else ""


def _facts(one: Structure) -> dict[str, Any]:
    return {
        "name": one.name,
        "also": list(one.also),
        "category": _text(one.category),
        "type": _text(one.type),
        "region": _text(one.region) if one.region else None,
        "sides": one.sides or None,
    }


def _text(code: Code) -> str:
    return f"{code.value}^{code.scheme}^{code.meaning}"
