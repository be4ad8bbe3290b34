"""Adapter of pydicom: `dcmread`, `pixel_array` and attributes, as a script would use them."""

import sys
from pathlib import Path

import pydicom
from pydicom.errors import InvalidDicomError

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from attributes import stored
from serve import OutOfScopeError, RejectedError, serve

FEATURES = (
    "labels geometry segments codes background algorithm tracking references "
    "mono8 mono16 palette binary fractional implicit big-endian deflated rle jpegls jpeg2000 htj2k "
    "tiled-sparse concatenation temporal source-grid unicode large"
).split()
ANY = "encapsulated jpeg-lossless jpegxl tiled-full".split()  # pixels stay as they are
FEATURES = {"decode": FEATURES, "rewrite": [*FEATURES, *ANY]}


def decode(request):
    try:
        ds = pydicom.dcmread(request["input"])
        pixels = ds.pixel_array
    except NotImplementedError as refusal:
        raise OutOfScopeError("transfer-syntax", str(refusal)) from refusal
    except RuntimeError as refusal:
        if "missing dependencies" in str(refusal):
            raise OutOfScopeError("transfer-syntax", str(refusal)) from refusal
        raise RejectedError(str(refusal)) from refusal
    except (InvalidDicomError, AttributeError, ValueError) as refusal:
        raise RejectedError(str(refusal)) from refusal
    return stored(ds, pixels)


def rewrite(request):
    """Every element is converted once: what is never looked at would be copied as bytes."""
    try:
        ds = pydicom.dcmread(request["input"])
        for _ in ds.iterall():
            pass
        ds.save_as(request["output"], enforce_file_format=True)
    except (InvalidDicomError, ValueError) as refusal:
        raise RejectedError(str(refusal)) from refusal
    return {}


if __name__ == "__main__":
    serve("pydicom", pydicom.__version__, FEATURES, {"decode": decode, "rewrite": rewrite})
