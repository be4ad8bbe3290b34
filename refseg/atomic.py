"""Writing files so that nobody ever sees half of one.

Content goes to a temporary file in the folder of the target, is flushed to the disk and then
renamed; whatever interrupts that (an error, a full disk, a signal) leaves the old file as it was.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

from refseg.errors import FileError


@contextlib.contextmanager
def replaced(path: str | os.PathLike[str]) -> Iterator[IO[bytes]]:
    """A file to write to, which takes the place of ``path`` when the block ends without error.

    A symbolic link stays one: what it leads to is replaced. What is no ordinary file (a pipe,
    ``/dev/stdout``, ``/dev/null``) is written to as it is.

    Raises:
        FileError: the folder is missing or not writable, or the disk is full.
    """
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
            handle, draft = tempfile.mkstemp(
                dir=target.parent, prefix=f".{target.name}.", suffix=".part"
            )
            with os.fdopen(handle, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            os.chmod(draft, _mode_of(target))
            os.replace(draft, target)
            draft = None
    finally:
        if draft is not None:
            with contextlib.suppress(OSError):
                os.unlink(draft)


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


@contextlib.contextmanager
def _as_file_error(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise FileError(
            f"{path} cannot be written: {error.strerror or error}", code="file.unwritable"
        ) from error


def _mode_of(target: Path) -> int:
    """Permissions of the file that is replaced, else those of an ordinary new file."""
    with contextlib.suppress(OSError):
        return target.stat().st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
