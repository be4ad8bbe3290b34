"""Adapter of DCMTK: `dcmconv` reads a file and writes it again in the transfer syntax it has."""

import re
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from serve import RejectedError, serve

PIXELS = "mono8 mono16 palette binary fractional"
SYNTAXES = "implicit big-endian deflated encapsulated rle jpegls jpeg2000 jpeg-lossless"
STRUCTURE = "tiled-full tiled-sparse concatenation temporal source-grid unicode large"
FEATURES = f"{PIXELS} {SYNTAXES} {STRUCTURE}".split()


def program(*arguments):
    found = subprocess.run(["dcmconv", *arguments], capture_output=True, text=True, check=False)
    return found.returncode, found.stdout + found.stderr


def rewrite(request):
    code, text = program(request["input"], request["output"])
    if code < 0:
        raise OSError(f"dcmconv died of signal {-code}")
    if code:
        errors = [line for line in text.splitlines() if re.match(r"[EF]: ", line)]
        raise RejectedError("; ".join(errors) or f"exit status {code}")
    return {}


if __name__ == "__main__":
    version = re.search(r"dcmconv v(\d[\d.]*)", program("--version")[1])
    serve("DCMTK", version[1] if version else "0", FEATURES, {"rewrite": rewrite}, "C++")
