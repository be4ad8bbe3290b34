"""IOD classes behave as the frozen, keyword-only dataclasses that type checkers take them for."""

from __future__ import annotations

import dataclasses
import inspect
from typing import Any

import pytest

from refseg.iod.table import attributes_of, table, type1, type2, type3


@table("Base", "1", "Table 1")
class Base:
    """The table."""

    PatientID: str = type1(0x00100020, "LO")
    PatientName: str | None = type2(0x00100010, "PN")


@table("Derived", "2", "Table 2")
class Derived(Base):
    """A table that includes another, with one row made stricter."""

    PatientName: str = type1(0x00100010, "PN")
    PatientSex: str | None = type3(0x00100040, "CS")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Twin:
    PatientID: str
    PatientName: str
    PatientSex: str | None = None


def test_rows_of_an_included_table_come_first() -> None:
    rows = {row.keyword: row.type for row in attributes_of(Derived)}
    assert list(rows.items()) == [("PatientID", "1"), ("PatientName", "1"), ("PatientSex", "3")]
    assert [row.type for row in attributes_of(Base)] == ["1", "2"]


def test_equality_and_hash_are_those_of_a_dataclass() -> None:
    values: dict[str, Any] = {"PatientName": "A^B", "PatientID": "1"}
    record, twin = Derived(**values), Twin(**values)
    assert record == Derived(**values) and hash(record) == hash(Derived(**values))
    assert record != Derived(**values | {"PatientSex": "F"})
    assert record != twin and record.PatientSex is None


def test_they_are_dataclasses() -> None:
    record = Derived(PatientID="1", PatientName="A")
    assert dataclasses.is_dataclass(Derived)
    assert [field.name for field in dataclasses.fields(record)] == [
        "PatientID",
        "PatientName",
        "PatientSex",
    ]
    assert dataclasses.replace(record, PatientSex="F").PatientSex == "F"
    signature = inspect.signature(Derived).parameters
    assert list(signature) == ["PatientID", "PatientName", "PatientSex"]
    assert all(p.kind is inspect.Parameter.KEYWORD_ONLY for p in signature.values())
    assert signature["PatientSex"].default is None
    assert signature["PatientID"].default is inspect.Parameter.empty


def test_only_what_is_stated_is_shown() -> None:
    assert repr(Derived(PatientID="1", PatientName="A")) == (
        "Derived(PatientID='1', PatientName='A')"
    )


def test_records_are_frozen() -> None:
    record = Base(PatientID="1")
    with pytest.raises(dataclasses.FrozenInstanceError, match=r"^cannot assign to field "):
        record.PatientID = "2"  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError, match=r"^cannot delete field "):
        del record.PatientID
    assert record.PatientID == "1"


def test_wrong_arguments_are_named() -> None:
    with pytest.raises(TypeError, match=r"'PatientID'$"):
        Base()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match=r"'PatientSex'$"):
        Base(PatientID="1", PatientSex="F")  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Base("1")  # type: ignore[call-arg, misc]
