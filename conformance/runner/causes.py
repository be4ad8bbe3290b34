"""Failures that have one cause, found by what is wrong and not by where: "rows flipped"."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from conformance.runner.vocabulary import BAD_VERDICTS

Row = Mapping[str, Any]
Grid = Sequence[Sequence[int]]
LONGEST = 110


def clusters(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """(cause, failed rows), those with most cases first."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        if row["verdict"] in BAD_VERDICTS:
            found.setdefault(cause(row), []).append(row)
    return sorted(found.items(), key=lambda entry: (-len(entry[1]), entry[0]))


def cause(row: Row) -> str:
    """One line that is the same for all failed rows of one kind."""
    detail = re.sub(r"^no alternative fits; nearest is [^:]+: ", "", str(row.get("detail", "")))
    verdict, kind = row["verdict"], row.get("fail")
    area = str(row["case"]).partition(".")[0]
    if verdict == "unproven":
        return "refuses, or finds nothing in, both the valid and the invalid input of a pair"
    if verdict == "timeout":
        return "does not answer in time"
    if verdict in ("crash", "protocol-error"):
        return f"{verdict}: {general(detail)}"
    if kind == "accepted-invalid":
        return f"accepts invalid input of the area {area}"
    if kind == "wrong-reason":
        return f"gives another reason: {general(detail.partition(', the fault is')[0])}"
    if kind == "rejected-valid":
        return f"rejects valid input: {general(detail.partition(': ')[2])}"
    if kind == "wrong-output":
        return wrong_output(row, detail)
    return general(detail)


def wrong_output(row: Row, detail: str) -> str:
    reader = re.match(r"read by [^:]+: ", detail)
    by = "its files are misread: " if reader else ""
    pictures = row.get("pictures", ())
    if pictures:
        return by + pattern([(p["expected"], p["got"]) for p in pictures])
    if detail.startswith("warns of nothing that it does not say"):
        return "warns of nothing that it does not say of the valid twin as well"
    differences = row.get("differences", ())
    return by + (place(differences[0]) if differences else general(detail[len(by) :]))


def place(difference: Mapping[str, str]) -> str:
    """What differs, without the numbers of frames and segments."""
    path, got, expected = difference["path"], difference["got"], difference["expected"]
    if path.startswith("segments."):
        _, _, key = path.partition(".")[2].partition(".")
        if not key:
            absent = got == "(absent)"
            return "a segment is missing" if absent else "a segment that the file does not have"
        gone = ": absent" if got == "(absent)" else ""
        return f"{key} of segments{gone}"
    if re.fullmatch(r"frames\[\d+\]", path):
        return "frames are missing, or at other positions"
    if path == "frames":
        return "frames that the file does not have, or at other positions"
    general_path = re.sub(r"\[\d+\]", "", path)
    if general_path.startswith("frames."):
        gone = ": absent" if got == "(absent)" else ""
        return f"{general_path.partition('.')[2]} of frames{gone}"
    if general_path in ("background", "type"):
        return f"{general_path}: {got} instead of {expected}"
    return general_path


def general(text: str) -> str:
    """A message without what differs from case to case."""
    text = re.sub(r"'[^']*'|\"[^\"]*\"|`[^`]*`", "'...'", " ".join(text.split()))
    text = re.sub(r"\b\d+(\.\d+){3,}\b", "(UID)", text)
    text = re.sub(r"0x[0-9a-fA-F]+|-?\d+(\.\d+)?([eE][-+]?\d+)?", "#", text)
    text = re.sub(r"#(, #)+", "#, ...", text)
    return text if len(text) <= LONGEST else text[: LONGEST - 3] + "..."


# ------------------------------------------------------------------------------- pictures


def pattern(pictures: Sequence[tuple[Grid, Grid]]) -> str:
    """What turns the expected samples into those that were given, in all pictures alike."""
    for name, test in PATTERNS:
        if all(test(expected, got) for expected, got in pictures):
            return name
    wanted = [_plain(expected) for expected, _ in pictures]
    if len(pictures) > 1 and all(_plain(got) in wanted for _, got in pictures):
        return "frames exchanged"
    return "samples differ"


def _plain(grid: Grid) -> list[list[int]]:
    return [list(line) for line in grid]


def _mapping(expected: Grid, got: Grid) -> dict[int, int] | None:
    """What each value became, if it is always the same."""
    if [len(line) for line in expected] != [len(line) for line in got]:
        return None
    found: dict[int, int] = {}
    for a, b in zip(expected, got, strict=True):
        for x, y in zip(a, b, strict=True):
            if found.setdefault(x, y) != y:
                return None
    return found


def _mapped(test: Callable[[dict[int, int]], bool]) -> Callable[[Grid, Grid], bool]:
    def applied(expected: Grid, got: Grid) -> bool:
        found = _mapping(expected, got)
        return found is not None and test(found)

    return applied


def _moved(expected: Grid, got: Grid) -> bool:
    """All samples of the window, in reading order, are some places later or earlier."""
    a = [value for line in expected for value in line]
    b = [value for line in got for value in line]
    shifts = range(1, min(8, len(a) // 4) + 1)
    return len(a) == len(b) and any(a[:-n] == b[n:] or a[n:] == b[:-n] for n in shifts)


PATTERNS: list[tuple[str, Callable[[Grid, Grid], bool]]] = [
    ("every sample is 0", lambda _, b: not any(map(any, b))),
    ("rows flipped", lambda a, b: _plain(a)[::-1] == _plain(b)),
    ("columns flipped", lambda a, b: [line[::-1] for line in _plain(a)] == _plain(b)),
    ("turned by 180 degrees", lambda a, b: [x[::-1] for x in _plain(a)[::-1]] == _plain(b)),
    (
        "rows and columns exchanged",
        lambda a, b: [list(line) for line in zip(*a, strict=False)] == _plain(b),
    ),
    ("each label one too high", _mapped(lambda m: all(y == x + 1 for x, y in m.items()))),
    ("each label one too low", _mapped(lambda m: all(y == max(0, x - 1) for x, y in m.items()))),
    ("only the low byte of each label", _mapped(lambda m: all(y == x & 255 for x, y in m.items()))),
    (
        "the bytes of each label exchanged",
        _mapped(lambda m: all(y == (x & 255) << 8 | x >> 8 for x, y in m.items())),
    ),
    ("a mask of 0 and 1 or 255", _mapped(lambda m: set(m.values()) <= {0, 1, 255} and len(m) > 2)),
    ("labels renamed", _mapped(lambda m: len(set(m.values())) == len(m))),
    ("labels merged", _mapped(lambda m: len(set(m.values())) < len(m))),
    ("samples moved along the row", _moved),
]
