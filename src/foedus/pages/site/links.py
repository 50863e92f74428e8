"""Every address on a page is made here: templates name what they lead to."""

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from foedus.pages.site.page import Page, pages
from foedus.views.selection import Selection, parse

OF_ONE_PAGE = ("q", "sort", "own")
"""What belongs to the page on which it was chosen, and is not carried to another one."""


_PLAIN = re.compile(r"[A-Za-z0-9_.~-]*").fullmatch
"""A key that stands in an address as it is."""


class Links(ABC):
    """The addresses on one page. What the reader has chosen goes along: actor, kind, span, clocks."""

    writes = False
    """Whether pages that change the case are there to be led to."""
    serves = True
    """Whether a server answers: what a form asks can be chosen. Else only what there is a file for."""

    def __init__(self, page: Page | None = None, key: tuple[str, ...] = (), selection: Selection | None = None) -> None:
        self.page, self.key = page, key
        self.selection = selection or Selection()
        self._made: dict[tuple[Any, ...], str] = {}
        """Addresses that were asked for: a page names the same ones hundreds of times."""

    @property
    def pages(self) -> Mapping[str, Page]:
        """The pages that there are."""
        return pages()

    @abstractmethod
    def address(
        self, page: Page, key: tuple[str, ...], selection: Selection, ending: str = "", picture: str = ""
    ) -> str:
        """The address of a page, or of its twin with an ending."""

    @abstractmethod
    def static(self, file: str) -> str:
        """The address of a style sheet or module."""

    def to(self, name: str, *key: str, **changes: Any) -> str:
        """The address of a page by its name, with a selection that differs in `changes`; '' where there is none.

        `links.to("event", "sale")`, `links.to("claims", kind="transfers", actor=("KAZ",))`.
        """
        asked = (name, key, *changes.items())
        found = self._made.get(asked)
        if found is None:
            found = self._made[asked] = self._to(name, key, changes)
        return found

    def _to(self, name: str, key: tuple[str, ...], changes: Mapping[str, Any]) -> str:
        page = self.pages.get(name)
        if page is None or len(page.keyed) != len(key) or not (page.reads or self.writes):
            return ""
        return self.address(page, key, self._carried.but(**changes) if changes else self._carried)

    @cached_property
    def _carried(self) -> Selection:
        """What goes along to other pages."""
        return Selection(**{name: getattr(self.selection, name) for name in _CARRIED_ALONG})

    def at(self, address: str, *, carry: bool = True) -> str:
        """A page by an address as one writes it: `/claims?kind=transfers`, `/event/sale#tra-001`; else nothing.

        What is chosen goes along, and the address's own choice wins; with `carry` off only the address counts.
        """
        given = urlsplit(address)
        for page in self.pages.values():
            key = _keys(page, given.path)
            if key is None or not (page.reads or self.writes):
                continue
            asked, _ = parse(parse_qsl(given.query), page.own)
            chosen = {name: getattr(asked, name) for name in (*asked.chosen, "own", "page")}
            kept = Selection(**{name: getattr(self.selection, name) for name in _CARRIED_ALONG} if carry else {})
            found = self.address(page, key, kept.but(**chosen))
            return f"{found}#{given.fragment}" if given.fragment else found
        return ""

    def here(self, **changes: Any) -> str:
        """The address of this page with a selection that differs in `changes`: `links.here(page=2)`."""
        assert self.page is not None
        return self.address(self.page, self.key, self.selection.but(**changes))

    def twin(self, ending: str, picture: str = "") -> str:
        """The address of this page in another form: `links.twin("csv")`, `links.twin("png", "ties")`."""
        assert self.page is not None
        return self.address(self.page, self.key, self.selection, ending, picture)

    @property
    def twins(self) -> tuple[str, ...]:
        """The endings of the forms in which this page is there."""
        return tuple(ending for ending in self.page.endings if self.twin(ending)) if self.page else ()

    def place(self, source: str, anchor: str = "") -> str:
        """The address of a paragraph on its source's page; '' where there is no such page."""
        address = self.to("source", source)
        return f"{address}#{anchor}" if address and anchor else address


def _keys(page: Page, path: str) -> tuple[str, ...] | None:
    """The keys in a path, if it is an address of this page."""
    parts, given = page.path.strip("/").split("/"), path.strip("/").split("/")
    if len(parts) != len(given) or any(
        part != one and not (part.startswith("{") and one) for part, one in zip(parts, given, strict=True)
    ):
        return None
    return tuple(unquote(one) for part, one in zip(parts, given, strict=True) if part.startswith("{"))


_CARRIED_ALONG = tuple(name for name in Selection.__struct_fields__ if name not in (*OF_ONE_PAGE, "page"))


class StudioLinks(Links):
    """Addresses on the studio's server: absolute, the selection as their query."""

    writes = True

    def __init__(
        self,
        page: Page | None = None,
        key: tuple[str, ...] = (),
        selection: Selection | None = None,
        *,
        assets: str = "",
    ) -> None:
        super().__init__(page, key, selection)
        self.assets = assets
        """What tells one version of the style sheets and modules from another."""

    def address(
        self, page: Page, key: tuple[str, ...], selection: Selection, ending: str = "", picture: str = ""
    ) -> str:
        """As `Links.address` has it."""
        path = page.path
        for name, value in zip(page.keyed, key, strict=True):
            path = path.replace(f"{{{name}}}", value if _PLAIN(value) else quote(value, safe=""))
        if ending:
            path = f"{'/overview' if path == '/' else path}.{ending}"
        query = "&".join(filter(None, (selection.query, urlencode({"picture": picture}) if picture else "")))
        return f"{path}?{query}" if query else path

    def static(self, file: str) -> str:
        """As `Links.static` has it."""
        return f"/static/{self.assets}/{file}"
