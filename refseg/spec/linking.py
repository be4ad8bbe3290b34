"""What a page of the site speaks of becomes a link, and what is spoken of tells where.

Works on the finished HTML. Nothing is changed inside links, headings and blocks of code; of code
that is shown as a page of its own, requirements are linked.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

from refseg.spec.clauses import clauses_in
from refseg.support.words import plural

_ARTICLE: Final = re.compile(
    r'(<article class="md-content__inner[^>]*>)(.*)(</article>)', re.DOTALL
)
_TITLE: Final = re.compile(r"<h1[^>]*>(.*?)(?:<a class=\"headerlink|</h1>)", re.DOTALL)
_TOKEN: Final = re.compile(
    r"\bLM-[A-Z]{2,4}-[0-9]{3}\b|OQ-[A-Z]{2,4}-[0-9]+|LMCP-[0-9]{2}"
    r"|refseg\.[a-z_.]+[a-z]|check\.[a-z_.]+[a-z]"
    r"|[a-z]+\.[a-z0-9]+(?:-[a-z0-9]+)*"
    r"|\([0-9A-F]{4},[0-9A-F]{4}\)"
    r"|(?<=larification )[0-9]{4}|(?<=larifications )[0-9]{4}|^[0-9]{4}(?= )|^[0-9]{4}$"
    r"|[A-Z][A-Za-z0-9]*[a-z0-9][A-Z][A-Za-z0-9]*"
)
_SKIPPED: Final = frozenset(("a", "pre", "script", "style", "button", "h1", "h2", "h3", "h4"))
_MENTIONS: Final = re.compile(r"<!-- mentions:(\S+) -->")
_ROLE: Final = re.compile(r":(?:class|func|mod|data|meth|attr):(?=<code)")
_MOST_OPEN: Final = 12

Place = tuple[str, str]
"""A page of the site and an anchor on it; "" is the page itself."""


@dataclass(eq=False)
class Targets:
    """Where things are.

    Attributes:
        names: what stands in a text -> its place.
        words: the same, only where it is code as a whole: attributes of one word, such as Rows.
        rows: how a sheet begins that names a row of a table -> the row.
        tables: anchors of attribute tables; each row below gets an anchor.
        sheets: pages whose sections are told one by one among the mentions.
    """

    names: dict[str, Place] = field(default_factory=dict)
    words: dict[str, Place] = field(default_factory=dict)
    rows: dict[str, Place] = field(default_factory=dict)
    tables: frozenset[str] = frozenset()
    sheets: frozenset[str] = frozenset()


Mentions = dict[Place, dict[Place, str]]
"""Place -> the places that speak of it, with the names of these."""


def link(site: Path, targets: Targets) -> int:
    """Link the pages of a site with each other; returns how many links were made.

    Args:
        site: the folder of the HTML, where ``<!-- mentions:NAME -->`` asks who speaks of a name.
        targets: where everything is.
    """
    mentions: Mentions = {}
    made = 0
    pages = [p for p in sorted(site.rglob("*.html")) if _ARTICLE.search(p.read_text("utf-8"))]
    for path in pages:
        url, text = path.relative_to(site).as_posix(), path.read_text("utf-8")
        title = _TITLE.search(text)
        name = re.sub(r"<[^>]+>", "", title[1]) if title else url
        linker = _Linker(url, name, targets, mentions)
        path.write_text(_within(text, linker.linked), "utf-8")
        made += linker.made
    places = targets.words | targets.names
    for path in pages:
        url, parts = path.relative_to(site).as_posix(), _MENTIONS.split(path.read_text("utf-8"))
        for index in range(1, len(parts), 2):
            parts[index] = _told(mentions, places[parts[index].replace("_", " ")], url)
        path.write_text("".join(parts), "utf-8")
    return made


def _within(page: str, change: Callable[[str], str]) -> str:
    return _ARTICLE.sub(lambda m: m[1] + change(_ROLE.sub("", m[2])) + m[3], page, count=1)


def relative(page: str, place: Place) -> str:
    """The reference from a page to a place."""
    target, anchor = place
    there = "" if target == page else posixpath.relpath(target, posixpath.dirname(page) or ".")
    return f"{there}#{anchor}" if anchor else there or posixpath.basename(target)


def _told(mentions: Mentions, place: Place, page: str) -> str:
    found = [(where, name) for where, name in mentions.get(place, {}).items() if where != place]
    if not found:
        return ""
    found.sort(key=lambda entry: entry[1].lower())
    links = [f'<a href="{html.escape(relative(page, where))}">{name}</a>' for where, name in found]
    places = plural(len(found), "place")
    shown = "" if len(found) > _MOST_OPEN else " open"
    text = f"<summary>Mentioned in {places}</summary><p>{', '.join(links)}</p>"
    return f"<details{shown}>{text}</details>"


class _Linker(HTMLParser):
    """Copies HTML and makes links on the way."""

    def __init__(self, page: str, title: str, targets: Targets, mentions: Mentions) -> None:
        super().__init__(convert_charrefs=False)
        self.page, self.title, self.targets, self.mentions = page, title, targets, mentions
        self.out: list[str] = []
        self.open: list[str] = []
        self.section = ""
        self.table = ""
        self.cell = 0
        self.given: set[str] = set()
        self.made = 0

    def linked(self, text: str) -> str:
        """The text with links."""
        self.feed(text)
        self.close()
        return "".join(self.out)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Copy it; note anchors, skipped elements and cells."""
        self.out.append(self.get_starttag_text() or "")
        if tag in _SKIPPED or tag == "code":
            self.open.append(tag)
        anchor = dict(attrs).get("id")
        if anchor and tag in ("h1", "h2", "h3", "h4", "a"):
            self.section = anchor
            self.table = anchor if anchor in self.targets.tables else self.table
        if tag == "h2":
            self.table = ""
        self.cell = {"tr": 0, "td": self.cell + 1}.get(tag, self.cell)

    def handle_endtag(self, tag: str) -> None:
        """Copy it."""
        self.out.append(f"</{tag}>")
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Copy it, with links."""
        found: list[tuple[int, int, Place]] = []
        skipped = next((tag for tag in self.open if tag in _SKIPPED), "")
        if skipped == "pre" and self.page.startswith("code/"):
            found = [m for m in self._tokens(data) if data[m[0] : m[1]].startswith("LM-")]
        elif skipped:
            pass
        elif "code" in self.open:
            place = self.targets.words.get(data) or self.targets.names.get(data)
            found = [(0, len(data), place)] if place else []
        elif self.table and self.cell == 1 and data in self.targets.words:
            anchor = f"{self.table}.{data.lower()}"
            if anchor not in self.given:
                self.given.add(anchor)
                self.out.append(f'<span id="{anchor}"></span>')
            found = [(0, len(data), self.targets.words[data])]
        else:
            found = list(self._tokens(data))
        self._copy(data, found)

    def _copy(self, data: str, found: list[tuple[int, int, Place]]) -> None:
        done = 0
        for start, end, place in sorted(found, key=lambda one: (one[0], -one[1])):
            own = place in ((self.page, self.section), (self.page, ""))
            if start < done or own:
                continue
            href = html.escape(relative(self.page, place))
            self.out.append(f'{data[done:start]}<a class="ref" href="{href}">{data[start:end]}</a>')
            done = end
            self.made += 1
            sheet = self.page in self.targets.sheets and self.section
            here = (self.page, self.section)
            known = self.mentions.setdefault(place, {})
            if sheet:
                known[here] = self.section.upper() if "lm-" in self.section else self.section
            elif not any(where[0] == self.page for where in known):
                known[here] = self.title
        self.out.append(data[done:])

    def _tokens(self, data: str) -> Iterator[tuple[int, int, Place]]:
        for start, place in self.targets.rows.items() if ": " in data[:90] else ():
            if data.startswith(start):
                yield 0, len(start) - 2, place
        whole = data.partition(":")[0]
        if whole in self.targets.names:
            yield 0, len(whole), self.targets.names[whole]
        named = [(found.start(), found.end(), found[0]) for found in _TOKEN.finditer(data)]
        named += [(begin, end, clause.name) for begin, end, clause in clauses_in(data)]
        for begin, end, name in named:
            if name in self.targets.names:
                yield begin, end, self.targets.names[name]

    def handle_startendtag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        """Copy it."""
        self.out.append(self.get_starttag_text() or "")

    def handle_entityref(self, name: str) -> None:
        """Copy it."""
        self.out.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """Copy it."""
        self.out.append(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        """Copy it."""
        self.out.append(f"<!--{data}-->")
