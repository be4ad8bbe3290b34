"""The site: the pages of the project and what follows from the code, as HTML in a folder.

MkDocs with its theme Material makes the HTML; the configuration is in ``spec/site/``. What is made
here is the Markdown of sheets, code and commands; :mod:`refseg.spec.linking` makes the links.
"""

from __future__ import annotations

import contextlib
import html
import inspect
import json
import logging
import posixpath
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import refseg
from refseg.iod.table import table_info
from refseg.requirements import REQUIREMENTS
from refseg.spec import linking
from refseg.spec.classes import all_classes, tag_text
from refseg.spec.clauses import Clause, clauses_in
from refseg.spec.links import Links, judge_of, rows
from refseg.spec.pages import table_pages
from refseg.spec.project import Project
from refseg.spec.sheets import Sheet, attribute, attributes, case_sheet, requirement
from refseg.support.errors import InputError, MissingExtraError

_MARK: Final = ".refseg-site"
_PAGES: Final = ("*.md", "spec/**/*.md", "conformance/**/*.md", "tests/**/*.md")
_CODE: Final = {".py": "python", ".mjs": "javascript", ".js": "javascript"}
_LINK: Final = re.compile(r"(!?\[[^\]\n]*\]\()([^)#\s:]+)(#[^)\s]*)?\)")
_FENCED: Final = re.compile(r"(^```.*?^```$)", re.DOTALL | re.MULTILINE)
# What the search prefers, and what it only finds if nothing else speaks of it.
_BOOST: Final = {"spec/questions.md": 20.0, "rules/": 3.0} | dict.fromkeys(
    ("cases/", "results/", "conformance/", "tests/", "CHANGELOG.md", "spec/traceability.md"), 0.1
)
_VIEWER: Final = Path("conformance/adapters/js-labelmap")


def build(project: Project, out: Path, commands: Mapping[str, str]) -> tuple[int, int]:
    """Build the site of a checkout; returns how many pages and links were made.

    Args:
        project: the checkout.
        out: the folder to write; it is new, empty, or holds an earlier site, which is replaced.
        commands: what each command says of itself, by name.

    Raises:
        MissingExtraError: MkDocs is not installed.
        InputError: a part of the checkout is missing, the folder holds something else, or a page
            has a link that leads nowhere.
    """
    missing = project.missing()
    if missing:
        raise InputError(f"the site needs all of a checkout: {missing[0]}", code="input.folder")
    if out.exists() and not (out / _MARK).is_file() and (not out.is_dir() or any(out.iterdir())):
        raise InputError(
            f"{out} is there and is no site of refseg; name a new folder", code="input.output"
        )
    out.mkdir(parents=True, exist_ok=True)
    (out / _MARK).touch()  # MkDocs empties the folder, but for hidden files
    with tempfile.TemporaryDirectory(prefix="refseg-site-") as folder:
        docs = Path(folder, "docs")
        program = _bundled(project.root, Path(folder))
        site = _Site(Links(project), docs, commands)
        navigation = site.write(_VIEWER_TEXT[program is not None])
        _mkdocs(project.root, docs, out, navigation)
        _find_all_terms(out)
        made = linking.link(out, site.targets())
        if program is not None:
            _viewer(project.root, out, program)
    for name in ("404.html", "sitemap.xml", "sitemap.xml.gz"):  # they are for servers
        (out / name).unlink(missing_ok=True)
    return sum(1 for _ in out.rglob("*.html")), made


def _mkdocs(root: Path, docs: Path, out: Path, navigation: list[Any]) -> None:
    try:
        from mkdocs.commands import build as builder
        from mkdocs.config import load_config
        from mkdocs.exceptions import Abort
    except ImportError:
        raise MissingExtraError("mkdocs", "docs", "Building the site") from None
    heard: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: heard.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    try:
        config = load_config(
            str(root / "spec" / "site" / "mkdocs.yml"),
            docs_dir=str(docs.resolve()),
            site_dir=str(out.resolve()),
            nav=navigation,
        )
        config.plugins.on_startup(command="build", dirty=False)
        builder.build(config)
    except Abort:
        raise InputError(
            f"the site cannot be built: {'; '.join(heard)}", code="input.spec"
        ) from None
    finally:
        logger.removeHandler(handler)


