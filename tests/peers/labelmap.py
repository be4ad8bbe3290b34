"""labelmap.mjs, the second implementation of the specification: one process for many files."""

from __future__ import annotations

import base64
import json
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .presence import NODE_FOLDER, need_peer
from .process import PeerRefusedError


class LabelmapProcess:
    """A context manager around the process; each question is one line, and so is each answer."""

    def __init__(self) -> None:
        need_peer("labelmap")

    def __enter__(self) -> LabelmapProcess:
        self._process = subprocess.Popen(
            ["node", str(NODE_FOLDER / "labelmap.mjs")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.communicate()

    def read(self, path: Path, **request: Any) -> dict[str, Any]:
        """The model of a file; with ``output`` it is also written there, by ``request``.

        Raises:
            PeerRefusedError: the file is refused, or cannot be written as requested.
        """
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(json.dumps({"input": str(path)} | request, default=str) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        if "refused" in answer:
            raise PeerRefusedError(f"{answer['refused']} ({answer['code'] or answer['feature']})")
        for key in ("labels", "matrix"):
            if answer.get(key):
                answer[key] = _array(answer[key])
        return answer


def _array(sent: dict[str, Any]) -> NDArray[Any]:
    return np.frombuffer(base64.b64decode(sent["data"]), sent["dtype"]).reshape(sent["shape"])
