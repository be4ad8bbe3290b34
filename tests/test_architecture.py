"""The shape of the package: imports run one way, modules stay small, nothing private leaks in."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "refseg"
MODULES = sorted(PACKAGE.rglob("*.py"))

# A module may import from its own line and the lines above it (DESIGN: imports run one way).
LAYERS = [
    "support fast",
    "iod requirements",
    "model",
    "terminology",
    "elements",
    "frames",
    "codec",
    "part10 formats",
    "check explain experimental",
    "spec",
    "commands",
    "__main__ __init__",
]
MOST_LINES = 420


def layer(module: str) -> int:
    """The layer of a dotted name below refseg."""
    for number, names in enumerate(LAYERS):
        if module.split(".")[0] in names.split():
            return number
    raise AssertionError(f"refseg.{module} has no layer: add it where it belongs")


def imported(path: Path) -> set[str]:
    """The modules below refseg that a file imports, wherever in the file."""
    found = set()
    package = path.relative_to(PACKAGE).parent.parts
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:  # relative: one dot is the package of the file
                parts = [*package[: len(package) - node.level + 1], *filter(None, base.split("."))]
                base = ".".join(["refseg", *parts])
            if base == "refseg":
                found |= {alias.name for alias in node.names}
            elif base.startswith("refseg."):
                found.add(base.removeprefix("refseg."))
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
            found |= {n.removeprefix("refseg.") for n in names if n.startswith("refseg.")}
    return found


def test_there_are_modules_to_look_at() -> None:
    assert len(MODULES) > 60


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_run_one_way(path: Path) -> None:
    if path.parent.name == "fast":
        pytest.skip("being moved")
    name = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
    own = layer(name)
    upward = {other for other in imported(path) if layer(other) > own}
    assert upward == set(), f"{name} imports upwards"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_modules_stay_small(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= MOST_LINES


def test_importing_refseg_imports_no_optional_package_and_no_tables() -> None:
    # pydicom itself loads the plug-ins it finds; what counts is what refseg adds.
    code = (
        "import sys, numpy, pydicom, pydicom.dataset; before = set(sys.modules); import refseg; "
        "print('\\n'.join(set(sys.modules) - before))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    optional = {"nibabel", "nrrd", "PIL", "jpeg_ls", "openjpeg", "imagecodecs", "highdicom"}
    assert loaded & optional == set()
    assert not any(name.startswith("refseg.iod") for name in loaded)
    assert "refseg.model.labelmap" in loaded


def test_run_time_needs_numpy_and_pydicom_only() -> None:
    """The dependencies in pyproject.toml, and every import at the top of a module."""
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    found = re.search(r"^dependencies = \[(.*)\]$", text, re.MULTILINE)
    assert found is not None
    assert re.findall(r'"([a-z]+)', found[1]) == ["numpy", "pydicom"]
    for path in MODULES:
        for node in ast.parse(path.read_text("utf-8")).body:
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module or ""]
            for name in names:
                top = name.split(".")[0]
                known = {"numpy", "pydicom", "refseg", "__future__", *sys.stdlib_module_names}
                assert top in known, f"{path.name} imports {name} at the top"
