"""``check``: is a file a conforming segmentation, and if not, what is wrong and how is it mended?

Every requirement of :mod:`refseg.requirements` that a file can show has one function; ``RULES``
says which. All findings are told, never only the first, and nothing in a file can stop the others
from being judged. Values of the patient's attributes and free texts are never quoted.
"""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import numpy as np
from pydicom.dataset import Dataset

from refseg.check import (  # noqa: F401 - each registers its rules
    description,
    dimensions,
    encoding,
    file_meta,
    geometry,
    groups,
    modules,
    palette,
    pixel_values,
    references,
    segments,
)
from refseg.check.opening import open_file
from refseg.check.registry import LEVELS, RULES, Finding, counts, judge, render_json, render_text
from refseg.check.subject import FileBytes, Subject
from refseg.elements.judge import Level
from refseg.support.quiet import heard

__all__ = [
    "LEVELS",
    "RULES",
    "Finding",
    "Level",
    "check",
    "check_dataset",
    "counts",
    "render_json",
    "render_text",
]

modules.register()  # the others did so when they were imported; this is what is left


class _CallableModule(ModuleType):
    """Lets ``refseg.check(...)`` judge a file although ``refseg.check`` is also this package."""

    def __call__(self, source: str | Path | Dataset) -> list[Finding]:
        return check(source)


sys.modules[__name__].__class__ = _CallableModule


def check(source: str | Path | Dataset) -> list[Finding]:
    """Judge a file or a data set.

    Args:
        source: path of a DICOM file, or a data set as pydicom reads it.

    Returns:
        all findings, in the order of the rules; none if there is nothing to say.

    Raises:
        FileError: the file cannot be read or is not DICOM.
    """
    return check_dataset(source) if isinstance(source, Dataset) else _judge(*open_file(source))


def check_dataset(dataset: Dataset) -> list[Finding]:
    """Judge a data set in memory; what only the bytes of a file show is left out."""
    return _judge(dataset)


def _judge(dataset: Dataset, file: FileBytes | None = None) -> list[Finding]:
    with heard(), np.errstate(all="ignore"):  # odd values are judged, not warned about
        return judge(Subject(dataset, file))
