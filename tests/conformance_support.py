"""What the tests of the conformance suite share: small cases, small adapters."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
# The suite is a folder of the project and no installed package.
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from conformance.runner.adapter import Adapter, Command  # noqa: E402
from conformance.runner.execute import run_cases  # noqa: E402
from conformance.runner.suite import Case  # noqa: E402

FEATURES = ["labels", "geometry", "segments", "codes", "background", "mono8"]
CODE = {"value": "1", "scheme": "99X", "meaning": "Thing"}

# The loop of an adapter; `answer(request)` is put in front of it by each test.
LOOP = """
import json, os, sys, time
HELLO = {"protocol": 1, "operations": ["decode", "encode", "validate"],
         "features": FEATURES,
         "implementation": {"name": "fake", "version": "1.0", "language": "Python"}}
for line in sys.stdin:
    request = json.loads(line)
    if request["cmd"] == "bye":
        break
    if request["cmd"] == "hello":
        reply = {"seq": request["seq"], "result": HELLO}
    else:
        reply = {"seq": request["seq"], **answer(request)}
    sys.stdout.write(json.dumps(reply) + "\\n")
    sys.stdout.flush()
"""


def fake(answer: str, features: list[str] = FEATURES, name: str = "fake") -> Command:
    """An adapter whose `answer(request)` has the given body."""
    body = "\n".join("    " + line for line in (answer or "return {}").splitlines())
    code = (
        f"FEATURES = {features!r}\nimport json, os, sys, time\ndef answer(request):\n{body}\n{LOOP}"
    )
    return Command(name, (sys.executable, "-c", code))


def python_command(code: str) -> Command:
    return Command("x", (sys.executable, "-c", code))


def replying(reply: dict[str, Any], features: list[str] = FEATURES) -> Command:
    """An adapter that gives the same reply to everything."""
    return fake(f"return json.loads({json.dumps(reply)!r})", features)


def model(**changes: Any) -> dict[str, Any]:
    """A small expected model with something in every view."""
    frame = {"orientation": ["1", "0", "0", "0", "1", "0"], "spacing": ["0.7", "0.9"]}
    base = {
        "type": "LABELMAP",
        "labels": [[[0, 1], [5, 5]], [[1, 1], [0, 0]]],
        "frames": [{"position": ["0", "0", str(z)], **frame} for z in (10, 20)],
        "frame_of_reference": "2.25.7",
        "background": 0,
        "segments": {
            "0": {"label": "Background", "category": CODE, "type": CODE, "colour": None},
            "1": {"label": "Liver", "category": CODE, "type": CODE, "colour": [200, 10, 10]},
            "5": {"label": "Spleen", "category": CODE, "type": CODE, "colour": [0, 90, 255]},
        },
    }
    return {**base, **changes}


def make_case(
    folder: Path,
    case_id: str = "pixels.one",
    *,
    expect: dict[str, Any] | None = None,
    models: dict[str, Any] | None = None,
    data: bytes | None = None,
    **meta: Any,
) -> Case:
    """Write a case; its input is its id unless `data` says otherwise."""
    area, _, slug = case_id.partition(".")
    place = folder / "cases" / area / slug
    place.mkdir(parents=True)
    expect = expect or {"kind": "accept"}
    full = {
        "id": case_id,
        "revision": 1,
        "since": "1.0.0",
        "status": "stable",
        "title": f"The case called {case_id}",
        "why": "It is there for the tests of the runner.",
        "effect": "A test of the runner fails.",
        "op": "decode",
        "level": "MUST",
        "requirements": ["LM-VAL-002"],
        "features": ["mono8", "labels"],
        "input": "input.json" if meta.get("op") == "encode" else "input.dcm",
        "expect": expect,
        "attested_by": [],
        **meta,
    }
    (place / "case.json").write_text(json.dumps(full))
    (place / full["input"]).write_bytes(data if data is not None else case_id.encode())
    if models is None and expect["kind"] == "accept" and full["op"] != "validate":
        models = {"expect": model()}
    for name, content in (models or {}).items():
        (place / f"{name}.json").write_text(json.dumps(content))
    return Case(place, full)


GOOD = {"result": model()}
REJECT = {"kind": "reject", "codes": ["pixels.undescribed-value"]}


def verdicts(command: Command, cases: list[Case], **options: Any) -> dict[str, str]:
    with Adapter(command, timeout=options.pop("timeout", 10.0), **options) as adapter:
        done = run_cases(adapter, cases)
    return {case.id: done.verdicts[case.id].text for case in cases}


def one(tmp_path: Path) -> list[Case]:
    return [make_case(tmp_path)]


def two(tmp_path: Path) -> list[Case]:
    bad = make_case(tmp_path, "pixels.bad", expect=REJECT, twin="pixels.one", data=b"bad")
    return [bad, *one(tmp_path)]
