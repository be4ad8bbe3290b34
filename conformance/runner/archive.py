"""The suite as one archive, the same bytes everywhere, for people who want only the files."""

import gzip
import io
import tarfile
from pathlib import Path

from conformance.runner import build, run, suite
from conformance.runner.console import say
from conformance.runner.suite import SuiteError

PARTS = (
    "README.md",
    "PROTOCOL.md",
    "VERDICTS.md",
    "CI.md",
    "VERSION",
    "manifest.json",
    "schema",
    "profiles",
    "cases",
)


def write(output: Path) -> int:
    """Cases, schemas, pages and profile lists; inputs that are generated on demand included."""
    cases = suite.load_cases()
    run.materialise(cases)
    broken = build.manifest_problems()
    if broken:
        raise SuiteError(f"the suite is not what its manifest says: {broken[0]}")
    top = f"labelmap-conformance-{suite.version()}"
    files = {f"{top}/{path.relative_to(suite.ROOT).as_posix()}": path for path in listed()}
    for case in cases:
        if not case.meta.get("stored", True):
            place = case.folder.relative_to(suite.ROOT).as_posix()
            files[f"{top}/{place}/{case.input.name}"] = case.input
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


def listed() -> list[Path]:
    found: list[Path] = []
    for name in PARTS:
        path = suite.ROOT / name
        found += (
            [path] if path.is_file() else sorted(file for file in path.rglob("*") if file.is_file())
        )
    return found
