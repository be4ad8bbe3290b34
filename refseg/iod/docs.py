"""What the line under each field of an IOD class says; ``explain`` and ``spec`` print it.

Python forgets such docstrings, so they are read from the source.
"""

from __future__ import annotations

import ast
import inspect
import sys
from functools import cache
from itertools import pairwise
from threading import Lock
from types import ModuleType
from typing import Final

FieldDocs = dict[str, tuple[type, str]]

_parsing: Final = Lock()


@cache
def field_docs(cls: type) -> FieldDocs:
    """The class that declares each field of an IOD class, and the docstring of the field.

    The docstring is "" where the source is not at hand.
    """
    found: FieldDocs = {}
    for base in reversed(cls.__mro__):
        if "__rows__" not in vars(base):
            continue
        texts = _documented(sys.modules[base.__module__]).get(base.__name__, {})
        for keyword in inspect.get_annotations(base):
            found[keyword] = (base, texts.get(keyword, ""))
    return found


@cache
def _documented(module: ModuleType) -> dict[str, dict[str, str]]:
    """Class name -> field name -> docstring, for the classes of a module."""
    try:
        source = inspect.getsource(module)
        with _parsing:  # Python 3.11 mixes up the depths of two threads (python/cpython#106905)
            tree = ast.parse(source)
    except (OSError, SyntaxError):  # installed without source
        return {}
    return {
        node.name: dict(_pairs(node.body)) for node in tree.body if isinstance(node, ast.ClassDef)
    }


def _pairs(body: list[ast.stmt]) -> list[tuple[str, str]]:
    return [
        (field.target.id, " ".join(text.value.value.split()))
        for field, text in pairwise(body)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(text, ast.Expr)
        and isinstance(text.value, ast.Constant)
        and isinstance(text.value.value, str)
    ]
