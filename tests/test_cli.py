"""The commands: a stranger's mistakes each get one clear sentence and change nothing."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import nibabel as nib
import numpy as np
import pytest
from numpy.typing import NDArray
from peers.series import make_ct_series
from pydicom import dcmread

import refseg
from refseg.commands.cli import main

AFFINE = np.array([[0, 0, 2.0, -10], [0, 2.0, 0, -20], [3.0, 0, 0, 30], [0, 0, 0, 1.0]])
RAS = np.diag([-2.0, -2, 3, 1]) + np.outer([10, 20, 30, 0], [0, 0, 0, 1])
LABELS = np.zeros((4, 5, 6), np.uint8)
LABELS[1:3, 1:3, 2:5] = 7
LABELS[2, 3, 3] = 9


def nifti(path: Path, labels: NDArray[Any] = LABELS, affine: NDArray[Any] = RAS) -> Path:
    axes = (2, 1, 0) if labels.ndim == 3 else range(labels.ndim)
    header = nib.Nifti1Header()
    header.set_data_dtype(labels.dtype)
    header.set_sform(affine, code=1)  # nothing is derived from it, so it may be singular
    image = nib.Nifti1Image(labels.transpose(*axes), None, header)
    nib.save(image, path)
    return path


@pytest.fixture
def labels_file(tmp_path: Path) -> Path:
    return nifti(tmp_path / "labels.nii.gz")


def fails(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    """Run a command that must fail: exit code 2 and one sentence on standard error."""
    assert main([str(a) for a in arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(f"refseg {arguments[0]}: ")
    assert captured.err.count("\n") == 1
    assert "Traceback" not in captured.err
    return captured.err[len(f"refseg {arguments[0]}: ") :].rstrip("\n")


def refuses_encode(capsys: Any, tmp_path: Path, labels: Path, *options: object) -> str:
    """encode must fail, leave no new file and an existing output as it was."""
    out = tmp_path / "out" / "seg.dcm"
    out.parent.mkdir()
    first = fails(capsys, "encode", labels, "-o", out, *options)
    assert list(out.parent.iterdir()) == []
    out.write_bytes(b"precious")
    assert fails(capsys, "encode", labels, "-o", out, *options) == first
    assert out.read_bytes() == b"precious"
    assert list(out.parent.iterdir()) == [out]
    return first.replace(str(tmp_path), "")


def test_encode_decode_info_view(tmp_path: Path, labels_file: Path, capsys: Any) -> None:
    seg, back, png = tmp_path / "seg.dcm", tmp_path / "back.nii.gz", tmp_path / "m.png"
    assert main(["encode", str(labels_file), "-o", str(seg), "--set", "PatientID=42"]) == 0
    assert dcmread(seg).PatientID == "42"
    assert main(["decode", str(seg), "-o", str(back)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        str(back),
        str(tmp_path / "back.nii.gz.refseg.json"),
    ]
    ours, theirs = nib.load(back), nib.load(labels_file)
    assert np.array_equal(np.asarray(ours.dataobj), np.asarray(theirs.dataobj))
    np.testing.assert_allclose(ours.affine, theirs.affine, atol=1e-5)
    assert main(["info", str(seg), "--json"]) == 0
    text = capsys.readouterr().out
    facts = json.loads(text)
    assert [(s["number"], s["voxels"]) for s in facts["segments"]] == [(0, 107), (7, 12), (9, 1)]
    assert "42" not in str(facts.get("patient", "")) and "PatientID" not in text
    assert main(["info", str(seg)]) == 0
    assert "4 planes, 3 mm apart; pixels 2 mm (rows) x 2 mm" in capsys.readouterr().out
    assert main(["view", str(seg), "-o", str(png)]) == 0
    assert png.read_bytes().startswith(b"\x89PNG")


def test_segments_from_a_list(tmp_path: Path, labels_file: Path) -> None:
    (tmp_path / "s.csv").write_text("number,label,color\n7,Leber,#ff0000\n9,肝臓,\n", "utf-8")
    out = tmp_path / "seg.dcm"
    options = ["--segments", str(tmp_path / "s.csv")]
    assert main(["encode", str(labels_file), "-o", str(out), *options]) == 0
    label_map = refseg.read(out)
    assert [s.label for s in label_map.segments] == ["Background", "Leber", "肝臓"]
    assert label_map.by_number[7].color == (255, 0, 0)


def test_background_choices(tmp_path: Path, labels_file: Path, capsys: Any) -> None:
    out = tmp_path / "seg.dcm"
    for choice, background in (("none", None), ("7", 7), ("0", 0)):
        assert main(["encode", str(labels_file), "-o", str(out), "--background", choice]) == 0
        assert refseg.read(out).background == background
    (tmp_path / "s.csv").write_text("number,label\n0,Water\n7,Fat\n9,Skin\n", "utf-8")
    options = ["--segments", str(tmp_path / "s.csv")]
    assert main(["encode", str(labels_file), "-o", str(out), *options]) == 0
    assert refseg.read(out).background is None
    assert "label 0 as 'Water', so it is not the background" in capsys.readouterr().err


CASES = {
    "float labels": (
        LABELS.astype(np.float32) / 2,
        RAS,
        [],
        r"labels.nii has the value 3.5 at voxel \(i, j, k\) = \(2, 1, 1\), and a label is .*",
    ),
    "negative labels": (
        LABELS.astype(np.int16) - 1,
        RAS,
        [],
        r"labels.nii has the value -1 at voxel .* 0 to 65535; renumber it first",
    ),
    "label > 65535": (
        LABELS.astype(np.int32) * 10000,
        RAS,
        [],
        r"labels.nii has the value 70000 at voxel .* 0 to 65535; renumber it first",
    ),
    "4-D image": (np.stack([LABELS] * 2), RAS, [], r".*\(2, 4, 5, 6\).*"),
    "singular affine": (
        LABELS,
        np.diag([2.0, 2, 0, 1]),
        [],
        r".*affine is singular: its three axes, .* do not span a volume; give three independent "
        r"axes",
    ),
    "unknown keyword": (
        LABELS,
        RAS,
        ["--set", "PatientColour=red"],
        r"--set PatientColour=red: PatientColour is not a DICOM keyword; use a name from PS3.6 "
        r"such as PatientID",
    ),
    "no equals sign": (
        LABELS,
        RAS,
        ["--set", "PatientID"],
        r"--set 'PatientID' is not KEYWORD=VALUE; write for example --set PatientID=42",
    ),
    "attribute refseg decides": (
        LABELS,
        RAS,
        ["--set", "Rows=3"],
        r"--set Rows: refseg decides this attribute from the labels; it cannot be set",
    ),
    "value that does not fit": (
        LABELS,
        RAS,
        ["--set", "PatientBirthDate=yesterday"],
        r"--set PatientBirthDate=yesterday: value 'yesterday' does not fit VR DA: .*",
    ),
    "unknown transfer syntax": (
        LABELS,
        RAS,
        ["--transfer-syntax", "zip"],
        r"transfer syntax 'zip' is not known; choose one of: native, implicit, deflated, .*",
    ),
    "impossible background": (
        LABELS,
        RAS,
        ["--background", "-1"],
        r"--background '-1' is not a label; give 0 to 65535 or none",
    ),
    "missing source folder": (
        LABELS,
        RAS,
        ["--source", "{tmp}/nowhere"],
        r"source /nowhere does not exist; give a DICOM file or folder",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_encode_refuses(case: str, tmp_path: Path, capsys: Any) -> None:
    labels, affine, options, message = CASES[case]
    path = nifti(tmp_path / "labels.nii", labels, np.eye(4) if labels.ndim != 3 else affine)
    options = [str(o).format(tmp=tmp_path) for o in options]
    assert re.fullmatch(message, refuses_encode(capsys, tmp_path, path, *options))


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("7,Liver\n", r"label 9 occurs in the labels but not in the list of segments; .*"),
        ("7,Liver\n7,Spleen\n9,Skin\n", r".*number 7.*"),
    ],
)
def test_encode_refuses_segments(
    rows: str, message: str, tmp_path: Path, labels_file: Path, capsys: Any
) -> None:
    (tmp_path / "s.csv").write_text("number,label\n" + rows, "utf-8")
    options = ["--segments", tmp_path / "s.csv"]
    found = refuses_encode(capsys, tmp_path, labels_file, *options)
    assert re.fullmatch(message, found, re.IGNORECASE), found


def test_encode_refuses_files_that_are_none(tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "labels.nii.gz").write_bytes(b"not gzip")
    assert "labels.nii.gz" in refuses_encode(capsys, tmp_path, tmp_path / "labels.nii.gz")


def test_encode_refuses_a_truncated_image(tmp_path: Path, labels_file: Path, capsys: Any) -> None:
    labels_file.write_bytes(labels_file.read_bytes()[:90])
    assert "labels.nii.gz" in refuses_encode(capsys, tmp_path, labels_file)


def test_output_must_not_be_the_input(tmp_path: Path, labels_file: Path, capsys: Any) -> None:
    before = labels_file.read_bytes()
    message = fails(capsys, "encode", labels_file, "-o", labels_file)
    assert message.endswith("is the input file; choose another name or add --force")
    assert labels_file.read_bytes() == before


def test_an_option_that_is_given_twice_is_refused(
    tmp_path: Path, labels_file: Path, capsys: Any
) -> None:
    """One of the two would be ignored, and the other written over."""
    words = ["encode", str(labels_file), "-o", str(tmp_path / "a.dcm"), "-o"]
    with pytest.raises(SystemExit, match="2"):
        main([*words, str(labels_file)])
    assert capsys.readouterr().err.endswith("error: -o is given twice; give it once\n")
    assert not (tmp_path / "a.dcm").exists()


@pytest.mark.parametrize("command", ["encode", "convert"])
def test_dicom_is_not_written_to_the_name_of_a_label_image(
    command: str, tmp_path: Path, labels_file: Path, seg_file: Path, capsys: Any
) -> None:
    given = labels_file if command == "encode" else seg_file
    image = tmp_path / "other.SEG.NRRD"
    image.write_bytes(b"kept")
    assert main([command, str(given), "-o", str(image)]) == 2
    assert capsys.readouterr().err == (
        f"refseg {command}: {image} would hold DICOM, and .seg.nrrd names a label image; name it "
        ".dcm, or add --force (refseg decode writes label images)\n"
    )
    assert image.read_bytes() == b"kept"


def test_output_folder_must_exist(tmp_path: Path, labels_file: Path, capsys: Any) -> None:
    message = fails(capsys, "encode", labels_file, "-o", tmp_path / "no" / "seg.dcm")
    assert message.endswith("seg.dcm cannot be written: No such file or directory")


@pytest.fixture
def seg_file(tmp_path: Path) -> Path:
    path = tmp_path / "seg.dcm"
    label_map = refseg.LabelMap(LABELS, geometry=refseg.Geometry.from_affine(AFFINE), background=0)
    refseg.write(path, label_map)
    return path


def test_decode_refuses(tmp_path: Path, seg_file: Path, capsys: Any) -> None:
    out = tmp_path / "out.nii"
    out.write_bytes(b"precious")
    whole = seg_file.read_bytes()

    def told(content: bytes) -> str:
        seg_file.write_bytes(content)
        message = fails(capsys, "decode", seg_file, "-o", out)
        assert out.read_bytes() == b"precious"
        return message.replace(str(seg_file), "FILE")

    assert told(b"nothing like it") == (
        "FILE is not a DICOM file (no DICM after 128 bytes); give a .dcm file"
    )
    assert told(whole[:200]) == (
        "byte 194: FILE ends inside the header of an element; the file is truncated"
    )
    assert re.fullmatch(
        r"byte \d+: FILE ends inside \(0002,0012\): \d+ bytes are declared, \d+ are there; the "
        r"file is truncated",
        told(whole[:300]),
    )
    assert re.fullmatch(
        r"PixelData: FILE has no item and no delimiter of Pixel Data at byte \d+; the file is "
        r"damaged or truncated",
        told(whole[:-40]),
    )
    ct = make_ct_series(tmp_path / "ct", (2, 4, 4), AFFINE)
    assert told(Path(ct[0]).read_bytes()).startswith("SOPClassUID: SOP Class 1.2.840")
    assert fails(capsys, "decode", tmp_path / "absent.dcm", "-o", out).endswith(
        "absent.dcm cannot be read: No such file or directory"
    )


def test_missing_extra_is_named(tmp_path: Path, labels_file: Path) -> None:
    """Without nibabel the message names the command that installs it."""
    code = (
        "import sys; sys.modules['nibabel'] = None\n"
        "from refseg.commands.cli import main\n"
        f"sys.exit(main(['encode', {str(labels_file)!r}, '-o', {str(tmp_path / 's.dcm')!r}]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 2
    assert 'pip install "refseg[formats]"' in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "s.dcm").exists()


def test_same_bytes_everywhere(tmp_path: Path, labels_file: Path) -> None:
    """Hash seed, time zone, language, folder and umask leave no trace in the file."""
    results = set()
    for index, (seed, zone, language, mask) in enumerate(
        [("0", "UTC", "C", 0o022), ("42", "Asia/Kathmandu", "de_DE.UTF-8", 0o077)]
    ):
        folder = tmp_path / f"run{index}"
        folder.mkdir()
        environment = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "LANG": language,
            "LC_ALL": language,
        }
        for syntax in ("native", "rle", "deflated", "deflated-frame", "implicit"):
            out = folder / f"{syntax}.dcm"
            command = [sys.executable, "-m", "refseg", "encode", labels_file, "-o", out]
            command += ["--transfer-syntax", syntax, "--set", "PatientName=Doe^Jane"]
            subprocess.run(
                command,
                check=True,
                env=environment,
                cwd=folder,
                preexec_fn=lambda mask=mask: os.umask(mask),
            )
            assert out.stat().st_mode & 0o777 == 0o666 & ~mask
        results.add(tuple(sorted((p.name, p.read_bytes()) for p in folder.iterdir())))
    assert len(results) == 1
