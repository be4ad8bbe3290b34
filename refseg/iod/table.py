"""The table machinery: a frozen dataclass mirrors one attribute table of PS3.3.

A class of :mod:`refseg.iod` is decorated with :func:`table`, which states where the table stands
in the standard. Each of its fields is a row, named by its DICOM keyword and declared by a function
named after its Type (:func:`type1`, :func:`type1c` ...). The rows are data:
:mod:`refseg.elements.binder` reads and writes by them, ``check`` judges by them, ``spec`` prints
them.

How absence is written (PS3.5 7.4): ``None`` means absent for Types 1C, 2C and 3 and "present
without a value" for Type 2; :data:`EMPTY` means present without a value for 2C and 3.
"""

from __future__ import annotations

import builtins
import dataclasses
import inspect
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, TypeVar

from pydicom.datadict import dictionary_has_tag, dictionary_VR, tag_for_keyword
from pydicom.dataset import Dataset
from pydicom.tag import Tag
from pydicom.valuerep import PersonName

from refseg.support.errors import DatasetError

if TYPE_CHECKING:
    from typing_extensions import dataclass_transform
else:

    def dataclass_transform(**_: Any) -> Callable[[T], T]:
        """Stand-in at run time for the marker that type checkers read (PEP 681)."""
        return lambda function: function


T = TypeVar("T")
_ROW: Final = "row"  # key of the row in the metadata of its field
_ITEMS: Final = re.compile(r"tuple\[(\w+), \.\.\.\]")


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


Test: TypeAlias = Callable[[Scope], "bool | None"]
Otherwise: TypeAlias = Literal["absent", "may"]


@dataclass(frozen=True)
class Condition:
    """The condition of a Type 1C or 2C attribute, or of a conditional module or macro.

    ``test`` returns True (required), False (not required) or None (the file cannot tell).
    ``otherwise`` says what holds when it is not required: "absent" (PS3.3 5.4) or "may".
    """

    text: str
    test: Test
    otherwise: Otherwise


Requirement: TypeAlias = str | tuple[tuple[str, str], ...] | None
"""Id of the requirement that a row states, or pairs of Segmentation Type ("" for any other) and id.
"""


def by_type(**ids: str) -> Requirement:
    """Requirements that depend on Segmentation Type; ``otherwise`` is for all other ones."""
    return tuple(("" if kind == "otherwise" else kind, id_) for kind, id_ in ids.items())


