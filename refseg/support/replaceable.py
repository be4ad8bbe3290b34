"""Plain functions that an optimisation may replace.

The normative path consists of plain functions. Those marked :func:`replaceable` have a faster twin
in :mod:`refseg.fast`, which gives the same result; that package lists the pairs. With
the environment variable ``REFSEG_PLAIN=1`` no twin is used, and every written byte is the same.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from importlib import import_module
from typing import Any, Final, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

PLAIN: Final = os.environ.get("REFSEG_PLAIN", "") not in ("", "0")
"""True if no optimisation is used in this process."""

_twins: dict[str, str] = {}
_choices: list[list[Any]] = []  # for each replaceable function, what its first call has chosen


def use(twins: Mapping[str, str]) -> None:
    """Replace plain functions from now on, unless the process is to be plain.

    Args:
        twins: ``module:function`` of the optimisation for ``module:function`` of each plain one.
    """
    if not PLAIN:
        _twins.update(twins)


def replaceable(function: Callable[P, R]) -> Callable[P, R]:
    """Let an optimisation take the place of a plain function; looked up at its first call.

    :func:`plain_of` gives the plain function itself.
    """
    chosen: list[Callable[P, R]] = []
    _choices.append(chosen)

    @wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        if not chosen:
            twin = _twins.get(f"{function.__module__}:{function.__qualname__}")
            chosen.append(function if twin is None else resolve(twin))
        return chosen[0](*args, **kwargs)

    return call


def plain_of(function: Callable[P, R]) -> Callable[P, R]:
    """The plain function itself, whether an optimisation has taken its place or not."""
    plain: Callable[P, R] = function.__wrapped__  # type: ignore[attr-defined]
    return plain


@contextmanager
def plainly() -> Iterator[None]:
    """Use no optimisation while the block lasts, in no thread: for tests that compare the two."""
    kept = dict(_twins)
    _twins.clear()
    _forget()
    try:
        yield
    finally:
        _twins.update(kept)
        _forget()


def _forget() -> None:
    for chosen in _choices:
        chosen.clear()


def resolve(name: str) -> Any:
    """The object that ``module:name`` stands for."""
    module, _, attribute = name.partition(":")
    return getattr(import_module(module), attribute)
