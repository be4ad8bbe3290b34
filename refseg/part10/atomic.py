"""Writing files so that nobody ever sees half of one.

Content goes to a temporary file in the folder of the target, is flushed to the disk and then
renamed; whatever interrupts that (an error, a full disk, a signal) leaves the old file as it was.
On Linux the temporary file gets its name only when it is complete, so that even a program that is
killed leaves nothing behind.

The new file has the permissions of the old one, and its owner and group where the process may set
them; other hard links to the old file keep the old content. An open descriptor (``/dev/stdout``,
``/dev/fd/3``) is written to as it is and never replaced, whatever it leads to.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Final

from refseg.support.errors import FileError

_FLUSHED_AT_ONCE: Final = 1 << 23
_DRAFT: Final = ".refseg-"  # short, since the target may have the longest name there is
_MOST_LINKS: Final = 40
_STREAMS: Final = {"in": 0, "out": 1, "err": 2}
_DESCRIPTOR: Final = re.compile(
    r"/+(?:dev|proc/(?:self|thread-self|(?P<process>\d+)))/fd/(?P<number>\d+)|/+dev/std(?P<stream>in|out|err)"
)
# Open a file without a name; it is given one through /proc, see open(2) of Linux.
_NAMELESS: Final[int] = getattr(os, "O_TMPFILE", 0) if Path("/proc/self/fd").is_dir() else 0


@contextlib.contextmanager
def replaced(path: str | os.PathLike[str]) -> Iterator[IO[bytes]]:
    """A file to write to, which takes the place of ``path`` when the block ends without error.

    A symbolic link stays one: what it leads to is replaced. What is no ordinary file (a descriptor
    such as ``/dev/stdout``, a pipe, ``/dev/null``) is written to as it is.

    Raises:
        FileError: the folder is missing or not writable, or the disk is full.
    """
    descriptor = descriptor_of(path)
    if descriptor is not None:
        with _as_file_error(Path(path)):
            if descriptor == 1:
                sys.stdout.flush()  # what was printed before comes first
            with os.fdopen(os.dup(descriptor), "wb") as stream:
                yield stream
        return
    if Path(path).exists() and not Path(path).is_file() and not Path(path).is_dir():
        with _as_file_error(Path(path)), open(path, "wb") as device:
            yield device
        return
    target = Path(os.path.realpath(path))
    draft: str | None = None
    try:
        with _as_file_error(target):
            if target.is_dir():
                raise IsADirectoryError(0, "it is a folder")
            handle, draft = _draft(target)
            with os.fdopen(handle, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
                if draft is None:
                    draft = _named(handle, target)
            _take_over(draft, target)
            os.replace(draft, target)
            draft = None
    finally:
        if draft is not None:
            with contextlib.suppress(OSError):
                os.unlink(draft)


def write_all(file: IO[bytes], chunks: Iterable[bytes | memoryview]) -> None:
    """Write to a file of :func:`replaced`, and begin to flush while writing goes on.

    The flush at the end has less to wait for then: a sixth of the time of a large file.
    """
    written = flushed = 0
    for chunk in chunks:
        for begin in range(0, len(chunk), _FLUSHED_AT_ONCE):
            written += file.write(chunk[begin : begin + _FLUSHED_AT_ONCE])
            if written - flushed >= _FLUSHED_AT_ONCE and hasattr(os, "posix_fadvise"):
                file.flush()
                with contextlib.suppress(OSError):  # a pipe
                    # Linux begins to write dirty pages then, and keeps those it is writing.
                    advice = os.POSIX_FADV_DONTNEED
                    os.posix_fadvise(file.fileno(), flushed, written - flushed, advice)
                flushed = written


def replace_files(contents: Mapping[Path, bytes]) -> list[Path]:
    """Write several files; none is replaced before all have been written.

    Raises:
        FileError: a file cannot be written.
    """
    with contextlib.ExitStack() as drafts:
        for path, content in contents.items():
            file = drafts.enter_context(replaced(path))
            with _as_file_error(path):
                file.write(content)
                file.flush()  # so that a full disk shows before any file is replaced
    return list(contents)


def descriptor_of(path: str | os.PathLike[str]) -> int | None:
    """The open descriptor that a path leads to, such as 1 for ``/dev/stdout``; None for a file."""
    name = os.fspath(path)
    for _ in range(_MOST_LINKS):
        match = _DESCRIPTOR.fullmatch(name)
        if match and match["process"] in (None, str(os.getpid())):
            return int(match["number"]) if match["number"] else _STREAMS[match["stream"]]
        try:
            name = os.path.join(os.path.dirname(name), os.readlink(name))
        except OSError:  # no link, or none of ours
            return None
    return None


def _draft(target: Path) -> tuple[int, str | None]:
    """A new file in the folder of the target, opened, and its name if it has one."""
    if _NAMELESS:
        with contextlib.suppress(OSError):  # not every file system has such files
            return os.open(target.parent, _NAMELESS | os.O_RDWR | os.O_CLOEXEC, 0o600), None
    return tempfile.mkstemp(dir=target.parent, prefix=_DRAFT, suffix=".part")


def _named(handle: int, target: Path) -> str:
    """Give a file without a name one; no name can replace another file yet."""
    draft = str(target.parent / f"{_DRAFT}{secrets.token_hex(8)}.part")
    # With a folder given, the link behind /proc is followed.
    os.link(f"/proc/self/fd/{handle}", draft, src_dir_fd=handle, follow_symlinks=True)
    return draft


@contextlib.contextmanager
def _as_file_error(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise FileError(
            f"{path} cannot be written: {error.strerror or error}", code="file.unwritable"
        ) from error


def _take_over(draft: str, target: Path) -> None:
    """Give the draft the owner and permissions of the file it replaces, else those of a new one."""
    try:
        old = target.stat()
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(draft, 0o666 & ~mask)
        return
    if hasattr(os, "chown") and (old.st_uid, old.st_gid) != (os.geteuid(), os.getegid()):
        for owner in ((old.st_uid, old.st_gid), (-1, old.st_gid)):
            try:
                os.chown(draft, *owner)
                break
            except OSError:  # only the superuser gives files away
                continue
    os.chmod(draft, old.st_mode & 0o7777)  # last, since a change of owner clears some bits
