"""The page that says which transfer syntaxes survive which way."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from pydicom.uid import UID

from .trip import INTO, OUT_OF, SAME, Trip

PAGE = Path(__file__).resolve().parents[2] / "conformance" / "results" / "PACS.md"
_FINDINGS = Path(__file__).with_name("findings.md")
#: The name of a kind of file by its SOP Class UID.
KINDS = {"1.2.840.10008.5.1.4.1.1.66.7": "label map", "1.2.840.10008.5.1.4.1.1.66.4": "masks"}
_MOST_NAMES = 2
_HEAD = """# Through an archive and back

Made by `python -m tests.pacs --write`, which needs `apt-get install orthanc orthanc-dicomweb` and
`pip install -e ".[test,pacs]"`; do not edit. {versions},
each on the loopback interface with an empty database.

Every file that a reader of the suite shall accept, {count} of them, is sent in its own transfer
syntax, asked for again in each way, and compared. *Same bytes* are those of the data set; *same
data set* means that the encoding differs, and nothing that it says, as in
[rewrite](../PROTOCOL.md#rewrite). Of the frames of an image at most eight are asked for, as they
are stored (`transfer-syntax=*`) and uncompressed, which is what a request means that names no
transfer syntax; *same pixels* are those that refseg decodes. refseg does not decode lossy JPEG, so
its pixels are not compared. *Masks* are BINARY and FRACTIONAL segmentations. Numbers are
files; a way out is empty where none of them is stored.

Between pynetdicom and an archive of pynetdicom, by C-STORE and C-GET:
{control}.
"""


def version_line(orthanc: str, pynetdicom: str) -> str:
    """What was asked, as the page names it."""
    return f"{orthanc}, and pynetdicom {pynetdicom}"


def render(versions: str, control: Sequence[Trip], trips: Sequence[Trip]) -> str:
    """The whole page."""
    files = {trip.name for trip in control}
    lines = [_HEAD.format(versions=versions, count=len(files), control=_counted(control))]
    for into, options in INTO.items():
        own = [trip for trip in trips if trip.into == into]
        lines += [f"## In by {into}", ""]
        if options:
            lines += [f"With the settings `{json.dumps(dict(options))}`.", ""]
        lines += [
            f"| transfer syntax | of | files | in by {into} | {' | '.join(OUT_OF)} |",
            f"|---|---|---|---|{'---|' * len(OUT_OF)}",
            *_rows(own),
            "",
        ]
    return "\n".join([*lines, _FINDINGS.read_text(encoding="utf-8")])


def _rows(trips: Sequence[Trip]) -> list[str]:
    rows = []
    for sop_class, syntax in sorted({(t.sop_class, t.syntax) for t in trips}, key=_order):
        own = [t for t in trips if (t.sop_class, t.syntax) == (sop_class, syntax)]
        refused = [t for t in own if not t.out]
        files = {t.name for t in own}
        stored = len(files) - len(refused)
        entered = [f"{stored} stored"] if stored else []
        entered += [_counted(refused)] if refused else []
        cells = [_counted([t for t in own if t.out == out]) for out in OUT_OF]
        name = f"{syntax} {UID(syntax).name}" if UID(syntax).name != syntax else syntax
        head = [name, KINDS[sop_class], str(len(files)), ", ".join(entered)]
        rows.append(f"| {' | '.join([*head, *cells])} |")
    return rows


def _order(kind: tuple[str, str]) -> tuple[int, list[int]]:
    """Label maps first, then by the numbers of the transfer syntax."""
    sop_class, syntax = kind
    return list(KINDS).index(sop_class), [int(part) for part in syntax.split(".")]


def _counted(trips: Sequence[Trip]) -> str:
    """How often each outcome; cases are named where few are not as the others."""
    outcomes = Counter(trip.outcome for trip in trips)
    parts = []
    for outcome, count in sorted(outcomes.items(), key=lambda pair: (pair[0] != SAME, -pair[1])):
        names = [f"`{trip.name}`" for trip in trips if trip.outcome == outcome]
        few = 2 * count < len(trips) and len(names) <= _MOST_NAMES
        parts.append(f"{count} {outcome}" + (f" ({', '.join(names)})" if few else ""))
    return ", ".join(parts)
