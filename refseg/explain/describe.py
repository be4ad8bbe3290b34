"""From the places of bytes to what they mean: one line for each element, item and fragment."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from pydicom.datadict import keyword_for_tag
from pydicom.dataelem import DataElement, RawDataElement
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.tag import BaseTag, Tag

from refseg.elements.judge import FRAME_ITEMS
from refseg.elements.vr import ITEM_TAG
from refseg.explain import meanings
from refseg.explain.meanings import Rows, as_text, encodings_of, uid_name
from refseg.explain.render import Kind, Line
from refseg.explain.walker import PIXEL_DATA, Node, Section
from refseg.iod.table import Scope, dictionary_vr, tag_of

SHOWN_BYTES: Final = 16
_READ_BYTES: Final = 1 << 12
_CHARACTER_SET: Final = 0x00080005
# Attributes outside group 0010 that tell who the patient is, or lead to it.
_IDENTIFYING: Final = frozenset(
    tag_of(keyword)
    for keyword in (
        "AccessionNumber AdmissionID InstitutionName InstitutionAddress StationName StudyID "
        "ReferringPhysicianAddress ReferringPhysicianTelephoneNumbers PersonAddress "
        "PersonIdentificationCodeSequence PersonTelephoneNumbers PersonTelecomInformation"
    ).split()
)


def plain(item: Dataset, keyword: str) -> Any:
    """The value of an attribute; None if it is absent or malformed."""
    try:
        return item.get(keyword)
    except Exception:  # pydicom raises many types on malformed values
        return None


class Describer:
    """Describes the nodes of one section."""

    def __init__(self, section: Section, *, patient: bool, is_meta: bool = False) -> None:
        self.section = section
        self.patient = patient
        self.is_meta = is_meta
        stated = (self._read(node) for node in section.nodes if node.tag == _CHARACTER_SET)
        self.encodings = encodings_of(next(stated, b""))
        self.root = self.dataset(section.nodes)
        self.groups = frozenset(self._group_keywords())
        self.kind = str(plain(self.root, "SegmentationType") or "")

    # ------------------------------------------------------------------ lines

    def lines(self) -> Iterator[Line]:
        """The lines of the section; Pixel Data ends with its own header."""
        rows: Rows = {} if self.is_meta else meanings.root_rows()
        yield from self._elements(self.section.nodes, 0, rows, self.root)

    def _elements(
        self, nodes: list[Node], depth: int, rows: Rows, holder: Dataset, secret: bool = False
    ) -> Iterator[Line]:
        for node in nodes:
            if not node.vr:
                yield self.delimiter(node, depth)
                continue
            yield self.element(node, depth, rows, holder, secret)
            if node.children and node.tag != PIXEL_DATA:
                yield from self._items(node, depth + 1, rows, secret)

    def _items(self, parent: Node, depth: int, rows: Rows, secret: bool) -> Iterator[Line]:
        keyword = keyword_for_tag(parent.tag)
        known = rows.get(keyword)
        # What a hidden sequence holds is hidden too: the codes in it may tell of the patient.
        secret = secret or self._hidden(parent, known is not None)
        inner = meanings.item_rows(keyword, None if known is None else known.row.item)
        number = 0
        for node in parent.children:
            if node.tag != ITEM_TAG:
                yield from self.cut(parent, depth)
                yield self.delimiter(node, depth)
                continue
            number += 1
            item = self.dataset(node.children)
            words = self._item_words("" if secret else keyword, number, item)
            yield self.line(node, depth, kind="item", value=f"item {number}", meaning=words)
            yield from self._elements(node.children, depth + 1, inner, item, secret)
        if parent.length is not None:
            yield from self.cut(parent, depth)

    def cut(self, parent: Node, depth: int, what: str = "items") -> Iterator[Line]:
        """The line that stands for what was left out, if anything was."""
        if not parent.hidden:
            return
        begin = parent.hidden_begin
        word = what if parent.hidden != 1 else what[:-1]
        text = f"... {parent.hidden} more {word} alike, up to byte {parent.hidden_end}"
        size = parent.hidden_end - begin
        yield Line(kind="more", offset=begin, size=size, depth=depth, value=text)

    def element(
        self, node: Node, depth: int, rows: Rows, holder: Dataset, secret: bool = False
    ) -> Line:
        """The line of an element."""
        keyword = keyword_for_tag(node.tag)
        known = rows.get(keyword)
        hidden = secret or self._hidden(node, known is not None or self.is_meta)
        size = 0 if node.vr == "SQ" else node.end - node.body
        value = bare = self._value(node)
        if hidden and size:
            value, bare = f"(hidden, {size} bytes; --patient shows it)", ""
        elif node.vr == "UI" and (name := uid_name(value)):
            value = f"{value} ({name})"
        if self.is_meta:
            meaning = meanings.FILE_META.get(keyword, "Part of the file meta information.")
            clause = meanings.FILE_META_CLAUSE
        elif known is None:
            meaning, clause = meanings.unknown_words(node.tag)
        else:
            words = meanings.value_words(keyword, bare, self.kind)
            meaning = " ".join(filter(None, (known.doc, words)))
            scope = Scope(holder, self.root, self.groups)
            clause = f"{known.clause}; {meanings.type_words(known.row, scope)}"
        return self.line(
            node,
            depth,
            value=value,
            meaning=meaning,
            clause=clause,
            keyword=keyword or "(no keyword)",
            data="" if hidden else self.hex(node),
        )

    def delimiter(self, node: Node, depth: int) -> Line:
        """The line of a delimiter."""
        return self.line(
            node, depth, kind="delimiter", meaning=meanings.DELIMITERS.get(node.tag, "")
        )

    def line(self, node: Node, depth: int, *, kind: Kind = "element", **words: Any) -> Line:
        """A line with the facts of a node, and words: value, meaning, clause, keyword, data."""
        container = bool(node.children) or node.vr == "SQ" or kind == "item"
        return Line(
            kind=kind,
            offset=node.start,
            header=self.section.hex(node.start, node.body),
            size=(node.body if container else node.end) - node.start,
            depth=depth,
            tag=f"({node.tag >> 16:04X},{node.tag & 0xFFFF:04X})",
            vr=node.vr,
            length=node.length,
            **words,
        )

    # ------------------------------------------------------------------ values

    def _value(self, node: Node) -> str:
        if node.length is None or node.vr == "SQ":
            return ""
        count = node.end - node.body
        return as_text(self._read(node), node.vr, count, self.section.order, self.encodings)

    def hex(self, node: Node) -> str:
        """The first bytes of a value in hexadecimal."""
        if node.length is None or node.vr == "SQ":
            return ""
        return self.section.hex(node.body, min(node.end, node.body + SHOWN_BYTES))

    def _read(self, node: Node) -> bytes:
        """The first bytes of a value."""
        return bytes(self.section.data[node.body : min(node.end, node.body + _READ_BYTES)])

    def _hidden(self, node: Node, known: bool) -> bool:
        """True for what may tell who the patient is, or holds nobody knows what."""
        if self.patient:
            return False
        person = node.tag >> 16 == 0x0010 or "PN" in (node.vr, dictionary_vr(node.tag))
        return person or node.tag in _IDENTIFYING or not known

    def _item_words(self, holder: str, number: int, item: Dataset) -> str:
        if holder == "PerFrameFunctionalGroupsSequence":
            return f"What is said of frame {number} alone."
        if holder == "SharedFunctionalGroupsSequence":
            return "What is said of all frames."

        def of(keyword: str) -> str:
            value = plain(item, keyword)
            return "?" if value is None else str(value)

        if holder == "SegmentSequence":
            return f"Segment {of('SegmentNumber')}, {of('SegmentLabel')}."
        if holder.endswith("CodeSequence") and "CodeMeaning" in item:
            code, scheme = of("CodeValue"), of("CodingSchemeDesignator")
            return f"The code {code} of {scheme}: {of('CodeMeaning')}."
        return "One entry of the sequence."

    # ------------------------------------------------------------------ for conditions

    def dataset(self, nodes: list[Node]) -> Dataset:
        """The nodes as a pydicom data set, which converts values when they are asked for."""
        made: dict[BaseTag, DataElement | RawDataElement] = {}
        for node in nodes:
            if not node.vr or node.tag == PIXEL_DATA:
                continue
            tag = Tag(node.tag)
            if node.vr == "SQ":
                items = [self.dataset(n.children) for n in node.children if n.tag == ITEM_TAG]
                made[tag] = DataElement(tag, "SQ", Sequence(items))
            elif node.end - node.body <= _READ_BYTES * 256:
                value = bytes(self.section.data[node.body : node.end])
                made[tag] = RawDataElement(
                    tag, node.vr, len(value), value, node.body, False, self.section.little
                )
        return Dataset(made)

    def _group_keywords(self) -> Iterator[str]:
        """Keywords of the functional groups in use, as far as items are noted."""
        for holder in FRAME_ITEMS:
            found = plain(self.root, holder)
            for item in found if isinstance(found, Sequence) else ():
                yield from (keyword_for_tag(tag) for tag in item.keys())  # noqa: SIM118
