"""What commands print and where they write: descriptors, full disks, hostile texts, long names."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import refseg
from refseg.commands.cli import COMMANDS, main, parser_of
from refseg.part10.atomic import descriptor_of, replace_files, replaced
from refseg.support.text import printable

LABELS = np.zeros((2, 3, 4), np.uint8)
LABELS[1, 1, 1:3] = 7


@pytest.fixture
def seg_file(tmp_path: Path) -> Path:
    path = tmp_path / "seg.dcm"
    geometry = refseg.Geometry.from_affine(np.eye(4))
    refseg.write(path, refseg.LabelMap(LABELS, geometry=geometry, background=0))
    return path


def run(*arguments: object, **options: Any) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "refseg", *map(str, arguments)]
    return subprocess.run(command, capture_output="stdout" not in options, **options)


def test_every_command_has_help(capsys: Any) -> None:
    for name in COMMANDS:
        with pytest.raises(SystemExit) as stopped:
            main([name, "--help"])
        assert stopped.value.code == 0
        assert f"refseg {name}" in capsys.readouterr().out
    assert "decode" in parser_of(set()).format_help()


# ------------------------------------------------------------------------------------------- text


def test_printable() -> None:
    assert printable("a\x1b[31m\x9b\u202e\u2028\U000e0001\x7f\nb\u00a0ä肝") == (
        "a\\u001b[31m\\u009b\\u202e\\u2028\\udb40\\udc01\\u007f\nb\u00a0ä肝"
    )
    assert printable("a\nb", keep="") == "a\\u000ab"


@given(st.text())
def test_printable_json_says_the_same(text: str) -> None:
    shown = printable(json.dumps({"x": text}, ensure_ascii=False, indent=1))
    assert json.loads(shown) == {"x": text}
    assert not any((ord(c) < 32 and c != "\n") or 0x7F <= ord(c) < 0xA0 for c in shown)


@pytest.mark.parametrize("command", ["info", "info --json", "check --json", "explain", "check"])
def test_controls_of_a_file_reach_no_terminal(command: str, tmp_path: Path, capsys: Any) -> None:
    from pydicom import dcmread

    path = tmp_path / "seg.dcm"
    geometry = refseg.Geometry.from_affine(np.eye(4))
    refseg.write(path, refseg.LabelMap(LABELS, geometry=geometry, background=0))
    dataset = dcmread(path)
    dataset.SegmentSequence[1].SegmentLabel = "a\x9b31m\u202eb"
    dataset.save_as(path)
    name, *options = command.split()
    main([name, str(path), *options])
    captured = capsys.readouterr()
    for text in (captured.out, captured.err):
        assert not any(0x7F <= ord(c) < 0xA0 or c in "\x1b\u202e" for c in text)
    if command == "info":
        assert "a\\u009b31m\\u202eb" in captured.out


# ------------------------------------------------------------------------------------- exit codes


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full is a device of Linux")
@pytest.mark.parametrize("command", ["info", "check --json", "explain", "spec --check"])
def test_a_failure_to_print_is_no_finding(command: str, seg_file: Path) -> None:
    name, *options = command.split()
    inputs = [] if name == "spec" else [seg_file]
    with Path("/dev/full").open("wb") as full:
        done = run(name, *inputs, *options, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 2
    assert done.stderr.decode() == (
        f"refseg {name}: standard output cannot be written: No space left on device\n"
    )


def test_a_reader_that_has_gone_is_no_finding(seg_file: Path) -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    with os.fdopen(write_end, "wb") as gone:
        done = run("explain", seg_file, stdout=gone, stderr=subprocess.PIPE)
    assert (done.returncode, done.stderr) == (2, b"")


# ------------------------------------------------------------------------------------ descriptors


@pytest.mark.parametrize("output", ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "link"])
@pytest.mark.parametrize("mode", ["wb", "ab"])
def test_a_descriptor_is_written_to_and_never_replaced(
    output: str, mode: str, seg_file: Path, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    log.write_bytes(b"before\n")
    if output == "link":
        output = str(tmp_path / "link")
        Path(output).symlink_to("/dev/stdout")
    with log.open(mode) as stream:
        stream.write(b"A\n")
        stream.flush()
        done = run("convert", seg_file, "-o", output, stdout=stream, stderr=subprocess.PIPE)
        assert done.returncode == 0, done.stderr
        stream.seek(0, os.SEEK_END)
        stream.write(b"B\n")
    before = b"before\n" if mode == "ab" else b""
    assert log.read_bytes() == before + b"A\n" + seg_file.read_bytes() + b"B\n"


def test_what_is_a_descriptor(tmp_path: Path) -> None:
    assert descriptor_of("/dev/stdout") == 1
    assert descriptor_of("/dev/stderr") == 2
    assert descriptor_of("/dev/fd/17") == 17
    assert descriptor_of(f"/proc/{os.getpid()}/fd/5") == 5
    assert descriptor_of("/proc/1/fd/5") is None
    assert descriptor_of(tmp_path / "x") is None
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert descriptor_of(tmp_path / "loop") is None


def test_a_descriptor_that_is_closed(seg_file: Path) -> None:
    done = run("convert", seg_file, "-o", "/dev/fd/99")
    assert done.returncode == 2
    assert done.stderr == (b"refseg convert: /dev/fd/99 cannot be written: Bad file descriptor\n")


def test_standard_input(seg_file: Path) -> None:
    done = run("convert", "-", "-o", "-", input=seg_file.read_bytes())
    assert done.returncode == 0
    assert done.stdout == seg_file.read_bytes()
    done = run("info", "-", input=b"")
    assert done.returncode == 2
    assert done.stderr == (
        b"refseg info: standard input is empty; give a file, or send one to it\n"
    )


# ------------------------------------------------------------------------------------------ files


@pytest.mark.parametrize("length", [239, 240, 250, 255])
def test_the_longest_names_can_be_written(length: int, tmp_path: Path) -> None:
    path = tmp_path / ("x" * length)
    for content in (b"one", b"two"):
        replace_files({path: content})
        assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_a_replaced_file_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"old")
    path.chmod(0o640)
    replace_files({path: b"new"})
    assert (stat.S_IMODE(path.stat().st_mode), path.read_bytes()) == (0o640, b"new")


@pytest.mark.skipif(os.geteuid() != 0, reason="only the superuser gives files away")
def test_a_replaced_file_keeps_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"old")
    os.chown(path, 1234, 2345)
    path.chmod(0o4755)
    replace_files({path: b"new"})
    found = path.stat()
    assert (found.st_uid, found.st_gid, stat.S_IMODE(found.st_mode)) == (1234, 2345, 0o4755)


def test_owners_that_cannot_be_set_do_not_stop_writing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "geteuid", lambda: 77)

    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "chown", refuse)
    with replaced(path) as file:
        file.write(b"new")
    assert path.read_bytes() == b"new"


def test_completions(capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "shtab", None)
        assert main(["--print-completion", "bash"]) == 2
        assert 'pip install "refseg[completion]"' in capsys.readouterr().err
    pytest.importorskip("shtab", reason="the extra `completion` is not installed")
    assert main(["--print-completion", "bash"]) == 0
    text = capsys.readouterr().out
    assert "--drop-unused" in text and "-F _shtab_refseg refseg" in text
    assert main(["--print-completion", "cmd"]) == 2
    assert capsys.readouterr().err == ("refseg: --print-completion needs one of bash, zsh, tcsh\n")


def test_a_fault_of_refseg_is_no_finding(
    seg_file: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise TypeError("unhashable type: 'list'")

    monkeypatch.setattr("refseg.commands.info.describe", broken)
    assert main(["info", str(seg_file)]) == 2
    assert capsys.readouterr().err == (
        "refseg info: a fault of refseg itself (TypeError: unhashable type: ...); please report "
        "it with the input, REFSEG_TRACEBACK=1 shows where it is\n"
    )
    monkeypatch.setenv("REFSEG_TRACEBACK", "1")
    with pytest.raises(TypeError):
        main(["info", str(seg_file)])
