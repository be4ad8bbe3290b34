"""Two implementations that share no code exchange files: refseg, and labelmap.mjs in JavaScript.

Each file that refseg writes is read by labelmap.mjs, written by it again, read by refseg, and
compared with what was there at first. labelmap.mjs is in ``conformance/adapters/js-labelmap``.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from peers.labelmap import LabelmapProcess
from peers.presence import LABELMAP_FOLDER, need_peer
from peers.process import PeerRefusedError, program
from peers.series import make_ct_series
from strategies import affines, label_arrays

import refseg
from refseg.experimental import (
    InstanceMap,
    read_instances,
    read_overlapping,
    read_volume,
    read_volume_sources,
    read_volumes,
    write_instances,
    write_overlapping,
    write_volume,
    write_volumes,
)
from refseg.frames import SYNTAXES
from refseg.model.masks import SegmentMasks
from refseg.model.matrix import tiles_of
from refseg.model.tiling import Tiling
from refseg.support.errors import UnsupportedError

pytestmark = pytest.mark.peers

# labelmap.mjs has no encoder of JPEG XL.
EXCHANGED = [s for s in SYNTAXES if s.writable and s.name != "jpegxl"]
NAMES = [syntax.name for syntax in EXCHANGED]
UIDS = {syntax.name: str(syntax.uid) for syntax in EXCHANGED}
OWN_FRAMES = ["native", "deflated", "encapsulated", "rle", "deflated-frame"]
"""The transfer syntaxes that the prototypes write with 32 bits."""
AFFINE = np.array([[0, 0, 0.9, -10], [0, 0.7, 0, -20], [2.5, 0, 0, 30], [0, 0, 0, 1.0]])
LIVER = refseg.Code("10200004", "SCT", "Liver")


@pytest.fixture(scope="module")
def peer() -> Iterator[LabelmapProcess]:
    with LabelmapProcess() as process:
        yield process


def label_map(labels: NDArray[Any], affine: Any = AFFINE, **more: Any) -> refseg.LabelMap:
    """Segments of several scripts and colours, one for each value but the background."""
    background = more.setdefault("background", 0)
    numbers = [n for n in np.unique(labels).tolist() if n != background]
    segments = tuple(
        refseg.Segment(n, f"Leber 肝臓 {n}", type=LIVER, color=(n % 256, 40 + n % 200, 250))
        for n in numbers
    )
    geometry = affine if isinstance(affine, Tiling) else refseg.Geometry.from_affine(affine)
    return refseg.LabelMap(labels, geometry=geometry, segments=segments, **more)


def blobs(bits: int) -> NDArray[Any]:
    values = [1, 7, 255] if bits == 8 else [1, 256, 257, 65535]
    labels = np.zeros((4, 33, 37), np.uint8 if bits == 8 else np.uint16)
    for index, value in enumerate(values):
        labels[1:, 3 + 6 * index : 9 + 6 * index, 2 + index : 30 - 3 * index] = value
    labels[1, 20:30, 20:30] = np.random.default_rng(1).choice(values, size=(10, 10))
    return labels


def same_segments(ours: Any, theirs: list[dict[str, Any]]) -> None:
    """Numbers, names, codes and colours; a colour within 2 of 255, as in the suite."""
    found = {item["number"]: item for item in theirs}
    assert set(found) == {segment.number for segment in ours}
    for segment in ours:
        item = found[segment.number]
        assert item["label"] == segment.label
        assert (item["type"]["value"], item["type"]["scheme"]) == segment.type.same_concept
        assert item["category"]["meaning"] == segment.category.meaning
        assert item["algorithm"]["type"] == segment.algorithm_type
        if segment.color is not None:
            assert np.abs(np.subtract(item["colour"], segment.color)).max() <= 2


def same_places(geometry: refseg.Geometry, frames: list[dict[str, Any]]) -> None:
    positions = np.array([frame["position"] for frame in frames], float)
    np.testing.assert_allclose(positions, geometry.positions, atol=1e-3)
    for frame in frames:
        np.testing.assert_allclose(np.array(frame["orientation"], float), geometry.orientation)
        np.testing.assert_allclose(np.array(frame["spacing"], float), geometry.pixel_spacing)


def exchanged(
    peer: LabelmapProcess, seg: refseg.LabelMap, folder: Path, how: str, **request: Any
) -> refseg.LabelMap:
    """Written by refseg, read and written by labelmap.mjs, read by refseg; both are compared.

    Args:
        how: transfer syntax of both files.
    """
    first, second = folder / "first.dcm", folder / "second.dcm"
    palette = request.get("photometric") == "PALETTE COLOR"
    source = request.pop("source", None)
    refseg.write(first, seg, transfer_syntax=how, palette=palette, source=source)
    written = refseg.read(first)
    model = peer.read(first, output=second, transferSyntax=UIDS[how], **request)
    assert model["notes"] == []
    assert model["transferSyntax"] == UIDS[how]
    assert model["background"] == seg.background
    assert model["labels"].dtype == seg.labels.dtype
    assert np.array_equal(model["labels"], written.labels)
    same_segments(written.segments, model["segments"])
    if isinstance(written.geometry, refseg.Geometry):
        same_places(written.geometry.for_frames(len(written.labels)), model["frames"])
        assert model["frame_of_reference"] == written.geometry.frame_of_reference_uid
    assert refseg.check(second) == []
    again = refseg.read(second)
    assert np.array_equal(again.labels, written.labels)
    assert again.labels.dtype == written.labels.dtype
    assert again.background == seg.background
    same_segments(again.segments, model["segments"])
    return again


@pytest.mark.parametrize("photometric", ["MONOCHROME2", "PALETTE COLOR"])
@pytest.mark.parametrize("bits", [8, 16])
@pytest.mark.parametrize("syntax", NAMES)
def test_every_syntax(
    peer: LabelmapProcess, syntax: str, bits: int, photometric: str, tmp_path: Path
) -> None:
    seg = label_map(blobs(bits))
    again = exchanged(peer, seg, tmp_path, syntax, photometric=photometric)
    assert isinstance(again.geometry, refseg.Geometry)
    np.testing.assert_allclose(again.geometry.affine, AFFINE, atol=1e-6)


@pytest.mark.parametrize("bits", [8, 16])
def test_jpeg_xl_is_read_with_a_decoder_that_is_not_libjxl(
    peer: LabelmapProcess, bits: int, tmp_path: Path
) -> None:
    path, seg = tmp_path / "xl.dcm", label_map(blobs(bits))
    refseg.write(path, seg, transfer_syntax="jpegxl")
    model = peer.read(path)
    assert model["labels"].dtype == seg.labels.dtype
    assert np.array_equal(model["labels"], seg.labels)
    cut = path.read_bytes()
    path.write_bytes(cut[:-400])
    with pytest.raises(PeerRefusedError):
        peer.read(path)


@settings(max_examples=40)
@given(
    labels=label_arrays(),
    affine=affines(),
    syntax=st.sampled_from(NAMES),
    photometric=st.sampled_from(["MONOCHROME2", "PALETTE COLOR"]),
    data=st.data(),
)
def test_any_label_map(
    peer: LabelmapProcess,
    tmp_path_factory: pytest.TempPathFactory,
    labels: NDArray[Any],
    affine: NDArray[np.float64],
    syntax: str,
    photometric: str,
    data: st.DataObject,
) -> None:
    background = data.draw(st.sampled_from([None, *np.unique(labels).tolist()]))
    if background is not None and (labels == background).all():
        background = None  # a label map without any other segment is not asked for here
    seg = label_map(labels, affine, background=background)
    folder = tmp_path_factory.mktemp("any")
    again = exchanged(peer, seg, folder, syntax, photometric=photometric)
    written = refseg.read(folder / "first.dcm")
    assert isinstance(again.geometry, refseg.Geometry)
    assert isinstance(written.geometry, refseg.Geometry)
    np.testing.assert_allclose(
        again.geometry.for_frames(len(labels)).positions,
        written.geometry.for_frames(len(labels)).positions,
        atol=1e-3,
    )


@pytest.mark.parametrize("syntax", ["native", "rle", "deflated-frame"])
def test_source_images(peer: LabelmapProcess, syntax: str, tmp_path: Path) -> None:
    labels = blobs(8)
    files = make_ct_series(tmp_path / "ct", labels.shape, AFFINE)
    source = refseg.Source.from_path(tmp_path / "ct")
    exchanged(peer, label_map(labels), tmp_path, syntax, source=source, sources=files)
    first, second = (peer.read(tmp_path / name) for name in ("first.dcm", "second.dcm"))
    named = [[item["uid"] for item in frame["sources"]] for frame in first["frames"]]
    assert all(len(uids) == 1 for uids in named)
    assert named == [[item["uid"] for item in frame["sources"]] for frame in second["frames"]]


@pytest.mark.parametrize("organization", ["TILED_FULL", "TILED_SPARSE"])
@pytest.mark.parametrize("syntax", ["native", "rle", "jpegls"])
def test_slides(peer: LabelmapProcess, syntax: str, organization: str, tmp_path: Path) -> None:
    matrix = np.zeros((48, 60), np.uint8)
    matrix[5:25, 8:30], matrix[-20:-6, -20:] = 2, 1
    tiles = tiles_of(matrix, 16, 20)
    where: dict[str, Any] = {"pixel_spacing": (0.0005, 0.0004), "origin": (20.0, 40.0, 0.0)}
    tiling = Tiling.full(*matrix.shape, 16, 20, **where)
    if organization == "TILED_SPARSE":
        kept = tiles.any(axis=(1, 2))
        kept[-1] = True  # labelmap.mjs takes the last tile for the corner of the matrix
        rows, columns = tiling.row_positions[kept], tiling.column_positions[kept]
        tiling, tiles = Tiling.sparse(*matrix.shape, rows, columns, **where), tiles[kept]
    again = exchanged(peer, label_map(tiles, tiling), tmp_path, syntax)
    model = peer.read(tmp_path / "first.dcm")
    assert np.array_equal(model["matrix"], matrix[None])
    places = [[row + 1, column + 1] for row, column in _corners(tiling)]
    assert [frame["tile"] for frame in model["frames"]] == places
    assert isinstance(again.geometry, Tiling)
    assert again.geometry.organization == organization
    assert np.array_equal(_corners(again.geometry), _corners(tiling))
    np.testing.assert_allclose(again.geometry.origin, tiling.origin)
    assert again.geometry.pixel_spacing is not None and tiling.pixel_spacing is not None
    np.testing.assert_allclose(again.geometry.pixel_spacing, tiling.pixel_spacing)


def _corners(tiling: Tiling) -> NDArray[Any]:
    return np.stack([tiling.row_positions, tiling.column_positions], axis=1)


# ------------------------------------------------------------------------------ proposals


@pytest.mark.parametrize("frames", [1, 4])
@pytest.mark.parametrize("syntax", NAMES)
def test_a_declared_regular_volume(
    peer: LabelmapProcess, syntax: str, frames: int, tmp_path: Path
) -> None:
    first, second = tmp_path / "first.dcm", tmp_path / "second.dcm"
    seg = label_map(blobs(16)[-frames:])
    write_volume(first, seg, experimental=True, transfer_syntax=syntax)
    with pytest.raises(PeerRefusedError, match="is not that of a segmentation"):
        peer.read(first)
    model = peer.read(first, experimental=True, output=second, transferSyntax=UIDS[syntax])
    assert model["volume"] is True
    for again in (read_volume(first, experimental=True), read_volume(second, experimental=True)):
        assert np.array_equal(model["labels"], again.labels)
        assert isinstance(again.geometry, refseg.Geometry)
        same_places(again.geometry.for_frames(len(again.labels)), model["frames"])
        same_segments(again.segments, model["segments"])
    assert b"3D_FULL" in second.read_bytes() or syntax == "deflated"


@pytest.mark.parametrize("syntax", OWN_FRAMES)
def test_declared_volumes_in_time(peer: LabelmapProcess, syntax: str, tmp_path: Path) -> None:
    first, second = tmp_path / "first.dcm", tmp_path / "second.dcm"
    one = label_map(blobs(16))
    maps, seconds = [one, one.with_(labels=one.labels[:, ::-1])], [0.25, 1e6]
    write_volumes(first, maps, seconds, experimental=True, transfer_syntax=syntax)
    model = peer.read(first, experimental=True, output=second, transferSyntax=UIDS[syntax])
    assert [frame["time"] for frame in model["frames"]] == [0.25] * 4 + [1e6] * 4
    assert np.array_equal(model["labels"], np.concatenate([m.labels for m in maps]))
    for path in (first, second):
        again, times = read_volumes(path, experimental=True)
        assert times == tuple(seconds)
        for part, found, expected in zip((0, 4), again, maps, strict=True):
            assert np.array_equal(found.labels, expected.labels)
            assert isinstance(found.geometry, refseg.Geometry)
            same_places(found.geometry.for_frames(4), model["frames"][part : part + 4])


@pytest.mark.parametrize("syntax", OWN_FRAMES)
def test_source_images_of_a_declared_volume(
    peer: LabelmapProcess, syntax: str, tmp_path: Path
) -> None:
    first, second = tmp_path / "first.dcm", tmp_path / "second.dcm"
    files = make_ct_series(tmp_path / "ct", (4, 33, 37), AFFINE)
    source, seg = refseg.Source.from_path(tmp_path / "ct"), label_map(blobs(8))
    write_volume(first, seg, experimental=True, transfer_syntax=syntax, source=source)
    model = peer.read(
        first, experimental=True, output=second, sources=files, transferSyntax=UIDS[syntax]
    )
    uids = [pydicom.dcmread(path).SOPInstanceUID for path in files]
    assert [frame["sources"] for frame in model["frames"]] == [[{"uid": uid}] for uid in uids]
    for path in (first, second):
        assert read_volume_sources(path, experimental=True) == tuple((uid, None) for uid in uids)
        assert np.array_equal(read_volume(path, experimental=True).labels, seg.labels)


@pytest.mark.parametrize("frames", [1, 3])
@pytest.mark.parametrize("syntax", [name for name in NAMES if name != "implicit"])
def test_overlap(peer: LabelmapProcess, syntax: str, frames: int, tmp_path: Path) -> None:
    first, second = tmp_path / "first.dcm", tmp_path / "second.dcm"
    planes = np.random.default_rng(4).integers(0, 2, (3, frames, 33, 37)).astype(np.uint8)
    numbers, places = np.indices(planes.shape[:2]).reshape(2, -1)
    masks = SegmentMasks(
        planes=planes.reshape(-1, *planes.shape[2:]),
        numbers=numbers + 1,
        places=places,
        frames=frames,
        segments=tuple(refseg.Segment(n, f"Organ {n}") for n in (1, 2, 3)),
        geometry=refseg.Geometry.from_affine(AFFINE),
    )
    write_overlapping(first, masks, experimental=True, transfer_syntax=syntax)
    model = peer.read(first, experimental=True, output=second, transferSyntax=UIDS[syntax])
    sets = sorted(model["combinations"].values())
    assert sets == [[1, 2], [1, 2, 3], [1, 3], [2, 3]]
    for path in (first, second):
        again = read_overlapping(path, experimental=True)
        for number in (1, 2, 3):
            assert np.array_equal(again.volume(number), planes[number - 1])


@pytest.mark.parametrize("count", [300, 70000])
@pytest.mark.parametrize("syntax", OWN_FRAMES)
@pytest.mark.parametrize("slide", [False, True])
def test_instances(
    peer: LabelmapProcess, syntax: str, count: int, slide: bool, tmp_path: Path
) -> None:
    """16 and 32 bits, a table with instances that no pixel has, and identifiers."""
    chance = np.random.default_rng(6)
    instances = chance.integers(0, count + 1, (4, 33, 37)).astype(np.uint32)
    instances[:, :20] = 0
    geometry: Any = refseg.Geometry.from_affine(AFFINE)
    if slide:
        geometry = Tiling.full(66, 74, 33, 37, pixel_spacing=(0.0005, 0.0005))
    given = InstanceMap(
        instances,
        chance.choice(np.array([1, 7], np.uint16), count),
        (refseg.Segment(1, "Kern 肝臓"), refseg.Segment(7, "Tumour", type=LIVER)),
        geometry,
        identifiers=2**60 + np.arange(count, dtype=np.uint64) if slide else None,
    )
    first, second = tmp_path / "first.dcm", tmp_path / "second.dcm"
    write_instances(first, given, experimental=True, transfer_syntax=syntax)
    with pytest.raises(PeerRefusedError, match="is not that of a segmentation"):
        peer.read(first)
    model = peer.read(first, experimental=True, output=second, transferSyntax=UIDS[syntax])
    assert model["type"] == "INSTANCEMAP"
    assert model["background"] is None
    assert model["labels"].dtype.itemsize == (2 if count < 2**16 else 4)
    assert np.array_equal(model["labels"], instances)
    same_segments(given.segments, model["segments"])
    named = None if given.identifiers is None else list(map(str, given.identifiers.tolist()))
    assert model["instances"].get("identifiers") == named
    assert model["instances"]["segments"] == given.segment_numbers.tolist()
    for again in (
        read_instances(first, experimental=True),
        read_instances(second, experimental=True),
    ):
        assert np.array_equal(again.instances, instances)
        assert np.array_equal(again.segment_numbers, given.segment_numbers)
        assert (again.identifiers is None) is (given.identifiers is None)
        if again.identifiers is not None and given.identifiers is not None:
            assert np.array_equal(again.identifiers, given.identifiers)
        same_segments(again.segments, model["segments"])
        if isinstance(again.geometry, refseg.Geometry):
            same_places(again.geometry.for_frames(4), model["frames"])


def test_both_proposals_in_one_file_are_refused_by_refseg(
    peer: LabelmapProcess, tmp_path: Path
) -> None:
    """It has the SOP Class of combinations; refseg once read it with all frames at one place."""
    first, second = tmp_path / "first.dcm", tmp_path / "second.dcm"
    planes = np.array([[[1, 1, 0], [0, 0, 0]], [[0, 1, 1], [0, 0, 0]]], np.uint8)
    masks = SegmentMasks(
        planes=np.concatenate([planes, planes]),
        numbers=np.array([1, 2, 1, 2]),
        places=np.array([0, 0, 1, 1]),
        frames=2,
        segments=(refseg.Segment(1, "Organ"), refseg.Segment(2, "Lesion")),
        geometry=refseg.Geometry.from_affine(AFFINE),
    )
    write_overlapping(first, masks, experimental=True)
    peer.read(first, experimental=True, output=second, volume=True)
    model = peer.read(second, experimental=True)
    assert model["volume"] is True
    assert list(model["combinations"].values()) == [[1, 2]]
    with pytest.raises(UnsupportedError) as caught:
        read_overlapping(second, experimental=True)
    assert str(caught.value) == (
        "DimensionOrganizationType: value 3D_FULL beside combinations is not read by this "
        "prototype; write the file with an item for each frame"
    )


# ------------------------------------------------------------------------------ its own tests


def node(*arguments: str) -> str:
    """What Node.js prints in the folder of labelmap.mjs; the test fails if the program does."""
    need_peer("labelmap")
    done = subprocess.run(
        ["node", *arguments], cwd=LABELMAP_FOLDER, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout


def test_its_own_tests_pass() -> None:
    said = node("--test", "labelmap.test.mjs")
    assert int(re.findall(r"^# pass (\d+)", said, re.MULTILINE)[0]) > 50
    assert "# fail 0" in said


FAULTS = sorted(
    path.name
    for path in (LABELMAP_FOLDER / "reproductions").glob("*.mjs")
    if path.name != "dataset.mjs"
)


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_worked_around_is_still_there(name: str) -> None:
    """If this fails, the pinned version has mended the fault: the workaround can go."""
    assert "WRONG" in node(f"reproductions/{name}")
    report = LABELMAP_FOLDER.parents[1] / "results" / "DCMJS.md"
    assert f"(`{name}`)" in report.read_text(encoding="utf-8")


def test_the_measurement_answers_for_each_file_in_order(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.dcm", tmp_path / "bad.dcm"
    refseg.write(good, label_map(blobs(8)), transfer_syntax="jpegls")
    bad.write_bytes(good.read_bytes()[:-500])
    found = json.loads(node("bench.mjs", "--repeat", "1", str(bad), str(good)))
    assert [row["file"] for row in found] == [str(bad), str(good)]
    assert set(found[0]) == {"file", "refused"}
    assert set(found[1]) == {"file", "parse_ms", "decode_ms", "decoder"}
    assert found[1]["decoder"] == "@cornerstonejs/codec-charls"


def test_the_page_in_a_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of each kind and goldens, shown by Chromium: every pixel of the canvas is compared."""
    need_peer("labelmap", "chromium")
    node("node_modules/esbuild/bin/esbuild", *_build_options())
    monkeypatch.setenv("CHROMIUM", program("chromium") or "")
    said = node("test-viewer.mjs")
    assert len(re.findall(r"^ok \S+\.dcm$", said, re.MULTILINE)) == 14
    assert "no request to another host" in said


def _build_options() -> list[str]:
    package = json.loads((LABELMAP_FOLDER / "package.json").read_text(encoding="utf-8"))
    command = package["scripts"]["build"].split()
    assert command[0] == "esbuild"
    return command[1:]
