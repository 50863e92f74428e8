"""One page of a site: its file, the other forms beside it, and a list's further pages."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from foedus.pages.site.page import Page
from foedus.pages.site.render import Frame, Notice, as_csv, as_json, html
from foedus.publish.site.links import SiteLinks, of
from foedus.publish.site.out import Out
from foedus.publish.site.own import CHANGES, SEARCH
from foedus.publish.site.plan import Plan, Task, shown
from foedus.publish.withheld import withheld
from foedus.record import Record, Rows
from foedus.record.held import Held
from foedus.views.selection import Selection, parse
from foedus.views.site.asked import Asked
from foedus.views.site.choices import choices
from foedus.views.site.citing import Cited, cited

NOWHERE = re.compile(r' href=""')
ON_THE_PAGE, PLACE = re.compile(r' href="#([^"]*)"'), re.compile(r'\sid="([^"]*)"')
PICTURE = "static/card.png"
TEXTS = "source"
"""The page that shows texts of documents where it has the case's folder: they are others' and stay at home."""
LONGEST = 300
"""Characters of what a page says of itself to those who pass on a link."""
COUNTED = {"event": "events", "pair": "pairs", "entity": "entities", "source": "sources"}


class Standing(Cited, frozen=True):
    """A record as one cites it on a site: without its state, with which every page would change when one claim does."""

    @property
    def line(self) -> str:
        """The line under a picture and at the foot of a page."""
        return f"{self.title}. Made with {self.made_by}."


class Maker:
    """Makes the pages of a site, of a record that is open."""

    def __init__(self, plan: Plan, record: Record, work: Path, out: Out) -> None:
        self.plan, self.record, self.work, self.out = plan, record, work, out
        Held.hold(record)
        self.exact = cited(record)
        fields = {name: getattr(self.exact, name) for name in Cited.__struct_fields__}
        self.cited = record.kept[Cited] = Standing(**fields)
        self.pages = shown()
        self.keeps = withheld(record.settings.publish)

    def make(self, task: Task) -> None:
        """Make a page. Raises OSError where it cannot be written."""
        page = self.pages[task.page]
        selection, _ = parse(parse_qsl(task.query), page.own)
        content = self._page(page, task.key, selection)
        if not page.keyed and task.query not in self.plan.held.get(page.name, ()):
            for number in range(2, min(getattr(content, "pages", 1), self.plan.listed) + 1):
                self._page(page, task.key, selection.but(page=number), alone=True)

    def _page(self, page: Page, key: tuple[str, ...], selection: Selection, *, alone: bool = False) -> Any:
        asked = Asked(
            self.record, selection, key, self.plan.findings, self.plan.left_out, self.plan.waived,
            self._folder(page),
        )  # fmt: skip
        content = page.content(asked)
        links = SiteLinks(self.plan, page, key, selection)
        text = tidied(html(page, content, asked, links, self.frame(page, key, selection, content.title)))
        text = self._at_home(text)
        choices_held = self.plan.held.get(page.name, ())
        if selection.query in choices_held:
            part = self.work / "spans" / f"{page.name}.{choices_held.index(selection.query)}.html"
            part.write_text(text, encoding="utf-8", newline="\n")
            return content
        lies = f"{self.plan.at(page, key)}{of(self.plan, page, selection)}"
        self.out.put(f"{lies}.html", text)
        if choices_held and not selection.query:
            (self.work / "spans" / f"{page.name}.html").write_text(text, encoding="utf-8", newline="\n")
        if not alone:
            for name, data in self._twins(page, content, asked, links):
                self.out.put(name.removeprefix(links.root), self._at_home(data) if isinstance(data, str) else data)
        return content

    def _folder(self, page: Page) -> Path | None:
        """What a page may read besides the record."""
        if page is CHANGES:
            return Path(self.plan.changes)
        return None if page.name == TEXTS else Path(self.plan.case)

    def _at_home(self, text: str) -> str:
        """What a page says of a file that it misses, without the way to it."""
        return text.replace(self.plan.case, Path(self.plan.case).name)

    def _twins(self, page: Page, content: Any, asked: Asked, links: SiteLinks) -> Iterator[tuple[str, str | bytes]]:
        """The other forms of a page, by the names of their files."""
        for ending in links.twins:
            if ending == "json":
                yield links.twin(ending), as_json(page, content, asked, Frame(), indent=None)
            elif ending == "csv":
                yield links.twin(ending), as_csv(self._without(page.table(asked) if page.table else content.rows()))
            elif ending == "svg":
                for picture, draw in page.pictures.items():
                    if name := links.twin(ending, picture):
                        yield name, draw(content)
            else:
                yield links.twin(ending), page.exports[ending].write(content)

    def _without(self, rows: Rows) -> Rows:
        """Rows without the columns that are kept back."""
        if self.keeps.isdisjoint(rows.columns):
            return rows
        kept = [place for place, name in enumerate(rows.columns) if name not in self.keeps]
        cells = [[*row.values()] for row in rows]
        return Rows(
            tuple(rows.columns[place] for place in kept), [tuple(row[place] for place in kept) for row in cells]
        )

    def frame(self, page: Page | None, key: tuple[str, ...], selection: Selection, title: str) -> Frame:
        """What stands around a page."""
        return Frame(
            cited=self.exact if page and page.path == "/" else self.cited,
            choices=choices(self.record) if page is SEARCH and self.plan.selects else None,
            notices=tuple(self._notices(page)),
            meta=tuple(self._meta(page, key, selection, title)),
        )

    def _notices(self, page: Page | None) -> Iterator[Notice]:
        if self.plan.errors:
            errors = f"{self.plan.errors} error{'s' if self.plan.errors > 1 else ''}"
            rows = f"{len(self.plan.left_out)} row{'s are' if len(self.plan.left_out) > 1 else ' is'}"
            yield Notice(f"This site was made of a case with {errors}: {rows} left out.", grave=True)
        if self.plan.kept_out and page is not None and page.name in ("overview", "search", "entities", "sources"):
            left = ", ".join(f"{number:,} {COUNTED[name]}" for name, number in self.plan.kept_out.items())
            yield Notice(f"The case is large: those of which most claims speak have pages here, {left} have none.",
                         "All of them are in the data package, in data/.")  # fmt: skip

    def _meta(
        self, page: Page | None, key: tuple[str, ...], selection: Selection, title: str
    ) -> Iterator[tuple[str, str]]:
        settings = self.record.settings
        says = " ".join((settings.question or settings.summary).split())[:LONGEST]
        if says and not key:
            yield "description", says
            yield "og:description", says
        yield "og:title", title
        yield "og:type", "website" if page and page.path == "/" else "article"
        if not key:
            yield "og:site_name", self.cited.title
            yield "twitter:card", "summary_large_image"
        suffix = of(self.plan, page, selection) if page else None
        if page and self.plan.address and suffix is not None:
            where = f"{self.plan.address}{self.plan.at(page, key)}{suffix}.html"
            yield "og:url", where
            yield "canonical", where
        if self.plan.picture:
            yield "og:image", f"{self.plan.address or SiteLinks(self.plan, page, key).root}{PICTURE}"


def tidied(text: str) -> str:
    """A page on which nothing leads nowhere: a link without an address is text, so is a mark whose row is missing.

    >>> tidied('<a href="">KAZ</a> <a href="#here">1</a> <a href="#there">2</a> <p id="here">')
    '<a>KAZ</a> <a href="#here">1</a> <a>2</a> <p id="here">'
    """
    places = set(PLACE.findall(text))
    text = NOWHERE.sub("", text)
    return ON_THE_PAGE.sub(lambda found: found[0] if found[1] in places else "", text)
