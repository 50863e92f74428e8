"""Addresses on a site: names of files, seen from the page on which they stand; '' for what is not there."""

from collections.abc import Mapping
from typing import Any

from foedus.pages.site.links import Links
from foedus.pages.site.page import Page
from foedus.publish.site.plan import Plan, endings, shown
from foedus.views.selection import Selection

STATIC = "static"
SPAN = ("since", "until")
"""What of a selection goes along from one page to another."""


class SiteLinks(Links):
    """Addresses on a site. A choice that no file is there for leads nowhere: nothing is shown as chosen that is not."""

    serves = False

    def __init__(
        self, plan: Plan, page: Page | None = None, key: tuple[str, ...] = (), selection: Selection | None = None,
        *, root: str | None = None,
    ) -> None:  # fmt: skip
        super().__init__(page, key, selection)
        self.plan = plan
        self._root = root

    @property
    def pages(self) -> Mapping[str, Page]:
        """As `Links.pages` has it."""
        return shown()

    @property
    def root(self) -> str:
        """The way to the folder of the site: '' or '../'."""
        if self._root is not None:
            return self._root
        lies = self.plan.at(self.page, self.key) if self.page else ""
        return "../" * lies.count("/")

    @property
    def search(self) -> str:
        """The page on which one searches."""
        return f"{self.root}{self.plan.names['search']['']}.html"

    @property
    def selects(self) -> bool:
        """Whether claims can be chosen in the browser."""
        return self.plan.selects

    @property
    def begins(self) -> tuple[Any, ...]:
        """Where a span of time may begin."""
        return self.plan.begins if self._brushed(self.page) and not (self.selection.own or self.selection.sort) else ()

    @property
    def ends(self) -> tuple[Any, ...]:
        """Where it may end."""
        return self.plan.ends if self.begins else ()

    @property
    def spans(self) -> str:
        """The script with the page as it is for other choices; '' for a page without."""
        return f"{self.root}{STATIC}/{self.page.name}.spans.js" if self.page and self._brushed(self.page) else ""

    def to(self, name: str, *key: str, **changes: Any) -> str:
        """As `Links.to` has it: a span of time goes along to pages that have it, what is asked for is kept to."""
        page = self.pages.get(name)
        if page is None or len(page.keyed) != len(key):
            return ""
        wanted = Selection(**{field: value for field, value in changes.items() if value})
        carried = {field: getattr(self.selection, field) for field in SPAN if field not in changes}
        with_span = wanted.but(**{field: value for field, value in carried.items() if value}, page=wanted.page)
        if self._brushed(page) or page.name == "claims":
            return self._chosen(page, key, with_span) or self._chosen(page, key, wanted)
        return self._chosen(page, key, wanted)

    def address(
        self, page: Page, key: tuple[str, ...], selection: Selection, ending: str = "", picture: str = ""
    ) -> str:
        """As `Links.address` has it."""
        if ending:
            return self._twin(page, key, selection, ending, picture)
        return self._chosen(page, key, selection)

    def static(self, file: str) -> str:
        """As `Links.static` has it."""
        return f"{self.root}{STATIC}/{file}"

    def _brushed(self, page: Page | None) -> bool:
        return page is not None and page.name in self.plan.held

    def _chosen(self, page: Page, key: tuple[str, ...], wanted: Selection) -> str:
        """The file for a choice; for the list of claims, the search with the choice as its query."""
        lies = self.plan.at(page, key)
        if not lies:
            return ""
        if page.name == "claims" and wanted.but(sort="").query:
            return f"{self.search}?{wanted.but(sort='').query}" if self.plan.selects else ""
        if wanted.query in self.plan.held.get(page.name, ()):
            return f"{self.root}{lies}.html?{wanted.query}"
        return f"{self.root}{lies}{suffix}.html" if (suffix := of(self.plan, page, wanted)) is not None else ""

    def _twin(self, page: Page, key: tuple[str, ...], selection: Selection, ending: str, picture: str) -> str:
        """Beside the page, as it is without a choice; a list has one table for all its pages."""
        held = selection.query in self.plan.held.get(page.name, ())
        suffix = "" if held else of(self.plan, page, selection.but())
        lies = self.plan.at(page, key)
        if ending not in endings(page) or not lies or suffix is None:
            return ""
        names = list(page.pictures)
        which = f"-{picture}" if picture and names and picture != names[0] else ""
        if which and page.keyed:
            return ""
        lies = "overview" if lies == "index" else lies
        return f"{self.root}{lies}{suffix}{which}.{ending}"


def of(plan: Plan, page: Page, chosen: Selection) -> str | None:
    """What a choice adds to the name of a page's file; nothing where there is no file for it."""
    if not chosen.query:
        return ""
    if chosen.query == f"page={chosen.page}":
        return f"-{chosen.page}" if chosen.page <= plan.listed else None
    return plan.variants.get(page.name, {}).get(chosen.query)
