"""What is judged: a data set, its frames as columns, its pixels seen once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from pydicom.datadict import keyword_for_tag
from pydicom.dataset import Dataset
from pydicom.filereader import read_dataset

from refseg.check.reading import integer, items, text
from refseg.check.scan import PixelScan, scan_pixels
from refseg.elements.charset import with_defined_character_set
from refseg.elements.frametable import FrameTable, Group, Leaf, Path
from refseg.elements.groups import FunctionalGroups
from refseg.frames import TransferSyntax, known
from refseg.iod import SEGMENTATION_TYPES
from refseg.iod.table import Scope, tag_of
from refseg.support.errors import RefsegError
from refseg.support.quiet import heard

SHARED: Final = "SharedFunctionalGroupsSequence"
PER_FRAME: Final = "PerFrameFunctionalGroupsSequence"
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class SegmentItem:
    """One item of Segment Sequence."""

    path: str
    number: int | None
    item: Dataset


@dataclass(frozen=True)
class FileBytes:
    """The first bytes of a file, up to the end of group 0002, and the size of the file.

    ``prefixed`` is False for a file without preamble and DICM. ``disorder`` is the byte offset of
    the first element whose tag does not ascend, with its tag; nothing behind it was read.
    """

    head: bytes
    size: int
    prefixed: bool = True
    disorder: tuple[int, int] | None = None


class Subject:
    """A data set under judgement; everything that several rules need is worked out once."""

    def __init__(self, dataset: Dataset, file: FileBytes | None = None) -> None:
        """Take a data set as pydicom reads it, and the bytes it came from, if known."""
        self.dataset, self.undefined_character_sets = with_defined_character_set(dataset)
        self.file = file

    @cached_property
    def meta(self) -> Dataset:
        """The file meta information; empty if there is none."""
        return getattr(self.dataset, "file_meta", None) or Dataset()

    @cached_property
    def sop_class(self) -> str:
        """SOP Class UID."""
        return text(self.dataset, "SOPClassUID")

    @cached_property
    def is_other_object(self) -> bool:
        """True for an object of another SOP Class that has nothing of a segmentation."""
        stated = self.sop_class or text(self.meta, "MediaStorageSOPClassUID")
        has_own = "SegmentationType" in self.dataset or "SegmentSequence" in self.dataset
        return bool(stated) and stated not in SEGMENTATION_TYPES and not has_own

    @cached_property
    def type(self) -> str:
        """Segmentation Type; that of the SOP Class where the data set states none."""
        stated = text(self.dataset, "SegmentationType")
        if stated in {"BINARY", "FRACTIONAL", "LABELMAP"}:
            return stated
        types = SEGMENTATION_TYPES.get(self.sop_class, ())
        return types[0] if len(types) == 1 else ""

    @property
    def is_label_map(self) -> bool:
        """True for LABELMAP."""
        return self.type == "LABELMAP"

    @property
    def is_classic(self) -> bool:
        """True for BINARY and FRACTIONAL."""
        return self.type in {"BINARY", "FRACTIONAL"}

    @cached_property
    def palette(self) -> bool:
        """True if Photometric Interpretation is PALETTE COLOR."""
        return text(self.dataset, "PhotometricInterpretation") == "PALETTE COLOR"

    @cached_property
    def organization(self) -> str:
        """Dimension Organization Type."""
        return text(self.dataset, "DimensionOrganizationType")

    @cached_property
    def syntax_uid(self) -> str:
        """Transfer Syntax UID."""
        return text(self.meta, "TransferSyntaxUID")

    @cached_property
    def syntax(self) -> TransferSyntax | None:
        """The transfer syntax, if it is known."""
        return known(self.syntax_uid)

    # ------------------------------------------------------------------ segments

    @cached_property
    def segments(self) -> list[SegmentItem]:
        """The items of Segment Sequence."""
        return [
            SegmentItem(f"SegmentSequence[{index}]", integer(item, "SegmentNumber"), item)
            for index, item in enumerate(items(self.dataset, "SegmentSequence"))
        ]

    @cached_property
    def segment_numbers(self) -> frozenset[int]:
        """The Segment Numbers that are described."""
        return frozenset(s.number for s in self.segments if s.number is not None)

    @cached_property
    def background(self) -> int | None:
        """Pixel Padding Value."""
        return integer(self.dataset, "PixelPaddingValue")

    # ------------------------------------------------------------------ pixels

    @cached_property
    def allowed_values(self) -> NDArray[np.bool_]:
        """(65536,) which pixel values may occur: described, or up to the fractional maximum."""
        values = np.arange(65536)
        if self.type == "LABELMAP":
            return np.isin(values, list(self.segment_numbers))
        most = integer(self.dataset, "MaximumFractionalValue")
        if self.type == "FRACTIONAL" and most is not None and most >= 0:
            return values <= most
        return values < (2 if self.type == "BINARY" else 65536)

    @cached_property
    def pixels(self) -> PixelScan:
        """What the pixels hold, from one pass over all frames."""
        return scan_pixels(self.dataset, self.syntax, self.allowed_values)

    # ------------------------------------------------------------------ functional groups

    @cached_property
    def shared(self) -> Dataset:
        """The shared item; empty if there is none."""
        return next(iter(items(self.dataset, SHARED)), Dataset())

    @cached_property
    def table(self) -> FrameTable | None:
        """The per-frame items as columns; None if there are none or they cannot be parsed."""
        try:
            table = FrameTable.from_dataset(self.dataset)
        except RefsegError:
            return None
        return table if table is not None and table.frames else None

    @cached_property
    def frames(self) -> int:
        """Number of per-frame items; 1, standing for all frames, if there are none."""
        return 1 if self.table is None else self.table.frames

    @cached_property
    def functional_groups(self) -> FunctionalGroups:
        """Shared and per-frame groups together."""
        return FunctionalGroups(self.frames, self.shared, self.table)

    @cached_property
    def shared_groups(self) -> frozenset[int]:
        """Tags of the groups in the shared item."""
        return frozenset(int(tag) for tag in self.shared.keys())  # noqa: SIM118 - does not parse

    @cached_property
    def frame_groups(self) -> frozenset[int]:
        """Tags of the groups in at least one per-frame item."""
        groups = () if self.table is None else self.table.groups
        return frozenset(path[0] for group in groups for path in group.leaves)

    @cached_property
    def samples(self) -> list[Sample]:
        """A per-frame item of each kind."""
        return sample_items(self.table, self.dataset._character_set) if self.table else []

    def uses(self, keyword: str) -> bool:
        """True if a functional group is in use, shared or in any frame."""
        return tag_of(keyword) in self.shared_groups | self.frame_groups

    @cached_property
    def group_keywords(self) -> frozenset[str]:
        """Keywords of the functional groups in use."""
        return frozenset(keyword_for_tag(tag) for tag in self.shared_groups | self.frame_groups)

    @property
    def scope(self) -> Scope:
        """What conditions of modules and groups may look at."""
        return Scope(self.dataset, self.dataset, self.group_keywords)

    def column(self, group: str, keyword: str, count: int) -> Floats | None:
        """(frames, count) numbers of an attribute of a group, NaN where absent.

        None if it is nowhere, or if some value is malformed (which the tables report).
        """
        try:
            return self.functional_groups.numbers(group, keyword, count)
        except RefsegError:
            return None

    def place(self, group: str, keyword: str, frame: int) -> str:
        """The DICOM path of an attribute of a group for a frame, wherever it stands."""
        if self.table is not None and self.table.has(tag_of(group), 0, tag_of(keyword))[frame]:
            return f"{PER_FRAME}[{frame}].{group}[0].{keyword}"
        return f"{SHARED}[0].{group}[0].{keyword}"

    # ------------------------------------------------------------------ dimensions

    @cached_property
    def dimensions(self) -> list[Dataset]:
        """The items of Dimension Index Sequence."""
        return items(self.dataset, "DimensionIndexSequence")

    @cached_property
    def pointers(self) -> list[int | None]:
        """Dimension Index Pointer of each dimension."""
        return [integer(item, "DimensionIndexPointer") for item in self.dimensions]

    @property
    def tiled_without_items(self) -> bool:
        """True for TILED_FULL without per-frame items: the order of the frames places them."""
        return self.organization == "TILED_FULL" and PER_FRAME not in self.dataset

    @cached_property
    def index_values(self) -> Floats | None:
        """(frames, dimensions) Dimension Index Values, NaN where absent."""
        if not self.dimensions or self.table is None:
            return None
        return self.column("FrameContentSequence", "DimensionIndexValues", len(self.dimensions))

    @cached_property
    def segment_of_frame(self) -> NDArray[np.intp] | None:
        """(frames,) Referenced Segment Number of each frame, -1 where absent."""
        found = self.column("SegmentIdentificationSequence", "ReferencedSegmentNumber", 1)
        return None if found is None else np.nan_to_num(found[:, 0], nan=-1).astype(np.intp)

    @cached_property
    def group_holders(self) -> list[tuple[str, Dataset]]:
        """The shared item and the sample frames, with their paths."""
        frames = ((f"{PER_FRAME}[{sample.frame}]", sample.item) for sample in self.samples)
        return [(f"{SHARED}[0]", self.shared), *frames]

    def group_items(self, group: str) -> Iterator[tuple[str, Dataset]]:
        """Path and item of a functional group in the shared item and in sample frames."""
        for path, item in self.group_holders:
            for index, found in enumerate(items(item, group)):
                yield f"{path}.{group}[{index}]", found


# ------------------------------------------------------------------ sample frames
#
# One per-frame item for each kind of item, so that 20,000 frames are few. Items are of one kind if
# they hold the same attributes, with or without a value, and equal coded values (CS, SH: codes and
# flags, on which conditions depend). Other values are judged as columns.

_CODED: Final = frozenset({"CS", "SH"})
# A file with more kinds of items than this is broken or hostile; the rest is judged as columns.
MAX_SAMPLES: Final = 256


@dataclass(frozen=True)
class Sample:
    """An item that stands for all frames of its kind; ``frame`` is the first of them."""

    frame: int
    item: Dataset


def sample_items(table: FrameTable, charset: Any) -> list[Sample]:
    """One item for each kind of per-frame item."""
    kinds: dict[Any, int] = {}
    for group in table.groups:
        structure = tuple((path, leaf.vr, leaf.length > 0) for path, leaf in group.leaves.items())
        coded, inverse = _coded_values(group)
        for first in np.unique(inverse, return_index=True)[1]:
            kind = structure, coded[inverse[first]].tobytes().replace(b" ", b"")
            frame = int(group.frames[first])
            kinds[kind] = min(frame, kinds.get(kind, frame))
    samples = []
    for frame in sorted(kinds.values())[:MAX_SAMPLES]:
        content = BytesIO(table.items([frame])[8:])  # without the item's tag and length
        with heard():  # odd values are judged, not warned about
            item = read_dataset(content, table.implicit, True, parent_encoding=charset or "iso8859")
        samples.append(Sample(frame, item))
    return samples


def _coded_values(group: Group) -> tuple[NDArray[np.uint8], NDArray[np.intp]]:
    """The distinct rows of coded values, and which of them each frame has."""
    leaves = [leaf for leaf in group.leaves.values() if leaf.vr in _CODED and leaf.length]
    if not leaves:
        return np.zeros((1, 1), np.uint8), np.zeros(len(group.rows), np.intp)
    cells = np.concatenate([group.rows[:, s.start : s.start + s.length] for s in leaves], axis=1)
    if (cells == cells[0]).all():
        return cells[:1], np.zeros(len(cells), np.intp)
    distinct, inverse = np.unique(cells, axis=0, return_inverse=True)
    return distinct, inverse.ravel()


def distinct_values(table: FrameTable) -> Iterator[tuple[Path, Leaf, int, bytes]]:
    """Every distinct value of every attribute: its path, place in the item, first frame, bytes."""
    for group in table.groups:
        for path, leaf in group.leaves.items():
            if leaf.vr == "SQ" or not leaf.length:
                continue
            cells = group.rows[:, leaf.start : leaf.start + leaf.length]
            if (cells == cells[0]).all():
                yield path, leaf, int(group.frames[0]), cells[0].tobytes()
                continue
            flat = np.ascontiguousarray(cells).view(f"V{leaf.length}").ravel()
            _, firsts = np.unique(flat, return_index=True)
            for first in firsts:
                yield path, leaf, int(group.frames[first]), cells[first].tobytes()
