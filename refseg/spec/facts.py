"""The attribute tables as JSON, for programs that are not written in Python."""

from __future__ import annotations

import json
from typing import Any, Final

from refseg.iod import (
    FUNCTIONAL_GROUPS,
    MODULES,
    GroupUse,
    ModuleUse,
    conditions,
    frame_conditions,
)
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
        "modules": [{"ie": use.ie, "name": use.name, **_use(use)} for use in MODULES],
        "functionalGroups": [
            {
                "name": use.name,
                "sequence": use.sequence,
                **_use(use),
                "sharedAllowed": use.shared_allowed,
                "perFrameAllowed": True,
            }
            for use in FUNCTIONAL_GROUPS
        ],
        "tables": {
            name: {
                "name": table_info(cls).name,
                "clause": table_info(cls).clause,
                "rows": [_row(row, field_docs(cls)[row.keyword][1]) for row in attributes_of(cls)],
            }
            for name, cls in all_classes().items()
        },
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
    return _block(facts) + "\n"


def _block(value: Any, depth: int = 0) -> str:
    """JSON with one row of a table on a line, so that a change shows as one line."""
    if isinstance(value, list):
        return "[\n" + ",\n".join(f"  {_word(entry)}" for entry in value) + "\n]"
    parts = value.values() if isinstance(value, dict) and depth < 3 else ()
    if any(isinstance(part, (dict, list)) for part in parts):
        inner = (f"{_word(key)}: {_block(part, depth + 1)}" for key, part in value.items())
        return "{\n" + ",\n".join(inner) + "\n}"
    return _word(value)


def _word(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _use(use: ModuleUse | GroupUse) -> dict[str, Any]:
    return {
        "usage": use.usage,
        "section": use.section,
        "requirement": use.requirement,
        "table": None if use.cls is None else use.cls.__name__,
        "condition": None if use.condition is None else use.condition.text,
    }


def _row(row: Attribute, meaning: str) -> dict[str, Any]:
    condition = row.condition
    facts: dict[str, Any] = {
        "keyword": row.keyword,
        "tag": f"{row.tag:08X}",
        "vr": row.vr,
        "vm": row.vm,
        "type": row.type,
        "meaning": meaning,
        "condition": condition
        and {
            "name": _CONDITIONS[id(condition)],
            "text": condition.text,
            "otherwise": condition.otherwise,
        },
        "values": row.values,
        "terms": row.terms,
        "item": row.item and row.item.__name__,
        "items": row.items,
    }
    return {name: fact for name, fact in facts.items() if fact not in (None, ())}
