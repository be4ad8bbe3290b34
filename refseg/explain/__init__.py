"""``refseg explain``: a DICOM file from its first byte, in plain words.

For people who have never seen DICOM, and for those who look for the byte that is wrong. It never
refuses a file for its faults: it explains as far as the bytes make sense.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pydicom.dataset import FileMetaDataset

from refseg.explain.describe import Describer
from refseg.explain.frames import FrameDescriber
from refseg.explain.meanings import uid_name
from refseg.explain.render import Line, render_json, render_text
from refseg.explain.walker import PIXEL_DATA, Walk, walk
from refseg.part10.filereader import PathLike, not_dicom
from refseg.support.guard import guarded
from refseg.support.quiet import heard
from refseg.support.stored import Bytes, StoredFile

__all__ = ["Line", "explain", "render_json", "render_text"]

_PREAMBLE: Final = 128
_HOW_TO_READ: Final = (
    "How to read it: a DICOM file is a row of elements. Each begins with a tag of four bytes "
    "(group and element, low byte first), which says what it is. Two letters, the VR, say how its "
    "value is written; then comes the length of the value, then the value. Clauses of the "
    "standard stand in brackets."
)


@guarded
def explain(path: PathLike, *, patient: bool = False, shown: int = 3) -> list[Line]:
    """Explain a DICOM file, byte by byte.

    Args:
        path: the file.
        patient: show what may identify the patient: group 0010, names of persons, a few numbers
            such as Accession Number, and attributes outside the tables of the IOD.
        shown: so many items of a sequence, fragments and frames are explained, the others counted.

    Raises:
        FileError: the file cannot be read, or is not DICOM.
    """
    path = Path(path)
    stored = StoredFile.open(path)
    try:
        view = stored.part(0)
        if bytes(view[_PREAMBLE : _PREAMBLE + 4]) != b"DICM":
            raise not_dicom(path, len(stored))
        with heard():  # odd values are judged by `check`
            return list(_lines(view, walk(view, shown), patient, shown))
    finally:
        stored.close()


def _lines(data: Bytes, found: Walk, patient: bool, shown: int) -> Iterator[Line]:
    yield Line(kind="heading", offset=None, value=_HOW_TO_READ)
    yield from _prefix(data)
    meta = Describer(found.meta, patient=patient, is_meta=True)
    yield Line(kind="heading", offset=None, value="File meta information: about the file itself.")
    yield from meta.lines()
    if found.dataset.nodes or found.deflated is not None:
        yield Line(kind="heading", offset=found.deflated, value=_encoding_words(found))
    describer = Describer(found.dataset, patient=patient)
    describer.root.file_meta = FileMetaDataset(meta.root)
    pixels = {node.start: node for node in found.dataset.nodes if node.tag == PIXEL_DATA}
    for line in describer.lines():
        yield line
        if line.depth == 0 and line.offset in pixels:
            yield from FrameDescriber(describer, found, pixels[line.offset], shown).lines()
    yield _end(found)


def _prefix(data: Bytes) -> Iterator[Line]:
    blank = not any(data[:_PREAMBLE])
    used = "Not zero: another kind of file may be hidden here (TIFF, for example)."
    yield Line(
        kind="preamble",
        offset=0,
        data=" ".join(["00"] * 16) if blank else "",
        size=_PREAMBLE,
        value="preamble: 128 bytes",
        meaning="All zero: not used." if blank else used,
        clause="PS3.10 7.1",
    )
    yield Line(
        kind="preamble",
        offset=_PREAMBLE,
        data="44 49 43 4D",
        size=4,
        value="the letters DICM",
        meaning="These four letters identify a DICOM file.",
        clause="PS3.10 7.1",
    )


def _encoding_words(found: Walk) -> str:
    name = uid_name(found.syntax_uid) or found.syntax_uid or "an unnamed transfer syntax"
    words = f"The data set, written in {name}."
    if found.syntax is None:
        words += " This transfer syntax is not known here; Explicit VR Little Endian is assumed."
    elif not found.syntax.explicit:
        words += " The VR is not written: it comes from the dictionary (PS3.6)."
    elif found.syntax.big_endian:
        words += " The high byte of a number comes first from here on."
    if found.deflated is not None:
        packed, size = found.size - found.deflated, len(found.dataset.data)
        words += (
            f" The last {packed} bytes of the file are one Deflate stream (PS3.5 A.5). Offsets and "
            f"bytes below are those of the {size} bytes that it inflates to."
        )
    return words


def _end(found: Walk) -> Line:
    if found.stop is None:
        return Line(kind="heading", offset=None, value="The end: every byte is explained.")
    offset, reason = found.stop.offset, f"{found.stop.reason}."
    return Line(kind="stop", offset=offset, value="Here the explanation stops:", meaning=reason)
