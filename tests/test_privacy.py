"""No output and no error text carries what the patient's attributes hold, unless asked for."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pytest
from fuzz.goldens import dicom_goldens
from fuzz.mutate import structural
from fuzz.tree import Node, Tree
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydicom import dcmread, dcmwrite
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from refseg.commands.cli import main

#: Attributes of the Patient, Patient Study and General Study Modules that identify somebody, and
#: the places where names, numbers and free texts about the patient hide.
MARKED = {
    "PatientName": "Quux^Marker",
    "PatientID": "QUUX-1",
    "IssuerOfPatientID": "QUUX-2",
    "OtherPatientNames": "Quux^Other",
    "PatientBirthDate": "19010203",
    "PatientBirthTime": "010203",
    "PatientAge": "097Y",
    "PatientAddress": "Quux Street 7",
    "PatientTelephoneNumbers": "QUUX-555",
    "PatientMotherBirthName": "Quux^Mother",
    "PatientComments": "quux comment",
    "EthnicGroup": "QUUXIAN",
    "Occupation": "quuxer",
    "AdditionalPatientHistory": "quux history",
    "MedicalRecordLocator": "QUUX-3",
    "AccessionNumber": "QUUX-4",
    "StudyID": "QUUX-5",
    "ReferringPhysicianName": "Quux^Doctor",
    "InstitutionName": "Quux Hospital",
    "OperatorsName": "Quux^Operator",
    "ContentCreatorName": "Quux^Creator",
}
MARKERS = ("quux", "19010203", "097y")
COMMANDS = {
    "check": ["check"],
    "check-json": ["check", "--json"],
    "info": ["info"],
    "info-json": ["info", "--json"],
    "explain": ["explain"],
    "explain-json": ["explain", "--json"],
    "decode": ["decode", "--lenient"],
    "convert": ["convert", "--transfer-syntax", "native"],
    "to-binary": ["convert", "--type", "binary"],
}


def marked(name: str) -> bytes:
    """A golden with a marker in every attribute that may identify somebody."""
    dataset = dcmread(io.BytesIO(dicom_goldens()[name]))
    for keyword, value in MARKED.items():
        setattr(dataset, keyword, value)
    other = Dataset()
    other.PatientID, other.IssuerOfPatientID = "QUUX-6", "QUUX-7"
    dataset.OtherPatientIDsSequence = Sequence([other])
    block = dataset.private_block(0x0011, "QUUX MAKER", create=True)
    block.add_new(0x01, "LO", "quux private")
    out = io.BytesIO()
    dcmwrite(out, dataset)
    return out.getvalue()


def said(command: str, content: bytes, folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """What a command prints about a file, on both streams."""
    path = folder / "in.dcm"
    path.write_bytes(content)
    arguments = [*COMMANDS[command], str(path)]
    if command in ("decode", "convert", "to-binary"):
        arguments += ["-o", str(folder / ("out.nrrd" if command == "decode" else "out.dcm"))]
    main(arguments)
    printed = capsys.readouterr()
    return printed.out + printed.err


def leaks(text: str) -> list[str]:
    return [line for line in text.splitlines() if any(m in line.lower() for m in MARKERS)]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("name", ["native-8", "rle-16", "tiled-sparse", "binary"])
def test_sound_files(
    command: str, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert leaks(said(command, marked(name), tmp_path, capsys)) == []


def test_asked_for_they_are_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """So the markers are there, and would be found."""
    path = tmp_path / "in.dcm"
    path.write_bytes(marked("native-8"))
    main(["explain", "--patient", str(path)])
    assert "Quux^Marker" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["explain", "explain-json", "check", "info-json"])
@pytest.mark.parametrize("vr", [b"UI", b"LO", b"UN", b"DS"])
def test_a_wrong_vr_does_not_unmask(
    vr: bytes, command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tree = Tree.of(marked("native-8"))
    for _, node in tree.walk():
        if node.children is None and node.tag >> 16 != 0x0011 and identifying(node):
            node.vr = vr
    assert leaks(said(command, tree.written(), tmp_path, capsys)) == []


def identifying(node: Node) -> bool:
    return any(marker.encode() in node.value.lower() for marker in MARKERS)


def broken(content: bytes, rng: random.Random) -> bytes:
    """The marked attributes with lengths and VRs that do not fit, the rest changed as well."""
    tree = Tree.of(content)
    found = [node for _, node in tree.walk() if node.children is None and identifying(node)]
    for node in rng.sample(found, 3):
        kind = rng.randrange(3)
        if kind == 0:
            node.vr = rng.choice([b"US", b"FD", b"DS", b"IS", b"SQ", b"AT", b"UI", b"DA", b"UL"])
        elif kind == 1:
            node.value += b"\xff\xfe\x1b$"
        else:
            node.forced = len(node.value) + rng.choice((-1, 1, 2, 3))
    return tree.written()


SLOW = settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)


@SLOW
@given(command=st.sampled_from(sorted(COMMANDS)), seed=st.integers(0, 2**32))
def test_files_whose_patient_attributes_are_broken(
    command: str, seed: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = broken(marked("native-8"), random.Random(seed))
    assert leaks(said(command, content, tmp_path, capsys)) == []


@SLOW
@given(
    name=st.sampled_from(["native-8", "rle-16", "tiled-sparse", "binary"]),
    command=st.sampled_from(sorted(COMMANDS)),
    seed=st.integers(0, 2**32),
)
def test_mutated_files(
    name: str, command: str, seed: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Anything may be changed, as long as the markers stay in attributes of the patient."""
    content = structural(marked(name), random.Random(seed))
    if not moved(content, name):
        assert leaks(said(command, content, tmp_path, capsys)) == []


def moved(content: bytes, name: str) -> bool:
    """True if a marker came to stand in an attribute that holds something else."""
    try:
        now = {node.tag for _, node in Tree.of(content).walk() if identifying(node)}
    except Exception:  # the structure is broken: then values are not found at all
        return False
    return not now <= {node.tag for _, node in Tree.of(marked(name)).walk() if identifying(node)}
