"""The table machinery: a frozen dataclass mirrors one attribute table of PS3.3.

A class of :mod:`refseg.iod` is decorated with :func:`table`, which states where the table stands
in the standard; each of its fields is an :func:`attribute`, named by its DICOM keyword. The rows
are data: :mod:`refseg.binder` reads and writes by them, ``check`` judges by them, ``spec`` prints
them.

How absence is written (PS3.5 7.4): ``None`` means absent for Types 1C, 2C and 3 and "present
without a value" for Type 2; :data:`EMPTY` means present without a value for 2C and 3.
"""

from __future__ import annotations

import builtins
import dataclasses
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal, TypeVar

from pydicom.datadict import dictionary_has_tag, dictionary_VR, tag_for_keyword
from pydicom.dataset import Dataset
from pydicom.tag import Tag
from pydicom.valuerep import PersonName

from refseg.errors import DatasetError

if TYPE_CHECKING:
    from typing_extensions import dataclass_transform
else:

    def dataclass_transform(**_: Any) -> Callable[[T], T]:
        """Stand-in at run time for the marker that type checkers read (PEP 681)."""
        return lambda function: function


T = TypeVar("T")


class Empty(Enum):
    """The one value :data:`EMPTY`: present without a value."""

    EMPTY = "EMPTY"

    def __bool__(self) -> Literal[False]:
        """False, so that ``value or default`` reads as with None."""
        return False


EMPTY: Final = Empty.EMPTY


def given(value: T | Empty | None) -> T | None:
    """The value, or None if the attribute is absent or has no value."""
    return None if value is None or isinstance(value, Empty) else value


@dataclass(frozen=True)
class Scope:
    """What a condition may look at: the item that holds the attribute, the data set, the groups.

    ``groups`` holds the keywords of the functional group sequences in use (shared or in any frame).
    """

    item: Dataset
    root: Dataset
    groups: frozenset[str] = frozenset()

    def value(self, keyword: str) -> Any:
        """Value in the item, else at the root; None if absent or empty."""
        for dataset in (self.item, self.root):
            if keyword in dataset:
                value = dataset[keyword].value
                return None if value is None or value == "" else value
        return None

    def present(self, keyword: str) -> bool:
        """True if the attribute stands in the item or at the root, with or without a value."""
        return keyword in self.item or keyword in self.root


@dataclass(frozen=True)
class Condition:
    """The condition of a Type 1C or 2C attribute, or of a conditional module or macro.

    ``test`` returns True (required), False (not required) or None (the file cannot tell).
    ``otherwise`` says what holds when it is not required: "absent" (PS3.3 5.4) or "may".
    """

    name: str
    text: str
    test: Callable[[Scope], bool | None]
    otherwise: Literal["absent", "may"]


def condition(
    otherwise: Literal["absent", "may"] = "absent",
) -> Callable[[Callable[[Scope], bool | None]], Condition]:
    """Turn a function into a :class:`Condition`; its docstring is the text of the tables."""

    def wrap(function: Callable[[Scope], bool | None]) -> Condition:
        text = " ".join((function.__doc__ or "").split())
        return Condition(function.__name__, text, function, otherwise)

    return wrap


@dataclass(frozen=True)
class Attribute:
    """One row of an attribute table.

    ``values`` are enumerated values (nothing else is legal; a tuple of tuples gives them per value
    position), ``terms`` are defined terms (others are legal), ``item`` is the class of the items of
    a sequence, ``items`` the least and greatest number of items (None: no limit).
    """

    keyword: str
    tag: int
    vr: str
    vm: str
    type: str
    condition: Condition | None = None
    values: tuple[Any, ...] = ()
    terms: tuple[str, ...] = ()
    item: builtins.type | None = None
    items: tuple[int, int | None] | None = None


@dataclass(frozen=True)
class TableInfo:
    """Where a table stands in the standard, and from which edition we know it."""

    name: str
    part: str
    section: str
    table: str
    edition: str

    @property
    def clause(self) -> str:
        """For example ``PS3.3 Table C.8.20-2``."""
        return f"{self.part} {self.table}"


