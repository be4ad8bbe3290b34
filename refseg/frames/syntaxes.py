"""The transfer syntaxes of label maps: short name, UID and how frames are stored (PS3.5 10)."""

from __future__ import annotations

from dataclasses import dataclass

from refseg.support.errors import UnsupportedError

__all__ = ["SYNTAXES", "Syntax", "by_name", "by_uid"]


@dataclass(frozen=True, kw_only=True)
class Syntax:
    """One transfer syntax.

    Attributes:
        name: the short name used in refseg's commands.
        uid: Transfer Syntax UID (0002,0010).
        title: name in PS3.6 Table A-1.
        codec: what makes frame bytes of pixels: ``native``, ``rle``, ``deflate``, ``jpegls``,
            ``jpeg2000``, ``htj2k`` or ``jpeg``.
        encapsulated: frames are stored as fragments (PS3.5 A.4).
        explicit: data elements state their VR.
        big_endian: byte order of the data set; frames in fragments are not concerned.
        deflated: the whole data set after the file meta is one Deflate stream (PS3.5 A.5).
        writable: refseg writes it; the others are only read.
    """

    name: str
    uid: str
    title: str
    codec: str
    encapsulated: bool = True
    explicit: bool = True
    big_endian: bool = False
    deflated: bool = False
    writable: bool = True


SYNTAXES: tuple[Syntax, ...] = (
    Syntax(
        name="native",
        uid="1.2.840.10008.1.2.1",
        title="Explicit VR Little Endian",
        codec="native",
        encapsulated=False,
    ),
    Syntax(
        name="implicit",
        uid="1.2.840.10008.1.2",
        title="Implicit VR Little Endian",
        codec="native",
        encapsulated=False,
        explicit=False,
    ),
    Syntax(
        name="deflated",
        uid="1.2.840.10008.1.2.1.99",
        title="Deflated Explicit VR Little Endian",
        codec="native",
        encapsulated=False,
        deflated=True,
    ),
    Syntax(
        name="encapsulated",
        uid="1.2.840.10008.1.2.1.98",
        title="Encapsulated Uncompressed Explicit VR Little Endian",
        codec="native",
    ),
    Syntax(name="rle", uid="1.2.840.10008.1.2.5", title="RLE Lossless", codec="rle"),
    Syntax(
        name="deflated-frame",
        uid="1.2.840.10008.1.2.8.1",
        title="Deflated Image Frame Compression",
        codec="deflate",
    ),
    Syntax(
        name="jpegls",
        uid="1.2.840.10008.1.2.4.80",
        title="JPEG-LS Lossless Image Compression",
        codec="jpegls",
    ),
    Syntax(
        name="jpeg2000",
        uid="1.2.840.10008.1.2.4.90",
        title="JPEG 2000 Image Compression (Lossless Only)",
        codec="jpeg2000",
    ),
    Syntax(
        name="htj2k",
        uid="1.2.840.10008.1.2.4.201",
        title="High-Throughput JPEG 2000 Image Compression (Lossless Only)",
        codec="htj2k",
    ),
    Syntax(
        name="big-endian",
        uid="1.2.840.10008.1.2.2",
        title="Explicit VR Big Endian (Retired)",
        codec="native",
        encapsulated=False,
        big_endian=True,
        writable=False,
    ),
    Syntax(
        name="jpeg-lossless",
        uid="1.2.840.10008.1.2.4.57",
        title="JPEG Lossless, Non-Hierarchical (Process 14)",
        codec="jpeg",
        writable=False,
    ),
    Syntax(
        name="jpeg-lossless-sv1",
        uid="1.2.840.10008.1.2.4.70",
        title="JPEG Lossless, Non-Hierarchical, First-Order Prediction",
        codec="jpeg",
        writable=False,
    ),
    Syntax(
        name="jpegls-near-lossless",
        uid="1.2.840.10008.1.2.4.81",
        title="JPEG-LS Lossy (Near-Lossless) Image Compression",
        codec="jpegls",
        writable=False,
    ),
    Syntax(
        name="jpeg2000-lossy",
        uid="1.2.840.10008.1.2.4.91",
        title="JPEG 2000 Image Compression",
        codec="jpeg2000",
        writable=False,
    ),
    Syntax(
        name="htj2k-rpcl",
        uid="1.2.840.10008.1.2.4.202",
        title="High-Throughput JPEG 2000 with RPCL Options Image Compression (Lossless Only)",
        codec="htj2k",
        writable=False,
    ),
    Syntax(
        name="htj2k-lossy",
        uid="1.2.840.10008.1.2.4.203",
        title="High-Throughput JPEG 2000 Image Compression",
        codec="htj2k",
        writable=False,
    ),
)

_BY_NAME = {syntax.name: syntax for syntax in SYNTAXES}
_BY_UID = {syntax.uid: syntax for syntax in SYNTAXES}


def by_name(name: str) -> Syntax:
    """Return the syntax with this short name.

    Raises:
        UnsupportedError: no such name; the message lists those that can be written.
    """
    if name not in _BY_NAME:
        names = ", ".join(syntax.name for syntax in SYNTAXES if syntax.writable)
        raise UnsupportedError(
            f"transfer syntax {name!r} is not known; choose one of: {names}",
            code="frames.transfer-syntax",
        )
    return _BY_NAME[name]


def by_uid(uid: str) -> Syntax:
    """Return the syntax with this Transfer Syntax UID.

    Raises:
        UnsupportedError: refseg does not know it; the message lists the names it knows.
    """
    if uid not in _BY_UID:
        names = ", ".join(syntax.name for syntax in SYNTAXES)
        raise UnsupportedError(
            f"Transfer Syntax UID {uid!r} is not known to refseg, which reads: {names};"
            " transcode the file to one of them",
            code="frames.transfer-syntax",
        )
    return _BY_UID[uid]
