"""Limits and the guard: what may be allowed, what stays inside, what is said."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
import tracemalloc
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fuzz.goldens import dicom_goldens
from fuzz.tree import Node, Tree
from pydicom import dcmwrite
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

import refseg
from refseg.explain import explain, render_text
from refseg.fast.threads import spread
from refseg.frames.fragments import read_table, scan
from refseg.support.errors import DatasetError, FileError, FrameError, InputError, one_line
from refseg.support.guard import guarded, reason
from refseg.support.limits import Limits
from refseg.support.quiet import heard


def with_gap(millimetres: float) -> bytes:
    """Four frames with the last one far away; Spacing Between Slices is 2 mm."""
    tree = Tree.of(dicom_goldens()["native-8"])
    last = [node for _, node in tree.walk() if node.tag == 0x00200032][-1]
    text = f"0\\0\\{millimetres:g}".encode()
    last.value = text + b" " * (len(text) % 2)
    return tree.written()


def test_absent_frames_may_take_so_much_memory(tmp_path: Path) -> None:
    path = tmp_path / "gap.dcm"
    path.write_bytes(with_gap(2000.0))
    assert refseg.read(path).labels.shape == (1001, 5, 6)
    with Limits(filled_bytes=1000).used(), pytest.raises(DatasetError) as raised:
        refseg.read(path)
    assert str(raised.value) == (
        "PerFrameFunctionalGroupsSequence: 997 absent frames would take 29910 bytes, 4 frames are "
        "stored; allow it with Limits(filled_bytes=29910) if that is what you want"
    )
    with Limits(filled_bytes=29910).used():
        assert len(refseg.read(path).labels) == 1001
    assert Limits.now() == Limits()


def test_too_many_absent_frames_leave_the_planes_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "gap.dcm"
    path.write_bytes(with_gap(2000.0))
    with Limits(filled_frames=1000).used():
        label_map = refseg.read(path)
    assert label_map.labels.shape == (4, 5, 6)
    with Limits(filled_frames=1001).used():
        assert len(refseg.read(path).labels) == 1001


def test_a_deflated_data_set_may_inflate_so_far(tmp_path: Path) -> None:
    path = tmp_path / "deflated.dcm"
    tree = Tree.of(dicom_goldens()["deflated-8"])
    tree.nodes.insert(-1, Node(0x60003000, b"OB", bytes(2_000_000)))
    path.write_bytes(tree.written())
    refseg.read(path)
    with Limits(inflated_bytes=100_000).used(), pytest.raises(FileError) as raised:
        refseg.read(path)
    assert "looks like a decompression bomb (see refseg.support.limits)" in str(raised.value)
    with Limits(inflated_bytes=100_000, inflated_ratio=2000).used():
        refseg.read(path)


def test_numbers_beyond_all_measure_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "far.dcm"
    path.write_bytes(with_gap(1e16))
    with pytest.raises(DatasetError) as raised:
        refseg.read(path)
    assert str(raised.value) == (
        "PlanePositionSequence[0].ImagePositionPatient: a value is beyond 1e+15, which no place, "
        "size or number of a frame is"
    )
    with Limits(largest_number=1e17).used():
        refseg.read(path)


def test_explain_looks_so_far(tmp_path: Path) -> None:
    path = tmp_path / "plain.dcm"
    path.write_bytes(dicom_goldens()["native-8"])
    words = "".join(line.meaning for line in explain(path))
    assert "nested more than" not in words and "elements: the rest" not in words
    assert "(too large to draw)" not in render_text(explain(path))
    with Limits(nesting=1).used():
        assert "sequences are nested more than 1 deep" in render_text(explain(path))
    with Limits(explained_pixels=29).used():
        assert "(too large to draw)" in render_text(explain(path))
    with Limits(explained_elements=30).used():
        assert "more than 30 elements: the rest is left out" in render_text(explain(path))


# ------------------------------------------------------------------------------ tiles


def sparse(rows: int, columns: int) -> bytes:
    """Four tiles of 5 x 6 pixels in a total pixel matrix of another size."""
    tree = Tree.of(dicom_goldens()["tiled-sparse"])
    tree.find(0x00480007).value = rows.to_bytes(4, "little")
    tree.find(0x00480006).value = columns.to_bytes(4, "little")
    return tree.written()


def test_a_total_pixel_matrix_of_hardly_any_tiles_is_not_made(tmp_path: Path) -> None:
    path = tmp_path / "sparse.dcm"
    path.write_bytes(sparse(2**32 - 1, 60_000))
    label_map = refseg.read(path)
    with pytest.raises(DatasetError) as raised:
        refseg.total_pixel_matrix(label_map)
    assert str(raised.value) == (
        "TotalPixelMatrixRows: 4294967295 x 60000 pixels of the total pixel matrix would take "
        "257698037700000 bytes, the tiles in it have 120; take a smaller region, or allow it with "
        "Limits(matrix_bytes=257698037699880)"
    )
    with refseg.open(path) as file, pytest.raises(DatasetError) as raised:
        file.region(100, 0, 40_000, 10_000)
    assert str(raised.value) == (
        "TotalPixelMatrixRows: 40000 x 10000 pixels of the total pixel matrix would take "
        "400000000 bytes, the tiles in it have 0; take a smaller region, or allow it with "
        "Limits(matrix_bytes=400000000)"
    )
    assert refseg.region(label_map, 0, 0, 2000, 2000).shape == (2000, 2000)


def test_a_total_pixel_matrix_may_take_so_much_memory(tmp_path: Path) -> None:
    path = tmp_path / "sparse.dcm"
    path.write_bytes(sparse(100, 200))
    label_map = refseg.read(path)
    for limits in (Limits(matrix_bytes=19_879), Limits(matrix_bytes=0, fill_ratio=165)):
        with limits.used(), pytest.raises(DatasetError):
            refseg.total_pixel_matrix(label_map)
    for limits in (Limits(matrix_bytes=19_880), Limits(matrix_bytes=0, fill_ratio=166)):
        with limits.used():
            assert refseg.total_pixel_matrix(label_map).shape == (100, 200)


def test_tiles_that_no_data_can_hold_do_not_count(tmp_path: Path) -> None:
    """Rows and Columns of a tile at their largest, of a few bytes of RLE."""
    path = tmp_path / "claim.dcm"
    tree = Tree.of(dicom_goldens()["tiled-full"])
    for tag in (0x00280010, 0x00280011):
        tree.find(tag).value = b"\xff\xff"
    for tag in (0x00480006, 0x00480007):
        tree.find(tag).value = (2 * 65_535).to_bytes(4, "little")
    path.write_bytes(tree.written())
    with refseg.open(path) as file, pytest.raises(DatasetError) as raised:
        file.region(0, 0, 60_000, 60_000)
    assert "3600000000 bytes, the tiles in it have" in str(raised.value)


# ------------------------------------------------------------------------------ frames


def read_changed(path: Path, tree: Tree) -> None:
    path.write_bytes(tree.written())
    refseg.read(path)


def test_fragments_of_a_frame_and_their_limit(tmp_path: Path) -> None:
    tree = Tree.of(dicom_goldens()["rle-8"])
    pixels = tree.find(0x7FE00010)
    pixels.children = [*pixels.children, *[Node(0xFFFEE000, None)] * 40]
    read_changed(tmp_path / "a.dcm", tree)  # by the table they belong to the last frame
    with Limits(fragments_per_frame=10).used(), pytest.raises(FrameError) as raised:
        read_changed(tmp_path / "a.dcm", tree)
    assert raised.value.message == "more than 10 fragments for each of 4 frames"


def test_rle_segments_may_be_so_long(tmp_path: Path) -> None:
    tree = Tree.of(dicom_goldens()["rle-8"])
    pixels = tree.find(0x7FE00010)
    pixels.children[0].value = b""
    pixels.children[1].value += b"\x80" * 1100
    read_changed(tmp_path / "a.dcm", tree)
    for limits in (Limits(rle_surplus=900), Limits(rle_overhead=0)):
        with limits.used(), pytest.raises(FrameError, match="far more than any encoder makes"):
            read_changed(tmp_path / "a.dcm", tree)


def test_codestreams_may_expand_so_far(tmp_path: Path) -> None:
    path = tmp_path / "a.dcm"
    path.write_bytes(dicom_goldens()["jpegls-8"])
    refseg.read(path)
    tight = Limits(expanded_bytes=119, expanded_ratio=0)
    with tight.used(), pytest.raises(FrameError) as raised:
        refseg.read(path)
    assert (
        "150 bytes of JPEG-LS Lossless Image Compression would become 4 frames of 30 bytes; if you"
        " trust them, allow it with Limits(expanded_bytes=120)"
    ) in str(raised.value)
    with Limits(expanded_bytes=120, expanded_ratio=0).used():
        refseg.read(path)
    path.write_bytes(dicom_goldens()["deflated-frame-8"])
    with tight.used(), pytest.raises(FrameError, match=r"would become 4 frames of 30 bytes"):
        refseg.read(path)


def test_threads_have_the_limits_of_their_caller() -> None:
    with Limits(rle_surplus=7).used():
        found = set(spread(lambda _: Limits.now().rle_surplus, range(50)))
    assert found == {7}


def test_places_of_fragments_take_little_more_memory_than_they() -> None:
    """As Python objects they would take more than 20 times as much."""
    count = 60_000
    value = (b"\xfe\xff\x00\xe0" + bytes(4)) * (count + 1)
    data = memoryview(value)
    table = read_table(data, 1, None, None, lambda note: None)
    tracemalloc.start()
    try:
        grouped = scan(data, table, 1, b"", lambda note: None, delimited=False)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 5 * len(value)
    assert len(grouped) == 1 and len(grouped[0]) == count


# ------------------------------------------------------------------------------ the guard


def test_exceptions_of_pydicom_become_dataset_errors() -> None:
    @guarded
    def look(dataset: Dataset) -> str:
        return str(dataset["PatientID"].value)

    dataset = Dataset()
    with pytest.raises(DatasetError) as raised:
        look(dataset)
    assert str(raised.value) == (
        "the value of (0010,0020) cannot be parsed or written (KeyError: (0010,0020)); repair or "
        "remove it"
    )


def test_own_faults_and_own_errors_are_left_alone() -> None:
    @guarded
    def fail(error: Exception) -> None:
        raise error

    for error in (KeyError("mine"), InputError("said")):
        with pytest.raises(type(error)) as raised:
            fail(error)
        assert raised.value is error


def test_endless_nesting_is_told() -> None:
    @guarded
    def deeper() -> None:
        deeper()

    with pytest.raises(DatasetError, match="sequences are nested too deep"):
        deeper()


def nested(levels: int, innermost: DataElement) -> Dataset:
    """A data set with so many sequences inside each other."""
    dataset = Dataset({innermost.tag: innermost})
    for _ in range(levels):
        outer = Dataset()
        outer.ReferencedSOPSequence = Sequence([dataset])
        dataset = outer
    return dataset


def test_a_fault_below_many_sequences_makes_a_short_message() -> None:
    """pydicom puts the traceback of each level into the message of the next: 13 GB at 16 levels."""
    wrong = DataElement(0x00280010, "US", 0)
    wrong._value = "no number"
    with heard(), pytest.raises(Exception, match="With tag") as inside:
        dcmwrite(BytesIO(), nested(60, wrong), implicit_vr=False, little_endian=True)
    assert str(inside.value).startswith("With tag (0008,1199) got exception: ")
    assert len(str(inside.value)) < 500
    with pytest.raises(type(inside.value)) as outside:
        dcmwrite(BytesIO(), nested(2, wrong), implicit_vr=False, little_endian=True)
    assert str(outside.value).count("Traceback") > 1  # others get what pydicom says


def test_sequences_that_are_nested_too_deep_are_not_passed_on() -> None:
    empty = DataElement(0x00080050, "SH", "")
    label_map = refseg.LabelMap(
        np.zeros((1, 2, 2), np.uint8),
        geometry=refseg.Geometry.from_affine(np.eye(4)[:, [2, 1, 0, 3]]),
    )
    for levels in (24, 25):
        dataset = refseg.encode(label_map)
        dataset.update(nested(levels, empty))
        if levels == 24:
            copied = pickle.loads(pickle.dumps(refseg.decode(dataset)))  # noqa: S301
            assert copied.labels.shape == (1, 2, 2)
            continue
        with pytest.raises(DatasetError) as raised:
            refseg.decode(dataset)
        assert str(raised.value) == (
            "ReferencedSOPSequence: sequences are nested more than 24 deep; remove them, or allow "
            "more with Limits(nesting=48) if that is what you want"
        )


def test_reasons_quote_no_values() -> None:
    error = ValueError("could not convert 'Doe^J\\'ane' or b\"Doe\" to float\nin (0010,0010)")
    assert reason(error) == "ValueError: could not convert ... or ... to float in (0010,0010)"
    assert reason(KeyError()) == "KeyError"
    assert len(reason(ValueError("x" * 1000))) < 200


def test_messages_are_one_printable_line() -> None:
    assert one_line("a\x1b[31m\nb\u202ec") == r"a\u001b[31m\u000ab\u202ec"
    assert str(InputError("two\nlines")) == r"two\u000alines"
    assert len(str(InputError("x" * 5000))) < 1020


# ------------------------------------------------------------------------------ the command line


def test_nothing_of_pydicom_or_nibabel_reaches_standard_error(tmp_path: Path) -> None:
    """An unknown character set makes pydicom warn, bad numbers make it log."""
    tree = Tree.of(dicom_goldens()["native-8"])
    tree.find(0x00080005).value = b"ISO_IR 999"
    tree.find(0x00620006 if has(tree, 0x00620006) else 0x00620005).value = b"\xff\xfe"
    path = tmp_path / "odd.dcm"
    path.write_bytes(tree.written())
    for arguments in (["info"], ["check"], ["explain"], ["decode", "-o", f"{tmp_path}/out.nrrd"]):
        command = [sys.executable, "-m", "refseg", arguments[0], str(path), *arguments[1:]]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        for line in done.stderr.splitlines():
            assert line.startswith(("note: ", f"refseg {arguments[0]}: ")), line


def has(tree: Tree, tag: int) -> bool:
    return any(node.tag == tag for _, node in tree.walk())


def test_control_characters_of_a_file_do_not_reach_the_terminal(tmp_path: Path) -> None:
    tree = Tree.of(dicom_goldens()["native-8"])
    label = tree.find(0x00620005)
    label.value = b"\x1b[31mred\x07 " + b" " * (len(label.value) % 2)
    path = tmp_path / "red.dcm"
    path.write_bytes(tree.written())
    for name in ("info", "check", "explain"):
        command = [sys.executable, "-m", "refseg", name, str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert "\x1b" not in done.stdout + done.stderr
        assert "\x07" not in done.stdout + done.stderr


@pytest.mark.parametrize("quote", ["'", '"'])
def test_a_quoted_value_is_not_told_however_long_it_is(quote: str) -> None:
    """Long messages are cut before the values in them are taken out."""
    said = reason(ValueError(f"odd value {quote}{'DOE^JANE ' * 500}{quote}"))
    assert said.startswith("ValueError: odd value ...") and "DOE" not in said
    assert reason(ValueError("x" * 10_000_000)) == f"ValueError: {'x' * 160}..."


CORPUS = Path(__file__).parent / "fuzz" / "corpus"


def test_an_infinite_thickness_is_not_read() -> None:
    with pytest.raises(DatasetError) as raised:
        refseg.read(CORPUS / "infinite-slice-thickness.dcm")
    assert str(raised.value) == (
        "PixelMeasuresSequence[0].SliceThickness: a value is beyond 1e+15, which no place, size or "
        "number of a frame is"
    )


def test_a_message_holds_no_traceback_of_pydicom() -> None:
    with pytest.raises(DatasetError) as raised:
        refseg.read(CORPUS / "traceback-in-message.dcm")
    assert "Traceback" not in str(raised.value) and "line " not in str(raised.value)
    assert "With tag (0020,9113) got exception" in str(raised.value)


def test_a_label_map_with_an_odd_palette_goes_to_another_process() -> None:
    label_map = refseg.read(CORPUS / "odd-palette-descriptor.dcm", lenient=True)
    again = pickle.loads(pickle.dumps(label_map))  # noqa: S301 - our own
    assert again == label_map
    keyword = "RedPaletteColorLookupTableDescriptor"
    assert again.attributes[keyword].value == label_map.attributes[keyword].value


HUGE = (1e308, -1e308, 1e160, float("inf"))


@pytest.mark.parametrize("value", HUGE)
def test_no_warning_leaves_a_geometry_of_huge_numbers(value: float) -> None:
    """Squares of them overflow, and pytest makes errors of warnings."""
    for row, column in ((0, 0), (2, 2), (1, 3)):
        affine = np.eye(4)
        affine[row, column] = value
        with pytest.raises(InputError, match=r"^affine "):
            refseg.Geometry.from_affine(affine)
    planes: list[Any] = [[[0, 0, 0], [0, 0, 1]], [1, 0, 0, 0, 1, 0], [1, 1]]
    for number, what in enumerate(("positions", "orientation", "pixel spacing")):
        odd = copy.deepcopy(planes)
        odd[number][-1] = value if number else [0, 0, value]
        with pytest.raises(InputError) as raised:
            refseg.Geometry.from_planes(*odd)
        assert str(raised.value) == (
            f"{what} holds a number beyond 1e+15, which no place, direction or size is; give mm"
        )
