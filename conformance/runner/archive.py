"""The suite as one archive, the same bytes everywhere, for people who want only the files."""

import gzip
import io
import tarfile
from pathlib import Path

from conformance.runner import build, run, suite
from conformance.runner.console import say
from conformance.runner.suite import SuiteError

LEFT_OUT = frozenset({"node_modules", "__pycache__", ".cache", "build"})


def write(output: Path) -> int:
    """All of `conformance/`, with the inputs that are generated on demand, below one folder."""
    cases = suite.load_cases()
    run.materialise(cases)
    broken = build.manifest_problems()
    if broken:
        raise SuiteError(f"the suite is not what its manifest says: {broken[0]}")
    top = f"labelmap-conformance-{suite.version()}"
    files = {f"{top}/{place(path)}": path for path in listed()}
    files |= {f"{top}/{place(c.input)}": c.input for c in cases if not c.meta.get("stored", True)}
    licence = suite.ROOT.parent / "LICENSE"
    files |= {f"{top}/LICENSE": licence} if licence.is_file() else {}
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name, path in sorted(files.items()):
            data = path.read_bytes()
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = len(data), 0o644
            tar.addfile(entry, io.BytesIO(data))
    output.parent.mkdir(parents=True, exist_ok=True)
    with output.open("wb") as target, gzip.GzipFile("", "wb", 9, target, mtime=0) as packed:
        packed.write(raw.getvalue())
    say(f"{output}: {len(files)} files")
    return 0


def place(path: Path) -> str:
    """Where a file lies: the archive holds the package, so that it runs where it is unpacked."""
    return f"conformance/{path.relative_to(suite.ROOT).as_posix()}"


def listed() -> list[Path]:
    def kept(path: Path) -> bool:
        parts = path.relative_to(suite.ROOT).parts
        return not any(part in LEFT_OUT or part.endswith(".egg-info") for part in parts)

    return sorted(path for path in suite.ROOT.rglob("*") if path.is_file() and kept(path))
