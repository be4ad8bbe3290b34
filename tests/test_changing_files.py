"""Files that change while they are read, and what is no file at all: a sentence, never a signal."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import refseg
from refseg.check import check
from refseg.explain import explain
from refseg.formats import read_labels
from refseg.support.errors import FileError, RefsegError
from refseg.support.limits import Limits

# The file is cut each time before a stretch of it is read: at the first read, the second, ...
SHRINKING = """
import os, sys
import refseg
from refseg.explain import explain
from refseg.support import stored

path, operation, kept = sys.argv[1], sys.argv[2], int(sys.argv[3])
content = open(path, "rb").read()
fill = stored.StoredFile._fill
left = 0
def cutting(self, start, room):
    global left
    if left == 0:
        os.truncate(path, kept)
    left -= 1
    fill(self, start, room)
stored.StoredFile._fill = cutting

def frames(path):
    with refseg.open(path) as file:
        for index in range(len(file.frames([0, 1, 2]))):
            file.frame(index)

work = {"read": refseg.read, "frames": frames, "explain": explain, "masks": refseg.read_masks}
outcomes = set()
for first in range(40):
    with open(path, "wb") as file:
        file.write(content)
    left = first
    try:
        work[operation](path)
        outcomes.add("read")
    except refseg.RefsegError as error:
        assert str(error).count("\\n") == 0
        outcomes.add(error.code)
    if left >= 0:
        break
print(*sorted(outcomes))
"""


def large(path: Path, syntax: str) -> Path:
    labels = np.random.default_rng(1).integers(0, 4, (6, 200, 200), dtype=np.uint8)
    refseg.write(path, refseg.LabelMap(labels, geometry=refseg.Geometry.from_affine(np.eye(4))),
                 transfer_syntax=syntax)  # fmt: skip
    return path


@pytest.mark.parametrize("syntax", ["native", "rle", "deflated", "implicit"])
@pytest.mark.parametrize("operation", ["read", "frames", "explain"])
def test_a_file_that_shrinks_while_it_is_read(operation: str, syntax: str, tmp_path: Path) -> None:
    """A memory map would end the process with SIGBUS."""
    path = large(tmp_path / "a.dcm", syntax)
    said = []
    for kept in (0, 200, 4096, path.stat().st_size - 5000):
        content = path.read_bytes()
        done = subprocess.run(
            [sys.executable, "-c", SHRINKING, str(path), operation, str(kept)],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        path.write_bytes(content)
        assert done.returncode == 0, done.stderr
        said += done.stdout.split()
    assert "file.changed" in said
    assert set(said) <= {"file.changed", "read", "file.not-dicom"}


def test_what_is_said_of_a_file_that_shrank(tmp_path: Path) -> None:
    path = large(tmp_path / "a.dcm", "native")
    size = path.stat().st_size
    with refseg.open(path) as file:
        os.truncate(path, 100_000)
        assert file.frame(0).shape == (200, 200)
        with pytest.raises(FileError) as raised:
            file.frame(5)
    assert str(raised.value) == (
        f"{path} had {size} bytes when it was opened and now has 100000; it is being changed, "
        "try again"
    )
    with pytest.raises(FileError, match=r"cannot be read: .*closed"):
        file.frame(0)


READERS = {
    "read": refseg.read,
    "read_masks": refseg.read_masks,
    "open": refseg.open,
    "explain": explain,
    "check": check,
    "read_labels": read_labels,
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("what", ["/dev/zero", "folder", "fifo"])
def test_what_is_no_file_is_refused_at_once(what: str, reader: str, tmp_path: Path) -> None:
    path = tmp_path / "what.nrrd"
    if what == "fifo":
        os.mkfifo(path)
    elif what == "folder":
        path.mkdir()
    else:
        path.symlink_to(what)
    with Limits(pipe_seconds=0.1).used(), pytest.raises(RefsegError) as raised:
        READERS[reader](path)
    assert str(path) in str(raised.value) or path.name in str(raised.value)
    words = ("not a file", "no regular file", "Is a directory", "said nothing", "folder")
    assert any(word in str(raised.value) for word in words)


def test_a_pipe_is_read(tmp_path: Path) -> None:
    path = large(tmp_path / "a.dcm", "rle")
    code = "import refseg, sys; print(refseg.read('/dev/stdin').labels.sum())"
    with path.open("rb") as file:
        piped = subprocess.run(
            ["sh", "-c", f'cat | {sys.executable} -c "{code}"'],
            stdin=file,
            capture_output=True,
            text=True,
            check=True,
        )
    assert int(piped.stdout) == refseg.read(path).labels.sum()


@pytest.mark.parametrize("reader", ["read", "read_masks", "open", "explain", "check"])
def test_a_sparse_file_of_40_gb_takes_no_time(reader: str, tmp_path: Path) -> None:
    """Nothing but zeros, zeros behind a sound file, zeros behind the file meta information."""
    sound = large(tmp_path / "a.dcm", "native").read_bytes()
    paths = []
    for kept in (0, 132, 400, len(sound)):
        path = tmp_path / f"{kept}.dcm"
        path.write_bytes(sound[:kept])
        try:
            os.truncate(path, 40 << 30)
        except OSError as error:
            pytest.skip(f"no sparse file here: {error}")
        paths.append(str(path))
    code = (
        "import resource, sys, refseg\n"
        "from refseg.explain import explain\nfrom refseg.check import check\n"
        "resource.setrlimit(resource.RLIMIT_CPU, (20, 20))\n"
        "for path in sys.argv[2:]:\n"
        "    try: result = eval(sys.argv[1])(path)\n"
        "    except refseg.RefsegError as error: pass\n"
        "peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "assert peak < 600_000, peak\n"
    )
    names = {"explain": "explain", "check": "check"}
    done = subprocess.run(
        [sys.executable, "-c", code, names.get(reader, f"refseg.{reader}"), *paths],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_zeros_behind_pixel_data_are_told(tmp_path: Path) -> None:
    path = large(tmp_path / "a.dcm", "native")
    sound = refseg.read(path)
    size = path.stat().st_size
    path.write_bytes(path.read_bytes() + bytes(3_000_000))
    found = refseg.read(path)
    assert np.array_equal(found.labels, sound.labels)
    (note,) = found.notes
    assert str(note) == (
        f"(0000,0000) follows (7FE0,0010) at byte {size}, and tags must ascend (PS3.5 7.1); it "
        "and what comes after it are ignored"
    )


def test_an_element_out_of_order_before_pixel_data_is_refused(tmp_path: Path) -> None:
    path = large(tmp_path / "a.dcm", "native")
    path.write_bytes(path.read_bytes().replace(b"\x28\0\x10\0US", b"\x08\0\x10\0US", 1))
    with pytest.raises(FileError) as raised:
        refseg.read(path)
    assert raised.value.code == "file.damaged"
    assert "has (0008,0010) after (0028," in str(raised.value)


def test_elements_beyond_the_limit_are_refused(tmp_path: Path) -> None:
    path = large(tmp_path / "a.dcm", "native")
    with Limits(elements_bytes=1000).used(), pytest.raises(FileError) as raised:
        refseg.read(path)
    assert "more than 1000 bytes of elements other than Pixel Data" in str(raised.value)
    with Limits(elements_bytes=10_000).used():
        refseg.read(path)
