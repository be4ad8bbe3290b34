"""Mistakes that people make in Python: each works, or says in one sentence why not."""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nibabel as nib
import numpy as np
import pytest
from pydicom.dataset import Dataset
from pydicom.sr.codedict import codes

import refseg
from refseg import Code, Geometry, LabelMap, RefsegError, Segment

GEOMETRY = Geometry.from_affine(np.eye(4))
LABELS = np.zeros((2, 3, 4), np.uint8)
LABELS[0, 0, 0] = 7
LIVER = Code("10200004", "SCT", "Liver")


def label_map(**options: Any) -> LabelMap:
    return LabelMap(LABELS, **{"geometry": GEOMETRY, "background": 0, **options})


MISTAKES: dict[str, tuple[Callable[[], Any], str]] = {
    "a matrix as the geometry": (
        lambda: label_map(geometry=np.eye(4)),
        "geometry is of type ndarray; give a Geometry, for example Geometry.from_affine(affine), "
        "whose affine maps (frame, row, column, 1) to LPS mm",
    ),
    "the name of a colour": (
        lambda: Segment(7, "Liver", color="red"),  # type: ignore[arg-type]
        "color of segment 7 is 'red'; give three whole numbers from 0 to 255, or '#rrggbb'",
    ),
    "a colour of fractions": (
        lambda: Segment(7, "Liver", color=(0.5, 0, 1)),  # type: ignore[arg-type]
        "color of segment 7 is (0.5, 0, 1); give three whole numbers from 0 to 255, or '#rrggbb'",
    ),
    "a word as a code": (
        lambda: Segment(7, "Liver", type="Liver"),  # type: ignore[arg-type]
        "type of segment 7 is 'Liver'; give a Code, for example Code('10200004', 'SCT', 'Liver') "
        "(refseg codes Liver finds codes)",
    ),
    "names instead of segments": (
        lambda: label_map(segments=["Liver"]),
        "segments[0] is 'Liver'; give Segment(number, label), or a dictionary such as {7: 'Liver'}",
    ),
    "a name instead of segments": (
        lambda: label_map(segments="Liver"),
        "segments is 'Liver'; give a list of Segment",
    ),
    "a number as the label": (
        lambda: Segment(7, 7),  # type: ignore[arg-type]
        "Segment Label of segment 7 is 7; give a string",
    ),
    "a number as text": (
        lambda: Segment("7", "Liver"),  # type: ignore[arg-type]
        "Segment Number is '7'; give a whole number",
    ),
    "a number with a point": (
        lambda: Segment(7.0, "Liver"),  # type: ignore[arg-type]
        "Segment Number is 7.0; give a whole number",
    ),
    "a background as text": (
        lambda: label_map(background="0"),
        "background is '0'; give a whole number",
    ),
    "a path as the labels": (
        lambda: LabelMap("labels.nii.gz", geometry=GEOMETRY),  # type: ignore[arg-type]
        "labels are 'labels.nii.gz'; read files with refseg.read_labels, or give an array (frames, "
        "rows, columns)",
    ),
    "an image as the labels": (
        lambda: LabelMap(nib.Nifti1Image(LABELS, np.eye(4)), geometry=GEOMETRY),  # type: ignore
        "labels have shape (); give a 3-D array (frames, rows, columns) without empty axes",
    ),
    "labels of one frame": (
        lambda: LabelMap(LABELS[0], geometry=GEOMETRY),
        "labels have shape (3, 4); give a 3-D array (frames, rows, columns) without empty axes",
    ),
    "probabilities": (
        lambda: LabelMap(LABELS / 2, geometry=GEOMETRY),
        "labels have dtype float64 and are not all whole numbers; convert them to integers first "
        "(labels are never rounded)",
    ),
    "a key that is no keyword": (
        lambda: label_map(attributes={"Patient ID": "1"}),
        "attributes have the key 'Patient ID', which is no DICOM keyword; use a name from PS3.6 "
        "such as PatientID",
    ),
    "a list as the attributes": (
        lambda: label_map(attributes=["PatientID"]),
        "attributes are ['PatientID']; give a pydicom Dataset, or a dictionary such as "
        "{'PatientID': '42'}",
    ),
    "path and label map turned around": (
        lambda: refseg.write(label_map(), "x.dcm"),  # type: ignore[arg-type]
        "path is of type LabelMap, not a path; write takes the path first, then the label map",
    ),
    "an array that is written": (
        lambda: refseg.write("x.dcm", LABELS),  # type: ignore[arg-type]
        "label_map is of type ndarray; give a LabelMap, for example LabelMap(array, "
        "geometry=Geometry.from_affine(affine))",
    ),
    "a data set that is read": (
        lambda: refseg.read(Dataset()),  # type: ignore[arg-type]
        "path is of type Dataset, not a path; a pydicom Dataset is read with refseg.decode",
    ),
    "an array that is encoded": (
        lambda: refseg.encode(LABELS),  # type: ignore[arg-type]
        "label_map is of type ndarray; give a LabelMap, for example LabelMap(array, "
        "geometry=Geometry.from_affine(affine))",
    ),
    "a path that is decoded": (
        lambda: refseg.decode("seg.dcm"),  # type: ignore[arg-type]
        "dataset is 'seg.dcm', not a pydicom Dataset; a file is read with refseg.read",
    ),
    "a path as the source": (
        lambda: refseg.encode(label_map(), source="ct"),  # type: ignore[arg-type]
        "source is the path 'ct'; give refseg.Source.from_path('ct')",
    ),
    "a number as the source": (
        lambda: refseg.encode(label_map(), source=1),  # type: ignore[arg-type]
        "source is 1; give a Source, or the data sets of a series",
    ),
    "file meta information among the attributes": (
        lambda: refseg.encode(label_map(attributes={"TransferSyntaxUID": "1.2.840.10008.1.2"})),
        "TransferSyntaxUID: the attributes hold an element of the file meta information, which "
        "refseg writes; remove it",
    ),
    "a UID as the transfer syntax": (
        lambda: refseg.encode(label_map(), transfer_syntax="1.2.840.10008.1.2.4.50"),
        "transfer syntax '1.2.840.10008.1.2.4.50' is not known; choose one of: native, ...",
    ),
    "a rotation as the affine": (
        lambda: Geometry.from_affine(np.eye(3)),
        "affine of shape (3, 3) is not a 4x4 matrix of finite numbers; give one that maps (frame, "
        "row, column, 1) to LPS mm",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistakes(mistake: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    act, message = MISTAKES[mistake]
    with pytest.raises(RefsegError) as caught:
        act()
    text = re.sub(r"choose one of: native, .*", "choose one of: native, ...", str(caught.value))
    assert text == message
    assert list(tmp_path.iterdir()) == []


def test_what_simply_works() -> None:
    assert label_map(segments={7: "Liver"}).by_number[7].label == "Liver"
    assert label_map(segments={7: Segment(0, "Liver")}).by_number[7].label == "Liver"
    assert label_map(segments=Segment(7, "Liver")).by_number[7].label == "Liver"
    assert label_map(attributes={"PatientID": "42"}).attributes.PatientID == "42"
    assert label_map(background=np.uint8(0)).background == 0
    assert type(Segment(np.int64(7), "x").number) is int  # type: ignore[arg-type]
    assert Segment(7, "x", color="#ff8000").color == (255, 128, 0)  # type: ignore[arg-type]
    assert Segment(7, "x", color=np.array([1, 2, 3])).color == (1, 2, 3)  # type: ignore[arg-type]
    whole = LabelMap(LABELS.astype(np.float32), geometry=GEOMETRY, background=0)
    assert whole.labels.dtype == np.uint8
    assert whole == label_map()
    with pytest.raises(RefsegError, match="label -1 is outside 0 to 65535"):
        LabelMap(LABELS - 1.0, geometry=GEOMETRY)


def test_codes_of_others() -> None:
    highdicom = pytest.importorskip("highdicom", reason="the extra `peers` is not installed")
    item = Dataset()
    item.CodeValue, item.CodingSchemeDesignator, item.CodeMeaning = "10200004", "SCT", "Liver"
    for given in (
        codes.SCT.Liver,
        highdicom.sr.CodedConcept("10200004", "SCT", "Liver"),
        item,
        ("10200004", "SCT", "Liver"),
    ):
        segment = Segment(7, "x", type=given, anatomic_regions=[given])  # type: ignore[arg-type]
        assert segment.type == LIVER
        assert segment.anatomic_regions == (LIVER,)
    versioned = highdicom.sr.CodedConcept("1", "99X", "y", "2024")
    assert Segment(7, "x", category=versioned).category == Code("1", "99X", "y", "2024")
    assert refseg.encode(label_map(segments=(Segment(7, "x", type=codes.SCT.Liver),)))


def test_findings_and_label_maps_pickle(tmp_path: Path) -> None:
    refseg.write(tmp_path / "x.dcm", label_map())
    findings = refseg.check(tmp_path / "x.dcm")
    assert pickle.loads(pickle.dumps(findings)) == findings  # noqa: S301 - our own
    again = refseg.read(tmp_path / "x.dcm")
    assert pickle.loads(pickle.dumps(again)) == again  # noqa: S301 - our own
