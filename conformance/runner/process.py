"""One long-lived process of an implementation, spoken to in JSON Lines (PROTOCOL.md)."""

import contextlib
import os
import queue
import signal
import subprocess
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from conformance.runner import schema, strictjson

MAX_LINE = 1 << 25  # a reply with more samples than this holds names a raw file
KEPT_WORDS = 2000  # bytes of standard error
WAITING = 2  # lines that nobody asked for; the process that writes more has to wait
OUTCOMES = ("result", "rejected", "unsupported", "error")


class ProcessError(Exception):
    """The implementation did not answer as agreed: crash, timeout or protocol-error."""

    def __init__(self, verdict: str, detail: str) -> None:
        super().__init__(detail)
        self.verdict = verdict
        self.detail = detail


class Process:
    """Starts the command, exchanges one message at a time, and always leaves nothing running."""

    def __init__(
        self, command: Sequence[str], folder: Path, environment: Mapping[str, str]
    ) -> None:
        try:
            self.child = subprocess.Popen(
                list(command),
                cwd=folder,
                env=dict(environment),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,
            )
        except OSError as problem:
            raise ProcessError(
                "crash", f"cannot start {command[0]!r}: {problem.strerror}"
            ) from None
        self.lines: queue.Queue[bytes | None] = queue.Queue(WAITING)
        self.words = b""
        self.last_line = b""  # the reply as it came
        self.closed = False
        self.threads = [
            threading.Thread(target=target, daemon=True) for target in (self._read, self._listen)
        ]
        for thread in self.threads:
            thread.start()

    def _read(self) -> None:
        assert self.child.stdout is not None
        with contextlib.suppress(OSError, ValueError):
            while line := self.child.stdout.readline(MAX_LINE):
                self._put(line)
        self._put(None)  # the end of the output

    def _put(self, line: bytes | None) -> None:
        """Waits while nobody asks, so that a flood fills no memory."""
        while not self.closed:
            with contextlib.suppress(queue.Full):
                self.lines.put(line, timeout=0.2)
                return

    def _listen(self) -> None:
        """Keeps the end of standard error, and lets the process write as much as it likes."""
        assert self.child.stderr is not None
        with contextlib.suppress(OSError, ValueError):
            while chunk := os.read(self.child.stderr.fileno(), 65536):
                self.words = (self.words + chunk)[-KEPT_WORDS:]

    def exchange(self, message: dict[str, Any], timeout: float) -> dict[str, Any]:
        """Send one request and return its reply, which has passed the schema of replies."""
        assert self.child.stdin is not None
        self.last_line = b""
        try:
            self.child.stdin.write(strictjson.line(message).encode("utf-8"))
            self.child.stdin.flush()
        except (BrokenPipeError, OSError):
            raise self._died() from None
        try:
            line = self.lines.get(timeout=timeout)
        except queue.Empty:
            raise ProcessError("timeout", f"no reply within {timeout:g} s") from None
        if line is None:
            raise self._died()
        self.last_line = line
        return self._reply(line, message["seq"])

    def _reply(self, line: bytes, seq: int) -> dict[str, Any]:
        if len(line) == MAX_LINE:
            text = f"a reply of more than {MAX_LINE} bytes in one line; arrays may be raw files"
            raise ProcessError("protocol-error", text)
        try:
            reply = strictjson.loads(line)
            schema.check(reply, "message", "reply")
        except (strictjson.JsonError, schema.SchemaError) as problem:
            raise ProcessError("protocol-error", f"{problem}: {_excerpt(line)}") from None
        if reply["seq"] != seq:
            raise ProcessError("protocol-error", f"the reply has seq {reply['seq']}, not {seq}")
        given = [name for name in OUTCOMES if name in reply]
        if len(given) != 1:
            found = " and ".join(given) or "none"
            text = f"a reply has exactly one of {', '.join(OUTCOMES)}; this has {found}"
            raise ProcessError("protocol-error", text)
        found_reply: dict[str, Any] = reply
        return found_reply

    def _died(self) -> ProcessError:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.child.wait(2)
        status = self.child.poll()
        if status is None:
            return ProcessError("crash", "closed its output but runs on" + self.last_words())
        how = f"by signal {-status}" if status < 0 else f"with exit status {status}"
        return ProcessError("crash", f"the process ended {how}" + self.last_words())

    def last_words(self) -> str:
        """End of standard error, to help whoever has to find the fault."""
        self.threads[1].join(1)
        text = self.words.decode("utf-8", "replace").strip()
        return f"; standard error ends: {text[-500:]}" if text else ""

    def close(self, seq: int | None = None) -> None:
        """Say bye if a seq is given, then end the process group in any case."""
        assert self.child.stdin is not None
        if seq is not None:
            with contextlib.suppress(OSError, ValueError):
                self.child.stdin.write(strictjson.line({"seq": seq, "cmd": "bye"}).encode("utf-8"))
                self.child.stdin.close()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.child.wait(2)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            # The whole group: an adapter may have started programs of its own.
            if hasattr(os, "killpg"):
                os.killpg(self.child.pid, signal.SIGKILL)
            else:
                self.child.kill()
        self.closed = True
        self.child.wait()
        with contextlib.suppress(OSError, ValueError):
            self.child.stdin.close()
        for thread, pipe in zip(self.threads, (self.child.stdout, self.child.stderr), strict=True):
            thread.join(2)
            # A program that outlives its group may hold the pipe open: its reader is left alone.
            if pipe is not None and not thread.is_alive():
                pipe.close()


def _excerpt(line: bytes) -> str:
    text = line.decode("utf-8", "replace").strip()
    return text if len(text) <= 120 else text[:117] + "..."
