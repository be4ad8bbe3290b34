"""Known failures: an overlay on the verdicts, never a verdict.

A known failure that passes, fails in another way or was not run is as red as a new one.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from conformance.runner import schema, strictjson
from conformance.runner.judge import Verdict
from conformance.runner.suite import ROOT, Case, SuiteError
from conformance.runner.vocabulary import BAD_VERDICTS

FOLDER = ROOT / "expectations"


def load(path: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = strictjson.load(path)
        schema.check(found, "expectations")
    except OSError as problem:
        raise SuiteError(f"{path}: {problem.strerror}") from None
    except (strictjson.JsonError, schema.SchemaError) as problem:
        raise SuiteError(f"{path}: {problem}") from None
    names = [entry["case"] for entry in found["entries"]]
    if len(set(names)) != len(names):
        raise SuiteError(f"{path}: a case is listed twice")
    return found


def find(name: str) -> dict[str, Any] | None:
    """The committed expectations of an adapter, if there are any."""
    path = FOLDER / f"{name}.json"
    return load(path) if path.is_file() else None


def surprises(
    known: Mapping[str, Any] | None, cases: Sequence[Case], verdicts: Mapping[str, Verdict]
) -> list[str]:
    """One sentence for each scoring case that is not as expected; stale entries included."""
    entries = {entry["case"]: entry["verdict"] for entry in (known or {}).get("entries", [])}
    out = []
    for case in cases:
        if not case.scores:
            continue
        verdict, expected = verdicts[case.id], entries.get(case.id)
        if expected is None and verdict.verdict in BAD_VERDICTS:
            out.append(f"{case.id}: {verdict.text}, {verdict.detail}")
        elif expected is not None and verdict.text != expected:
            out.append(f"{case.id}: known as {expected}, but it is {verdict.text}")
    return out


def unknown_cases(known: Mapping[str, Any] | None, cases: Sequence[Case]) -> list[str]:
    """Entries for cases that the suite does not have (only meaningful for the whole suite)."""
    ids = {case.id for case in cases}
    listed = [entry["case"] for entry in (known or {}).get("entries", [])]
    return [
        f"{name}: listed as a known failure, but there is no such case"
        for name in listed
        if name not in ids
    ]


def rewrite(
    path: Path,
    name: str,
    version: str,
    cases: Sequence[Case],
    verdicts: Mapping[str, Verdict],
) -> None:
    """Write what was observed; issues and reasons of entries that still hold are kept."""
    old = {entry["case"]: entry for entry in load(path)["entries"]} if path.is_file() else {}
    entries = []
    for case in cases:
        verdict = verdicts[case.id]
        if not case.scores or verdict.verdict not in BAD_VERDICTS:
            continue
        before = old.get(case.id)
        if before is not None and before["verdict"] == verdict.text:
            entries.append(before)
        else:
            reason = f"not examined yet: {verdict.detail}"
            new = {"case": case.id, "verdict": verdict.text, "reason": reason, "since": version}
            entries.append(new)
    strictjson.save(path, {"implementation": name, "entries": entries})
