"""Finding and running the programs of peers."""

from __future__ import annotations

import shutil
import subprocess
import sysconfig
from pathlib import Path


class PeerRefusedError(AssertionError):
    """The other program ended with an error; the message is what it printed."""


def program(name: str) -> str | None:
    """Full path of a console program: of this Python's environment first, then of PATH."""
    return shutil.which(name, path=sysconfig.get_path("scripts")) or shutil.which(name)


def run(name: str, *arguments: str | Path) -> str:
    """What a program prints; PeerRefusedError with that text if it fails."""
    command = [program(name) or name, *(str(argument) for argument in arguments)]
    done = subprocess.run(command, capture_output=True, timeout=600)
    text = (done.stdout + done.stderr).decode(errors="replace")
    if done.returncode != 0:
        raise PeerRefusedError(f"{name} ended with {done.returncode}: {text.strip()}")
    return text