@dataclass(frozen=True)
class Attribute:
    """One row of an attribute table.

    ``values`` are enumerated values (nothing else is legal; a tuple of tuples gives them per value
    position), ``terms`` are defined terms (others are legal), ``item`` is the class of the items of
    a sequence, ``items`` the least and greatest number of items (None: no limit).

    ``requirement`` is what a file breaks that has a fault in this attribute (None: that of what
    contains the attribute), ``forbidden`` that of a file that has it although its condition says
    that it must be absent.
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
    requirement: Requirement = None
    forbidden: str | None = None

    def requirement_for(self, kind: str) -> str | None:
        """The requirement for a Segmentation Type ("" if it is not known)."""
        if not isinstance(self.requirement, tuple):
            return self.requirement
        chosen = dict(self.requirement)
        return chosen.get(kind) or chosen.get("")


@dataclass(frozen=True)
class TableInfo:
    """Where a table stands in the standard.

    ``spec/edition.md`` says in which edition it was read.
    """

    name: str
    part: str
    section: str
    table: str

    @property
    def clause(self) -> str:
        """For example ``PS3.3 Table C.8.20-2``."""
        return f"{self.part} {self.table}"


Opt: TypeAlias = T | Empty | None
"""A value, EMPTY (present without a value) or None (absent); Types 1C, 2C and 3."""


def type1(tag: int, vr: str, requirement: Requirement = None, **details: Any) -> Any:
    """Declare a row of Type 1, which needs a value: a field without a default.

    The class of the items of a sequence is the one that the annotation of the field names.

    Args:
        tag: of the attribute; its keyword is the name of the field.
        vr: its Value Representation.
        requirement: what a file breaks that has a fault in this attribute.
        details: ``vm`` (otherwise "1") and what else :class:`Attribute` lists.
    """
    return _field("1", tag, vr, requirement=requirement, **details)


def type1c(
    tag: int, vr: str, condition: Condition, requirement: Requirement = None, **details: Any
) -> Any:
    """Declare a row of Type 1C, None by default: needed with a value on a condition."""
    return _field("1C", tag, vr, condition=condition, requirement=requirement, **details)


def type2(tag: int, vr: str, requirement: Requirement = None, **details: Any) -> Any:
    """Declare a row of Type 2: needed, but it may have no value, which is None, the default."""
    return _field("2", tag, vr, requirement=requirement, **details)


def type2c(
    tag: int, vr: str, condition: Condition, requirement: Requirement = None, **details: Any
) -> Any:
    """Declare a row of Type 2C, None by default: needed on a condition."""
    return _field("2C", tag, vr, condition=condition, requirement=requirement, **details)


def type3(tag: int, vr: str, requirement: Requirement = None, **details: Any) -> Any:
    """Declare a row of Type 3, None by default: optional."""
    return _field("3", tag, vr, requirement=requirement, **details)


def _field(type: str, tag: int, vr: str, *, vm: str = "1", **details: Any) -> Any:  # noqa: A002
    default: Any = dataclasses.MISSING if type == "1" else None
    row = Attribute("", tag, vr, vm, type, **details)
    return dataclasses.field(default=default, metadata={_ROW: row})


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(type1,))
def table(
    name: str,
    section: str,
    table: str,
    *,
    part: str = "PS3.3",
    requirement: str | None = None,
    requirements: Mapping[str, str] | None = None,
) -> Callable[[type[T]], type[T]]:
    """Make a frozen keyword-only dataclass of the class and note its place in the standard.

    ``requirement`` speaks of every attribute of the table for which the body of the class names no
    other, ``requirements`` of attributes of included tables that mean something else here.

    Over a hundred classes are made at import time, so what needs no code of its own for each class
    (construction, comparison and representation) is taken from functions that all of them share.
    """

    def wrap(cls: type[T]) -> type[T]:
        made: Any = dataclass(frozen=True, kw_only=True, init=False, repr=False, eq=False)(cls)
        made.__init__, made.__signature__ = _init, _SIGNATURE
        made.__repr__, made.__eq__, made.__hash__ = _repr, _equal, _hash
        made.__table__ = TableInfo(name, part, section, table)
        place = f"{part} {table} (section {section})."
        made.__doc__ = f"{made.__doc__}\n\n{place}"
        included = {row.keyword: row for base in cls.__bases__ for row in _rows_of(base)}
        made.__rows__ = tuple(
            _row(cls, field, included, requirement, requirements or {})
            for field in dataclasses.fields(made)
        )
        made.__absent__ = dict.fromkeys(row.keyword for row in made.__rows__)
        made.__needed__ = frozenset(row.keyword for row in made.__rows__ if row.type == "1")
        return cls

    return wrap


def _row(
    cls: type,
    field: dataclasses.Field[Any],
    included: Mapping[str, Attribute],
    requirement: str | None,
    requirements: Mapping[str, str],
) -> Attribute:
    if field.name in cls.__annotations__:
        row: Attribute = dataclasses.replace(
            field.metadata[_ROW], keyword=field.name, item=_item(cls, field)
        )
        stated = row.requirement or requirement
    else:
        row = included[field.name]
        stated = requirements.get(field.name) or requirement or row.requirement
    return row if stated == row.requirement else dataclasses.replace(row, requirement=stated)


def _item(cls: type, field: dataclasses.Field[Any]) -> builtins.type | None:
    """The class of the items of a sequence: ``tuple[CLASS, ...]``; None if no table lists them."""
    found = _ITEMS.search(str(field.type))
    item: Any = found and vars(sys.modules[cls.__module__]).get(found[1])
    return item if hasattr(item, "__rows__") else None


def _init(self: Any, /, **given: Any) -> None:
    state = {**self.__absent__, **given}
    if len(state) != len(self.__absent__) or not given.keys() >= self.__needed__:
        inspect.signature(type(self)).bind(**given)  # which says what is missing or unknown
    vars(self).update(state)


class _Signature:
    """The signature that ``help`` and ``inspect`` show of a class, made when it is asked for."""

    def __get__(self, _: Any, cls: type) -> inspect.Signature:
        kind = inspect.Parameter.KEYWORD_ONLY
        return inspect.Signature(
            [
                inspect.Parameter(
                    field.name,
                    kind,
                    annotation=field.type,
                    default=inspect.Parameter.empty
                    if field.default is dataclasses.MISSING
                    else field.default,
                )
                for field in dataclasses.fields(cls)
            ],
            return_annotation=None,
        )


_SIGNATURE: Final = _Signature()


def _repr(self: Any) -> str:
    given = ((key, value) for key, value in vars(self).items() if value is not None)
    return f"{type(self).__name__}({', '.join(f'{key}={value!r}' for key, value in given)})"


def _equal(self: Any, other: object) -> bool:
    return vars(self) == vars(other) if type(other) is type(self) else NotImplemented


def _hash(self: Any) -> int:
    return hash(tuple(vars(self).values()))


def table_info(cls: type) -> TableInfo:
    """The place of an IOD class in the standard."""
    info: TableInfo = cls.__table__  # type: ignore[attr-defined]
    return info


def attributes_of(cls: type) -> tuple[Attribute, ...]:
    """The rows of an IOD class in table order."""
    rows: tuple[Attribute, ...] = cls.__rows__  # type: ignore[attr-defined]
    return rows


def _rows_of(cls: type) -> tuple[Attribute, ...]:
    return getattr(cls, "__rows__", ())


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
