"""A reader in plain Python: the element walk of the runner and `zlib`, no DICOM library.

It judges nothing; it is the second opinion where no other library reads a transfer syntax.
"""

import re
import struct
import sys
import zlib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from colours import colour_of
from frames import samples
from serve import RejectedError, serve
from tiles import is_tiled, matrix, place

from conformance.runner import dump, suite

FEATURES = (
    "labels geometry segments background algorithm colour matrix mono8 mono16 palette binary "
    "fractional implicit big-endian deflated encapsulated rle deflated-frame jpeg-lossless "
    "tiled-full tiled-sparse source-grid unicode"
).split()
SHARED, OWN = "SharedFunctionalGroupsSequence[0].", "PerFrameFunctionalGroupsSequence[{}]."
NUMBER = re.compile(r"SegmentSequence\[\d+\]\.SegmentNumber")
IDENTIFICATION = "SegmentIdentificationSequence[0].ReferencedSegmentNumber"
PLACES = {
    "position": "PlanePositionSequence[0].ImagePositionPatient",
    "orientation": "PlaneOrientationSequence[0].ImageOrientationPatient",
    "spacing": "PixelMeasuresSequence[0].PixelSpacing",
}


def decode(request):
    try:
        return read(request)
    except (struct.error, zlib.error, KeyError, IndexError) as problem:
        raise RejectedError(f"cannot be read: {problem!r}") from problem


def read(request):
    entries, remark = dump.entries(Path(request["input"]).read_bytes())
    if remark:
        raise RejectedError(remark)
    at = {entry.path: entry.decoded() for entry in entries}
    rows, columns, frames = at["Rows"][0], at["Columns"][0], int(at.get("NumberOfFrames", 1))
    flat = samples(at, at["TransferSyntaxUID"], frames, rows * columns)
    lines = [list(flat[start : start + columns]) for start in range(0, len(flat), columns)]
    if at["SegmentationType"] not in ("LABELMAP", "BINARY", "FRACTIONAL"):
        raise RejectedError(f"Segmentation Type {at['SegmentationType']} is not known")
    model = {
        "type": at["SegmentationType"],
        "labels": [lines[start : start + rows] for start in range(0, len(lines), rows)],
        "frames": [frame(at, frames, index) for index in range(frames)],
        "frame_of_reference": at.get("FrameOfReferenceUID"),
        "background": at["PixelPaddingValue"][0] if "PixelPaddingValue" in at else None,
        "segments": {},
    }
    if "MaximumFractionalValue" in at:
        model["maximum"] = at["MaximumFractionalValue"][0]
        model["fractional_type"] = at["SegmentationFractionalType"]
    numbers = {path: at[path][0] for path in at if NUMBER.fullmatch(path)}
    for path, number in numbers.items():
        model["segments"][str(number)] = segment(at, path.removesuffix("SegmentNumber"))
    if is_tiled(at) and model["type"] == "LABELMAP":
        fill = model["background"] or 0
        model["matrix"] = matrix(at, model["labels"], model["frames"], fill)
    return model


def frame(at, frames, index):
    own = OWN.format(index)
    found = {key: at.get(own + path, at.get(SHARED + path)) for key, path in PLACES.items()}
    found = {key: value.split("\\") for key, value in found.items() if value}
    number = at.get(own + IDENTIFICATION, at.get(SHARED + IDENTIFICATION))
    if number:
        found["segment"] = number[0]
    return found | place(at, frames, own, index) if is_tiled(at) else found


def segment(at, item):
    name = at.get(item + "SegmentAlgorithmName")
    algorithm = {"type": at.get(item + "SegmentAlgorithmType", ""), "name": name}
    colour = colour_of(at, item, at[item + "SegmentNumber"][0])
    return {"label": at.get(item + "SegmentLabel", ""), "algorithm": algorithm, "colour": colour}


if __name__ == "__main__":
    serve("plain Python", suite.version(), FEATURES, {"decode": decode})
