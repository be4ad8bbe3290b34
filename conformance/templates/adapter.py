"""A minimal adapter: reads pixel values, segments and background with pydicom.

Replace `decode` with a call of your library, and declare what it documents.
"""

import json
import sys
import traceback

import pydicom

HELLO = {
    "protocol": 2,
    "implementation": {"name": "my-reader", "version": "0.1", "language": "Python"},
    "operations": ["decode"],
    "features": ["labels", "segments", "background", "mono8", "mono16", "implicit"],
}


class InvalidError(Exception):
    """The input is not valid."""


def decode(path):
    ds = pydicom.dcmread(path)
    if ds.SegmentationType != "LABELMAP":
        raise InvalidError("this is no label map")
    frames = ds.pixel_array.reshape(-1, ds.Rows, ds.Columns)
    segments = {
        str(item.SegmentNumber): {"label": item.SegmentLabel} for item in ds.SegmentSequence
    }
    background = ds.get("PixelPaddingValue")
    return {
        "type": ds.SegmentationType,
        "labels": frames.tolist(),
        "segments": segments,
        "background": background,
    }


for line in sys.stdin:
    request = json.loads(line)
    reply = {"seq": request["seq"]}
    try:
        if request["cmd"] == "bye":
            break
        if request["cmd"] == "hello":
            reply["result"] = HELLO
        elif request["cmd"] == "decode":
            reply["result"] = decode(request["input"])
    except InvalidError as problem:
        reply["rejected"] = {"message": str(problem)}
    except Exception as problem:
        reply["error"] = {"message": repr(problem), "traceback": traceback.format_exc()}
    sys.stdout.write(json.dumps(reply) + "\n")
    sys.stdout.flush()
