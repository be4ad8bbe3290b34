"""What keeps other people's exceptions inside: faults of a data set end as DatasetError.

pydicom parses a value when it is first looked at, and raises many types for malformed ones. Where
refseg depends on a value it is read through ``refseg.elements.element``, which names the
attribute. Everything else, such as an attribute that is only copied, is caught at the border of
the public functions by :func:`guarded`. Faults of refseg itself are not caught.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from types import TracebackType
from typing import Final, ParamSpec, TypeVar

import numpy as np

from refseg.support.errors import DatasetError, RefsegError
from refseg.support.quiet import heard

P = ParamSpec("P")
T = TypeVar("T")

_QUOTED: Final = re.compile(r"""b?'(?:[^'\\]|\\.)*'|b?"(?:[^"\\]|\\.)*\"""")
_TAG: Final = re.compile(r"\(([0-9A-Fa-f]{4}), ?([0-9A-Fa-f]{4})\)")
_LONGEST_REASON: Final = 160
_LONGEST_LOOK: Final = 2000


def reason(error: BaseException) -> str:
    """Type and text of a foreign exception, without the values it quotes.

    They may be those of the patient.
    """
    text = str(error)
    if len(text) > _LONGEST_LOOK:  # pydicom adds a traceback for each level of nesting
        text = text[:_LONGEST_LOOK] + "'\""  # ends what is quoted there
    text = text.partition("Traceback (most recent call last)")[0]
    text = " ".join(_QUOTED.sub("...", text).split())
    if len(text) > _LONGEST_REASON:
        text = f"{text[:_LONGEST_REASON]}..."
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def guarded(function: Callable[P, T]) -> Callable[P, T]:
    """Turn exceptions of pydicom that leave ``function`` into DatasetError; silence its warnings.

    Odd values are judged by ``check``, not by warnings; numbers that overflow are judged where
    they are used.
    """

    @wraps(function)
    def inside(*args: P.args, **kwargs: P.kwargs) -> T:
        with heard(), np.errstate(all="ignore"):
            try:
                return function(*args, **kwargs)
            except RefsegError:
                raise
            except RecursionError as error:
                raise DatasetError(
                    "sequences are nested too deep; the file is damaged or made to do harm",
                    code="dataset.nesting",
                ) from error
            except Exception as error:
                if not _of_pydicom(error.__traceback__):
                    raise
                found = _TAG.search(str(error)[:_LONGEST_LOOK])
                where = f" of ({found[1]},{found[2]})" if found else ""
                raise DatasetError(
                    f"the value{where or ' of an attribute'} cannot be parsed or written "
                    f"({reason(error)}); repair or remove it",
                    code="dataset.value",
                ) from error

    return inside


def _of_pydicom(trace: TracebackType | None) -> bool:
    """True if pydicom, not refseg, made the call that failed."""
    found = False
    while trace is not None:
        package = str(trace.tb_frame.f_globals.get("__name__", "")).partition(".")[0]
        if package in ("pydicom", "refseg"):
            found = package == "pydicom"
        trace = trace.tb_next
    return found
