"""First use of each plug-in codec in fresh processes, on several threads of the caller.

    python tests/fuzz/fresh.py 3000 [SYNTAX ...]

Each process writes frames on four threads at once, reads them again and compares. Packages are
imported once, before the processes are forked, but have encoded nothing. Verification is off: what
counts is what the encoders make. Prints how many processes were wrong, and exits with 1 if any was.
"""

from __future__ import annotations

import os
import sys
import threading
from collections import Counter
from importlib import import_module

import numpy as np

from refseg.frames import FrameReader, Layout, by_name, encode_frames
from refseg.support.errors import RefsegError

SYNTAXES = ("jpegls", "jpeg2000", "htj2k", "jpegxl")
MODULES = "imagecodecs imagecodecs._htj2k imagecodecs._jpegxl openjpeg.utils jpeg_ls".split()
FRAMES = np.random.default_rng(0).integers(0, 4, (8, 24, 31), dtype=np.uint8) * 60
FRAMES[:, 5:15, 6:20] = 60
LARGE = np.repeat(np.repeat(FRAMES[:4], 2, axis=1), 2, axis=2)  # not one of the small frames
THREADS = 4


def one(name: str) -> str:
    """What happens in a process that has not encoded anything yet."""
    syntax = by_name(name, verify=False)
    barrier, found = threading.Barrier(THREADS), []

    def work(frames: np.ndarray) -> None:
        barrier.wait()
        try:
            value = encode_frames(frames, syntax, bits_allocated=8).value
            count, rows, columns = frames.shape
            layout = Layout(rows=rows, columns=columns, frames=count, bits_allocated=8)
            same = np.array_equal(FrameReader(value, syntax, layout).all(), frames)
            found.append("fine" if same else "WRONG")
        except RefsegError:
            found.append("refused")

    users = [
        threading.Thread(target=work, args=(frames,)) for frames in (FRAMES, LARGE) * (THREADS // 2)
    ]
    for user in users:
        user.start()
    for user in users:
        user.join()
    kinds = set(found)
    return kinds.pop() if len(kinds) == 1 and len(found) == THREADS else f"mixed {sorted(found)}"


def fresh(name: str) -> str:
    """The same in a forked process."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        try:
            os.write(writer, one(name).encode())
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as said:
        text = said.read().decode()
    os.waitpid(child, 0)
    return text or "died"


def main(times: int, names: tuple[str, ...]) -> int:
    for module in MODULES:
        import_module(module)
    bad = 0
    for name in names:
        count = Counter(fresh(name) for _ in range(times))
        bad += times - count["fine"]
        print(f"{name}: {dict(count)}", flush=True)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), tuple(sys.argv[2:]) or SYNTAXES))
