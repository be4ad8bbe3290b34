"""Every rule of ``refseg check`` fires on one change to a valid data set, and only then."""

from __future__ import annotations

import struct
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from check_bases import BASES, file_bytes

from conformance import faults
from refseg.check import RULES, check
from refseg.check.modules import TABLE_REQUIREMENTS
from refseg.iod import MODULES
from refseg.iod.segmentation import SegmentDescriptionMacro
from refseg.requirements import REQUIREMENTS, of_rows

FAULTS = faults.every()


@pytest.mark.parametrize("name", BASES)
def test_nothing_is_found_in_valid_files(name: str, tmp_path: Path) -> None:
    path = tmp_path / "valid.dcm"
    path.write_bytes(file_bytes(name))
    assert [str(finding) for finding in check(path)] == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda one: f"{one.requirement}-{one.place[-30:]}")
def test_each_fault_is_found(fault: faults.Fault, tmp_path: Path) -> None:
    path = tmp_path / "fault.dcm"
    path.write_bytes(fault.file)
    findings = check(path)
    if sys.version_info < (3, 11) and "needs the package imagecodecs" in str(findings):
        pytest.skip("imagecodecs needs Python 3.11")
    wanted = [f for f in findings if f.requirement == fault.requirement and f.level == fault.level]
    assert wanted, [str(finding) for finding in findings]
    assert any(fault.place in f.where for f in wanted), [f.where for f in wanted]
    assert not [f for f in findings if "could not be judged (" in f.found and f.level == "warning"]


def _group_length(data: bytes) -> bytes:
    return data[:140] + struct.pack("<I", 8) + data[144:]


def _dataset_only(data: bytes) -> bytes:
    """The data set without preamble, prefix and group 0002."""
    return data[144 + struct.unpack_from("<I", data, 140)[0] :]


BYTES: list[tuple[str, str, str, Callable[[bytes], bytes]]] = [
    ("LM-FMI-001", "implicit", "byte 0", _dataset_only),
    ("LM-FMI-002", "native", "FileMetaInformationGroupLength", _group_length),
    ("LM-TS-002", "deflated", "byte", lambda data: data + b"\0"),
    ("LM-GEN-010", "native", "byte", lambda data: data + bytes(8)),
]


@pytest.mark.parametrize(("number", "name", "where", "change"), BYTES)
def test_each_change_of_bytes_is_found(
    number: str, name: str, where: str, change: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    path = tmp_path / "changed.dcm"
    path.write_bytes(change(file_bytes(name)))
    found = [f for f in check(path) if f.requirement == number and f.level == "error"]
    assert found
    assert any(where in f.where for f in found)


def test_every_requirement_that_a_file_can_show_has_a_rule() -> None:
    assert set(RULES) == {r.id for r in REQUIREMENTS.values() if r.checkable}


# Rules that no test makes fire, with the reason.
NEVER_FIRED: dict[str, str] = {}


def test_every_rule_is_made_to_fire() -> None:
    fired = {fault.requirement for fault in FAULTS} | {number for number, *_ in BYTES}
    assert set(RULES) - fired == set(NEVER_FIRED)


def test_requirements_that_restate_rows_are_made_of_them() -> None:
    """What a row and a requirement both say cannot differ: the statement is made of the row."""
    for use in MODULES:
        stated = REQUIREMENTS[use.requirement].statement
        assert f"the {use.name} Module ({use.ie})" in stated
        assert stated.startswith("A file may" if use.usage == "U" else "A conforming file shall")
    with pytest.raises(ValueError, match="TrackingID are not of Type 1"):
        of_rows("LM-DES-015", "BOTH", SegmentDescriptionMacro, "TrackingID")
    made = of_rows("LM-DES-012", "BOTH", SegmentDescriptionMacro, "SegmentLabel", more="LO")
    assert made.statement == "Segment Label shall be present with a value (Type 1; LO)."
    assert made.clause == "PS3.3 Table C.8.20-4"


def test_every_requirement_on_a_row_is_in_the_catalogue() -> None:
    assert set(TABLE_REQUIREMENTS) <= REQUIREMENTS.keys()
    assert len(TABLE_REQUIREMENTS) > 100
