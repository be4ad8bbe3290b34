"""``refseg spec``: writes into ``spec/`` what follows from the code, and checks that it is current.

Attribute tables come from the dataclasses of :mod:`refseg.iod`, requirements from
:mod:`refseg.requirements`, the walkthrough from a file that refseg writes. Prose is written by
hand, around the marks ``<!-- table:NAME -->`` and ``<!-- /table -->``.
"""

from __future__ import annotations

from pathlib import Path

from refseg.spec import facts, ids
from refseg.spec.pages import generate, pages_of, unmentioned
from refseg.spec.project import Project
from refseg.support.errors import InputError

__all__ = ["check", "project_in", "render"]


def render(root: str | Path) -> list[Path]:
    """Write the generated parts of ``spec/`` anew.

    Args:
        root: the folder of the project, which holds ``spec/``, ``refseg/`` and ``tests/``.

    Returns:
        the files that changed.

    Raises:
        InputError: there is no ``spec/``, or a mark names a table that does not exist.
    """
    project = project_in(root)
    ids.retire_lost(project)
    wanted = {path: generate(project, path) for path in pages_of(project)}
    wanted[project.spec / facts.FILE_NAME] = facts.as_json()
    changed = [path for path, text in wanted.items() if _stored(path) != text]
    for path in changed:
        path.write_text(wanted[path], encoding="utf-8", newline="\n")
    return changed


def check(root: str | Path) -> list[str]:
    """What in ``spec/`` does not agree with the code, and requirement ids that are unknown.

    Args:
        root: the folder of the project.

    Returns:
        one sentence for each fault; none if everything is current.

    Raises:
        InputError: there is no ``spec/``.
    """
    project = project_in(root)
    faults: list[str] = []
    for path in pages_of(project):
        try:
            current = generate(project, path) == _stored(path)
        except InputError as error:
            faults.append(error.message)
            continue
        if not current:
            faults.append(f"{project.name(path)} is not what the code says; run `refseg spec`")
    if _stored(project.spec / facts.FILE_NAME) != facts.as_json():
        faults.append(f"spec/{facts.FILE_NAME} is not what the code says; run `refseg spec`")
    return faults + unmentioned(project) + ids.faults(project)


def project_in(root: str | Path) -> Project:
    """The project in a folder.

    Raises:
        InputError: there is no ``spec/``.
    """
    project = Project(Path(root))
    if not project.spec.is_dir():
        raise InputError(
            f"{project.spec} does not exist; refseg spec needs a clone of the refseg repository: "
            "run it in the folder of the clone",
            code="input.folder",
        )
    return project


def _stored(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""
