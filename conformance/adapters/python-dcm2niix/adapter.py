"""Adapter of dcm2niix: the program, and the NIfTI image that it writes, back in DICOM's axes."""

import re
import shutil
import struct
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from serve import RejectedError, serve

FEATURES = (
    "labels geometry mono8 mono16 implicit big-endian rle jpegls jpeg2000 jpeg-lossless "
    "temporal source-grid unicode large"
).split()
PROGRAM = shutil.which("dcm2niix") or "dcm2niix"
OPTIONS = "-b n -z n -s y -f image".split()
TYPES = {2: "B", 4: "h", 512: "H"}  # of nifti1.h


def decode(request):
    folder = Path(request["input"]).parent / "nifti"
    folder.mkdir()
    done = subprocess.run(
        [PROGRAM, *OPTIONS, "-o", str(folder), request["input"]], capture_output=True, text=True
    )
    if done.returncode < 0:
        raise OSError(f"dcm2niix ends with signal {-done.returncode}")
    written = sorted(folder.glob("*.nii"))
    if not written:
        lines = [*done.stderr.splitlines()[:1], *done.stdout.splitlines()[-1:]]
        raise RejectedError(" / ".join(lines).replace(request["input"], "the input"))
    volumes = [volume(path.read_bytes()) for path in written]
    planes = [plane for one in volumes for plane in one]
    labels, frames = zip(*planes, strict=True)
    return {"labels": list(labels), "frames": list(frames)}


def volume(data):
    """Labels and place of each plane of a NIfTI-1 image, rows from the top again."""
    columns, rows, *others = struct.unpack_from("<7H", data, 42)
    code = TYPES[struct.unpack_from("<h", data, 70)[0]]
    count = 1
    for size in others:
        count *= max(size, 1)
    start = int(struct.unpack_from("<f", data, 108)[0])
    if start + struct.calcsize(code) * columns * rows * count > len(data):
        raise OSError(f"an image of {columns} x {rows} x {count} in a file of {len(data)} bytes")
    values = struct.unpack_from(f"<{columns * rows * count}{code}", data, start)
    lines = [struct.unpack_from("<4f", data, 280 + 16 * axis) for axis in range(3)]
    # NIfTI's axes run to the right, the front and the head of the patient, DICOM's left and back.
    x, y, z, origin = ([sign * line[k] for sign, line in zip((-1, -1, 1), lines, strict=True)]
                       for k in range(4))  # fmt: skip
    spacing = [length(y), length(x)]
    turned = [c / spacing[1] for c in x] + [-c / spacing[0] for c in y]
    for index in range(count):
        deep = index % max(others[0], 1)
        place = [o + (rows - 1) * b + deep * c for o, b, c in zip(origin, y, z, strict=True)]
        part = values[index * rows * columns : (index + 1) * rows * columns]
        stored = [list(part[row * columns : (row + 1) * columns]) for row in reversed(range(rows))]
        yield stored, {"position": place, "orientation": turned, "spacing": spacing}


def length(vector):
    return sum(c * c for c in vector) ** 0.5


def version():
    said = subprocess.run([PROGRAM, "--version"], capture_output=True, text=True).stdout
    return re.search(r"v(1\.0\.\d+)", said)[1]


if __name__ == "__main__":
    serve("dcm2niix", version(), FEATURES, {"decode": decode}, language="C++")
