"""Frames on demand, frames one after the other, and what both cost in memory."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

import refseg
from refseg.model.matrix import region
from refseg.model.tiling import Tiling
from refseg.support.errors import FileError, InputError, UnsupportedError

SYNTAXES = ("native", "implicit", "deflated", "encapsulated", "rle", "deflated-frame")


def labels(frames: int = 12, dtype: type = np.uint8) -> NDArray[Any]:
    random = np.random.default_rng(3)
    return np.kron(random.integers(0, 4, (frames, 5, 6)), np.ones((1, 4, 3))).astype(dtype)


def stack(array: NDArray[Any]) -> refseg.LabelMap:
    return refseg.LabelMap(
        array, geometry=refseg.Geometry.from_affine(np.diag([1, 1, 2, 1])), background=0
    )


def tiled() -> refseg.LabelMap:
    tiling = Tiling.full(50, 40, 20, 18, pixel_spacing=(0.001, 0.001))
    return refseg.LabelMap(labels(tiling.frames), geometry=tiling, background=0)


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
@pytest.mark.parametrize("syntax", SYNTAXES)
def test_frames_are_those_of_read(tmp_path: Path, syntax: str, dtype: type) -> None:
    path = tmp_path / "a.dcm"
    label_map = stack(labels(dtype=dtype))
    refseg.write(path, label_map, transfer_syntax=syntax)
    with refseg.open(path) as file:
        assert file.shape == label_map.labels.shape and file.dtype == dtype
        for index in (11, 0, 5):
            assert (file.frame(index) == label_map.labels[index]).all()
        assert (file.frames([3, 1, 3]) == label_map.labels[[3, 1, 3]]).all()
        assert file.segments == label_map.segments and file.background == 0
        assert np.allclose(file.geometry.positions, label_map.geometry.positions)
        assert file.notes == []


def test_frames_stay_in_stored_order(tmp_path: Path) -> None:
    """The first frame lies at the other end: read() puts its new neighbour next to it."""
    dataset = refseg.encode(stack(labels()))
    items = dataset.PerFrameFunctionalGroupsSequence
    places = [item.PlanePositionSequence[0].ImagePositionPatient for item in items]
    for item, place in zip(items, places[-1:] + places[:-1], strict=True):
        item.PlanePositionSequence[0].ImagePositionPatient = place
    dataset.save_as(tmp_path / "a.dcm", enforce_file_format=True)
    with refseg.open(tmp_path / "a.dcm") as file:
        assert (file.frame(1) == labels()[1]).all()
        assert file.geometry.positions[0].tolist() == places[-1]
    found = refseg.read(tmp_path / "a.dcm").labels
    assert (found[:2] == labels()[[0, 11]]).all()


@pytest.mark.parametrize("syntax", ["native", "rle"])
def test_regions_are_those_of_the_whole(tmp_path: Path, syntax: str) -> None:
    label_map = tiled()
    refseg.write(tmp_path / "a.dcm", label_map, transfer_syntax=syntax)
    with refseg.open(tmp_path / "a.dcm") as file:
        for part in ((0, 0, 50, 40), (19, 17, 3, 3), (49, 39, 1, 1), (5, 20, 30, 10)):
            assert (file.region(*part) == region(label_map, *part)).all()
        with pytest.raises(InputError, match="is not inside the total pixel matrix of 50 x 40"):
            file.region(0, 0, 51, 40)


def test_what_cannot_be_asked_for(tmp_path: Path) -> None:
    refseg.write(tmp_path / "a.dcm", stack(labels()))
    with refseg.open(tmp_path / "a.dcm") as file:
        for index in (-1, 12):
            with pytest.raises(InputError, match=f"^frame {index} does not exist; give 0 to 11$"):
                file.frame(index)
        with pytest.raises(InputError, match=r"^the file is not tiled"):
            file.region(0, 0, 1, 1)
    with pytest.raises(FileError):
        refseg.open(tmp_path / "absent.dcm")
    masks = refseg.to_masks(stack(labels()))
    refseg.encode_masks(masks).save_as(tmp_path / "b.dcm", enforce_file_format=True)
    with pytest.raises(UnsupportedError, match="Segmentation Type is BINARY"):
        refseg.open(tmp_path / "b.dcm")


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_frames_one_by_one_give_the_same_file(tmp_path: Path, syntax: str) -> None:
    for number, label_map in enumerate((stack(labels(37)), stack(labels(3, np.uint16)), tiled())):
        whole, streamed = tmp_path / f"{number}w.dcm", tmp_path / f"{number}s.dcm"
        refseg.write(whole, label_map, transfer_syntax=syntax)
        refseg.write_frames(
            streamed,
            iter(label_map.labels),
            geometry=label_map.geometry,
            segments=label_map.segments,
            background=0,
            transfer_syntax=syntax,
        )
        assert whole.read_bytes() == streamed.read_bytes()


def test_units_of_the_digest_do_not_depend_on_how_frames_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("refseg.frames.native.HASHED_BYTES", 5 * 360)
    monkeypatch.setattr("refseg.codec.streaming._BYTES_AT_ONCE", 7 * 360)
    monkeypatch.setattr("refseg.frames.pixels.STREAM_BATCH_BYTES", 9 * 360)
    for syntax in ("rle", "native"):
        test_frames_one_by_one_give_the_same_file(tmp_path, syntax)


@pytest.mark.parametrize(
    ("frames", "message"),
    [
        ([], "there is no frame to encode; Number of Frames is at least 1"),
        ([np.zeros(3, np.uint8)], "a frame has shape (3,); give arrays (rows, columns)"),
        (
            [np.zeros((3, 3))],
            "a frame has dtype float64; give uint8 or uint16, the same for all frames",
        ),
        (
            [np.ones((3, 3), np.uint8)],
            "label 1 occurs in the labels but not in the list of segments; describe every label "
            "(LM-VAL-002)",
        ),
    ],
)
def test_frames_that_cannot_be_written(
    tmp_path: Path, frames: list[NDArray[Any]], message: str
) -> None:
    with pytest.raises(InputError) as caught:
        refseg.write_frames(
            tmp_path / "a.dcm",
            frames,
            geometry=refseg.Geometry.from_affine(np.eye(4)),
            segments=[refseg.Segment(7, "a")],
            background=0,
        )
    assert str(caught.value) == message
    assert not (tmp_path / "a.dcm").exists()


def test_one_frame_is_read_much_faster_than_all(tmp_path: Path) -> None:
    """A hundred times at full size; here, with much smaller frames, still many times."""
    array = np.zeros((1000, 128, 128), np.uint8)
    array[:, 30:90, 40:100] = 3
    refseg.write(tmp_path / "a.dcm", stack(array))

    def seconds(work: Any) -> float:
        times = []
        for _ in range(5):
            start = time.perf_counter()
            work()
            times.append(time.perf_counter() - start)
        return min(times)

    def one() -> None:
        with refseg.open(tmp_path / "a.dcm") as file:
            file.frame(500)

    assert seconds(one) < seconds(lambda: refseg.read(tmp_path / "a.dcm")) / 2


# ------------------------------------------------------------------------------ memory

_PEAK = """
import sys, threading, numpy as np, refseg, refseg.part10.files, refseg.part10.lazy
from refseg.fast.threads import spread
geometry = refseg.Geometry.from_affine(np.eye(4))
segments = [refseg.Segment(3, "a")]
def one(k):
    frame = np.zeros((512, 512), np.uint8)
    frame[k % 300 : k % 300 + 100, 50:400] = 3
    return frame
