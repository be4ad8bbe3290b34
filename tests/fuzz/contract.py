"""The contract of every command that reads: it succeeds, or raises a RefsegError of one sentence.

Anything else is a breach: another exception, a warning that escapes, a message that is not one
sentence, too much time, too much memory.
"""

from __future__ import annotations

import importlib
import json
import os
import pickle
import resource
import signal
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import refseg
from refseg.check import check
from refseg.check import render_json as check_json
from refseg.check import render_text as check_text
from refseg.commands.info import as_text, describe
from refseg.explain import explain
from refseg.explain import render_json as explain_json
from refseg.explain import render_text as explain_text
from refseg.formats import read_labels, write_labels
from refseg.support.errors import RefsegError
from refseg.support.text import printable

#: CPU seconds for one operation, and growth of the resident memory, that count as a breach.
MOST_SECONDS = 5.0
MOST_KILOBYTES = 96 * 1024
#: Address space a worker may take beyond what it has after its imports.
ADDRESS_SPACE = 1 << 30
LONGEST_MESSAGE = 1200
_PEAK = Path("/proc/self/clear_refs")


def _read(path: Path) -> None:
    label_map = refseg.read(path)
    assert label_map.labels.ndim == 3


def _lenient(path: Path) -> None:
    label_map = refseg.read(path, lenient=True)
    write_labels(path.with_suffix(".out.nrrd"), label_map, force=True)


def _carry(path: Path) -> None:
    """To another process and on to the next file."""
    content = pickle.dumps(refseg.read(path, lenient=True))
    with warnings.catch_warnings():  # pydicom judges its own values anew, outside refseg
        warnings.simplefilter("ignore", UserWarning)
        label_map = pickle.loads(content)  # noqa: S301 - our own bytes
    refseg.write(path.with_suffix(".out.dcm"), label_map, transfer_syntax="rle")


def _check(path: Path) -> None:
    findings = check(path)
    check_text(findings)
    json.loads(check_json(findings))


def _info(path: Path) -> None:
    facts = describe(path)
    as_text(facts)
    json.dumps(facts, allow_nan=False)


def _explain(path: Path) -> None:
    lines = explain(path)
    explain_text(lines)
    explain_json(lines)


def _transcode(path: Path) -> None:
    refseg.convert_file(path, path.with_suffix(".out.dcm"), transfer_syntax="native")


def _to_binary(path: Path) -> None:
    refseg.convert_file(path, path.with_suffix(".out.dcm"), type="binary", lenient=True)


def _to_labelmap(path: Path) -> None:
    refseg.convert_file(path, path.with_suffix(".out.dcm"), type="labelmap", overlap="split")


@cache
def _adapter() -> ModuleType:
    """What conformance/adapters/python-refseg does with a file to read."""
    folder = Path(__file__).resolve().parents[2] / "conformance" / "adapters"
    sys.path += [str(folder), str(folder / "python-refseg")]
    return importlib.import_module("reading")


def _conformance(path: Path) -> None:
    before = Path.cwd()
    os.chdir(path.parent)  # large arrays go into files beside the reply
    try:
        json.dumps(_adapter().decode({"input": str(path)}))
    finally:
        os.chdir(before)


def _image(path: Path) -> None:
    read_labels(path).to_label_map()


OPERATIONS: dict[str, Callable[[Path], None]] = {
    "read": _read,
    "lenient": _lenient,
    "carry": _carry,
    "check": _check,
    "info": _info,
    "explain": _explain,
    "transcode": _transcode,
    "to-binary": _to_binary,
    "to-labelmap": _to_labelmap,
    "adapter": _conformance,
}
#: One operation per input, in this proportion: the slow ones less often.
TURNS = (
    "read info read transcode read lenient read info read to-binary read check read info explain "
    "to-labelmap adapter carry carry"
).split()


class OvertimeError(BaseException):
    """The operation takes too long; nothing catches it."""


@contextmanager
def alarm(seconds: float) -> Iterator[None]:
    """Raise OvertimeError after so many CPU seconds (other programs do not count)."""

    def ring(*_: Any) -> None:
        raise OvertimeError(f"more than {seconds} s")

    old = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, old)


def guard_memory() -> None:
    """Limit the address space of this process."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    size = pages * resource.getpagesize() + ADDRESS_SPACE
    resource.setrlimit(resource.RLIMIT_AS, (size, resource.RLIM_INFINITY))


def outcome(operation: Callable[[Path], None], path: Path) -> str:
    """``ok``, ``refused``, or what breaks the contract; memory is measured on Linux."""
    if not _PEAK.exists():
        return _outcome(operation, path)
    _PEAK.write_text("5")  # the peak becomes what is resident now; ru_maxrss cannot be set back
    before = _kilobytes("VmRSS")
    found = _outcome(operation, path)
    grown = _kilobytes("VmHWM") - before
    if found in ("ok", "refused") and grown > MOST_KILOBYTES:
        return f"memory grew by {grown // 1024} MB"
    return found


def _kilobytes(name: str) -> int:
    status = Path("/proc/self/status").read_text()
    return int(status.partition(f"{name}:")[2].split(maxsplit=1)[0])


def _outcome(operation: Callable[[Path], None], path: Path) -> str:
    try:
        with alarm(MOST_SECONDS), warnings.catch_warnings():
            warnings.simplefilter("error")
            operation(path)
    except RefsegError as error:
        return _judged(error, path)
    except OvertimeError as error:
        return f"hang: {error}"
    except BaseException as error:  # this is what is looked for
        return f"{type(error).__name__}: {error}{_place(error)}"
    return "ok"


def _judged(error: RefsegError, path: Path) -> str:
    text = str(error).replace(str(path.parent), "")
    if error.code == "frames.memory":
        return f"memory was asked for: {text}"
    clear = error.message.strip() and printable(text, keep="") == text  # spaces of any width are
    if not clear or len(text) > LONGEST_MESSAGE:
        return f"no clear sentence: {text!r}"
    return "refused"


def _place(error: BaseException) -> str:
    """Where in refseg it was raised."""
    trace, place = error.__traceback__, ""
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if "/refseg/" in file:
            place = f" [{file.rpartition('/refseg/')[2]}:{trace.tb_lineno}]"
        trace = trace.tb_next
    return place


@contextmanager
def workplace() -> Iterator[Path]:
    """A folder for the files, in memory if there is such a file system."""
    memory = Path("/dev/shm")  # noqa: S108
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder)


def try_image(content: bytes, name: str, folder: Path) -> str:
    """The outcome for a label image of another format."""
    path = folder / f"input{name[name.index('.') :]}"
    path.write_bytes(content)
    return outcome(_image, path)


def try_dicom(content: bytes, operation: str, folder: Path) -> str:
    """The outcome of an operation on a DICOM file."""
    path = folder / "input.dcm"
    path.write_bytes(content)
    return outcome(OPERATIONS[operation], path)