def _find_all_terms(out: Path) -> None:
    """Give the nodes of the search's index names that differ.

    lunr 2.3 makes one node of two that have one name, and an edge to node 23 by the letter 1 has
    the name of one to node 3 by 12: terms with digits, as clauses are, get lost by chance
    (https://github.com/olivernn/lunr.js/issues/503).
    """
    for program in out.glob("assets/javascripts/workers/search.*.js"):
        text = program.read_text("utf-8")
        program.write_text(re.sub(r"=(\w)\+(\w)\+(\w)\.id\}", r'=\1+\2+\3.id+" "}', text), "utf-8")


def _bundled(root: Path, folder: Path) -> Path | None:
    """The program of the viewer in one file; None where its packages are not installed."""
    viewer = (root / _VIEWER).resolve()
    bundler = viewer / "node_modules" / ".bin" / "esbuild"
    command = json.loads((viewer / "package.json").read_text("utf-8"))["scripts"]["build"]
    words = [word for word in command.split()[1:] if not word.startswith("--outfile")]
    made = folder.resolve() / "viewer.js"
    with contextlib.suppress(OSError, subprocess.CalledProcessError):
        arguments = [bundler, *words, f"--outfile={made}", "--log-level=silent"]
        subprocess.run(arguments, cwd=viewer, check=True, capture_output=True)
    return made if made.is_file() else None


def _viewer(root: Path, out: Path, program: Path) -> None:
    """The page of the second implementation, which needs no server."""
    (out / "viewer" / "dist").mkdir(parents=True)
    shutil.copyfile(root / _VIEWER / "viewer.html", out / "viewer" / "viewer.html")
    shutil.copyfile(program, out / "viewer" / "dist" / "viewer.js")


