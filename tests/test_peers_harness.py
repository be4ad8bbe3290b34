"""The harness of independent implementations: they must agree among themselves."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest
from peers import presence
from peers.dcmqi import dcmqi_export, read_dcmqi, write_dcmqi_labelmap
from peers.highdicom_writers import (
    write_highdicom_binary,
    write_highdicom_fractional,
    write_highdicom_labelmap,
)
from peers.nodejs import (
    dcmjs_header,
    decode_frame_cornerstone,
    encode_frame_openjph,
    read_dcmjs,
)
from peers.presence import missing_peer, need_peer
from peers.process import PeerRefusedError, run
from peers.readers import read_highdicom, read_pydicom, read_simpleitk
from peers.reading import Reading, same_world
from peers.samples import NUMBERS, SHAPE, oblique, volume
from peers.series import make_ct_series
from peers.validators import dciodvfy, dciodvfy_findings
from pydicom import dcmread
from pydicom.encaps import generate_frames
from pydicom.uid import (
    HTJ2KLossless,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGLSLossless,
    RLELossless,
)

PEERS = Path(presence.__file__).parent
READERS = [read_highdicom, read_pydicom, read_dcmqi, read_dcmjs]


class TestMissingPeer:
    @pytest.fixture(autouse=True)
    def ghost(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(presence._MODULES, "ghost", ("no_such_module", "pip install it"))

    def test_skips_with_the_command(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("CI", raising=False)
        text = "peer ghost: Python package no_such_module is not installed; pip install it"
        assert missing_peer("ghost") == text
        with pytest.raises(pytest.skip.Exception, match=text):
            need_peer("ghost")

    def test_fails_in_ci(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("CI", "true")
        with pytest.raises(pytest.fail.Exception, match="no_such_module is not installed"):
            need_peer("ghost")

    def test_program_and_node_package(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(presence._PROGRAMS, "ghost2", ("no-such-program", "get it"))
        monkeypatch.setitem(presence._NODE_PACKAGES, "ghost3", ("no-such", presence.NODE_FOLDER))
        assert "program no-such-program is not installed; get it" in str(missing_peer("ghost2"))
        assert missing_peer("ghost3") == (
            "peer ghost3: npm package no-such is not installed; "
            "npm ci --ignore-scripts --prefix tests/peers/node"
        )


def test_harness_does_not_use_refseg() -> None:
    for file in PEERS.rglob("*.py"):
        if "node_modules" not in file.parts:
            text = file.read_text(encoding="utf-8")
            assert not re.search(r"^\s*(import|from)\s+refseg", text, re.MULTILINE), file


def test_node_packages_are_pinned_without_a_registry() -> None:
    wanted = json.loads((PEERS / "node/package.json").read_text())["dependencies"]
    locked = json.loads((PEERS / "node/package-lock.json").read_text())["packages"]
    for name, version in wanted.items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version), name
        assert locked[f"node_modules/{name}"]["version"] == version
    for name, entry in locked.items():
        assert "resolved" not in entry, name
        assert not name or entry["integrity"].startswith("sha512-"), name


@pytest.mark.peers
class TestReaders:
    """highdicom writes; every reader finds the array that was given to it."""

    @pytest.mark.parametrize("read", READERS, ids=lambda read: read.__name__)
    @pytest.mark.parametrize("bits", [8, 16])
    @pytest.mark.parametrize("palette", [False, True])
    def test_native(self, tmp_path: Path, read, bits: int, palette: bool) -> None:
        path, labels, affine = tmp_path / "seg.dcm", volume(bits), oblique(-1 if palette else 1)
        write_highdicom_labelmap(
            path, labels, affine, palette=palette, omit_empty_frames=not palette
        )
        ds = dcmread(path)
        assert (ds.BitsAllocated, ds.NumberOfFrames) == (bits, 5 if palette else 4)
        assert ds.PhotometricInterpretation == ("PALETTE COLOR" if palette else "MONOCHROME2")
        same_world(Reading.from_affine(labels, affine), read(path))

    @pytest.mark.parametrize("bits", [8, 16])
    @pytest.mark.parametrize(
        ("syntax", "dcmqi_reads"),
        [
            (ImplicitVRLittleEndian, True),
            (RLELossless, True),
            (JPEGLSLossless, False),
            (JPEG2000Lossless, False),
        ],
        ids=["implicit", "rle", "jpegls", "j2k"],
    )
    def test_other_syntaxes(
        self, tmp_path: Path, bits: int, syntax: str, dcmqi_reads: bool
    ) -> None:
        path, labels = tmp_path / "seg.dcm", volume(bits)
        write_highdicom_labelmap(
            path, labels, oblique(), transfer_syntax=syntax, omit_empty_frames=False
        )
        given = Reading.from_affine(labels, oblique())
        for read in READERS:
            if dcmqi_reads or read is not read_dcmqi:
                same_world(given, read(path))
        same_world(given, read_highdicom(path, as_volume=False))
        assert np.array_equal(read_simpleitk(path), labels)

    @pytest.mark.parametrize("read", READERS, ids=lambda read: read.__name__)
    def test_binary(self, tmp_path: Path, read) -> None:
        path = tmp_path / "seg.dcm"
        labels = np.random.default_rng(1).integers(0, 4, SHAPE, np.uint8)
        write_highdicom_binary(path, labels, oblique())
        assert dcmread(path).SegmentationType == "BINARY"
        same_world(Reading.from_affine(labels, oblique()), read(path))

    def test_fractional(self, tmp_path: Path) -> None:
        path = tmp_path / "seg.dcm"
        fractions = np.random.default_rng(1).random((*SHAPE, 2))
        write_highdicom_fractional(path, fractions, oblique(), max_fractional_value=200)
        ds = dcmread(path)
        assert (ds.SegmentationType, ds.MaximumFractionalValue) == ("FRACTIONAL", 200)
        assert ds.NumberOfFrames == 10
        assert int(ds.pixel_array.max()) == 200

    def test_dcmqi_explains_its_labels(self, tmp_path: Path) -> None:
        path = tmp_path / "seg.dcm"
        write_highdicom_labelmap(path, volume(16), oblique())
        ((_, segments),) = dcmqi_export(path)
        assert [segment["labelID"] for segment in segments] == NUMBERS[16]
        ds = dcmread(path)
        del ds.SegmentSequence[2]
        ds.save_as(path)
        with pytest.raises(AssertionError, match=r"pixel values \[300\] without a labelID"):
            read_dcmqi(path)

    def test_dcmjs_header(self, tmp_path: Path) -> None:
        path = tmp_path / "seg.dcm"
        write_highdicom_labelmap(path, volume(16), oblique())
        header, pixels = dcmjs_header(path)
        assert header["sopClass"] == "1.2.840.10008.5.1.4.1.1.66.7"
        assert header["segmentNumbers"] == [0, *NUMBERS[16]]
        assert header["pixelPaddingValue"] == 0
        assert len(pixels) == 4 * 33 * 35 * 2

    def test_a_refusal_carries_the_text_of_the_program(self, tmp_path: Path) -> None:
        need_peer("dcmqi")
        with pytest.raises(PeerRefusedError, match="not found"):
            run("segimage2itkimage", "--inputDICOM", tmp_path / "absent.dcm")


@pytest.mark.peers
class TestDcmqiWrites:
    @pytest.mark.parametrize("omit", [False, True])
    @pytest.mark.parametrize("compress", ["none", "deflate"])
    def test_eight_bit(self, tmp_path: Path, omit: bool, compress: str) -> None:
        path, labels, affine = tmp_path / "seg.dcm", volume(8), oblique(-1 if omit else 1)
        write_dcmqi_labelmap(path, labels, affine, omit_empty_frames=omit, compress=compress)
        ds = dcmread(path)
        assert (ds.SegmentationType, ds.NumberOfFrames) == ("LABELMAP", 4 if omit else 5)
        assert [segment.SegmentNumber for segment in ds.SegmentSequence] == [0, *NUMBERS[8]]
        for read in READERS:
            same_world(Reading.from_affine(labels, affine), read(path))

    def test_sixteen_bit(self, tmp_path: Path) -> None:
        path, labels = tmp_path / "seg.dcm", np.zeros(SHAPE, np.uint16)
        numbers = np.arange(1, 301) * 109
        labels[1].flat[:300] = labels[4].flat[500:800] = numbers
        write_dcmqi_labelmap(path, labels, oblique())
        assert dcmread(path).BitsAllocated == 16
        for read in READERS:
            same_world(Reading.from_affine(labels, oblique()), read(path))


@pytest.mark.peers
class TestCodecs:
    @pytest.mark.parametrize("bits", [8, 16])
    @pytest.mark.parametrize("syntax", [RLELossless, JPEGLSLossless, JPEG2000Lossless])
    def test_cornerstone_decodes_frames(self, tmp_path: Path, bits: int, syntax: str) -> None:
        path, labels = tmp_path / "seg.dcm", volume(bits)
        write_highdicom_labelmap(
            path, labels, oblique(), transfer_syntax=syntax, omit_empty_frames=False
        )
        frame = next(generate_frames(dcmread(path).PixelData, number_of_frames=SHAPE[0]))
        decoded = decode_frame_cornerstone(frame, syntax, *SHAPE[1:], bits)
        assert np.array_equal(decoded, labels[0])

    @pytest.mark.parametrize("bits", [8, 16])
    def test_htj2k_both_ways(self, bits: int) -> None:
        frame = volume(bits)[0]
        coded = encode_frame_openjph(frame, HTJ2KLossless)
        assert np.array_equal(
            decode_frame_cornerstone(coded, HTJ2KLossless, *SHAPE[1:], bits), frame
        )


@pytest.mark.peers
class TestDciodvfy:
    def test_good_and_broken_files(self, tmp_path: Path) -> None:
        path = tmp_path / "seg.dcm"
        write_highdicom_labelmap(path, volume(16), oblique(), palette=True)
        assert dciodvfy_findings(path).iod == "Segmentation"
        assert dciodvfy(path) == []
        ds = dcmread(path)
        del ds.SegmentSequence[1].SegmentLabel
        ds.save_as(path)
        assert any("SegmentLabel" in line for line in dciodvfy(path))
        path.write_bytes(b"not DICOM at all")
        assert dciodvfy(path)

    def test_synthetic_series(self, tmp_path: Path) -> None:
        for path in make_ct_series(tmp_path / "series", (3, 4, 5), oblique(-1)):
            found = dciodvfy_findings(path)
            assert (found.iod, found.errors) == ("CTImage", [])
