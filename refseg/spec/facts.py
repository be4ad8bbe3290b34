"""The attribute tables as JSON, for programs that are not written in Python."""

from __future__ import annotations

import json
from typing import Any, Final

from refseg.iod import FUNCTIONAL_GROUPS, MODULES, conditions, frame_conditions
from refseg.iod.docs import field_docs
from refseg.iod.table import Attribute, Condition, attributes_of, table_info
from refseg.requirements import REQUIREMENTS
from refseg.spec.classes import all_classes

FILE_NAME: Final = "tables.json"
_CONDITIONS: Final = {
    id(value): name
    for module in (conditions, frame_conditions)
    for name, value in vars(module).items()
    if isinstance(value, Condition)
}


def as_json() -> str:
    """Modules, functional groups, tables with their rows, and requirements."""
    facts = {
        "modules": [
            {
                "ie": use.ie,
                "name": use.name,
                "usage": use.usage,
                "section": use.section,
                "requirement": use.requirement,
                "table": None if use.cls is None else use.cls.__name__,
                "condition": None if use.condition is None else use.condition.text,
            }
            for use in MODULES
        ],
        "functionalGroups": [
            {
                "name": use.name,
                "sequence": use.sequence,
                "usage": use.usage,
                "section": use.section,
                "requirement": use.requirement,
                "table": use.cls.__name__,
                "condition": use.condition.text,
                "sharedAllowed": use.shared_allowed,
                "perFrameAllowed": use.per_frame_allowed,
            }
            for use in FUNCTIONAL_GROUPS
        ],
        "tables": {cls.__name__: _table(cls) for cls in all_classes()},
        "requirements": {
            r.id: {
                "for": r.applies,
                "strength": r.strength,
                "clause": r.clause,
                "statement": r.statement,
                "checkable": r.checkable,
            }
            for r in REQUIREMENTS.values()
        },
    }
    return "{\n" + ",\n".join(f"{_word(k)}: {_block(v)}" for k, v in facts.items()) + "\n}\n"


def _block(value: Any, depth: int = 0) -> str:
    """JSON with one row of a table on a line, so that a change shows as one line."""
    if (
        isinstance(value, dict)
        and depth < 2
        and any(isinstance(v, (dict, list)) for v in value.values())
    ):
        inner = [f"{_word(k)}: {_block(v, depth + 1)}" for k, v in value.items()]
        return "{\n" + ",\n".join(inner) + "\n}"
    if isinstance(value, list):
        return "[\n" + ",\n".join(f"  {_word(entry)}" for entry in value) + "\n]"
    return _word(value)


def _word(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _table(cls: type) -> dict[str, Any]:
    info = table_info(cls)
    return {
        "name": info.name,
        "clause": info.clause,
        "rows": [_row(row, field_docs(cls)[row.keyword][1]) for row in attributes_of(cls)],
    }


def _row(row: Attribute, meaning: str) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "keyword": row.keyword,
        "tag": f"{row.tag:08X}",
        "vr": row.vr,
        "vm": row.vm,
        "type": row.type,
        "meaning": meaning,
    }
    if row.condition is not None:
        facts["condition"] = {
            "name": _CONDITIONS[id(row.condition)],
            "text": row.condition.text,
            "otherwise": row.condition.otherwise,
        }
    if row.values:
        facts["values"] = row.values
    if row.terms:
        facts["terms"] = row.terms
    if row.item is not None:
        facts["item"] = row.item.__name__
    if row.items is not None:
        facts["items"] = row.items
    return facts