def attribute(
    tag: int,
    vr: str,
    type: str,  # noqa: A002 - the standard's word for it
    *,
    vm: str = "1",
    condition: Condition | None = None,
    values: tuple[Any, ...] = (),
    terms: tuple[str, ...] = (),
    item: builtins.type | None = None,
    items: tuple[int, int | None] | None = None,
) -> Any:
    """Declare one row; a Type 1 attribute has no default, all others default to None."""
    return Attribute("", tag, vr, vm, type, condition, values, terms, item, items)


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(attribute,))
def table(
    name: str, *, section: str, table: str, edition: str, part: str = "PS3.3"
) -> Callable[[type[T]], type[T]]:
    """Make a frozen keyword-only record of the class and note its place in the standard.

    The record behaves as a frozen dataclass does, and type checkers take it for one. But over a
    hundred are made at import time, and generating methods for each takes longer than all the rest,
    so they share those of :class:`_Record`.
    """

    def wrap(cls: type[T]) -> type[T]:
        rows: dict[str, Attribute] = {}
        for base in reversed(cls.__mro__[1:]):
            rows.update((row.keyword, row) for row in base.__dict__.get("__rows__", ()))
        own = {key: row for key, row in vars(cls).items() if isinstance(row, Attribute)}
        for keyword, row in own.items():
            rows[keyword] = dataclasses.replace(row, keyword=keyword)
            delattr(cls, keyword)
        values: dict[str, Any] = dict.fromkeys(rows)
        made: Any = cls
        made.__table__ = TableInfo(name, part, section, table, edition)
        made.__rows__ = tuple(rows.values())
        made.__blank__ = values
        made.__needed__ = frozenset(key for key, row in rows.items() if row.type == "1")
        for method in _SHARED:
            setattr(cls, method, vars(_Record)[method])
        return cls

    return wrap


class _Record:
    """What all classes of tables do in the same way."""

    __blank__: ClassVar[dict[str, Any]]
    __needed__: ClassVar[frozenset[str]]

    def __init__(self, **values: Any) -> None:
        if not (self.__needed__ <= values.keys() <= self.__blank__.keys()):
            name = type(self).__name__
            for keyword in sorted(values.keys() - self.__blank__.keys()):
                raise TypeError(f"{name} has no attribute {keyword}")
            for keyword in sorted(self.__needed__ - values.keys()):
                raise TypeError(f"{name} needs {keyword}")
        self.__dict__.update(self.__blank__)
        self.__dict__.update(values)

    def __repr__(self) -> str:
        shown = ", ".join(f"{key}={value!r}" for key, value in self.__dict__.items())
        return f"{type(self).__name__}({shown})"

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash(tuple(self.__dict__.values()))

    def __setattr__(self, name: str, value: object) -> None:
        raise dataclasses.FrozenInstanceError(f"cannot assign to {name}")

    def __delattr__(self, name: str) -> None:
        raise dataclasses.FrozenInstanceError(f"cannot delete {name}")


_SHARED: Final = ("__init__", "__repr__", "__eq__", "__hash__", "__setattr__", "__delattr__")


def table_info(cls: type) -> TableInfo:
    """The place of an IOD class in the standard."""
    info: TableInfo = cls.__table__  # type: ignore[attr-defined]
    return info


def attributes_of(cls: type) -> tuple[Attribute, ...]:
    """The rows of an IOD class in table order."""
    rows: tuple[Attribute, ...] = cls.__rows__  # type: ignore[attr-defined]
    return rows


def child_path(path: str, keyword: str) -> str:
    """The DICOM path of an attribute inside ``path`` ("" is the data set)."""
    return f"{path}.{keyword}" if path else keyword


@lru_cache(maxsize=1024)
def multiplicity_allows(vm: str, count: int) -> bool:
    """True if a Value Multiplicity such as ``1``, ``1-n``, ``2-2n`` or ``1-8`` admits ``count``."""
    low, _, high = vm.partition("-")
    if not high:
        return count == int(low)
    if high == "n":
        return count >= int(low)
    if high.endswith("n"):
        return count >= int(low) and count % int(high[:-1]) == 0
    return int(low) <= count <= int(high)


def values_of(value: Any) -> tuple[Any, ...]:
    """The values of an attribute as a tuple; empty for an attribute without a value."""
    if (
        value is None
        or value is EMPTY
        or (isinstance(value, (str, bytes, PersonName)) and not value)
    ):
        return ()
    if isinstance(value, (tuple, list)) or type(value).__name__ in {"MultiValue", "Sequence"}:
        return tuple(value)
    return (value,)


def enumerated_at(row: Attribute, index: int) -> tuple[Any, ...]:
    """The enumerated values for the value at ``index``; empty if the table has none."""
    if row.values and isinstance(row.values[0], tuple):
        return tuple(row.values[index]) if index < len(row.values) else ()
    return row.values


def keywords_of(classes: Iterable[type]) -> frozenset[str]:
    """The keywords of the top-level rows of several IOD classes."""
    return frozenset(row.keyword for cls in classes for row in attributes_of(cls))


@lru_cache(maxsize=4096)
def dictionary_vr(tag: int) -> str | None:
    """The VR that PS3.6 gives a tag, such as ``US or SS``; None for a tag that is not in it."""
    return dictionary_VR(tag) if dictionary_has_tag(tag) else None


def tag_of(keyword: str) -> int:
    """The tag of a DICOM keyword.

    Raises:
        DatasetError: no attribute has that keyword.
    """
    tag = tag_for_keyword(keyword)
    if tag is None:
        raise DatasetError(
            f"{keyword} is not a DICOM keyword; use a name from PS3.6 such as PatientID",
            code="dataset.keyword",
        )
    return Tag(tag)