def small():
    array = np.stack([one(k) for k in range(40)])
    path = sys.argv[1] + "/small.dcm"
    refseg.write(path, refseg.LabelMap(array, geometry, segments, 0), transfer_syntax=sys.argv[2])
    refseg.read(path)
def peak():  # that of `getrusage` begins with the peak of the parent process
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) * 1024
small()
path = sys.argv[1] + "/big.dcm"
"""


def peak_bytes(tmp_path: Path, syntax: str, code: str) -> int:
    done = subprocess.run(
        [sys.executable, "-c", _PEAK + code, str(tmp_path), syntax],
        capture_output=True,
        text=True,
        check=True,
    )
    return int(done.stdout)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("syntax", ["rle", "deflated-frame", "native"])
def test_memory_of_write_and_read(tmp_path: Path, syntax: str) -> None:
    frames = 400
    size = frames * 512 * 512
    build = f"""
array = np.empty(({frames}, 512, 512), np.uint8)
for k in range({frames}): array[k] = one(k)
before = peak()
refseg.write(path, refseg.LabelMap(array, geometry, segments, 0), transfer_syntax=sys.argv[2])
print(peak() - before)
"""
    assert peak_bytes(tmp_path, syntax, build) < 0.3 * size
    load = "before = peak(); found = refseg.read(path); print(peak() - before)"
    file_size = (tmp_path / "big.dcm").stat().st_size
    assert peak_bytes(tmp_path, syntax, load) < 1.3 * size + file_size


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("syntax", ["rle", "native"])
def test_memory_of_frames_one_by_one_does_not_grow(tmp_path: Path, syntax: str) -> None:
    code = """
before = peak()
refseg.write_frames(path, (one(k) for k in range(1000)), geometry=geometry, segments=segments,
                    background=0, transfer_syntax=sys.argv[2])
with refseg.open(path) as file:
    assert (file.frame(700) == one(700)).all()
print(peak() - before)
"""
    assert peak_bytes(tmp_path, syntax, code) < 0.3 * 1000 * 512 * 512
