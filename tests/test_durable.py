"""Whatever interrupts a command, the output is the old file or the new one, whole.

``REFSEG_KILLS=100`` sets how often each command is killed (default 5, in .ci/run 30), and
``REFSEG_SIGNALS=100`` how often each signal hits a command in the middle of its write (default 25).
"""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

import refseg
from refseg.part10 import atomic
from refseg.part10.atomic import replaced
from refseg.support.errors import FileError

KILLS = int(os.environ.get("REFSEG_KILLS", "5"))
SIGNALS = int(os.environ.get("REFSEG_SIGNALS", "25"))
OLD = b"the old file"


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Labels, and a segmentation made of them, large enough for writing to take a while."""
    folder = tmp_path_factory.mktemp("sources")
    labels = np.random.default_rng(1).integers(0, 2, (40, 128, 128), dtype=np.uint8)
    np.save(folder / "labels.npy", labels)
    segmentation = folder / "seg.dcm"
    run("encode", str(folder / "labels.npy"), "-o", str(segmentation))
    return {"encode": folder / "labels.npy", "convert": segmentation}


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "refseg", *arguments]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(command(*arguments), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done


def arguments_of(name: str, source: Path, target: Path) -> list[str]:
    more = ["--transfer-syntax", "deflated-frame"] if name == "convert" else []
    return [name, str(source), "-o", str(target), *more]


def nameless(folder: Path) -> bool:
    """True if a file there can be without a name until it is complete."""
    try:
        os.close(os.open(folder, getattr(os, "O_TMPFILE", os.O_RDWR) | os.O_RDWR))
    except OSError:
        return False
    return True


def drafts(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.suffix == ".part"]


@pytest.mark.parametrize("name", ["encode", "convert"])
def test_a_killed_command_leaves_the_old_file_or_the_new_one(
    name: str, sources: dict[str, Path], tmp_path: Path
) -> None:
    target = tmp_path / "out.dcm"
    arguments = arguments_of(name, sources[name], target)
    begin = time.monotonic()
    run(*arguments)
    whole = time.monotonic() - begin
    new = target.read_bytes()
    rng = random.Random(7)
    outcomes = set()
    for _ in range(KILLS):
        target.write_bytes(OLD)
        process = subprocess.Popen(
            command(*arguments), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            process.wait(whole * rng.uniform(0.2, 1.1))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
        process.wait()
        found = target.read_bytes()
        assert found in (OLD, new)
        outcomes.add(found == new)
    assert False in outcomes  # some were killed in time
    if nameless(tmp_path):  # one may be killed in the moment between its name and its place
        assert len(drafts(tmp_path)) <= 1
    assert refseg.read(sources["convert"]).labels.shape == (40, 128, 128)


# Stops a command while its draft is open: the first chunk is written, the next one never comes.
SLOW = """
import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs ignore it
from refseg.commands import cli
from refseg.part10 import atomic, files
if sys.argv.pop(1) == "named":
    atomic._NAMELESS = 0
chunks = files.file_chunks
def slow(*parts):
    for number, chunk in enumerate(chunks(*parts)):
        yield chunk
        if number == 1:
            print("writing", flush=True)
            time.sleep(60)
files.file_chunks = slow
sys.exit(cli.main(sys.argv[1:]))
"""


@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 2)],
    ids=lambda value: str(value),
)
@pytest.mark.parametrize("draft", ["nameless", "named"])
@pytest.mark.parametrize("name", ["encode", "convert"])
def test_a_stopped_command_leaves_the_old_file_and_no_debris(
    name: str, draft: str, number: int, code: int, sources: dict[str, Path], tmp_path: Path
) -> None:
    if draft == "nameless" and not nameless(tmp_path):
        pytest.skip("this file system has no files without a name")
    target = tmp_path / "out.dcm"
    target.write_bytes(OLD)
    arguments = arguments_of(name, sources[name], target)
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW, draft, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "writing\n"
    assert len(drafts(tmp_path)) == (draft == "named")
    process.send_signal(number)
    _, said = process.communicate(timeout=60)
    assert process.returncode == code
    assert "Traceback" not in said
    assert target.read_bytes() == OLD
    assert drafts(tmp_path) == []


# Forks commands that write in pieces of 256 bytes, of which the last one never comes, and signals
# each of them after a piece drawn at random, while it goes on writing.
MID_WRITE = """
import json, os, random, select, signal, sys, time
from refseg.commands import cli, encode, convert
from refseg.part10 import atomic, files

