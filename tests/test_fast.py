"""Plain functions and the optimisations that replace them: same results, notes and errors.

Each pair of ``refseg.fast.TWINS`` has a comparison in ``COMPARED``: a strategy for arguments, and
how the function is called with them. Whatever both return, report or raise has to be the same.
"""

from __future__ import annotations

import ast
import inspect
import os
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any
from unittest import mock

import numpy as np
import pytest
import rle_oracle
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydicom.dataelem import RawDataElement
from pydicom.dataset import Dataset
from pydicom.filereader import read_dataset
from pydicom.tag import Tag

import refseg
from refseg.codec.segments import segment_items
from refseg.elements.binder import to_dataset
from refseg.elements.items import encoded, frame_items, per_frame, where, written
from refseg.fast import TWINS
from refseg.frames import Layout, encapsulation, fragments, rle
from refseg.frames.grouping import Grouped
from refseg.iod.equipment import EnhancedGeneralEquipmentModule, GeneralEquipmentModule
from refseg.iod.functional_groups import (
    DerivationImageMacro,
    DerivationImageSequenceItem,
    FrameContentMacro,
    FrameContentSequenceItem,
    PixelMeasuresMacro,
    PixelMeasuresSequenceItem,
    PlanePositionMacro,
    PlanePositionSequenceItem,
    SourceImageSequenceItem,
)
from refseg.iod.multiframe import DimensionIndexSequenceItem, MultiFrameFunctionalGroupsModule
from refseg.iod.series import GeneralSeriesModule
from refseg.iod.table import attributes_of
from refseg.model import values
from refseg.model.labelmap import Segment
from refseg.support import pieces
from refseg.support.errors import DatasetError, RefsegError
from refseg.support.note import Note, Report
from refseg.support.replaceable import PLAIN, plainly, resolve
from refseg.support.stored import StoredFile

ROOT = Path(__file__).parent.parent
GOLDEN = sorted((ROOT / "conformance" / "cases").glob("*/*/input.dcm"))
PARTS = 12  # the golden files are compared in so many tests

Call = Callable[[Callable[..., Any], Any, Report], Any]


class Told(list[Note]):
    """A list of notes that tells each of them to a report."""

    def __init__(self, report: Report) -> None:
        self.append = report  # type: ignore[method-assign]