class _Site:
    """The Markdown of the site in a folder, and where everything is."""

    def __init__(self, links: Links, docs: Path, commands: Mapping[str, str]) -> None:
        self.links, self.docs, self.commands = links, docs, commands
        self.root = links.project.root.resolve()
        self.clauses: set[Clause] = set()
        self.code: set[str] = set()

    # ------------------------------------------------------------------------------ writing

    def write(self, viewer: str) -> list[Any]:
        """Write all pages; returns the navigation."""
        pages = self._copied()
        rules, cases, results = [*self._rules()], [*self._cases()], [*self._results()]
        keywords = (_section(attribute(keyword), keyword.lower()) for keyword in attributes())
        self._page("attributes.md", "Attributes", keywords, hidden=True)
        texts = (f"## refseg {n}\n\n```text\n{text}```\n" for n, text in self.commands.items())
        self._page("commands.md", "Commands", texts)
        self._page("api.md", "Python API", _api())
        self._page("viewer.md", "Viewer", [viewer])
        self.code |= {self._place_of(judge)[0] for judge in map(judge_of, REQUIREMENTS) if judge}
        for name in sorted(self.code):
            self._code(name)
        listed = sorted(self.clauses, key=lambda clause: clause.order)
        self._page("clauses.md", "Clauses of the standard", map(_clause, listed), hidden=True)
        for name in ("iframe-worker.js", "site.css"):
            self._copy(f"spec/site/{name}", f"assets/{name}")

        def under(prefix: str) -> list[str]:
            return [page for page in pages if page.startswith(prefix)]

        tables = sorted({f"spec/{page}" for page in table_pages(self.links.project).values()})
        learn = "teaching/README teaching/answers walkthrough questions changes-from-segmentation"
        start = [f"spec/{name}.md" for name in learn.split()]
        shown = {*start, *tables}
        rest = [p for p in under("spec/") if p.count("/") == 1 and p not in shown]
        project = [page for page in pages if "/" not in page and page != "README.md"]
        suite = [p for p in under("conformance/") if "/results/" not in p and "/adapters/" not in p]
        return [
            {"Start": ["README.md", *start, "viewer.md"]},
            {"Specification": [*rest, {"Tables": tables}]},
            {"Rules": [*rules, "attributes.md", "clauses.md"]},
            {"Clarifications": under("spec/clarifications/")},
            {"Wording": [*under("spec/cp/"), {"Proposals": under("spec/proposals/")}]},
            {"Suite": [*suite, {"Cases": cases}, {"Adapters": under("conformance/adapters/")}]},
            {"Results": [*under("conformance/results/"), *results]},
            {"Reference": ["commands.md", "api.md", {"Project": [*project, *under("tests/")]}]},
        ]

    def _copied(self) -> list[str]:
        """The pages that are there already, README first in each folder."""
        found = {path for pattern in _PAGES for path in self.root.glob(pattern)}
        names = [path.relative_to(self.root).as_posix() for path in found]
        names = [name for name in names if "node_modules" not in name and "/." not in name]
        for name in names:
            text = (self.root / name).read_text("utf-8")
            prose = _FENCED.sub("", text)
            self.clauses |= {clause for *_, clause in clauses_in(prose)}
            self._write(name, _front(name) + self._adapted(name, text))
        for path in (self.root / "spec" / "pictures").iterdir():
            self._copy(path.relative_to(self.root).as_posix())
        return sorted(names, key=lambda n: (posixpath.dirname(n), "README" not in n, n))

    def _adapted(self, name: str, text: str) -> str:
        """The text of a page with the links of the site, and without marks."""
        parts = _FENCED.split(text)
        parts[::2] = (self._prose(name, part) for part in parts[::2])
        number = re.match(r"spec/clarifications/([0-9]{4})|spec/cp/([0-9]{2})", name)
        if number:
            parts.append(f"\n\n<!-- mentions:{number[1] or f'LMCP-{number[2]}'} -->\n")
        return "".join(parts)

    def _prose(self, name: str, text: str) -> str:
        text = re.sub(r"^<!-- .*? -->$", "", text, flags=re.MULTILINE)
        # Lists within lists are indented by two spaces, which MkDocs takes for none.
        text = re.sub(r"^( +)(?=[*-] )", r"\1\1", text, flags=re.MULTILINE)
        return _LINK.sub(lambda m: f"{m[1]}{self._target(name, m[2])}{m[3] or ''})", text)

    def _target(self, page: str, target: str) -> str:
        """Where a link of a page leads to in the site."""
        here = posixpath.dirname(page)
        path = posixpath.normpath(posixpath.join(here, target))
        place = self.root / path
        if place.is_dir():
            path = f"{path}/README.md"
            if not (self.root / path).is_file():
                path = self._folder(place)
        elif place.suffix in _CODE:
            self.code.add(path)
            path = f"code/{path}.md"
        elif place.is_file() and place.suffix != ".md":
            self._copy(path)
        return posixpath.relpath(path, here or ".")

    def _folder(self, folder: Path) -> str:
        name = folder.relative_to(self.root).as_posix()
        here, back = f"code/{name}", posixpath.relpath(name, f"code/{name}")
        files = [path.name for path in sorted(folder.iterdir()) if path.suffix in _CODE]
        self.code |= {f"{name}/{file}" for file in files}
        lines = [f"* [{file}]({file}.md)\n" for file in files]
        lines += [f"* [{p.name}]({back}/{p.name})\n" for p in sorted(folder.glob("*.md"))]
        self._page(f"{here}/index.md", name, ["".join(lines)])
        return f"{here}/index.md"

    def _code(self, name: str) -> None:
        text = (self.root / name).read_text("utf-8")
        kind = _CODE[Path(name).suffix]
        fence = f'`````````` {{ .{kind} linenums="1" }}\n{text}\n``````````\n'
        self._page(f"code/{name}.md", name, [fence], hidden=True)

    def _rules(self) -> Iterator[str]:
        text = (self.links.project.spec / "requirements.md").read_text("utf-8")
        heading = ""
        for mark in re.finditer(r"^(?:## (.+)|<!-- table:requirements ([A-Z]+) -->)$", text, re.M):
            heading = mark[1] or heading
            if mark[2]:
                ids = [id_ for id_ in REQUIREMENTS if id_.split("-")[1] == mark[2]]
                sheets = [_section(requirement(self.links, id_), id_.lower()) for id_ in ids]
                name = f"rules/{mark[2].lower()}.md"
                self._page(name, f"{mark[2]}: {heading}", sheets)
                yield name

    def _cases(self) -> Iterator[str]:
        for area, cases in groupby(self.links.cases.values(), lambda case: case.id.split(".")[0]):
            sheets = (_section(case_sheet(self.links, case), case.id) for case in cases)
            self._page(f"cases/{area}.md", f"Cases: {area}", sheets, hidden=True)
            yield f"cases/{area}.md"

    def _results(self) -> Iterator[str]:
        from pymdownx.slugs import slugify

        slug = slugify(case="lower")
        for report, title in sorted({(o.report, o.implementation) for o in self.links.outcomes}):
            of = [o for o in self.links.outcomes if o.report == report]
            failed = {o.case: (f"{o.verdict}. {o.detail}",) for o in of if o.failed}
            examined = f"../conformance/results/README.md#{slug(title, '-')}"
            text = (
                f"{len(of)} results, {len(failed)} failures. The page of results says what each "
                f"failure means and [who has examined it]({examined}).\n"
            )
            self._page(f"results/{report}.md", title, [text, _facts(failed)])
            yield f"results/{report}.md"

    def _page(self, name: str, title: str, parts: Iterable[str], hidden: bool = False) -> None:
        parts = list(parts)
        if not name.startswith("code/"):
            for part in parts:
                text = html.unescape(re.sub(r"<[^>]+>", "\n", part))
                self.clauses |= {clause for *_, clause in clauses_in(text)}
        body = "\n\n".join(parts)
        self._write(name, f"{_front(name, hidden)}# {title}\n\n{body}\n")

    def _write(self, name: str, text: str) -> None:
        path = self.docs / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def _copy(self, name: str, to: str = "") -> None:
        path = self.docs / (to or name)
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(self.root / name, path)

    # ------------------------------------------------------------------------------- places

    def _place_of(self, judge: tuple[str, Path, int]) -> tuple[str, int]:
        """File and line of a function that judges."""
        return judge[1].resolve().relative_to(self.root).as_posix(), judge[2]

    def targets(self) -> linking.Targets:
        """Where everything is that a page may speak of."""
        names: dict[str, linking.Place] = {}
        words: dict[str, linking.Place] = {}
        for id_ in REQUIREMENTS:
            names[id_] = f"rules/{id_.split('-')[1].lower()}.html", id_.lower()
            judge = judge_of(id_)
            if judge:
                file, line = self._place_of(judge)
                place = f"code/{file}.html", f"__codelineno-0-{line}"
                names[judge[0]] = names[judge[0].removeprefix("refseg.")] = place
        for ruling in self.links.rulings.values():
            page = f"spec/clarifications/{ruling.path.stem}.html", ""
            names |= dict.fromkeys((ruling.number, *ruling.known_as), page)
        for wording in self.links.wordings.values():
            names[wording.id] = f"spec/cp/{wording.path.stem}.html", ""
        for id_ in self.links.cases:
            names[id_] = f"cases/{id_.partition('.')[0]}.html", id_
        for outcome in self.links.outcomes:
            if outcome.case not in names:
                names[outcome.case] = names[self.links.case_of(outcome.case)]
            names[outcome.implementation] = f"results/{outcome.report}.html", ""
        for clause in self.clauses:
            names[clause.name] = "clauses.html", clause.anchor
        for keyword, listed in attributes().items():
            words[keyword] = "attributes.html", keyword.lower()
            names[tag_text(listed[0].attribute.tag)] = words[keyword]
            if re.search(r"[a-z0-9][A-Z]", keyword):
                names[keyword] = words[keyword]
        pages = table_pages(self.links.project)
        below = {
            f"{table_info(row.table).name}: {path} (": (
                pages[row.table.__name__].replace(".md", ".html").join(("spec/", "")),
                f"{row.table.__name__}.{row.attribute.keyword}".lower(),
            )
            for row in rows()
            for path in row.paths[:1] or (row.attribute.keyword,)
        }
        sheets = {page for page, _ in names.values() if page.startswith(("rules/", "cases/"))}
        tables = frozenset(name.lower() for name in all_classes())
        return linking.Targets(names, words, below, tables, frozenset({*sheets, "attributes.html"}))


