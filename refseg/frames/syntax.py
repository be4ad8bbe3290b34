"""What a transfer syntax is: its facts, and both directions of its frames."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from refseg.support.errors import InputError, UnsupportedError
from refseg.support.note import Report

from .encapsulation import Chunk
from .layout import Labels, Layout

__all__ = ["TransferSyntax"]


@dataclass(frozen=True, kw_only=True)
class TransferSyntax(ABC):
    """One transfer syntax (PS3.5 10); a subclass for each way to make bytes of frames.

    Attributes:
        name: the short name used in refseg's commands.
        uid: Transfer Syntax UID (0002,0010).
        title: name in PS3.6 Table A-1.
        explicit: data elements state their VR.
        big_endian: byte order of the data set; frames in fragments are not concerned.
        deflated: the whole data set after the file meta is one Deflate stream (PS3.5 A.5).
        writable: refseg writes it; the others are only read.
        level: how hard to compress, 1 to 9, where Deflate is used; None for the default.
        verify: decode what the encoder of another package has made, and compare.
        lossy: frames are not what was encoded (True), need not be (None), are always (False).
        encapsulated: frames are stored as fragments (PS3.5 A.4).
        one_bit: refseg writes Bits Allocated 1 in it.
        lists_one_bit: its table in PS3.5 8.2 lists Bits Allocated 1; None: we could not read it.
        has_level: frames are deflated.
        packing: how the bytes of a frame are made, in words.
        requirement: id of the requirement that speaks of it as a whole.
        one_fragment: id of the requirement that each frame is one fragment, or None.
        expansion: bytes of pixels that a byte of a frame can stand for at most, or None if the
            encoding sets no bound.
        start: bytes with which each frame begins, empty if that can be anything.
    """

    name: str
    uid: str
    title: str
    explicit: bool = True
    big_endian: bool = False
    deflated: bool = False
    writable: bool = True
    level: int | None = None
    verify: bool = True
    lossy: bool | None = False
    encapsulated: ClassVar[bool] = True
    one_bit: ClassVar[bool] = False
    lists_one_bit: ClassVar[bool | None] = False
    has_level: ClassVar[bool] = False
    packing: ClassVar[str]
    requirement: ClassVar[str]
    one_fragment: ClassVar[str | None] = None
    expansion: ClassVar[int | None] = None
    start: ClassVar[bytes] = b""

    @abstractmethod
    def encode(self, frames: Labels, layout: Layout) -> Iterator[Chunk]:
        """Yield the bytes of each frame of ``frames`` (n, rows, columns), not padded.

        Raises:
            UnsupportedError: refseg does not write these bits, or the syntax at all.
            MissingExtraError: the package of this codec is not installed.
            FrameError: a frame cannot be encoded.
        """

    @abstractmethod
    def decode(
        self,
        streams: Sequence[memoryview],
        numbers: Sequence[int],
        layout: Layout,
        report: Report,
        room: Labels | None = None,
    ) -> Labels:
        """Return frames (n, rows, columns) of the bytes of each.

        Args:
            streams: the bytes of each frame, from all of its fragments.
            numbers: the indices of the frames, for messages.
            layout: what the attributes say of them.
            report: is told of faults that leave the pixels unambiguous.
            room: for the frames, C-ordered; used if that saves a copy.

        Raises:
            MissingExtraError: the package of this codec is not installed.
            FrameError: a frame is broken, or contradicts the attributes.
        """

    def with_options(self, *, level: int | None, verify: bool) -> TransferSyntax:
        """Return the syntax with other choices for encoding.

        Raises:
            InputError: the level is not 1 to 9, or nothing is deflated.
        """
        if level is not None:
            if not (self.has_level or self.deflated):
                raise InputError(
                    f"level {level} has no meaning for {self.title}, in which nothing is deflated;"
                    " leave it out, or choose deflated-frame or deflated",
                    code="input.level",
                )
            if not 1 <= level <= 9:
                raise InputError(
                    f"level {level} is outside 1 (fast) to 9 (small)", code="input.level"
                )
        return replace(self, level=level, verify=verify)

    def require_writable(self, bits_allocated: int) -> None:
        """Refuse what refseg does not write.

        Raises:
            UnsupportedError: the syntax is only read, or does not know these bits.
        """
        if not self.writable:
            raise UnsupportedError(
                f"{self.title} is only read; choose another transfer syntax for writing",
                code="frames.transfer-syntax",
            )
        if bits_allocated == 1 and not self.one_bit:
            raise UnsupportedError(
                f"refseg does not write Bits Allocated 1 in {self.title}; write native or"
                " deflated-frame, or a label map",
                code="frames.transfer-syntax",
                requirement=self.requirement,
            )
