"""CITATION.cff, CONTRIBUTING.md, SECURITY.md and the source distribution: they say what is true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conformance import __main__ as conformance
from refseg.support.version import __version__

ROOT = Path(__file__).parent.parent
PAGES = ("CONTRIBUTING.md", "SECURITY.md")


def text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def test_the_citation_has_the_version_and_the_licence() -> None:
    fields = dict(re.findall(r"^([a-z-]+): (.+)$", text("CITATION.cff"), re.MULTILINE))
    assert fields["cff-version"] == "1.2.0"
    assert fields["version"] == __version__
    assert f'license = "{fields["license"]}"' in text("pyproject.toml")
    assert '  - name: "The refseg authors"' in text("CITATION.cff")


@pytest.mark.parametrize("page", PAGES)
def test_paths_that_a_page_names_exist(page: str) -> None:
    content = text(page)
    named = re.findall(r"`((?:refseg|tests|spec|conformance)/[\w./-]+)`", content)
    named += re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", content)
    assert named
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_tests_that_contributing_runs_exist() -> None:
    named = re.findall(r"\btests/test_\w+\.py", text("CONTRIBUTING.md"))
    assert len(named) > 5
    assert [path for path in named if not (ROOT / path).is_file()] == []


def test_commands_of_the_suite_exist(capsys: pytest.CaptureFixture[str]) -> None:
    used = set(re.findall(r"python -m conformance ([a-z-]+)", text("CONTRIBUTING.md")))
    assert used == {"build", "verify", "run", "new-adapter"}
    for command in sorted(used):
        with pytest.raises(SystemExit) as left:
            conformance.main([command, "--help"])
        assert left.value.code == 0
        assert command in capsys.readouterr().out


def test_the_source_distribution_has_the_specification() -> None:
    manifest = text("MANIFEST.in").splitlines()
    assert "graft spec" in manifest
    assert "CHANGELOG.md" in manifest[0].split()
    for page in (*PAGES, "CITATION.cff"):
        assert page in manifest[0].split()