name, number, times, target, nameless = sys.argv[1:6]
arguments, folder, old = sys.argv[6:], os.path.dirname(target), open(target, "rb").read()
chunks, nameless_flag, rng = files.file_chunks, atomic._NAMELESS, random.Random(7)

def child(after, told):
    def pieces(*parts):
        count = 0
        whole = b"".join(bytes(chunk) for chunk in chunks(*parts))
        for at in range(0, len(whole) - 256, 256):
            yield whole[at : at + 256]
            count += 1
            if count == after:
                os.write(told, b"w")
        time.sleep(60)
    files.file_chunks = pieces
    os._exit(cli.main(arguments))

counts = {"hit": 0, "old": 0, "codes": [], "drafts": 0}
for turn in range(int(times)):
    atomic._NAMELESS = nameless_flag if nameless == "1" and turn % 2 else 0
    told, tell = os.pipe()
    pid = os.fork()
    if not pid:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 2)
        child(rng.randrange(1, 40), tell)
    os.close(tell)
    rng.random()
    counts["hit"] += os.read(told, 1) == b"w"
    os.close(told)
    os.kill(pid, int(number))
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    counts["codes"] = sorted({*counts["codes"], code})
    counts["old"] += open(target, "rb").read() == old
    for left in os.listdir(folder):
        if left.endswith(".part"):
            counts["drafts"] += 1
            os.unlink(os.path.join(folder, left))
