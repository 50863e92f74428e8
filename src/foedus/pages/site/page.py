"""What a page is, and which there are."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import MappingProxyType
from typing import Any

from foedus.record import Record, Rows
from foedus.views.site.asked import Asked

WHO_AND_WHEN = ("actor", "kind", "group", "source", "since", "until", "as_of", "known")
"""What a page that shows a part of the record obeys."""
CLOCKS = ("as_of", "known")


@dataclass(frozen=True)
class Export:
    """Another form of a page, such as a network as GEXF: its media type, and what writes it."""

    media: str
    write: Callable[[Any], str | bytes]


@dataclass(frozen=True)
class Page:
    """A page. Its address has its twins beside it: `/claims`, `/claims.json`, `/claims.csv`."""

    name: str
    path: str
    """The address, with a name in braces for each key: `/pair/{a}/{b}`."""
    label: str
    """Its name in the navigation; '' where it is not in there."""
    template: str
    """In `templates/`."""
    content: Callable[[Asked], Any]
    """Makes a struct with `title` and `rows()` (see `Content`). Raises `AskError` for a key that there is none of."""
    place: int = 100
    """Its place in the navigation."""
    letter: str = ""
    """What leads there after `g` on the keyboard."""
    obeys: tuple[str, ...] = WHO_AND_WHEN
    """The fields of the selection that narrow it: what the bar above it offers. Others are carried along."""
    own: tuple[str, ...] = ()
    """Fields of its own in the address, such as `imposer`: `asked.selection.asked("imposer")`."""
    table: Callable[[Asked], Rows] | None = None
    """The whole of it as a table, where `rows()` of the content is only a part."""
    pictures: Mapping[str, Callable[[Any], str]] = field(default_factory=lambda: MappingProxyType({}))
    """What draws its pictures from its content: SVG that stands alone, by name. The first is that of `<page>.svg`."""
    exports: Mapping[str, Export] = field(default_factory=lambda: MappingProxyType({}))
    """Other forms, by the ending of the address: `gexf`."""
    modules: tuple[str, ...] = ()
    """ES modules of `static/` that make it livelier: each exports `mount(main)`."""
    keys: Callable[[Record], Iterable[tuple[str, ...]]] | None = None
    """All the keys that there are, for a static site and for the search."""
    reads: bool = True
    """Whether it only reads the record. What does not is no part of a static site, and made anew each time."""
    asks: bool = False
    """Whether it has nothing to show until its form is sent: it is no part of a static site."""

    @cached_property
    def keyed(self) -> tuple[str, ...]:
        """The names of the keys in its address."""
        return tuple(part[1:-1] for part in self.path.split("/") if part.startswith("{"))

    @property
    def endings(self) -> tuple[str, ...]:
        """The endings of its twins."""
        return ("json", "csv", *(("svg", "png") if self.pictures else ()), *self.exports)


@cache
def pages() -> Mapping[str, Page]:
    """Every page by name, in the order of the navigation: the `PAGE` or `PAGES` of each module of this folder."""
    found: list[Page] = []
    for module in iter_modules([str(Path(__file__).parent)]):
        loaded = import_module(f"foedus.pages.site.{module.name}")
        one = getattr(loaded, "PAGE", None)
        found += [one] if isinstance(one, Page) else []
        found += getattr(loaded, "PAGES", ())
    return {page.name: page for page in sorted(found, key=lambda page: (page.place, page.name))}


def find(name: str) -> Page | None:
    """A page by its name; nothing where it is not there, or not yet."""
    return pages().get(name)
