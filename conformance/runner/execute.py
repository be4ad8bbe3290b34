"""Runs the selected cases against one implementation."""

import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from conformance.runner import dump, rewritten, strictjson, written
from conformance.runner.adapter import Adapter
from conformance.runner.compare import MAX_DIFFERENCES
from conformance.runner.judge import (
    Verdict,
    applicable,
    combine,
    fail,
    judge,
    judge_model,
    settle_twins,
)
from conformance.runner.process import ProcessError
from conformance.runner.suite import Case

Progress = Callable[[str], None]


@dataclass
class Run:
    """Verdicts by case id, in the order of the cases, how long each took, and what was said."""

    cases: Sequence[Case]
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    exchanges: dict[str, tuple[str, str]] = field(default_factory=dict)

    def rows(self) -> list[dict[str, Any]]:
        return [_row(case, self.verdicts[case.id]) for case in self.cases]


def _row(case: Case, verdict: Verdict) -> dict[str, Any]:
    meta = case.meta
    row: dict[str, Any] = {"kind": "row", "case": case.id, "revision": meta["revision"]}
    row |= {"op": case.op, "level": meta["level"], "status": meta["status"]}
    row["verdict"] = verdict.verdict
    row |= {"fail": verdict.fail} if verdict.fail else {}
    row |= {"detail": verdict.detail} if verdict.detail else {}
    return row | {
        key: value for key, value in verdict.facts.items() if key != "rejection" and value
    }


def run_cases(
    adapter: Adapter,
    cases: Sequence[Case],
    *,
    readers: Sequence[Adapter] = (),
    repeat: int = 1,
    progress: Progress = lambda _: None,
) -> Run:
    """One verdict for each case; no case is ever left out."""
    run = ask_cases(adapter, cases, readers=readers, repeat=repeat, progress=progress)
    settle_twins(cases, run.verdicts)
    return run


def ask_cases(
    adapter: Adapter,
    cases: Sequence[Case],
    *,
    readers: Sequence[Adapter] = (),
    repeat: int = 1,
    progress: Progress = lambda _: None,
) -> Run:
    """As `run_cases`, but rejections are not yet held against their twins."""
    run = Run(cases)
    for number, case in enumerate(cases):
        progress(f"{adapter.name} {number + 1}/{len(cases)} {case.id}")
        start = time.monotonic()
        adapter.exchange = ("", "")
        run.verdicts[case.id] = _run_case(adapter, case, number, readers, repeat)
        if adapter.exchange[0]:
            run.exchanges[case.id] = adapter.exchange
        run.seconds[case.id] = time.monotonic() - start
    return run


def _run_case(
    adapter: Adapter, case: Case, number: int, readers: Sequence[Adapter], repeat: int
) -> Verdict:
    if adapter.hello is None:
        return Verdict("not-run", detail=f"no hello: {adapter.problem}")
    missing = applicable(case, adapter.operations, adapter.features(case.op))
    if missing:
        return Verdict("not-applicable", detail="not declared", facts={"missing": missing})
    if adapter.gone:
        return Verdict("not-run", detail="the process could not be started again")
    if not case.input.is_file():
        return Verdict("not-run", detail="the input is not there; run: python -m conformance build")
    verdict = _attempt(adapter, case, number, readers)
    for _ in range(1, repeat):
        if verdict.verdict != "pass":
            break
        again = _attempt(adapter, case, number, readers)
        if again.facts.get("observed") != verdict.facts.get("observed"):
            return fail("wrong-output", "answers differ from one request to the next")
        verdict = again
    return verdict


def _attempt(adapter: Adapter, case: Case, number: int, readers: Sequence[Adapter]) -> Verdict:
    folder = adapter.folder / f"{number:04d}"
    folder.mkdir()
    try:
        paths = _stage(case, folder, adapter.folder)
        reply = adapter.ask(case.op, paths)
        views = adapter.features(case.op)
        verdict = judge(case, reply, views, adapter.folder)
        if case.op == "encode" and "result" in reply and verdict.verdict == "pass":
            return judge_file(case, folder / "output.dcm", readers)
        if case.op == "rewrite" and "result" in reply and verdict.verdict == "pass":
            return judge_rewritten(case, folder / "output.dcm", readers)
        return verdict
    except ProcessError as fault:
        return Verdict(fault.verdict, detail=fault.detail)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _stage(case: Case, folder: Path, base: Path) -> dict[str, str]:
    """Copy the input under a name that tells nothing; the expectation stays where it is."""
    target = folder / case.input.name
    shutil.copyfile(case.input, target)
    name = target.relative_to(base).as_posix()
    output = (folder / "output.dcm").relative_to(base).as_posix()
    if case.op == "rewrite":
        return {"input": name, "output": output}
    if case.op != "encode":
        return {"input": name}
    for extra in case.extra_inputs():
        shutil.copyfile(extra, folder / extra.name)
    return {"model": name, "output": output}


