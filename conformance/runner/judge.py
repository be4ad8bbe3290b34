"""From a reply to a verdict (VERDICTS.md). Pure functions: no process, no clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from conformance.runner.compare import Comparison, Rules, compare, views_of
from conformance.runner.suite import Case


@dataclass(frozen=True)
class Verdict:
    """One of the closed list; `fail` says which kind if the verdict is "fail".

    remarks: texts of warnings without a code; unnamed: the verdict rests on them alone.
    """

    verdict: str
    fail: str | None = None
    detail: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)  # further keys of the report row
    remarks: frozenset[str] = frozenset()
    unnamed: bool = False

    @property
    def text(self) -> str:
        return f"{self.verdict}/{self.fail}" if self.fail else self.verdict

    @property
    def rejected(self) -> bool:
        """The observed behaviour was a rejection (which only counts beside a passing twin)."""
        return bool(self.facts.get("rejection"))


def fail(kind: str, detail: str, **facts: Any) -> Verdict:
    return Verdict("fail", kind, detail, facts)


def judge(case: Case, reply: Mapping[str, Any], views: frozenset[str], folder: Path) -> Verdict:
    """Verdict on one reply of `decode` or `validate`, or on a reply of `encode` without a file.

    `folder` is where the files live that the reply names. The twin rule comes later
    (`settle_twins`), when the whole run is known.
    """
    if "unsupported" in reply:
        said = reply["unsupported"]
        return fail(
            "over-claimed",
            f"declared, but answers unsupported: {said['feature']}, {said['message']}",
        )
    if "error" in reply:
        return Verdict("crash", detail=f"reports an error of its own: {reply['error']['message']}")
    tried = [
        (name, _judge_alternative(case, name, expectation, reply, views, folder))
        for name, expectation in case.alternatives
    ]
    return combine(tried)


def combine(tried: Sequence[tuple[str, Verdict]]) -> Verdict:
    """Of the alternatives of an `either`, those that pass are what was observed."""
    passed = [(name, verdict) for name, verdict in tried if verdict.verdict == "pass"]
    if len(tried) == 1:
        return tried[0][1]
    if passed:
        names = [name for name, _ in passed]
        return replace(passed[0][1], facts={**passed[0][1].facts, "observed": names})
    name, verdict = min(tried, key=_distance)
    return Verdict(
        verdict.verdict,
        verdict.fail,
        f"no alternative fits; nearest is {name}: {verdict.detail}",
        verdict.facts,
    )


def _distance(entry: tuple[str, Verdict]) -> tuple[bool, int]:
    """The nearest alternative is of the same direction, then the one with fewest differences."""
    verdict = entry[1]
    opposite = verdict.fail in ("accepted-invalid", "rejected-valid")
    return opposite, len(verdict.facts.get("differences", ()))


def _judge_alternative(
    case: Case,
    name: str,
    expectation: Mapping[str, Any],
    reply: Mapping[str, Any],
    views: frozenset[str],
    folder: Path,
) -> Verdict:
    if case.op == "validate":
        return _judge_findings(case, expectation, reply)
    if expectation["kind"] == "reject":
        if "rejected" not in reply:
            return fail("accepted-invalid", "accepts an input that is not valid")
        said = reply["rejected"]
        codes = [said["code"]] if "code" in said else []
        return _judge_codes(case, expectation, codes, said["message"])
    if "rejected" in reply:
        said = reply["rejected"]
        return fail(
            "rejected-valid", f"rejects a valid input: {said['message']}", reply=_said(said)
        )
    if case.op in ("encode", "rewrite"):
        return Verdict("pass")
    return judge_model(case, name, reply["result"], views, folder)


def judge_model(
    case: Case, name: str, got: Mapping[str, Any], views: frozenset[str], folder: Path
) -> Verdict:
    """Compare a reported model with the expected one of the alternative `name`."""
    found = compare(
        case.expected(name),
        dict(got),
        views=views,
        rules=Rules.of(case.meta.get("compare", {})),
        expected_folder=case.folder,
        got_folder=folder,
    )
    return _from_comparison(found)


def _from_comparison(found: Comparison) -> Verdict:
    facts: dict[str, Any] = {"compared": found.compared, "not_compared": found.not_compared}
    if not found.compared:
        return fail("over-claimed", "declares no view that this case can be judged by", **facts)
    if found.equal:
        return Verdict("pass", None, "", facts)
    first = found.differences[0]
    more = f" and {found.total - 1} more" if found.total > 1 else ""
    detail = f"{first['path']}: expected {first['expected']}, got {first['got']}{more}"
    facts |= {"differences": found.differences, "pictures": found.pictures}
    return fail("wrong-output", detail, **facts)


def _said(said: Mapping[str, Any]) -> str:
    return ", ".join(str(said[key]) for key in ("code", "message", "at") if key in said)


def _judge_codes(
    case: Case, expectation: Mapping[str, Any], codes: Sequence[str], message: str
) -> Verdict:
    """A rejection for a stated reason must be for a right one; an unstated reason is noted."""
    allowed = {*expectation["codes"], *case.meta["requirements"]}
    reply = f"{', '.join(codes) or 'no code'}: {message}"
    if codes and not allowed & set(codes):
        right = ", ".join(sorted(expectation["codes"]))
        detail = f"rejects with {', '.join(codes)}, the fault is {right}"
        return fail("wrong-reason", detail, reply=reply, rejection=True)
    reason = "stated" if codes else "unstated"
    return Verdict("pass", None, "", {"reason": reason, "reply": reply, "rejection": True})


def _judge_findings(
    case: Case, expectation: Mapping[str, Any], reply: Mapping[str, Any]
) -> Verdict:
    """A validator accepts when it finds no error; `rejected` is an error it could not get past."""
    if "rejected" in reply:
        findings = [{"level": "error", **reply["rejected"]}]
    else:
        findings = list(reply["result"]["findings"])
    errors = [finding for finding in findings if finding["level"] == "error"]
    text = "; ".join(f"{f['level']} {f.get('code', '')} {f['message']}" for f in findings[:5])
    if expectation["kind"] == "reject":
        if not errors:
            return fail("accepted-invalid", "finds no error", reply=text or "no findings")
        codes = [finding["code"] for finding in errors if "code" in finding]
        return _judge_codes(case, expectation, codes, text)
    if errors:
        detail = f"finds an error in a valid input: {errors[0]['message']}"
        return fail("rejected-valid", detail, reply=text)
    warnings = [finding for finding in findings if finding["level"] == "warning"]
    codes = {finding["code"] for finding in warnings if "code" in finding}
    remarks = frozenset(finding["message"] for finding in warnings if "code" not in finding)
    if "warn" in expectation and not codes & {*expectation["warn"], *case.meta["requirements"]}:
        if codes or not remarks:
            expected = ", ".join(expectation["warn"])
            return fail("wrong-output", f"does not warn of {expected}", reply=text or "no findings")
        return Verdict("pass", None, "", {"reply": text}, remarks, unnamed=True)
    return Verdict("pass", None, "", {"reply": text or "no findings"}, remarks)


def applicable(case: Case, operations: Sequence[str], features: frozenset[str]) -> list[str]:
    """What the implementation would have to declare for this case; empty if it does."""
    if case.op not in operations:
        return [f"operation {case.op}"]
    return sorted(case.features - features)


def settle_twins(cases: Sequence[Case], verdicts: dict[str, Verdict]) -> None:
    """A rejection counts only if the accepting twin passes, else it may be blanket refusal.

    Nor does a warning without a code that is given for the twin as well.
    For validators the reverse holds as well: a clean bill counts only if at least one of the
    faulty twins was flagged, else the validator may be looking at nothing.
    """
    raw = dict(verdicts)
    flagged: dict[str, list[bool]] = {}
    for case in cases:
        own = raw[case.id]
        if case.twin is None or own.verdict in ("not-applicable", "not-run"):
            continue
        if case.expect["kind"] == "reject" and case.op == "validate":
            flagged.setdefault(case.twin, []).append(own.rejected)
        twin = raw.get(case.twin)
        if own.verdict == "pass" and own.rejected and (twin is None or twin.verdict != "pass"):
            state = twin.text if twin else "missing"
            detail = f"rejected, but the valid twin {case.twin} did not pass ({state})"
            verdicts[case.id] = Verdict("unproven", None, detail, own.facts)
        elif own.unnamed and twin is not None and own.remarks <= twin.remarks:
            detail = f"warns of nothing that it does not say of the valid twin {case.twin} as well"
            verdicts[case.id] = Verdict("fail", "wrong-output", detail, own.facts)
    for accepted, caught in flagged.items():
        clean = raw.get(accepted)
        if clean is not None and clean.verdict == "pass" and not any(caught):
            detail = "finds nothing here, but nothing in the faulty twins either"
            verdicts[accepted] = Verdict("unproven", None, detail, clean.facts)


def views_at_stake(case: Case) -> list[str]:
    """Views that the expectations of a case speak of (decode and encode)."""
    names = [n for n, e in case.alternatives if e["kind"] == "accept" and case.op != "validate"]
    return sorted({view for name in names for view in views_of(case.expected(name))})