def outcome(call: Callable[[], Any]) -> Any:
    """What is returned, or raised, as values that can be compared."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # as the guard around both does
            return told(call())
    except RefsegError as error:
        return type(error), str(error), error.code, error.requirement, error.path, error.offset
    except Exception as error:  # both ways leave it to the guard around them
        return type(error)


def told(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return value.shape, value.dtype.str, value.tobytes()
    if isinstance(value, memoryview):
        return bytes(value)
    if isinstance(value, (Iterator, Grouped, list, tuple)):
        return [told(part) for part in value]
    return value


# ------------------------------------------------------------------------------ arguments


@st.composite
def frames_with_runs(draw: Any) -> Any:
    """(frames, rows, columns) with runs around the lengths at which packets are split."""
    kind, most = draw(st.sampled_from([(np.uint8, 255), (np.uint16, 65535)]))
    shape = draw(st.tuples(st.integers(1, 4), st.integers(1, 9), st.integers(1, 300)))
    values = np.array(draw(st.lists(st.integers(0, most), min_size=1, max_size=4)), kind)
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    size = int(np.prod(shape))
    lengths = random.geometric(1 / draw(st.sampled_from([1, 2, 3, 20, 127, 129, 400])), size)
    frames = np.repeat(random.choice(values, size), lengths)[:size].reshape(shape)
    if draw(st.booleans()):
        frames[:, 1:] = frames[:, :1]  # rows that repeat the one above
    return frames


@st.composite
def rle_streams(draw: Any) -> tuple[Any, ...]:
    """Fragments, sound ones and others, their numbers and their layout."""
    frames = draw(frames_with_runs())
    streams = [bytes(stream) for stream in rle.encode(frames)]
    at = draw(st.integers(0, len(streams) - 1))
    fault = draw(
        st.sampled_from(["none", "changed", "packets", "cut off", "rows joined", "surplus"])
    )
    if fault == "changed":
        changed = bytearray(streams[at])
        place = draw(st.integers(0, len(changed) - 1))
        changed[place : place + draw(st.integers(0, 2))] = draw(st.binary(max_size=2))
        streams[at] = bytes(changed)
    elif fault == "packets":
        parts = [draw(st.binary(min_size=1, max_size=40)) for _ in range(frames.itemsize)]
        streams[at] = rle_oracle.frame_of(*parts)
    elif fault == "cut off":
        streams[at] = streams[at][: draw(st.integers(0, len(streams[at])))]
    elif fault == "surplus":
        streams[at] += bytes(draw(st.integers(1, 3)))
    elif fault == "rows joined":
        streams[at] = bytes(*rle.encode(frames[at].reshape(1, 1, -1)))
    count, rows, columns = frames.shape
    bits = 8 * frames.itemsize
    layout = Layout(rows=rows, columns=columns, frames=count, bits_allocated=bits)
    return [memoryview(stream) for stream in streams], range(count), layout


@st.composite
def items(draw: Any) -> tuple[Any, ...]:
    """Items of Pixel Data, with and without a right table, and what else is known of them."""
    streams = draw(st.lists(st.binary(min_size=1, max_size=9), min_size=1, max_size=6))
    data = bytearray(encapsulation.encapsulate(streams).value)
    data += draw(st.sampled_from([b"", b"\xfe\xff\xdd\xe0\0\0\0\0", b"\xfe\xff\xdd\xe0\0\0\0\0ab"]))
    table = fragments.read_table(memoryview(data), len(streams), None, None, lambda _: None)
    if draw(st.booleans()):
        table = fragments.OffsetTable(table.begin)
    for _ in range(draw(st.integers(0, 2))):
        place = draw(st.integers(table.begin, len(data) - 1))
        data[place] = draw(st.sampled_from([0, 1, 4, 0xFE, 0xE0]))
    frames = len(streams) if table.offsets is not None else draw(st.integers(1, 7))
    marker = draw(st.sampled_from([b"", streams[0][:1]]))
    return memoryview(data), table, frames, marker, draw(st.booleans())


@st.composite
def functional_groups(draw: Any) -> tuple[Any, ...]:
    """Macros of some frames, whose values differ or not, and which some frames may lack."""
    frames = draw(st.integers(1, 6))
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    positions = random.normal(scale=draw(st.sampled_from([1e-7, 1.0, 300.0])), size=(frames, 3))
    index = random.integers(1, draw(st.sampled_from([3, 2**32 - 1])), (frames, 2))
    images = SourceImageSequenceItem(
        ReferencedSOPClassUID=draw(st.sampled_from(["1.2", "not a UID"])),
        ReferencedSOPInstanceUID=per_frame([f"2.25.{10**k}" for k in range(frames)]),
        ReferencedFrameNumber=draw(st.sampled_from([None, per_frame(np.arange(frames) + 1)])),
        SpatialLocationsPreserved=per_frame(random.choice(["YES", "NO"], frames)),
    )
    item = DerivationImageSequenceItem(SourceImageSequence=(images,))
    present = random.random(frames) < draw(st.sampled_from([0.0, 0.5, 1.0]))
    groups = (
        FrameContentMacro(
            FrameContentSequence=(FrameContentSequenceItem(DimensionIndexValues=per_frame(index)),)
        ),
        PlanePositionMacro(
            PlanePositionSequence=(
                PlanePositionSequenceItem(ImagePositionPatient=per_frame(positions)),
            )
        ),
        DerivationImageMacro(DerivationImageSequence=where(present, item)),
    )
    return draw(st.permutations(groups)), frames, draw(st.booleans())


def in_bytes(items: Any, implicit: bool) -> bytes:
    return encoded(items, implicit=implicit).value


WORDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=70).filter(str.strip)
SEGMENTS = st.lists(
    st.builds(
        Segment,
        number=st.integers(0, 65535),
        label=WORDS,
        description=st.none() | WORDS,
        color=st.none() | st.tuples(*[st.integers(0, 255)] * 3),
        tracking_id=st.none() | WORDS,
        tracking_uid=st.none() | st.sampled_from(["1.2.3", "5", "01.2"]),
    ),
    min_size=1,
    max_size=4,
).map(tuple)


@st.composite
def segment_sequences(draw: Any) -> tuple[bytes, bool]:
    """Segment Sequence as it comes from a file, sound or with a byte changed."""
    implicit = draw(st.booleans())
    segments = tuple(
        Segment(number, label, color=(1, 2, 3))
        for number, label in enumerate(["a", "Łódź", "bc", "d"])
    )
    items = inspect.unwrap(segment_items)(segments, with_color=True, implicit=implicit)
    value = bytearray(in_bytes(items, implicit))
    for _ in range(draw(st.integers(0, 2))):
        value[draw(st.integers(0, len(value) - 1))] = draw(st.sampled_from([0, 1, 32, 92, 65, 255]))
    return bytes(value), implicit


def with_segments(value: bytes, implicit: bool) -> Dataset:
    dataset = Dataset()
    dataset.SpecificCharacterSet = "ISO_IR 192"
    dataset.set_original_encoding(implicit, True, ["utf8"])
    tag = Tag("SegmentSequence")
    dataset[tag] = RawDataElement(tag, "SQ", len(value), value, 0, implicit, True)
    return dataset


def each_item(groups: Any) -> Any:
    """Where values stand in each item, and its bytes, in the order of the frames."""
    found = [
        (int(frame), {path: vars(leaf) for path, leaf in group.leaves.items()}, row.tobytes())
        for group in groups
        for frame, row in zip(group.frames, group.rows, strict=True)
    ]
    return sorted(found, key=lambda item: item[0])


@st.composite
def item_values(draw: Any) -> tuple[bytes, bool]:
    groups, frames, implicit = draw(functional_groups())
    try:
        value = bytearray(
            in_bytes(inspect.unwrap(frame_items)(groups, frames, implicit=implicit), implicit)
        )
    except RefsegError:
        value = bytearray()
    for _ in range(draw(st.integers(0, 2)) if value else 0):
        value[draw(st.integers(0, len(value) - 1))] = draw(st.sampled_from([0, 1, 4, 0xFF]))
    return bytes(value), implicit


ODD_TEXTS = WORDS | st.sampled_from(
    ["", " ", "A", "a\\b", "20240230", "2024", "1200", "126060", "1.2", "1.02", "\t", "\ufffd"]
)


@st.composite
def tables(draw: Any) -> Any:
    """Instances of tables with all VRs that are written as bytes, legal values and others."""
    integer = st.integers(-1, 2**16) | st.sampled_from([2**31, 2**32, True])
    number = st.floats(width=64) | integer
    kind, values = draw(
        st.sampled_from(
            [
                (GeneralSeriesModule, {"Modality": ODD_TEXTS, "SeriesInstanceUID": ODD_TEXTS}),
                (
                    MultiFrameFunctionalGroupsModule,
                    {
                        "ContentDate": ODD_TEXTS | st.from_regex(r"[12]\d{7}", fullmatch=True),
                        "ContentTime": ODD_TEXTS | st.from_regex(r"\d{6}\.\d", fullmatch=True),
                        "InstanceNumber": integer,
                        "NumberOfFrames": integer,
                        "SharedFunctionalGroupsSequence": st.builds(Dataset).map(lambda i: (i,)),
                    },
                ),
                (
                    DimensionIndexSequenceItem,
                    {
                        "DimensionOrganizationUID": ODD_TEXTS,
                        "DimensionIndexPointer": integer,
                        "DimensionDescriptionLabel": st.none() | ODD_TEXTS,
                    },
                ),
                (
                    PixelMeasuresMacro,
                    {
                        "PixelMeasuresSequence": st.lists(
                            st.builds(
                                PixelMeasuresSequenceItem,
                                SliceThickness=number,
                                PixelSpacing=st.lists(number, max_size=3).map(tuple),
                            ),
                            max_size=2,
                        ).map(tuple)
                    },
                ),
                (EnhancedGeneralEquipmentModule, dict.fromkeys(_EQUIPMENT, ODD_TEXTS)),
                (GeneralEquipmentModule, {"PixelPaddingValue": st.none() | integer}),
            ]
        )
    )
    return kind(**{keyword: draw(value) for keyword, value in values.items()})


_EQUIPMENT = ("Manufacturer", "ManufacturerModelName", "DeviceSerialNumber", "SoftwareVersions")


def as_pydicom_has_it(dataset: Dataset) -> Any:
    """Every element with its value, and the bytes that pydicom writes of it."""
    written = [in_bytes((dataset,), implicit) for implicit in (False, True)]
    return written, [
        (
            int(element.tag),
            element.VR,
            [as_pydicom_has_it(item) for item in element.value]
            if element.VR == "SQ"
            else element.value,
        )
        for element in dataset
    ]


@st.composite
def tables_in_data_sets(draw: Any) -> tuple[Dataset, list[int], bool, Any]:
    """Elements that stand beside each other, some as bytes, some as values."""
    dataset, ready = Dataset(), st.booleans()
    for table in draw(st.lists(tables(), max_size=3)):
        try:
            (to_dataset if draw(ready) else inspect.unwrap(to_dataset))(table, into=dataset)
        except RefsegError:
            continue
    if draw(ready):
        dataset.PatientName = draw(st.sampled_from(["A^B", "Ä"]))
        dataset.ImageComments = draw(st.sampled_from(["a", "ä", "a\\b", " ", ""]))
    charset = draw(st.sampled_from([("utf8",), ("latin_1",)]))
    return dataset, sorted(map(int, dataset.keys())), draw(ready), charset


@st.composite
def frames_and_numbers(draw: Any) -> Any:
    """Frames, and a table of numbers, most often without a gap up to somewhere."""
    frames = draw(frames_with_runs())
    present = np.unique(frames).tolist()
    numbers = [*range(draw(st.sampled_from([0, *present, *(n + 1 for n in present)])))]
    return frames, values.numbers_table(numbers + draw(st.lists(st.sampled_from(present))))


@st.composite
def data_sets_of_bytes(draw: Any) -> tuple[type, list[Any], frozenset[str]]:
    """The elements of a table as a file has them, some with another value; what is not read."""
    table, implicit = draw(tables()), draw(st.booleans())
    try:
        content = written(inspect.unwrap(to_dataset)(table), implicit=implicit)
    except RefsegError:
        content = b""
    keywords = [row.keyword for row in attributes_of(type(table))]
    leave = draw(st.frozensets(st.sampled_from(keywords), max_size=3))
    others = st.binary(max_size=6) | st.sampled_from([b"A\\B ", b"Ab ", b"  ", b"", b"\1\0"])
    elements: list[Any] = []
    for element in read_dataset(BytesIO(content), implicit, True).elements():
        if isinstance(element, RawDataElement) and not draw(st.integers(0, 3)):
            value = draw(others)
            element = element._replace(value=value, length=len(value))
        if draw(st.integers(0, 9)):
            elements.append(element)
    return type(table), elements, leave


@st.composite
def shared_groups(draw: Any) -> tuple[bytes, bool, str, int]:
    """The value of a Pixel Measures Sequence, sound or with some bytes changed; what is asked."""
    number, implicit = st.floats(allow_nan=False, allow_infinity=False), draw(st.booleans())
    items = draw(
        st.lists(
            st.builds(
                PixelMeasuresSequenceItem,
                SliceThickness=st.none() | number,
                PixelSpacing=st.none() | st.tuples(number, number),
            ),
            min_size=1,
            max_size=2,
        )
    )
    value = bytearray(in_bytes(tuple(inspect.unwrap(to_dataset)(item) for item in items), implicit))
    for at in draw(st.lists(st.integers(0, len(value) - 1), max_size=2)):
        value[at] = draw(st.sampled_from(b"\0\1 1\\.eE_n\xff"))
    keyword = draw(st.sampled_from(["PixelSpacing", "SliceThickness", "SpacingBetweenSlices"]))
    return bytes(value), implicit, keyword, draw(st.integers(1, 2))


def shared_item(value: bytes, implicit: bool) -> Dataset:
    """A shared item with these bytes as Pixel Measures Sequence."""
    item, tag = Dataset(), Tag("PixelMeasuresSequence")
    item[tag] = RawDataElement(tag, "SQ", len(value), value, 0, implicit, True)
    return item


def read_back(function: Any, given: Any) -> Any:
    """What is read, and what was wrong."""
    cls, elements, leave = given
    problems: list[DatasetError] = []
    dataset = Dataset({element.tag: element for element in elements})
    found = function(cls, dataset, "here", problems=problems, leave=leave)
    return found, [(str(problem), problem.code, problem.requirement) for problem in problems]


def in_memory_and_from_a_file(
    scan: Callable[..., Any], data: memoryview, *others: Any
) -> tuple[Any, ...]:
    *given, delimited, report = others
    with TemporaryFile(buffering=0) as file:
        file.write(data)
        places = (data, StoredFile(Path("a file"), file).part(0))
        return tuple(
            outcome(lambda p=p: scan(p, *given, report, delimited=delimited)) for p in places
        )


COMPARED: dict[str, tuple[st.SearchStrategy[Any], Call]] = {
    "refseg.elements.binder:from_dataset": (
        data_sets_of_bytes(),
        lambda function, given, _: read_back(function, given),
    ),
    "refseg.elements.binder:to_dataset": (
        tables(),
        lambda function, given, _: as_pydicom_has_it(function(given)),
    ),
    "refseg.elements.items:neighbours": (
        tables_in_data_sets(),
        lambda function, given, _: function(*given),
    ),
    "refseg.frames.rle:encode": (
        frames_with_runs(),
        lambda function, frames, _: function(frames),
    ),
    "refseg.frames.rle:decode": (
        rle_streams(),
        lambda function, given, report: function(*given, report),
    ),
    "refseg.frames.fragments:scan": (
        items(),
        lambda function, given, report: in_memory_and_from_a_file(function, *given, report),
    ),
    "refseg.model.values:values_in": (
        frames_with_runs(),
        lambda function, frames, _: function(frames),
    ),
    "refseg.model.values:undescribed": (
        frames_and_numbers(),
        lambda function, given, _: function(*given),
    ),
    "refseg.elements.groups:shared_numbers": (
        shared_groups(),
        lambda function, given, _: function(
            shared_item(*given[:2]), "PixelMeasuresSequence", *given[2:]
        ),
    ),
    "refseg.elements.items:frame_items": (
        functional_groups(),
        lambda function, given, _: in_bytes(
            function(*given[:2], implicit=given[2]), implicit=given[2]
        ),
    ),
    "refseg.elements.frametable:grouped": (
        item_values(),
        lambda function, given, _: each_item(function(given[0], implicit=given[1])),
    ),
    "refseg.codec.segments:segment_items": (
        st.tuples(SEGMENTS, st.booleans(), st.booleans()),
        lambda function, given, _: in_bytes(
            function(given[0], with_color=given[1], implicit=given[2]), implicit=given[2]
        ),
    ),
    "refseg.codec.segments:segments_of": (
        segment_sequences(),
        lambda function, given, report: [
            (replace(segment, attributes=Dataset()), sorted(map(int, segment.attributes.keys())))
            for segment in function(with_segments(*given), Told(report))
        ],
    ),
    "refseg.support.pieces:spread": (
        st.lists(st.integers(-9, 9), max_size=40),
        lambda function, numbers, _: function(lambda number: 100 // number, numbers),
    ),
}


# ------------------------------------------------------------------------------ the pairs


def test_every_pair_is_compared() -> None:
    assert set(COMPARED) == set(TWINS)


@pytest.mark.parametrize("name", TWINS)
def test_a_pair_is_two_functions_that_take_the_same(name: str) -> None:
    plain, twin = inspect.unwrap(resolve(name)), resolve(TWINS[name])
    assert resolve(name) is not plain, "the plain function is marked @replaceable"
    assert plain is not twin
    kinds = [
        [(p.name, p.kind, p.default) for p in inspect.signature(f).parameters.values()]
        for f in (plain, twin)
    ]
    assert kinds[0] == kinds[1]


@pytest.mark.parametrize("name", TWINS)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_twins_agree(name: str, data: Any) -> None:
    agree(name, data)


AMOUNTS = [
    ("refseg.model.values:values_in", "refseg.fast.words._FEW_SAMPLES", 0),
    ("refseg.model.values:undescribed", "refseg.fast.words._SAMPLES_PER_THREAD", 7),
    ("refseg.elements.items:frame_items", "refseg.fast.frameitems._FEW", 0),
    ("refseg.frames.fragments:scan", "refseg.fast.items._MANY", 1),
    ("refseg.frames.fragments:scan", "refseg.fast.items._READ_BYTES", 8),
    ("refseg.frames.rle:encode", "refseg.fast.rle_encode.SMALL_BYTES", 0),
    ("refseg.frames.rle:encode", "refseg.fast.rle_encode.PIECE_BYTES", 300),
]


@pytest.mark.parametrize(("name", "limit", "value"), AMOUNTS)
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_twins_agree_on_either_side_of_a_limit(
    name: str, limit: str, value: int, data: Any
) -> None:
    """The other tests have too little data to get beyond it."""
    with mock.patch(limit, value):
        agree(name, data)


def agree(name: str, data: Any) -> None:
    arguments, call = COMPARED[name]
    given_to_both = data.draw(arguments)
    found = []
    for function in (inspect.unwrap(resolve(name)), resolve(TWINS[name])):
        notes: list[Note] = []
        result = outcome(lambda f=function, n=notes: call(f, given_to_both, n.append))
        found.append((result, notes))
    assert found[0] == found[1]


# ------------------------------------------------------------------------------ golden files


def everything(path: Path, target: Path) -> Any:
    """What is read from a file, as labels and as masks, and the files that are made of it."""

    def again(kind: str, value: Any, write: Any) -> Any:
        parts = {key: told(part) for key, part in vars(value).items() if key in COMPARABLE}
        return kind, parts, outcome(lambda: (write(target, value), target.read_bytes())[1])

    def labels() -> Any:
        value = refseg.read(path, lenient=True)
        write = lambda to, it: refseg.write(to, it, transfer_syntax="rle")  # noqa: E731
        return again("labels", value, write)

    def masks() -> Any:
        return again("masks", refseg.read_masks(path), refseg.write_masks)

    return outcome(labels), outcome(masks)


COMPARABLE = ("labels", "pixels", "stored", "background", "segments", "notes")


@pytest.mark.skipif(PLAIN, reason="REFSEG_PLAIN=1 leaves one way only")
@pytest.mark.parametrize("part", range(PARTS))
def test_golden_files_are_read_and_written_alike(part: int, tmp_path: Path) -> None:
    for path in GOLDEN[part::PARTS]:
        fast = everything(path, tmp_path / "fast.dcm")
        with plainly():
            plain = everything(path, tmp_path / "plain.dcm")
        assert fast == plain, path


# ------------------------------------------------------------------------------ the switch


def test_plainly_uses_the_plain_functions_and_gives_the_twins_back(monkeypatch: Any) -> None:
    if PLAIN:
        pytest.skip("REFSEG_PLAIN=1 leaves one way only")
    asked = []
    monkeypatch.setattr("refseg.fast.words.values_in", lambda labels: asked.append(1) or labels)
    labels = np.zeros((1, 1, 1), np.uint8)
    with plainly():
        assert values.values_present(labels) == [0]
    assert not asked
    with plainly():  # forgets what earlier calls have chosen
        pass
    values.values_in(labels)
    assert asked
    with plainly():
        pass


USES_NO_TWIN = f"""
import sys, numpy as np, refseg
from refseg.frames import FrameReader, Layout, by_name, encode_frames
for name in ("rle", "deflated-frame"):
    frames = np.arange(24, dtype=np.uint8).reshape(2, 3, 4)
    value = encode_frames(frames, by_name(name), bits_allocated=8).value
    layout = Layout(rows=3, columns=4, frames=2, bits_allocated=8)
    assert (FrameReader(value, by_name(name), layout).all() == frames).all()