print(json.dumps(counts))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 2), (signal.SIGKILL, -9)],
    ids=lambda value: str(value),
)
@pytest.mark.parametrize("name", ["encode", "convert"])
def test_a_signal_in_the_middle_of_a_write_leaves_the_old_file(
    name: str, number: int, code: int, sources: dict[str, Path], tmp_path: Path
) -> None:
    target = tmp_path / "out.dcm"
    target.write_bytes(OLD)
    words = arguments_of(name, sources[name], target)
    settings = [str(SIGNALS), str(target), str(int(nameless(tmp_path)))]
    done = subprocess.run(
        [sys.executable, "-c", MID_WRITE, name, str(int(number)), *settings, *words],
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    drafts_left = found.pop("drafts")
    assert found == {"hit": SIGNALS, "old": SIGNALS, "codes": [code]}
    if number != signal.SIGKILL:
        assert drafts_left == 0
    elif nameless(tmp_path):  # of every second one the draft had a name
        assert drafts_left == (SIGNALS + 1) // 2


@pytest.mark.parametrize("name", ["encode", "convert"])
def test_a_full_disk_is_told_and_leaves_the_old_file(
    name: str, sources: dict[str, Path], tmp_path: Path
) -> None:
    """A limit of the file size stands for the disk: it fails in the same place, the write."""
    target = tmp_path / "out.dcm"
    target.write_bytes(OLD)

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    done = subprocess.run(
        command(*arguments_of(name, sources[name], target)),
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limit,
    )
    assert done.returncode == 2
    assert done.stderr == f"refseg {name}: {target} cannot be written: File too large\n"
    assert target.read_bytes() == OLD
    assert drafts(tmp_path) == []


def test_a_really_full_disk(sources: dict[str, Path], tmp_path: Path) -> None:
    """A small file system in memory, where the user may mount one."""
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip(f"no file system can be mounted here: {mounted.stderr.strip()}")
    try:
        target = tmp_path / "out.dcm"
        target.write_bytes(OLD)
        for name in ("encode", "convert"):
            done = subprocess.run(
                command(*arguments_of(name, sources[name], target)),
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 2
            wanted = f"refseg {name}: {target} cannot be written: No space left on device\n"
            assert done.stderr == wanted
            assert target.read_bytes() == OLD
            assert drafts(tmp_path) == []
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)


@pytest.mark.parametrize("flag", [atomic._NAMELESS, 0])
def test_an_exception_inside_leaves_the_old_file(
    flag: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(atomic, "_NAMELESS", flag)
    target = tmp_path / "out.dcm"
    target.write_bytes(OLD)

    def fail() -> None:
        with replaced(target) as file:
            file.write(b"new")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert target.read_bytes() == OLD
    assert drafts(tmp_path) == []


@pytest.mark.parametrize("flag", [atomic._NAMELESS, 0])
def test_what_is_written_has_the_permissions_of_the_old_file(
    flag: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(atomic, "_NAMELESS", flag)
    target, fresh = tmp_path / "out.dcm", tmp_path / "fresh.dcm"
    target.write_bytes(OLD)
    target.chmod(0o640)
    for path in (target, fresh):
        with replaced(path) as file:
            file.write(b"new")
        assert path.read_bytes() == b"new"
    mask = os.umask(0)
    os.umask(mask)
    assert target.stat().st_mode & 0o777 == 0o640
    assert fresh.stat().st_mode & 0o777 == 0o666 & ~mask
    assert drafts(tmp_path) == []


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.dcm", tmp_path / "link.dcm"
    real.write_bytes(OLD)
    link.symlink_to(real)
    with replaced(link) as file:
        file.write(b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_a_device_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        with replaced(pipe) as file:
            file.write(b"new")
        assert os.read(reader, 100) == b"new"
    finally:
        os.close(reader)
    assert pipe.is_fifo()
    assert Path(os.devnull).is_char_device()
    with replaced(os.devnull) as file:
        file.write(b"new")
    assert Path(os.devnull).is_char_device()


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    target = tmp_path / "missing" / "out.dcm"
    with pytest.raises(FileError) as raised, replaced(target):
        pass
    assert str(raised.value) == f"{target} cannot be written: No such file or directory"


@pytest.mark.parametrize("name", ["encode", "convert"])
def test_standard_output(name: str, sources: dict[str, Path], tmp_path: Path) -> None:
    target = tmp_path / "out.dcm"
    run(*arguments_of(name, sources[name], target))
    arguments = [
        "-" if word == str(target) else word for word in arguments_of(name, sources[name], target)
    ]
    done = subprocess.run(command(*arguments), capture_output=True, check=True)
    assert done.stdout == target.read_bytes()


def test_several_files_do_not_fit_standard_output(sources: dict[str, Path]) -> None:
    arguments = ["convert", str(sources["convert"]), "-o", "-", "--overlap", "split"]
    done = subprocess.run(command(*arguments), capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == (
        "refseg convert: --overlap split may write several files, standard output is one; name a "
        "file with -o\n"
    )


def test_the_input_is_not_overwritten_unless_asked(
    sources: dict[str, Path], tmp_path: Path
) -> None:
    same = tmp_path / "same.nrrd"
    run("decode", str(sources["convert"]), "-o", str(same))
    before = same.read_bytes()
    refused = subprocess.run(
        command("encode", str(same), "-o", str(same)), capture_output=True, text=True, check=False
    )
    assert refused.returncode == 2
    assert "is the input file; choose another name or add --force" in refused.stderr
    assert same.read_bytes() == before
    run("encode", str(same), "-o", str(same), "--force")
    assert same.read_bytes()[128:132] == b"DICM"


@pytest.mark.parametrize(
    ("name", "more"),
    [("convert", ["--type", "binary"]), ("decode", []), ("view", [])],
    ids=["convert", "decode", "view"],
)
def test_every_command_that_writes_has_force(
    name: str, more: list[str], sources: dict[str, Path], tmp_path: Path
) -> None:
    if name == "view":
        pytest.importorskip("PIL", reason="Pillow is not installed: refseg[view]")
    suffix = {"convert": "dcm", "decode": "nrrd", "view": "png"}[name]
    same = tmp_path / f"same.{suffix}"
    same.write_bytes(sources["convert"].read_bytes())
    before = same.read_bytes()
    arguments = [name, str(same), "-o", str(same), *more]
    refused = subprocess.run(command(*arguments), capture_output=True, text=True, check=False)
    assert refused.returncode == 2
    assert refused.stderr == (
        f"refseg {name}: output {same} is the input file; choose another name or add --force\n"
    )
    assert same.read_bytes() == before
    run(*arguments, "--force")
    assert same.read_bytes() != before


def test_a_source_image_is_not_overwritten_unless_asked(
    sources: dict[str, Path], tmp_path: Path
) -> None:
    """Not even one in a subfolder; a new file next to them is welcome."""
    series = tmp_path / "series" / "ct"
    series.mkdir(parents=True)
    image = series / "1.dcm"
    image.write_bytes(OLD)
    arguments = ["encode", str(sources["encode"]), "--source", str(tmp_path / "series")]
    refused = subprocess.run(
        command(*arguments, "-o", str(image)), capture_output=True, text=True, check=False
    )
    assert refused.returncode == 2
    assert refused.stderr == (
        f"refseg encode: output {image} is one of the files in --source {tmp_path / 'series'}; "
        "choose another name or add --force\n"
    )
    for more in (["-o", str(image), "--force"], ["-o", str(series / "2.dcm")]):
        passed = subprocess.run(
            command(*arguments, *more), capture_output=True, text=True, check=False
        )
        assert "holds no" in passed.stderr or "no DICOM" in passed.stderr
    assert image.read_bytes() == OLD
