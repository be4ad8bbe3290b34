"""What a user holds: labels, where they lie, what the numbers mean, which one is background."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import InitVar, dataclass, field, replace
from functools import partial
from pathlib import PurePath
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pydicom.dataset import Dataset

from refseg.model import accepting
from refseg.model.color import RGB
from refseg.model.geometry import Geometry
from refseg.model.tiling import Tiling, same_places
from refseg.model.values import numbers_table, undescribed
from refseg.support.errors import InputError
from refseg.support.note import Note
from refseg.support.words import listed

Labels = NDArray[np.uint8] | NDArray[np.uint16]

MAX_SEGMENT_NUMBER: Final = 65535  # Segment Number is US, Bits Allocated at most 16 (LM-PIX-006)


@dataclass(frozen=True)
class Code:
    """A coded concept (PS3.3 Table 8.8-1).

    ``modifiers`` are the codes that DICOM nests inside the item of a property type, an anatomic
    region or a primary anatomic structure (laterality, for example). ``more`` are further
    attributes of the item by keyword (Context Identifier, Equivalent Code Sequence ...), kept as
    they were read.
    """

    value: str
    scheme: str
    meaning: str
    version: str | None = None
    modifiers: tuple[Code, ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def same_concept(self) -> tuple[str, str]:
        """What decides whether two codes are the same concept: value and coding scheme."""
        return self.value, self.scheme

    @staticmethod
    def of(given: Any, where: str = "the code") -> Code:
        """A code from what others call one.

        Args:
            given: a Code; a ``Code`` of pydicom, a ``CodedConcept`` of highdicom; an item of a code
                sequence; ``(value, scheme, meaning)``.
            where: what it is, for the message.

        Raises:
            InputError: something else.
        """
        if isinstance(given, Code):
            return given
        if isinstance(given, tuple | list) and not hasattr(given, "scheme_designator"):
            parts: tuple[Any, ...] = tuple(given)
        elif hasattr(given, "scheme_designator"):
            names = ("value", "scheme_designator", "meaning", "scheme_version")
            parts = tuple(getattr(given, name, None) for name in names)
        else:
            get = getattr(given, "get", lambda _: None)
            values = ("CodeValue", "LongCodeValue", "URNCodeValue")
            parts = (
                next((v for v in map(get, values) if v), None),
                get("CodingSchemeDesignator"),
                get("CodeMeaning"),
                get("CodingSchemeVersion"),
            )
        if not 3 <= len(parts) <= 4 or not all(isinstance(p, str) and p for p in parts[:3]):
            word = given if isinstance(given, str) else "liver"
            raise InputError(
                f"{where} is {accepting.shown(given)}; give a Code, for example "
                f"Code('10200004', 'SCT', 'Liver') (refseg codes {word[:30]} finds codes)",
                code="segments.code",
            )
        version = str(parts[3]) if len(parts) == 4 and parts[3] else None
        return Code(str(parts[0]), str(parts[1]), str(parts[2]), version)


_LISTED: Final = 5  # labels in a message
TISSUE: Final = Code("85756007", "SCT", "Tissue")
BACKGROUND: Final = Code("125040", "DCM", "Background")
# CID 7150 has no background category; this member of it is what DCMTK and dcmqi write.
BACKGROUND_CATEGORY: Final = Code("309825002", "SCT", "Spatial and Relational Concept")


@dataclass(frozen=True)
class Segment:
    """One item of Segment Sequence (PS3.3 Table C.8.20-4), known by its Segment Number.

    Attributes:
        number: Segment Number, 0..65535; it is the pixel value in a label map.
        label: Segment Label, 1 to 64 characters.
        category, type: Segmented Property Category and Type; neutral "Tissue" by default.
        color: 8-bit sRGB; None for no recommendation.
        algorithm_type: AUTOMATIC, SEMIAUTOMATIC or MANUAL.
        algorithm_name: one or more names; required unless MANUAL.
        attributes: further attributes of the item, kept as they were read.
    """

    number: int
    label: str
    category: Code = TISSUE
    type: Code = TISSUE
    color: RGB | None = None
    description: str | None = None
    algorithm_type: str = "SEMIAUTOMATIC"
    algorithm_name: str | None = "unspecified"
    anatomic_regions: tuple[Code, ...] = ()
    primary_anatomic_structures: tuple[Code, ...] = ()
    tracking_id: str | None = None
    tracking_uid: str | None = None
    attributes: Dataset = field(default_factory=Dataset, repr=False)

    def __post_init__(self) -> None:
        """Take what is meant in one way, and refuse what no file can hold.

        Raises:
            InputError: Segment Number out of range, a label that is empty or too long, or a value
                of another type.
        """
        if self._as_held():
            return
        where = f"of segment {accepting.shown(self.number)}"
        put = partial(object.__setattr__, self)
        put("number", accepting.whole_number("Segment Number", self.number))
        put("label", accepting.text(f"Segment Label {where}", self.label))
        put("category", Code.of(self.category, f"category {where}"))
        put("type", Code.of(self.type, f"type {where}"))
        put("color", accepting.rgb(f"color {where}", self.color))
        for name in ("anatomic_regions", "primary_anatomic_structures"):
            given = getattr(self, name)
            alone = isinstance(given, Code) or hasattr(given, "scheme_designator")
            found = (given,) if alone else accepting.items(f"{name} {where}", given, Code)
            put(name, tuple(Code.of(code, f"{name} {where}") for code in found))
        if not 0 <= self.number <= MAX_SEGMENT_NUMBER:
            raise InputError(
                f"Segment Number {self.number} is outside 0 to {MAX_SEGMENT_NUMBER}; "
                "renumber the segment",
                code="segments.number-range",
                requirement="LM-DES-002",
            )
        if not self.label.strip() or len(self.label) > 64:
            raise InputError(
                f"Segment Label {self.label[:80]!r} of segment {self.number} has "
                f"{len(self.label)} characters; give it 1 to 64",
                code="segments.label-length",
                requirement="LM-DES-006",
            )

    def _as_held(self) -> bool:
        """True if nothing is to be said of what was given: files have segments by the thousand."""
        return (
            type(self.number) is int
            and 0 <= self.number <= MAX_SEGMENT_NUMBER
            and type(self.label) is str
            and len(self.label) <= 64
            and not self.label.isspace()
            and self.label != ""
            and type(self.category) is type(self.type) is Code
            and (self.color is None or accepting.is_rgb(self.color))
            and self.anatomic_regions == self.primary_anatomic_structures == ()
        )

    @staticmethod
    def background(number: int) -> Segment:
        """The segment that describes background pixels."""
        return Segment(
            number, "Background", BACKGROUND_CATEGORY, BACKGROUND, algorithm_name="unspecified"
        )


@dataclass(frozen=True, eq=False)
class LabelMap:
    """A label map segmentation.

    Attributes:
        labels: (frames, rows, columns) uint8 or uint16; each value is a Segment Number. Other
            integer dtypes are accepted if all values fit.
        geometry: planes of the frames in the patient, or their tiles on a slide; None for images
            without a Frame of Reference.
        segments: in order of Segment Number. If none are given, each value that occurs gets a
            neutral name; if some are given, every value that occurs must be among them.
        background: the Segment Number written as Pixel Padding Value, or None. A background that
            no segment describes gets a segment named Background.
        stored: (frames,) which frames have a frame in the file; the others hold only background.
            None means all.
        attributes: other attributes of the data set (patient, study, equipment ...), written as
            they are.
        frame_items: per-frame functional groups as they were read (columns of
            :mod:`refseg.elements.frametable`), written again while the stored frames stay in place.
        notes: what decode reports.
        values: the values of the stored frames, or those that no segment describes, if they are
            known; else all samples are looked at.

    Raises:
        InputError: labels are not a 3-D integer array with values 0..65535, a value has no
            segment, two segments share a number, or the geometry has another number of frames.
    """

    labels: Labels
    geometry: Geometry | Tiling | None = None
    segments: tuple[Segment, ...] = ()
    background: int | None = None
    stored: NDArray[np.bool_] | None = None
    attributes: Dataset = field(default_factory=Dataset, repr=False)
    frame_items: Any = field(default=None, repr=False)
    notes: tuple[Note, ...] = ()
    values: InitVar[Iterable[int] | None] = None

    def __post_init__(self, values: Iterable[int] | None) -> None:
        """Normalise and check the parts against each other."""
        labels = as_labels(self.labels)
        object.__setattr__(self, "labels", labels)
        object.__setattr__(self, "segments", _as_segments(self.segments))
        object.__setattr__(self, "attributes", accepting.attributes(self.attributes))
        if self.background is not None:
            background = accepting.whole_number("background", self.background)
            object.__setattr__(self, "background", background)
        if not isinstance(self.geometry, Geometry | Tiling | None):
            raise InputError(
                f"geometry is {accepting.shown(self.geometry)}; give a Geometry, for example "
                "Geometry.from_affine(affine), whose affine maps (frame, row, column, 1) to LPS mm",
                code="input.type",
            )
        most = np.iinfo(labels.dtype).max
        if self.background is not None and not 0 <= self.background <= most:
            raise InputError(
                f"background {self.background} cannot occur in labels of dtype {labels.dtype} (0 "
                f"to {most}); choose another background or a wider dtype",
                code="background.range",
                requirement="LM-VAL-009",
            )
        described = _by_number(self.segments, self.background)
        if values is None:
            stored = labels if self.stored is None else labels[self.stored]
            values = undescribed(stored, numbers_table(described)).tolist()
        segments = _complete(described, values, given=bool(self.segments))
        object.__setattr__(self, "segments", segments)
        if self.geometry is not None:
            object.__setattr__(self, "geometry", self.geometry.for_frames(len(labels)))

    @property
    def by_number(self) -> Mapping[int, Segment]:
        """The segments keyed by Segment Number."""
        return {segment.number: segment for segment in self.segments}

    def with_(self, **changes: Any) -> LabelMap:
        """A copy with some attributes replaced."""
        return replace(self, **changes)

    def __eq__(self, other: object) -> bool:
        """Same labels, segments, background and planes; notes and kept attributes do not count."""
        if not isinstance(other, LabelMap):
            return NotImplemented
        return (
            same_places(self.geometry, other.geometry)
            and self.background == other.background
            and self.segments == other.segments
            and self.labels.shape == other.labels.shape
            and bool((self.labels == other.labels).all())
        )

    __hash__ = None  # type: ignore[assignment]


def _as_segments(given: Any) -> tuple[Segment, ...]:
    """Segments from a list, or from a dictionary of names or segments by number.

    Raises:
        InputError: something else.
    """
    if isinstance(given, Mapping):
        pairs = [
            (accepting.whole_number("a key of segments", number), what)
            for number, what in given.items()
        ]
        given = [
            replace(what, number=number) if isinstance(what, Segment) else Segment(number, what)
            for number, what in pairs
        ]
    found = accepting.items("segments", given, Segment)
    for index, segment in enumerate(found):
        if not isinstance(segment, Segment):
            raise InputError(
                f"segments[{index}] is {accepting.shown(segment)}; give Segment(number, label), or "
                "a dictionary such as {7: 'Liver'}",
                code="input.type",
            )
    return found


def as_labels(array: ArrayLike) -> Labels:
    """A C-ordered uint8 or uint16 array of shape (frames, rows, columns).

    uint8 and uint16 arrays are used as they are (no copy if C-ordered); other integers become
    uint8 if all values fit, else uint16.

    Raises:
        InputError: not 3-D, empty, not integers, or a value outside 0..65535.
    """
    if isinstance(array, str | bytes | PurePath):
        raise InputError(
            f"labels are {accepting.shown(str(array))}; read files with refseg.read_labels, or "
            "give an array (frames, rows, columns)",
            code="input.type",
        )
    labels = np.asarray(array)
    if labels.ndim != 3 or 0 in labels.shape:
        raise InputError(
            f"labels have shape {labels.shape}; give a 3-D array (frames, rows, columns) without "
            "empty axes",
            code="input.shape",
        )
    if max(labels.shape[1:]) > 65535:
        raise InputError(
            f"labels have {labels.shape[1]} rows and {labels.shape[2]} columns; a frame has at "
            "most 65535 of each, so tile the image",
            code="input.shape",
            requirement="LM-PIX-011",
        )
    if labels.dtype == bool:
        return np.ascontiguousarray(labels).view(np.uint8)
    if labels.dtype.kind == "f" and (labels == np.rint(labels)).all():
        labels = _whole(labels)
    if labels.dtype.kind not in "iu":
        raise InputError(
            f"labels have dtype {labels.dtype} and are not all whole numbers; convert them to "
            "integers first (labels are never rounded)",
            code="input.dtype",
        )
    if labels.dtype in (np.uint8, np.uint16) and labels.dtype.isnative:
        return np.ascontiguousarray(labels)
    low, high = int(labels.min()), int(labels.max())
    if low < 0 or high > MAX_SEGMENT_NUMBER:
        bad = low if low < 0 else high
        raise InputError(
            f"label {bad} is outside 0 to {MAX_SEGMENT_NUMBER}; renumber it, a label map has at "
            "most 16 bits",
            code="input.label-range",
            requirement="LM-PIX-006",
        )
    return np.ascontiguousarray(labels, dtype=np.uint8 if high <= 255 else np.uint16)


def _whole(labels: NDArray[Any]) -> NDArray[Any]:
    """Integers of floats that are whole; those out of range stay out of range."""
    clipped = np.clip(labels, -1, MAX_SEGMENT_NUMBER + 1)
    return np.asarray(clipped.astype(np.int32))


def _by_number(segments: tuple[Segment, ...], background: int | None) -> dict[int, Segment]:
    """The segments by their numbers, with one for the background."""
    by_number: dict[int, Segment] = {}
    for segment in segments:
        if segment.number in by_number:
            raise InputError(
                f"Segment Number {segment.number} is used twice, by "
                f"{by_number[segment.number].label!r} and {segment.label!r}; make it unique",
                code="segments.duplicate-number",
                requirement="LM-DES-002",
            )
        by_number[segment.number] = segment
    if background is not None and background not in by_number:
        by_number[background] = Segment.background(background)
    return by_number


def _complete(
    by_number: dict[int, Segment], values: Iterable[int], *, given: bool
) -> tuple[Segment, ...]:
    """Check the segments against the values that occur; add neutral names if none were given."""
    missing = [value for value in values if value not in by_number]
    if missing and given:
        raise InputError(
            f"{name_numbers(missing)} in the labels but not in the list of segments; describe "
            "every label (LM-VAL-002)",
            code="pixels.undescribed-value",
            requirement="LM-VAL-002",
        )
    for value in missing:
        by_number[value] = Segment(value, f"Segment {value}")
    return tuple(by_number[number] for number in sorted(by_number))


def name_numbers(numbers: Iterable[int]) -> str:
    """For example ``label 9 occurs`` or ``labels 3, 4, 5, 6, 7 and 12 more occur``."""
    every = list(numbers)
    many = f"labels {listed(every, _LISTED)} occur"
    return many if len(every) != 1 else f"label {every[0]} occurs"
