"""Limits and the guard: what may be allowed, what stays inside, what is said."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from fuzz.goldens import dicom_goldens
from fuzz.tree import Node, Tree
from pydicom.dataset import Dataset

import refseg
from refseg.errors import DatasetError, FileError, InputError, one_line
from refseg.guard import guarded, reason
from refseg.limits import Limits


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
    assert "looks like a decompression bomb (see refseg.limits)" in str(raised.value)
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


def test_reasons_quote_no_values() -> None:
    error = ValueError("could not convert 'Doe^J\\'ane' or b\"Doe\" to float\nin (0010,0010)")
    assert reason(error) == "ValueError: could not convert ... or ... to float in (0010,0010)"
    assert reason(KeyError()) == "KeyError"
    assert len(reason(ValueError("x" * 1000))) < 200


def test_messages_are_one_printable_line() -> None:
    assert one_line("a\x1b[31m\nb\u202ec") == "a\ufffd[31m\ufffdb\ufffdc"
    assert str(InputError("two\nlines")) == "two\ufffdlines"
    assert len(str(InputError("x" * 5000))) < 520


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
