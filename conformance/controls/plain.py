"""A reader of native label maps in plain Python: second judge of what the controls write.

It shares no code with refseg, pydicom or the generators' expectations, only the element walk.
"""

import json
import struct
import sys
from pathlib import Path
from typing import Any

from conformance.runner import dump

VIEWS = ["labels", "geometry", "segments", "codes", "background", "algorithm"]
FEATURES = [*VIEWS, "mono8", "mono16", "implicit"]


def read(data: bytes) -> dict[str, Any]:
    """The model of a native little-endian label map in patient space."""
    entries, remark = dump.entries(data)
    if remark:
        raise ValueError(remark)
    at = {entry.path: entry.decoded() for entry in entries}
    frames, rows, columns = int(at["NumberOfFrames"]), at["Rows"][0], at["Columns"][0]
    bits, pixels = at["BitsAllocated"][0], at["PixelData"]
    count = frames * rows * columns
    flat = struct.unpack_from(f"<{count}{'B' if bits == 8 else 'H'}", pixels)
    lines = [list(flat[start : start + columns]) for start in range(0, count, columns)]
    segments: dict[str, Any] = {}
    while (item := f"SegmentSequence[{len(segments)}].") + "SegmentNumber" in at:
        (number,) = at[item + "SegmentNumber"]
        segments[str(number)] = {
            "label": at[item + "SegmentLabel"],
            "category": code(at, item + "SegmentedPropertyCategoryCodeSequence[0]."),
            "type": code(at, item + "SegmentedPropertyTypeCodeSequence[0]."),
            "algorithm": {
                "type": at[item + "SegmentAlgorithmType"],
                "name": at.get(item + "SegmentAlgorithmName"),
            },
        }
    used = {str(value) for value in flat}
    if used - segments.keys():
        raise ValueError(f"pixel value {min(used - segments.keys())} is not described")
    shared = "SharedFunctionalGroupsSequence[0]."
    measures, plane = shared + "PixelMeasuresSequence[0].", shared + "PlaneOrientationSequence[0]."
    return {
        "type": at["SegmentationType"],
        "labels": [lines[start : start + rows] for start in range(0, len(lines), rows)],
        "frames": [
            {
                "position": at[
                    f"PerFrameFunctionalGroupsSequence[{index}].PlanePositionSequence[0]."
                    "ImagePositionPatient"
                ].split("\\"),
                "orientation": at[plane + "ImageOrientationPatient"].split("\\"),
                "spacing": at[measures + "PixelSpacing"].split("\\"),
            }
            for index in range(frames)
        ],
        "frame_of_reference": at["FrameOfReferenceUID"],
        "background": at["PixelPaddingValue"][0] if "PixelPaddingValue" in at else None,
        "segments": segments,
    }


def code(at: dict[str, Any], item: str) -> dict[str, str]:
    names = {"value": "CodeValue", "scheme": "CodingSchemeDesignator", "meaning": "CodeMeaning"}
    return {key: at[item + name] for key, name in names.items()}


def answer(request: dict[str, Any]) -> dict[str, Any]:
    if request["cmd"] == "hello":
        implementation = {"name": "plain", "version": "1", "language": "Python"}
        hello = {"protocol": 2, "implementation": implementation, "operations": ["decode"]}
        return {"result": {**hello, "features": FEATURES}}
    try:
        return {"result": read(Path(request["input"]).read_bytes())}
    except (ValueError, KeyError, struct.error) as problem:
        return {"rejected": {"message": f"{type(problem).__name__}: {problem}"}}


def main() -> None:
    for line in sys.stdin:
        request = json.loads(line)
        if request["cmd"] == "bye":
            break
        print(json.dumps({"seq": request["seq"], **answer(request)}), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
