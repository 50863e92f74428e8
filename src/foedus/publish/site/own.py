"""Pages that only a site has: its search, and what has changed since the last time."""

from pathlib import Path

import msgspec

from foedus.pages.site.page import WHO_AND_WHEN, Page
from foedus.publish.site.editions import Edition, Line
from foedus.record import Rows
from foedus.views.site.asked import Asked


class Search(msgspec.Struct, frozen=True):
    """The page on which one searches: what is found is put on it in the browser."""

    title: str = "Search"

    def rows(self) -> Rows:
        """Nothing: the claims have a table of their own."""
        return Rows(("claim",), [])


class Changes(msgspec.Struct, frozen=True):
    """What has changed from one edition of the site to the next, the latest first."""

    title: str
    editions: tuple[Edition, ...]

    def rows(self) -> Rows:
        """A line for each claim and conclusion that changed."""
        return Rows(
            ("edition", "former", *Line.__struct_fields__),
            [
                (one.edition, one.former, *(getattr(line, name) for name in Line.__struct_fields__))
                for one in self.editions
                for line in one.lines
            ],
        )


def changes(asked: Asked) -> Changes:
    """The editions, as the file in the case's place holds them."""
    assert asked.folder is not None
    data = Path(asked.folder).read_bytes()
    return Changes("What has changed", tuple(msgspec.json.decode(data, type=list[Edition])))


SEARCH = Page(
    name="search",
    path="/search",
    label="",
    template="site/search.html.j2",
    content=lambda _: Search(),
    obeys=("q", *(name for name in WHO_AND_WHEN if name != "as_of")),
    modules=("find.mjs",),
)
CHANGES = Page(
    name="changes",
    path="/changes",
    label="Changes",
    template="site/changes.html.j2",
    content=changes,
    place=92,
    letter="h",
    obeys=(),
)
OWN = (SEARCH, CHANGES)