# --------------------------------------------------------------------------------- encode


def judge_file(case: Case, path: Path, readers: Sequence[Adapter]) -> Verdict:
    """What an implementation wrote, judged by its encoding and by at least two readers."""
    if not path.is_file():
        return fail("wrong-output", "says that it wrote the file, but there is none")
    wrong = written.faults(strictjson.load(case.input), path.read_bytes())
    if wrong:
        return fail("wrong-output", "; ".join(wrong))
    found = {reader.name: read_back(case, path, reader) for reader in readers}
    judged = {name: verdict for name, verdict in found.items() if verdict is not None}
    for name, verdict in judged.items():
        if verdict.verdict != "pass":
            return Verdict(
                verdict.verdict, verdict.fail, f"read by {name}: {verdict.detail}", verdict.facts
            )
    if len(judged) < 2:
        able = ", ".join(judged) or "none"
        return Verdict(
            "not-run", detail=f"two readers are needed to judge the file, able is: {able}"
        )
    facts = {"reply": f"read back by {', '.join(judged)}"}
    first = next(iter(judged.values()))
    return Verdict("pass", None, "", {**first.facts, **facts})


def judge_rewritten(case: Case, path: Path, readers: Sequence[Adapter]) -> Verdict:
    """What was read and written again, held against what it was made of."""
    if not path.is_file():
        return fail("wrong-output", "says that it wrote the file, but there is none")
    try:
        found = rewritten.compare(case.input.read_bytes(), path.read_bytes())
    except dump.WalkError as problem:
        return fail("wrong-output", f"the file is not in the transfer syntax it states: {problem}")
    if found.found:
        first, more = found.found[0], len(found.found) - 1
        text = f"{first['path']}: expected {first['expected']}, got {first['got']}"
        text += f" and {more} more" if more else ""
        return fail("wrong-output", text, differences=found.found[:MAX_DIFFERENCES])
    if not found.transcoded:
        return Verdict("pass")
    # The pixels are encoded in another way: a reader has to say whether they are the same.
    judged = {reader.name: read_back(case, path, reader) for reader in readers}
    able = {name: verdict for name, verdict in judged.items() if verdict is not None}
    for name, verdict in able.items():
        if verdict.verdict != "pass":
            detail = f"read by {name}: {verdict.detail}"
            return Verdict(verdict.verdict, verdict.fail, detail, verdict.facts)
    if not able:
        return Verdict("not-run", detail="no reader can judge the encoding that was chosen")
    return Verdict("pass", facts={"reply": f"encoded anew, read back by {', '.join(able)}"})


def read_back(case: Case, path: Path, reader: Adapter) -> Verdict | None:
    """The verdict of one reader on a written file; None if it cannot judge this case."""
    views = reader.features("decode")
    if "decode" not in reader.operations or not case.features <= views:
        return None
    copy = reader.folder / "written.dcm"
    shutil.copyfile(path, copy)
    try:
        reply = reader.ask("decode", {"input": copy.name})
    except ProcessError:
        return None
    finally:
        copy.unlink()
    if "rejected" in reply:
        return fail("wrong-output", f"rejected: {reply['rejected']['message']}")
    if "result" not in reply:
        return None
    tried = [
        (name, judge_model(case, name, reply["result"], views, reader.folder))
        for name, expectation in case.alternatives
        if expectation["kind"] == "accept"
    ]
    return combine(tried) if tried else fail("accepted-invalid", "writes what it should refuse")


@dataclass(frozen=True)
class Pair:
    """One cell of the matrix: what `writer` wrote for a case, as `reader` reads it."""

    case: str
    writer: str
    reader: str
    verdict: str
    detail: str


def run_matrix(adapters: Sequence[Adapter], cases: Sequence[Case]) -> list[Pair]:
    """Everyone's files to everyone: each encode case, each writer, each reader."""
    pairs = []
    written_cases = [
        case for case in cases if case.op == "encode" and case.expect["kind"] != "reject"
    ]
    for number, case in enumerate(written_cases):
        for writer in adapters:
            folder = writer.folder / f"m{number:04d}"
            folder.mkdir()
            path, why = _write(writer, case, folder)
            for reader in adapters:
                verdict = read_back(case, path, reader) if path else None
                text = verdict.text if verdict else "not-applicable"
                detail = verdict.detail if verdict else why
                pairs.append(Pair(case.id, writer.name, reader.name, text, detail))
            shutil.rmtree(folder)
    return pairs


def _write(writer: Adapter, case: Case, folder: Path) -> tuple[Path | None, str]:
    if applicable(case, writer.operations, writer.features("encode")):
        return None, "the writer does not declare it"
    try:
        reply = writer.ask("encode", _stage(case, folder, writer.folder))
    except ProcessError as fault:
        return None, f"{fault.verdict}: {fault.detail}"
    path = folder / "output.dcm"
    if "result" in reply and path.is_file():
        return path, ""
    return None, "no file was written"
