"""README.md keeps its promises: its Python runs, its numbers are right, its links exist."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

import refseg
from refseg.commands.cli import main
from refseg.requirements import REQUIREMENTS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def test_the_python_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = re.search(r"```python\n(.*?)```", README, re.DOTALL)
    assert found is not None
    names: dict[str, object] = {}
    exec(found[1], names)  # noqa: S102 - our own text
    assert refseg.check("seg.dcm") == []
    label_map = refseg.read("seg.dcm")
    assert label_map.by_number[7].label == "Liver"
    assert int((label_map.labels == 7).sum()) == 10 * 50 * 40


def test_the_numbers_of_requirements() -> None:
    unseen = Counter(r.unseen for r in REQUIREMENTS.values() if not r.checkable)
    seen = len(REQUIREMENTS) - sum(unseen.values())
    assert f"by {len(REQUIREMENTS)} numbered requirements" in README
    assert f": {seen} of\nthem can be seen in a file" in README
    assert f"{sum(unseen.values())} cannot:" in README
    table = README[README.index("| why not |") :].split("\n\n")[0]
    numbers = [int(row.rstrip(" |").rsplit(" ", 1)[1]) for row in table.splitlines()[2:]]
    assert sorted(numbers) == sorted(unseen.values())


def test_every_command_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    commands = re.findall(r"^    (\w+) ", capsys.readouterr().out, re.MULTILINE)
    assert {"encode", "decode", "info", "check", "convert", "demo"} <= set(commands)
    assert [c for c in commands if f"refseg {c}" not in README] == []


def test_links_lead_to_files() -> None:
    targets = re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", README)
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []
