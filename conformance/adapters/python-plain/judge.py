"""A few checks of files in plain Python: each one says nothing, or what is wrong."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from encoded import STREAMS, streams
from said import CHECKS, oddities
from serve import OutOfScopeError, serve

from conformance.runner import dump, suite

DEFLATED = "1.2.840.10008.1.2.1.99"
FEATURES = (
    "mono8 mono16 palette binary fractional deflated encapsulated rle deflated-frame jpegls "
    "jpeg2000 htj2k jpeg-lossless jpegxl tiled-full tiled-sparse source-grid unicode large"
).split()


def validate(request):
    entries, remark = dump.entries(Path(request["input"]).read_bytes())
    if remark:
        return told([remark], [])
    at = {entry.path: entry.decoded() for entry in entries}
    syntax = at.get("TransferSyntaxUID")
    found = [outcome(check, at) for check in CHECKS]
    found.append(streams(entries, at) if syntax in STREAMS else None)
    found.append([] if syntax == DEFLATED else None)
    odd = oddities(at)
    if all(faults is None for faults in found) and not odd:
        raise OutOfScopeError("nothing to judge", "the file has nothing that is looked at here")
    return told([fault for faults in found for fault in faults or ()], odd)


def outcome(check, at):
    try:
        return check(at)
    except (KeyError, ZeroDivisionError) as problem:
        return [f"{check.__name__} cannot be judged: {problem!r}"]


def told(errors, warnings):
    found = [("error", message) for message in errors]
    found += [("warning", message) for message in warnings]
    return {"findings": [{"level": level, "message": message} for level, message in found]}


if __name__ == "__main__":
    serve("plain judge", suite.version(), FEATURES, {"validate": validate})
