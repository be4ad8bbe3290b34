"""Generators -> cases, manifest and profiles; and the proof that this is deterministic."""

import hashlib
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from conformance.draft import Draft
from conformance.runner import levels, lints, strictjson, suite
from conformance.runner.generators import drafts
from conformance.runner.suite import Case, SuiteError
from conformance.runner.vocabulary import DEPTHS, ROLES

META_ORDER = (
    "id", "revision", "since", "status", "title", "why", "effect", "links", "op", "level",
    "requirements", "features", "input", "stored", "size", "smoke", "expect", "twin", "compare",
    "attested_by",
)  # fmt: skip
ENVIRONMENTS = (
    ({"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LANG": "C", "LC_ALL": "C"}, 0o077, 1),
    (
        {"PYTHONHASHSEED": "2", "TZ": "America/Lima", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"},
        0o000,
        2,
    ),
)


def attestations() -> dict[str, Any]:
    path = suite.ROOT / "attestations.json"
    return dict(strictjson.load(path)) if path.is_file() else {}


def write_case(case_id: str, draft: Draft, root: Path, known: dict[str, Any]) -> Path:
    """Write the files of one case below `root/cases`; files that are no longer made are removed."""
    folder = root / "cases" / suite.slug_path(case_id)
    folder.mkdir(parents=True, exist_ok=True)
    stored = draft.meta.get("stored", True)
    wanted = {"case.json"}
    for name, data in draft.files.items():
        inside = stored or name != draft.meta["input"]
        target = (folder if inside else root / ".cache" / case_id) / name
        wanted |= {name} if inside else set()
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    for name, model in draft.models.items():
        strictjson.save(folder / name, model)
        wanted.add(name)
    source = draft.files.get("input.dcm", b"") or (folder / "input.json").read_bytes()
    record = known.get(case_id, {})
    fresh = record.get("input") == hashlib.sha256(source).hexdigest()
    meta = {"id": case_id, **draft.meta, "attested_by": record["by"] if fresh else []}
    strictjson.save(folder / "case.json", {key: meta[key] for key in META_ORDER if key in meta})
    unknown = meta.keys() - set(META_ORDER)
    if unknown:
        raise SuiteError(f"{case_id}: unknown keys {', '.join(sorted(unknown))}")
    for file in folder.iterdir():
        if file.name not in wanted:
            file.unlink()
    return folder


def build(root: Path = suite.ROOT, *, shuffle: int | None = None) -> list[str]:
    """Run all generators, write cases, manifest and profiles below `root`.

    Returns one sentence for each case whose bytes changed although its revision did not.
    """
    known, makers = attestations(), list(drafts().items())
    if shuffle is not None:
        random.Random(shuffle).shuffle(makers)  # noqa: S311 - order of work, not a secret
    for case_id, make in makers:
        write_case(case_id, make(), root, known)
    cases = suite.load_cases(root / "cases")
    manifest = describe(cases, root)
    target = root / "manifest.json"
    before = strictjson.load(target) if target.is_file() else {"cases": []}
    strictjson.save(target, manifest)
    write_profiles(cases, root / "profiles")
    return changed(before, manifest)


def describe(cases: Sequence[Case], root: Path) -> dict[str, Any]:
    """The manifest: every file with its hash, and one hash over all of them."""
    entries = []
    by_id = {case.id: case for case in cases}
    for case in cases:
        files = {file.name: sha256(file) for file in sorted(case.folder.iterdir())}
        if not case.meta.get("stored", True):
            files[f"../../../.cache/{case.id}/input.dcm"] = sha256(
                root / ".cache" / case.id / "input.dcm"
            )
        entry: dict[str, Any] = {"id": case.id, "revision": case.meta["revision"], "files": files}
        twin = by_id.get(case.twin or "")
        if twin is not None:
            entry["differs"] = lints.twin_difference(case, twin)
        entries.append(entry)
    return {
        "suite": suite.version(),
        "edition": suite.EDITION,
        "root": root_hash(entries),
        "cases": entries,
    }


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def root_hash(entries: Sequence[dict[str, Any]]) -> str:
    lines = [
        f"{digest}  {entry['id']}/{name}\n"
        for entry in entries
        for name, digest in sorted(entry["files"].items())
    ]
    return hashlib.sha256("".join(sorted(lines)).encode("utf-8")).hexdigest()


def changed(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    old = {entry["id"]: entry for entry in before["cases"]}
    out = []
    for entry in after["cases"]:
        was = old.get(entry["id"])
        if was is None or was["revision"] != entry["revision"]:
            continue
        # Attestations live in case.json and may grow without a new revision.
        names = {n for n in {*was["files"], *entry["files"]} if n != "case.json"}
        if any(was["files"].get(n) != entry["files"].get(n) for n in names):
            out.append(
                f"{entry['id']}: the bytes changed, the revision is still {entry['revision']}"
            )
    return out


def write_profiles(cases: Sequence[Case], folder: Path) -> None:
    """Plain lists of ids, for people who want only the files."""
    folder.mkdir(parents=True, exist_ok=True)
    for role in ROLES:
        for depth in DEPTHS:
            ids = [f"{case.id}\n" for case in levels.profile(cases, role, depth)]
            path = folder / f"{role}-{depth}.txt".lower()
            path.write_text("".join(ids), encoding="utf-8", newline="\n")


def manifest_problems(root: Path = suite.ROOT) -> list[str]:
    """Files that are missing, changed or unknown to the manifest."""
    path = root / "manifest.json"
    if not path.is_file():
        return ["there is no manifest.json; run: python -m conformance build"]
    manifest = strictjson.load(path)
    out = (
        []
        if manifest["root"] == root_hash(manifest["cases"])
        else ["manifest.json: root hash is wrong"]
    )
    listed: set[Path] = set()
    for entry in manifest["cases"]:
        folder = root / "cases" / suite.slug_path(entry["id"])
        for name, digest in entry["files"].items():
            file = Path(os.path.normpath(folder / name))
            listed.add(file)
            if not file.is_file():
                out += [] if ".cache" in file.parts else [f"{file.relative_to(root)} is missing"]
            elif sha256(file) != digest:
                out.append(f"{file.relative_to(root)} is not what the manifest says")
    found = {file for file in (root / "cases").rglob("*") if file.is_file()}
    out += [
        f"{file.relative_to(root)} is unknown to the manifest" for file in sorted(found - listed)
    ]
    return out


def check_goldens() -> list[str]:
    """Regenerate twice in empty folders under hostile settings; every byte must be the same."""
    out: list[str] = []
    expected = strictjson.load(suite.ROOT / "manifest.json")
    for environment, umask, seed in ENVIRONMENTS:
        with tempfile.TemporaryDirectory() as folder:
            command = [
                sys.executable,
                "-m",
                "conformance",
                "build",
                "--into",
                folder,
                "--shuffle",
                str(seed),
            ]
            paths = {"PYTHONPATH": str(suite.ROOT.parent)}
            done = subprocess.run(
                command,
                env={**os.environ, **environment, **paths},
                cwd=folder,
                umask=umask,
                capture_output=True,
                text=True,
                timeout=600,
                check=False,
            )
            if done.returncode != 0:
                out.append(f"building under {environment} fails: {done.stderr.strip()[-300:]}")
                continue
            got = strictjson.load(Path(folder) / "manifest.json")
            label = f"TZ={environment['TZ']}, hash seed {environment['PYTHONHASHSEED']}"
            out += [f"{text} ({label})" for text in compare_manifests(expected, got)]
            out += [f"{text} ({label})" for text in manifest_problems(Path(folder))]
    return out


def compare_manifests(expected: dict[str, Any], got: dict[str, Any]) -> list[str]:
    want = {entry["id"]: entry for entry in expected["cases"]}
    have = {entry["id"]: entry for entry in got["cases"]}
    return [
        f"{name} is generated differently"
        for name in sorted({*want, *have})
        if want.get(name) != have.get(name)
    ]