refseg.LabelMap(frames)
twins = {sorted(twin.partition(":")[0] for twin in TWINS.values())}
print([module for module in twins if module in sys.modules])
"""


@pytest.mark.parametrize(("value", "used"), [("1", False), ("0", True), ("", True)])
def test_the_environment_switches_all_twins_off(value: str, used: bool) -> None:
    done = subprocess.run(
        [sys.executable, "-c", USES_NO_TWIN],
        env=os.environ | {"REFSEG_PLAIN": value},
        capture_output=True,
        text=True,
        check=True,
    )
    assert (done.stdout.strip() != "[]") == used, done.stdout


@pytest.mark.parametrize("folder", ["frames", "model", "support"])
def test_plain_modules_do_not_import_optimisations(folder: str) -> None:
    """Only the list of pairs leads to ``refseg.fast``."""
    for path in (ROOT / "refseg" / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if isinstance(node, ast.Import):
                names = [name.name for name in node.names]
            assert not [name for name in names if name.startswith("refseg.fast")], path


def test_results_come_in_order_and_lazily() -> None:
    """``spread``: a few pieces are taken at a time, so that memory does not grow with them."""
    taken = []

    def numbers() -> Iterator[int]:
        for number in range(1000):
            taken.append(number)
            yield number

    found = pieces.spread(lambda number: number * 2, numbers())
    assert [next(found) for _ in range(3)] == [0, 2, 4]
    assert len(taken) < 100
