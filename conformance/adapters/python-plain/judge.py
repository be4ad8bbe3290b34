"""A few checks of files in plain Python: each one says nothing, or what is wrong."""

import sys
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from encoded import STREAMS, streams
from ruled import CONTENT, RULES, padding, values
from said import CHECKS, numbers
from serve import serve

from conformance.runner import dump, suite

DEFLATED = "1.2.840.10008.1.2.1.99"
FEATURES = (
    "mono8 mono16 palette binary fractional deflated encapsulated rle deflated-frame jpegls "
    "jpeg2000 htj2k jpeg-lossless jpegxl tiled-full tiled-sparse source-grid unicode large"
).split()


def validate(request):
    data = Path(request["input"]).read_bytes()
    if data[128:132] != b"DICM":
        return told(["no preamble with DICM"], [])
    entries, remark = dump.entries(data)
    if remark:
        return told([remark], [])
    at = {entry.path: entry.decoded() for entry in entries}
    vr = {entry.path: entry.vr for entry in entries}
    syntax = at.get("TransferSyntaxUID")
    found = [outcome(check, at) for check in CHECKS]
    found.append(streams(entries, at) if syntax in STREAMS else None)
    found += [outcome(rule, at) for rule in RULES]
    found.append(outcome(partial(padding, vr=vr), at))
    found.append(file_faults(data, at))
    return told([fault for faults in found for fault in faults or ()], strange(at))


def file_faults(data, at):
    """Group length (PS3.10 7.1), and the pad byte of a deflated data set (PS3.5 A.5)."""
    body = 144 + int.from_bytes(data[140:144], "little")
    found = [] if ends(data) == body else ["group length"]
    odd = at.get("TransferSyntaxUID") == DEFLATED and (len(data) - body) % 2
    return found + (["a deflated data set of odd length"] if odd else [])


def ends(data):
    """Where the elements of group 0002 end; all are of explicit VR."""
    at = 132
    while data[at : at + 2] == b"\2\0":
        long = data[at + 4 : at + 6] in (b"OB", b"UN", b"UT")
        at += (
            12 + int.from_bytes(data[at + 8 : at + 12], "little")
            if long
            else 8 + (int.from_bytes(data[at + 6 : at + 8], "little"))
        )
    return at


def strange(at):
    """What is allowed, and odd in label maps (PS3.3 C.7.6.3.1.5, C.7.6.3.1.7)."""
    spacing = "SharedFunctionalGroupsSequence[0].PixelMeasuresSequence[0].PixelSpacing"
    both = "PixelAspectRatio" in at and spacing in at
    found = ["Pixel Aspect Ratio beside Pixel Spacing"] if both else []
    if "RedPaletteColorLookupTableDescriptor" in at:
        count, first, _ = at["RedPaletteColorLookupTableDescriptor"]
        last = first + (count or 65536) - 1
        found += [f"no colour for segment {one}" for one in numbers(at) if not first <= one <= last]
    high = at.get("LargestImagePixelValue")
    if "PixelPaddingValue" not in at and "125040" in at.values():
        found.append("Background is a segment, and there is no Pixel Padding Value")
    if any(number >> at.get("BitsAllocated", [16])[0] for number in numbers(at)):
        found.append("a segment number that no pixel can have")
    if high is not None and values(at) is not None and max(values(at)) != high[0]:
        found.append(f"Largest Image Pixel Value {high[0]}")
    index = [value for path, value in at.items() if CONTENT.fullmatch(path)]
    return found + (["two frames have the same index"] if len(set(index)) < len(index) else [])


def outcome(check, at):
    try:
        return check(at)
    except (KeyError, ZeroDivisionError) as problem:
        return [f"the file cannot be judged: {problem!r}"]


def told(errors, warnings):
    found = [("error", message) for message in errors]
    found += [("warning", message) for message in warnings]
    return {"findings": [{"level": level, "message": message} for level, message in found]}


if __name__ == "__main__":
    serve("plain judge", suite.version(), FEATURES, {"validate": validate})
