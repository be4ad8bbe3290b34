"""Warnings of libraries stay inside, and what all threads share stays as it is.

``warnings.catch_warnings`` changes filters of the whole process, so that two threads that use it
together leave them changed for ever. pydicom gives all its warnings through one function of
``pydicom.misc``. The module ``warnings`` that this function sees is replaced, once and when this
module is imported, by one that passes everything on unless the calling thread or task is inside
:func:`heard`. :func:`attend` does the same with other modules and loggers.

So is ``tag_in_exception``: where sequences are nested, pydicom puts the traceback of each level
into the message of the next, which more than doubles it. Twelve levels make 280 MB, sixteen 13 GB.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from types import ModuleType
from typing import Any, Final

from pydicom import dataset, filewriter, misc
from pydicom.tag import tag_in_exception

_KEPT: Final = 20
_TEXT: Final = "_text_without_tag"
_LISTENER: ContextVar[list[str] | None] = ContextVar("listener", default=None)


@contextmanager
def heard() -> Iterator[list[str]]:
    """Collect the texts of pydicom's warnings, the first of them, instead of giving them."""
    texts: list[str] = []
    token = _LISTENER.set(texts)
    try:
        yield texts
    finally:
        _LISTENER.reset(token)


class _Warnings:
    """Stands for the module ``warnings`` in ``pydicom.misc``."""

    def __getattr__(self, name: str) -> Any:
        return getattr(warnings, name)

    @staticmethod
    def warn(message: Any, category: Any = None, stacklevel: int = 1, **more: Any) -> None:
        texts = _LISTENER.get()
        if texts is None:
            warnings.warn(message, category, stacklevel=stacklevel + 1, **more)
        elif len(texts) < _KEPT:
            texts.append(str(message))


def attend(module: ModuleType, logger: logging.Logger | None = None) -> None:
    """Hear the warnings that a module gives, and what a logger says, inside :func:`heard`."""
    if not isinstance(vars(module)["warnings"], _Warnings):
        vars(module)["warnings"] = _Warnings()
    if logger is not None:
        logger.addFilter(_passes)  # which adds it once


def _passes(_record: logging.LogRecord) -> bool:
    return _LISTENER.get() is None


@contextmanager
def _outermost_tag(tag: Any) -> Iterator[None]:
    """Name the outermost tag and the error, and nothing between; outside of refseg as ever."""
    if _LISTENER.get() is None:
        with tag_in_exception(tag):
            yield
        return
    try:
        yield
    except Exception as error:
        text = getattr(error, _TEXT, str(error))
        try:
            told = type(error)(f"With tag {tag} got exception: {text}")
        except TypeError:  # an exception with other arguments
            told = ValueError(f"With tag {tag} got exception: {text}")
        setattr(told, _TEXT, text)
        raise told.with_traceback(error.__traceback__) from error  # whose call it was


attend(misc)
for module in (dataset, filewriter):
    vars(module)["tag_in_exception"] = _outermost_tag
