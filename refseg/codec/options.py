"""The options of ``encode``, ``write`` and their kin, each stated once.

Users give them by keyword; which function takes which is a class here, and inside refseg they
travel as one object of it. The dictionaries say the same to type checkers (PEP 692).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from inspect import Parameter, cleandoc, signature
from textwrap import fill, indent
from typing import TYPE_CHECKING, Any, Final, TypedDict, TypeVar

from pydicom.dataset import Dataset

from refseg.frames import TransferSyntax, by_name

if TYPE_CHECKING:
    from refseg.codec.source import Source

F = TypeVar("F", bound=Callable[..., Any])
_TEXTS: Final = {
    "source": "the images that were segmented: patient, study, Frame of Reference and the "
    "references to each slice come from them. Without it the data set stands alone.",
    "transfer_syntax": "short name, such as ``native``, ``rle`` or ``deflated-frame``.",
    "omit_empty": "leave out frames that hold no segment but the background.",
    "palette": "True for PALETTE COLOR with the segments' colours, False for MONOCHROME2; None for "
    "as the label map was read, else MONOCHROME2.",
    "palette_bits": "8 or 16 bits of a palette entry; None for as it was read, else 8.",
    "fresh_uids": "random UIDs instead of those derived from what is written.",
    "level": "1 (fast) to 9 (small) where frames or the data set are deflated; None for the "
    "level measured as best for frames (3), and for that of zlib where the data set is deflated.",
    "verify": "decode each frame that the codec of another package has encoded, and compare.",
}


@dataclass(frozen=True, kw_only=True, eq=False)
class Options:
    """What every instance is written with."""

    # Small and read by every implementation tested (tests/peers/README.md).
    transfer_syntax: str = "rle"
    fresh_uids: bool = False
    level: int | None = None
    verify: bool = True

    @property
    def syntax(self) -> TransferSyntax:
        """The transfer syntax with its options.

        Raises:
            UnsupportedError: it is not known.
        """
        return by_name(self.transfer_syntax, level=self.level, verify=self.verify)


@dataclass(frozen=True, kw_only=True, eq=False)
class FrameOptions(Options):
    """For label maps whose frames come one after the other."""

    palette: bool | None = None
    palette_bits: int | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class MaskOptions(Options):
    """For BINARY and FRACTIONAL segmentations."""

    # One bit per pixel and read by everybody; RLE is not defined for it (PS3.5 8.2.2).
    transfer_syntax: str = "native"
    source: Source | Iterable[Dataset] | None = None
    omit_empty: bool = False


@dataclass(frozen=True, kw_only=True, eq=False)
class LabelMapOptions(FrameOptions, MaskOptions):
    """For label maps."""

    transfer_syntax: str = "rle"


class OptionsDict(TypedDict, total=False):
    """Those of :class:`Options`."""

    transfer_syntax: str
    fresh_uids: bool
    level: int | None
    verify: bool


class FrameOptionsDict(OptionsDict, total=False):
    """Those of :class:`FrameOptions`."""

    palette: bool | None
    palette_bits: int | None


class MaskOptionsDict(OptionsDict, total=False):
    """Those of :class:`MaskOptions`."""

    source: Source | Iterable[Dataset] | None
    omit_empty: bool


class LabelMapOptionsDict(FrameOptionsDict, MaskOptionsDict, total=False):
    """Those of :class:`LabelMapOptions`."""


def taking(options: type[Options]) -> Callable[[F], F]:
    """Let ``help`` and ``inspect.signature`` show what ``**options`` of a function stands for."""

    def shown(function: F) -> F:
        found: Any = function
        plain = signature(function)
        *own, _ = plain.parameters.values()
        named = [
            Parameter(f.name, Parameter.KEYWORD_ONLY, default=f.default, annotation=f.type)
            for f in fields(options)
        ]
        found.__signature__ = plain.replace(parameters=[*own, *named])
        listed = (fill(f"{f.name}: {_TEXTS[f.name]}", 92) for f in fields(options))
        texts = "\n".join(text.replace("\n", "\n    ") for text in listed)
        found.__doc__ = f"{cleandoc(found.__doc__)}\n\nOptions:\n{indent(texts, '    ')}\n"
        return function

    return shown
