"""Writing files so that nobody ever sees half of one."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from refseg.errors import FileError


def replace_files(contents: Mapping[Path, bytes]) -> list[Path]:
    """Write all files under temporary names next to theirs, then rename them into place.

    Existing files stay as they are until everything has been written, and if it cannot be.

    Raises:
        FileError: a file cannot be written.
    """
    drafts = {path: path.with_name(f".{path.name}.{os.getpid()}.partial") for path in contents}
    path = Path()
    try:
        for path, content in contents.items():
            drafts[path].write_bytes(content)
        for path, draft in drafts.items():
            draft.replace(path)
    except OSError as error:
        raise FileError(
            f"{path} cannot be written: {error.strerror}", code="file.unwritable"
        ) from error
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)
    return list(contents)
