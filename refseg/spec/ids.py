"""Requirement ids: none unknown anywhere in the project, none given twice."""

from __future__ import annotations

from collections import Counter
from typing import Final

from refseg import requirements
from refseg.requirements import REQUIREMENTS
from refseg.spec.links import Links
from refseg.spec.project import OPEN_QUESTION, REQUIREMENT_ID, Project

RETIRED: Final = "retired-ids.txt"
_HEAD: Final = "# Requirement ids that were given once and are never given again, one a line.\n"
_PAGE: Final = "requirements.md"


def retired(project: Project) -> list[str]:
    """The ids that are no longer in use."""
    path = project.spec / RETIRED
    return REQUIREMENT_ID.findall(path.read_text(encoding="utf-8")) if path.is_file() else []


def retire_lost(project: Project) -> None:
    """Note the ids that the page of requirements still has and the catalogue has no more."""
    page = project.spec / _PAGE
    before = REQUIREMENT_ID.findall(page.read_text(encoding="utf-8")) if page.is_file() else []
    gone = retired(project)
    lost = [i for i in dict.fromkeys(before) if i not in REQUIREMENTS and i not in gone]
    listed = _HEAD + "".join(f"{i}\n" for i in gone + lost)
    path = project.spec / RETIRED
    if not path.is_file() or path.read_text(encoding="utf-8") != listed:
        path.write_text(listed, encoding="utf-8", newline="\n")


def faults(project: Project) -> list[str]:
    """Ids that are unknown, given twice, or given again; open questions without an answer."""
    gone = set(retired(project))
    found = [
        f"{id_} is retired (spec/{RETIRED}) and cannot be given again"
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
        if path.name == RETIRED or "LM-" not in text:
            continue
        for match in REQUIREMENT_ID.finditer(text):
            if match[0] not in REQUIREMENTS:
                line = text.count("\n", 0, match.start()) + 1
                found.append(
                    f"{project.name(path)}:{line} speaks of {match[0]}, which is not in the "
                    "catalogue"
                )
    return found
