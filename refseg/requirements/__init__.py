"""The catalogue of requirements, as data: what a conforming file must be, and what may be asked.

``spec/requirements.md`` is made from it; :mod:`refseg.check` has a function for each requirement
that a file can show. The statements are our own words, the standard is the authority.
"""

from __future__ import annotations

from typing import Final

from . import context, encoding, frames, pixels, segments, values
from .model import UNSEEN, Requirement

__all__ = ["REQUIREMENTS", "UNSEEN", "Requirement"]

REQUIREMENTS: Final[dict[str, Requirement]] = {
    requirement.id: requirement
    for part in (context, pixels, values, segments, frames, encoding)
    for requirement in part.REQUIREMENTS
}
"""All requirements by id, in the order of the catalogue."""
