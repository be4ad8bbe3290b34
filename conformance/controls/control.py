"""Fake implementations that the runner must see through: `python control.py NAME`.

Each starts from the right answer and does one thing wrong, the way real adapters do.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from conformance.controls.oracle import Oracle
from conformance.runner.vocabulary import FEATURES, VIEWS

Message = dict[str, Any]
oracle = Oracle()
asked: dict[str, int] = {}


def good(request: Message) -> Message:
    return oracle.answer(request)


def looks_up(request: Message) -> Message:
    """Knows the answers to the stored cases by the hash of the input, else by its size."""
    case = oracle.case(request) or oracle.of_size(request)
    if case is None:
        return {"rejected": {"message": "I have not seen this before"}}
    return oracle.expected(case, request)


def always_accept(request: Message) -> Message:
    """Right on valid input, and never refuses anything."""
    reply = good(request)
    if "rejected" in reply and request["cmd"] == "encode":
        Path(request["output"]).write_bytes(b"\0" * 200)
        return {"result": {}}
    if request["cmd"] == "validate":
        return {"result": {"findings": []}}
    return {"result": {"labels": [[[0]]]}} if "rejected" in reply else reply


def always_reject(request: Message) -> Message:
    if request["cmd"] == "validate":
        return {"result": {"findings": [{"level": "error", "message": "I do not like it"}]}}
    return {"rejected": {"message": "I do not like it"}}


def wrong_reason(request: Message) -> Message:
    """Refuses the right inputs for reasons of its own."""
    reply = good(request)
    if "rejected" in reply:
        reply["rejected"]["code"] = "file.unlucky"
    for finding in reply.get("result", {}).get("findings", ()):
        finding["code"] = "file.unlucky"
    return reply


def no_reason(request: Message) -> Message:
    reply = good(request)
    if "rejected" in reply:
        del reply["rejected"]["code"]
    return reply


def silent_exit(_request: Message) -> Message:
    sys.exit(0)


def crash(_request: Message) -> Message:
    os.abort()


def reject_by_exit(request: Message) -> Message:
    """Right on valid input; "rejects" by dying, as a command-line tool does."""
    reply = good(request)
    if "rejected" in reply:
        sys.exit(1)
    return reply


def hang(_request: Message) -> Message:
    time.sleep(3600)
    return {}


def slow(request: Message) -> Message:
    time.sleep(0.2)
    return good(request)


def error_reply(_request: Message) -> Message:
    return {"error": {"message": "index out of range", "traceback": "..."}}


def both_fields(request: Message) -> Message:
    return {"result": {}, "rejected": {"message": "perhaps"}} | good(request)


def no_field(_request: Message) -> Message:
    return {}


def extra_key(request: Message) -> Message:
    return {**good(request), "note": "the protocol has no such key"}


def over_claims(request: Message) -> Message:
    if request["cmd"] == "validate":
        return good(request)
    return {"unsupported": {"feature": "mono8", "message": "not yet"}}


def change(request: Message, edit: Callable[[Message], None]) -> Message:
    reply = good(request)
    if request["cmd"] == "decode" and "result" in reply:
        edit(reply["result"])
    return reply


def off_by_one(request: Message) -> Message:
    """The label table shifted by one (Slicer #9163, cornerstone3D #2882)."""

    def edit(model: Message) -> None:
        model["segments"] = {str(int(n) + 1): s for n, s in model["segments"].items()}

    return change(request, edit)


def by_position(request: Message) -> Message:
    """Segments numbered by their place in Segment Sequence."""

    def edit(model: Message) -> None:
        model["segments"] = {str(i): s for i, s in enumerate(model["segments"].values())}

    return change(request, edit)


def background_is_zero(request: Message) -> Message:
    return change(request, lambda model: model.update(background=0))


def first_frame_only(request: Message) -> Message:
    """Right in the first frame, nothing in the others."""

    def edit(model: Message) -> None:
        for frame in model["labels"][1:]:
            for row in frame:
                row[:] = [0] * len(row)

    return change(request, edit)


def low_byte_only(request: Message) -> Message:
    """16-bit labels read as bytes."""

    def edit(model: Message) -> None:
        model["labels"] = [[[v & 255 for v in row] for row in f] for f in model["labels"]]

    return change(request, edit)


def file_order(request: Message) -> Message:
    """Positions by the order of the file instead of by the frame."""

    def edit(model: Message) -> None:
        places = sorted((f["position"] for f in model["frames"]), key=lambda p: float(p[2]))
        for frame, place in zip(model["frames"], places, strict=True):
            frame["position"] = place

    return change(request, edit)


def swapped_spacing(request: Message) -> Message:
    def edit(model: Message) -> None:
        for frame in model["frames"]:
            frame["spacing"].reverse()

    return change(request, edit)


def nondeterministic(request: Message) -> Message:
    """Right when asked first, different when asked again."""
    case = oracle.case(request)
    name = case.id if case else "?"
    asked[name] = asked.get(name, 0) + 1
    return good(request) if asked[name] % 2 else by_position(request)


def no_file(request: Message) -> Message:
    return {"result": {}} if request["cmd"] == "encode" else good(request)


BEHAVIOURS: dict[str, Callable[[Message], Message]] = {
    name.replace("_", "-"): value
    for name, value in list(globals().items())
    if callable(value) and getattr(value, "__module__", "") == __name__ and name != "change"
}
# These differ in what they print or declare, not in what they answer.
BEHAVIOURS |= dict.fromkeys(
    (
        "echo",
        "garbage",
        "wrong-seq",
        "double-key",
        "pixels-only",
        "lies-about-version",
        "two-hellos",
    ),
    good,
)


def hello(name: str) -> Message:
    features = sorted(FEATURES)
    if name == "pixels-only":
        features = sorted(FEATURES - set(VIEWS) | {"labels"})
    version = {"lies-about-version": "main", "two-hellos": f"1.{os.getpid()}"}.get(name, "1.0")
    return {
        "result": {
            "protocol": 2,
            "implementation": {"name": name, "version": version, "language": "Python"},
            "operations": ["decode", "encode", "validate"],
            "features": features,
        }
    }


def printed(name: str, request: Message, line: str) -> str:
    """The reply line of a control."""
    if request["cmd"] == "hello":
        return json.dumps({"seq": request["seq"], **hello(name)})
    if name == "echo":
        return line.strip()
    if name == "garbage":
        return "Loading image ... done"
    if name == "two-hellos":
        sys.exit(3)
    reply = BEHAVIOURS[name](request)
    seq = request["seq"] - 1 if name == "wrong-seq" else request["seq"]
    text = json.dumps({"seq": seq, **reply})
    return text[:-1] + f', "seq": {seq}}}' if name == "double-key" else text


def main(name: str) -> None:
    for line in sys.stdin:
        request = json.loads(line)
        if request["cmd"] == "bye":
            break
        print(printed(name, request, line), flush=True)  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1])
