"""The shape of the package: imports run one way, modules stay small, nothing private leaks in."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from pydicom.datadict import tag_for_keyword

from refseg.iod import MODULES as MODULES_OF_THE_IOD

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "refseg"
MODULES = sorted(PACKAGE.rglob("*.py"))

# A module may import from its own line and the lines above it (DESIGN: imports run one way).
LAYERS = [
    "support",
    "iod requirements",
    "model",
    "elements",
    "frames",
    "codec",
    "part10 formats terminology",
    "check explain experimental",
    "spec",
    "commands",
    "fast",  # nothing leads to it but the list of pairs, which names what it replaces
    "__main__ __init__",
]
MOST_LINES = 450


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


# ------------------------------------------------------------------------------ the tables write

# Attributes that are set without the class of their table, each with its reason.
BY_HAND = {
    ("codec/instance.py", "PixelData"): "frames are written apart, so that they need not be copied",
    ("codec/context.py", "SpecificCharacterSet"): "says how what is passed on was read",
    ("experimental/instances.py", "SegmentationType"): "a value that is proposed",
    ("experimental/overlap.py", "ReferencedSegmentNumber"): "has several values, as proposed",
    ("experimental/regular_volume.py", "DimensionOrganizationType"): "a value that is proposed",
    ("experimental/regular_volume.py", "NumberOfTemporalPositions"): "of no table, as proposed",
}


def set_by_hand(path: Path) -> set[str]:
    """DICOM keywords that a module sets as attribute or item of something, or by ``add_new``."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        targets: list[ast.expr] = []
        if isinstance(node, ast.Assign):
            targets = node.targets
        elif isinstance(node, (ast.AugAssign, ast.AnnAssign)):
            targets = [node.target]
        for target in targets:
            for part in ast.walk(target):
                if isinstance(part, ast.Attribute) and isinstance(part.ctx, ast.Store):
                    found.add(part.attr)
                elif isinstance(part, ast.Subscript) and isinstance(part.slice, ast.Constant):
                    found.add(str(part.slice.value))
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            name = node.func.id if isinstance(node.func, ast.Name) else name
            if name in {"add_new", "setattr", "DataElement"}:
                found |= {
                    str(argument.value)
                    for argument in node.args
                    if isinstance(argument, ast.Constant)
                }
    return {keyword for keyword in found if tag_for_keyword(keyword) is not None}


def test_no_modelled_attribute_is_set_by_hand() -> None:
    """An attribute reaches a data set through the class of its table and the binder only."""
    written = ("codec", "part10", "experimental", "commands", "model", "fast")
    found = {
        (str(path.relative_to(PACKAGE)), keyword)
        for path in MODULES
        if path.relative_to(PACKAGE).parts[0] in written
        for keyword in set_by_hand(path)
    }
    assert found == set(BY_HAND)


def test_the_encoder_is_made_of_the_modules_of_the_iod() -> None:
    """Every module of Table A.51-1 that has a class is constructed, but for user options."""
    text = "".join((PACKAGE / "codec" / name).read_text("utf-8") for name in ENCODER)
    built = {
        node.func.id
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    asked = {use.cls.__name__ for use in MODULES_OF_THE_IOD if use.cls and use.usage != "U"}
    assert asked - built == NOT_WRITTEN


ENCODER = ("modules.py", "groups.py", "palette.py", "references.py", "slide/groups.py")
NOT_WRITTEN = {"FrameExtractionModule"}  # an instance that refseg makes was not extracted


def test_the_reading_path_is_short() -> None:
    """The files that README names for those who want to read the format in an evening."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    part = readme.partition("## Read the code")[2].partition("\n## ")[0]
    path = re.findall(r"\]\((refseg/[\w/]+\.py)\)", part)
    assert "seven files, under 1,000 lines" in " ".join(part.split())
    assert len(path) == 7
    assert sum(len((ROOT / name).read_text("utf-8").splitlines()) for name in path) < 1000
