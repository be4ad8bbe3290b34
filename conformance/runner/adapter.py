"""An implementation as the runner sees it: how it is started, what it declares, what it answers."""

import contextlib
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

from conformance.runner import schema, strictjson
from conformance.runner.process import Process, ProcessError
from conformance.runner.suite import ROOT, SuiteError
from conformance.runner.vocabulary import FEATURES

ADAPTERS = ROOT / "adapters"
HELLO_TIMEOUT = 60.0
MAX_DEAD_STARTS = 3
MAX_KEPT = 16384  # bytes of a reply that are kept to be shown


@dataclass(frozen=True)
class Command:
    """A name for the report, the arguments, and what is added to the environment."""

    name: str
    argv: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)


def resolve(name_or_command: str) -> Command:
    """The name of a folder in `adapters/` (with or without its language), or a shell command.

    A command may be given a name for the report: NAME=COMMAND.

    `adapters/<language>-<name>/adapter.json` has one key, `command`: a list of arguments in which
    {python} is this interpreter and {here} the folder.
    """
    for folder in sorted(ADAPTERS.glob("*-*")):
        if name_or_command in (folder.name, folder.name.partition("-")[2]):
            argv = strictjson.load(folder / "adapter.json")["command"]
            places = {"{python}": sys.executable, "{here}": str(folder)}
            return Command(name_or_command, tuple(_fill(argument, places) for argument in argv))
    given = re.match(r"([A-Za-z0-9][A-Za-z0-9._-]*)=(?=\S)", name_or_command)
    words = shlex.split(name_or_command[given.end() :] if given else name_or_command)
    if not words or (shutil.which(words[0]) is None and not Path(words[0]).exists()):
        known = ", ".join(folder.name for folder in sorted(ADAPTERS.glob("*-*"))) or "none"
        raise SuiteError(f"{name_or_command!r} is neither an adapter ({known}) nor a command")
    # The process works in a scratch folder, so files named here are made absolute; links are
    # kept, or the interpreter of a virtual environment would lose its packages.
    argv = [os.path.abspath(word) if Path(word).exists() else word for word in words]
    label = next((Path(word).stem for word in argv[1:] if Path(word).is_file()), Path(argv[0]).stem)
    return Command(given[1] if given else label, tuple(argv))


def _fill(argument: str, places: Mapping[str, str]) -> str:
    for mark, text in places.items():
        argument = argument.replace(mark, text)
    return argument


class Adapter:
    """Keeps one process going; restarts it after a fault. Use as a context manager."""

    def __init__(self, command: Command, *, timeout: float = 20.0, isolate: bool = False) -> None:
        self.command = command
        self.timeout = timeout
        self.isolate = isolate
        self.hello: dict[str, Any] | None = None
        self.problem = ""  # why there is no hello
        self._scratch = contextlib.ExitStack()
        self._process: Process | None = None
        self._seq = 0
        self._dead_starts = 0
        self.exchange = ("", "")  # the last request and reply, as they went over the line

    def __enter__(self) -> "Adapter":
        self.folder = Path(self._scratch.enter_context(tempfile.TemporaryDirectory())).resolve()
        try:
            self.hello = self._start()
        except ProcessError as fault:
            self.problem = f"{fault.verdict}: {fault.detail}"
        return self

    def __exit__(self, kind: type | None, value: object, trace: TracebackType | None) -> None:
        self._stop(polite=True)
        self._scratch.close()

    @property
    def name(self) -> str:
        return self.command.name

    @property
    def implementation(self) -> dict[str, str]:
        found: dict[str, str] = self.hello["implementation"] if self.hello else {}
        return found

    @property
    def operations(self) -> list[str]:
        return list(self.hello["operations"]) if self.hello else []

    def features(self, operation: str) -> frozenset[str]:
        """Features declared for an operation; labels come with every decode."""
        if self.hello is None:
            return frozenset()
        declared = self.hello["features"]
        names: Sequence[str] = (
            declared if isinstance(declared, list) else declared.get(operation, [])
        )
        return frozenset(names)

    # --------------------------------------------------------------------------- process

    def _start(self) -> dict[str, Any]:
        environment = {**os.environ, **self.command.environment}
        self._process = Process(self.command.argv, self.folder, environment)
        try:
            message = {"seq": self._next(), "cmd": "hello", "protocol": 2}
            reply = self._process.exchange(message, max(HELLO_TIMEOUT, self.timeout))
            hello: dict[str, Any] = _checked_hello(reply)
            if self.hello is not None and hello != self.hello:
                raise ProcessError("protocol-error", "says another hello after a restart")
        except ProcessError:
            self._stop()
            raise
        return hello

    def _stop(self, polite: bool = False) -> None:
        if self._process is not None:
            self._process.close(self._next() if polite else None)
            self._process = None

    def _next(self) -> int:
        self._seq += 1
        return self._seq

    @property
    def gone(self) -> bool:
        """The process could not be brought back: the remaining cases cannot be run."""
        return self._dead_starts >= MAX_DEAD_STARTS

    def ask(self, cmd: str, paths: Mapping[str, str]) -> dict[str, Any]:
        """One request; ProcessError after which the next request finds a fresh process."""
        if self._process is None:
            try:
                self._start()
                self._dead_starts = 0
            except ProcessError:
                self._dead_starts += 1
                raise
        assert self._process is not None
        message = {"seq": self._next(), "cmd": cmd, **paths}
        self.exchange = (strictjson.line(message).strip(), "")
        process = self._process
        try:
            reply = self._process.exchange(message, self.timeout)
            if "result" in reply:
                _check_result(reply["result"], cmd)
        except ProcessError:
            self._stop()
            raise
        finally:
            said = process.last_line[:MAX_KEPT].decode("utf-8", "replace").strip()
            self.exchange = (self.exchange[0], said)
        if self.isolate:
            self._stop(polite=True)
        return reply


def _check_result(result: Any, definition: str) -> None:
    try:
        schema.check(result, "message", definition)
    except schema.SchemaError as problem:
        raise ProcessError("protocol-error", f"result: {problem}") from None


def _checked_hello(reply: dict[str, Any]) -> dict[str, Any]:
    if "result" not in reply:
        raise ProcessError("protocol-error", "hello has no result")
    hello: dict[str, Any] = reply["result"]
    _check_result(hello, "hello")
    declared = hello["features"]
    names = (
        declared
        if isinstance(declared, list)
        else [n for names in declared.values() for n in names]
    )
    unknown = sorted(set(names) - FEATURES)
    if unknown:
        raise ProcessError(
            "protocol-error", f"hello declares unknown features: {', '.join(unknown)}"
        )
    return hello
