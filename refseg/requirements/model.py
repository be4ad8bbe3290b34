"""What a requirement of the catalogue is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Applies = Literal["LM", "SEG", "BOTH"]
"""Label Map Segmentation Storage, Segmentation Storage, or both."""

Strength = Literal["shall", "should", "may", "note", "open"]
"""As in the standard (a prohibition is a "shall"); "open": the text leaves the question open."""

UNSEEN: Final = {
    "needs-source": "shows only together with the images that were segmented",
    "cross-object": "concerns other objects that refer to this one",
    "permission": "allows something and demands nothing",
    "explanation": "explains, and demands nothing",
    "covered": "follows from other requirements, which are checked",
    "unreadable": "is met by every file that can be read at all",
    "history": "depends on how the instance came about",
    "content": "depends on what the values are meant to be",
}
"""Why a file alone cannot show whether a requirement is met."""


@dataclass(frozen=True)
class Requirement:
    """One numbered statement about the Segmentation IOD and its files.

    Attributes:
        id: stable id, never reused: LM-AREA-number.
        applies: for which SOP Class.
        strength: how binding it is.
        clause: where the standard says so.
        statement: what it says, in our own words.
        unseen: a key of :data:`UNSEEN` if a file alone cannot show it, else None.
    """

    id: str
    applies: Applies
    strength: Strength
    clause: str
    statement: str
    unseen: str | None = None

    @property
    def checkable(self) -> bool:
        """True if a file alone can show that the requirement is not met."""
        return self.unseen is None
