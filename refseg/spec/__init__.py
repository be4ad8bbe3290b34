"""``refseg spec``: writes into ``spec/`` what follows from the code, and checks that it is current.

Attribute tables come from the dataclasses of :mod:`refseg.iod`, requirements from
:mod:`refseg.requirements`, the walkthrough from a file that refseg writes. Prose is written by
hand, around the marks ``<!-- table:NAME -->`` and ``<!-- /table -->``.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Final

from refseg import requirements
from refseg.requirements import REQUIREMENTS
from refseg.spec import facts
from refseg.spec.links import Links
from refseg.spec.pages import generate, pages_of, unmentioned
from refseg.spec.project import OPEN_QUESTION, REQUIREMENT_ID, Project
from refseg.support.errors import InputError

__all__ = ["check", "project_in", "render"]

_RETIRED: Final = "retired-ids.txt"
_HEAD: Final = "# Requirement ids that were given once and are never given again, one a line.\n"
_PAGE: Final = "requirements.md"


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
    _retire_lost(project)
    wanted = {path: _generated(project, path) for path in _written(project)}
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
    for path in _written(project):
        try:
            if _generated(project, path) != _stored(path):
                faults.append(f"{project.name(path)} is not what the code says; run `refseg spec`")
        except InputError as error:
            faults.append(error.message)
    return faults + unmentioned(project) + _faults_of_ids(project)


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


def _written(project: Project) -> list[Path]:
    return [*pages_of(project), project.spec / facts.FILE_NAME]


def _generated(project: Project, path: Path) -> str:
    return facts.as_json() if path.name == facts.FILE_NAME else generate(project, path)


def _stored(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


# ------------------------------------------------------------------ ids of requirements


def _retired(project: Project) -> list[str]:
    """The ids that are no longer in use."""
    return REQUIREMENT_ID.findall(_stored(project.spec / _RETIRED))


def _retire_lost(project: Project) -> None:
    """Note the ids that the page of requirements still has and the catalogue has no more."""
    before = REQUIREMENT_ID.findall(_stored(project.spec / _PAGE))
    gone = _retired(project)
    lost = [i for i in dict.fromkeys(before) if i not in REQUIREMENTS and i not in gone]
    listed = _HEAD + "".join(f"{i}\n" for i in gone + lost)
    if _stored(project.spec / _RETIRED) != listed:
        (project.spec / _RETIRED).write_text(listed, encoding="utf-8", newline="\n")


def _faults_of_ids(project: Project) -> list[str]:
    """Ids that are unknown, given twice, or given again; open questions without an answer."""
    gone = set(_retired(project))
    found = [
        f"{id_} is retired (spec/{_RETIRED}) and cannot be given again"
        for id_ in sorted(gone & set(REQUIREMENTS))
    ]
    given = Counter(r.id for r in requirements.LISTED)
    found += [f"{id_} is given to {n} requirements" for id_, n in given.items() if n > 1]
    answered = {q for ruling in Links(project).rulings.values() for q in ruling.known_as}
    for path, text in project.texts():
        found += [
            f"{project.name(path)} speaks of {question}, which no clarification answers"
            for question in sorted(set(OPEN_QUESTION.findall(text)) - answered)
        ]
        if path.name == _RETIRED or "LM-" not in text:
            continue
        for number, line in enumerate(text.split("\n"), start=1):
            found += [
                f"{project.name(path)}:{number} speaks of {id_}, which is not in the catalogue"
                for id_ in REQUIREMENT_ID.findall(line)
                if id_ not in REQUIREMENTS
            ]
    return found