_VIEWER_TEXT: Final = {
    True: "The viewer of the second implementation shows a segmentation in this browser; the file "
    'stays there. <a href="viewer/viewer.html">Open the viewer</a>, then a file, for example '
    "`tiny/two-slices.dcm` of the page [teaching](spec/teaching/README.md).\n",
    False: "The viewer of the second implementation is not part of this copy of the site, because "
    "its program could not be bundled. Run `npm ci --ignore-scripts --prefix "
    "conformance/adapters/js-labelmap`, then build the site again.\n",
}


def _front(name: str, hidden: bool = False) -> str:
    """What the page tells the generator: what the search makes of it, whether there is a TOC."""
    lines = ["hide: [toc]"] if hidden else []
    boost = next((b for prefix, b in _BOOST.items() if name.startswith(prefix)), None)
    if name.startswith("code/"):
        lines += ["search:", "  exclude: true"]
    elif boost is not None:
        lines += ["search:", f"  boost: {boost}"]
    return "\n".join(["---", *lines, "---", "", ""]) if lines else ""


def _section(sheet: Sheet, anchor: str) -> str:
    """A sheet with its heading, and who speaks of it."""
    title = f"<p>{html.escape(sheet.title)}</p>"
    facts = _facts(sheet.facts)
    return f"## {sheet.id} {{ #{anchor} }}\n\n{title}\n\n{facts}\n\n<!-- mentions:{sheet.id} -->"


