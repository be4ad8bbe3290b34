"""Mistakes on the command line: the table of tests/mistakes.md is run, message by message.

Each ends with exit code 2 and one sentence, writes nothing and changes no file.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import mistakes
import pytest

from refseg.commands.cli import main

TABLE = Path(__file__).with_name("mistakes.md").read_text("utf-8")
ROWS = re.findall(r"^\| `refseg (.+?)` \| (.+) \|$", TABLE.split("## Python")[0], re.MULTILINE)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with pytest.MonkeyPatch.context() as patch:
        path = tmp_path_factory.mktemp("mistakes")
        patch.chdir(path)
        mistakes.make(path)
        yield path


def state(folder: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_there_are_enough() -> None:
    assert len(ROWS) >= 45
    assert len({command for command, _ in ROWS}) == len(ROWS)


@pytest.mark.parametrize("command", [command for command, _ in ROWS])
def test_mistakes(command: str, folder: Path, capsys: Any) -> None:
    arguments = shlex.split(command.replace("\\|", "|"))
    before = state(folder)
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    text = captured.err.replace(f"{folder}/", "")
    text = re.sub(r"\bbyte \d+", "byte N", text)
    text = re.sub(r"choose one of: native, .*", "choose one of: native, ...", text)
    assert text == f"refseg {arguments[0]}: {dict(ROWS)[command]}\n"
    assert state(folder) == before


def test_the_table_of_python_is_the_one_that_is_tested() -> None:
    from test_api_mistakes import MISTAKES

    rows = re.findall(r"^\| (.+?) \| (.+) \|$", TABLE.split("## Python")[1], re.MULTILINE)[1:]
    assert rows == [(name, message) for name, (_, message) in MISTAKES.items()]
    assert len(rows) >= 16