def _facts(facts: Mapping[str, tuple[str, ...]]) -> str:
    lines = []
    for heading, values in facts.items():
        body = "".join(f"<li>{_value(value)}</li>" for value in values)
        body = f"<ul>{body}</ul>" if len(values) > 1 else _value(values[0])
        lines.append(f"\n<dt>{html.escape(heading)}</dt>\n<dd>{body}</dd>")
    return f'<dl class="sheet">{"".join(lines)}</dl>'


def _value(value: str) -> str:
    text = " ".join(html.escape(value).split())
    return re.sub(r"^https://\S+$", lambda m: f'<a href="{m[0]}">{m[0]}</a>', text)


def _clause(clause: Clause) -> str:
    mentions = f"<!-- mentions:{clause.name.replace(' ', '_')} -->"
    public = f"[The newest public copy of the standard]({clause.url})"
    return f"## {clause.name} {{ #{clause.anchor} }}\n\n{public}\n\n{mentions}"


def _api() -> Iterator[str]:
    """The public names, by their docstrings."""
    yield "These are the public names of `refseg`, which `help` in Python tells as well.\n"
    for name in refseg.__all__:
        if not name.startswith("_"):
            value = getattr(refseg, name)
            path = "refseg.check.check" if inspect.ismodule(value) else f"{value.__module__}.{name}"
            yield f"::: {path}\n"
