"""The sources of a case: what was read and what it cites, how much stands in each and would fall with it."""

from typing import Any

import msgspec

from foedus.record import Record, Rows
from foedus.record.words import Words
from foedus.terms.dates import parse, say
from foedus.terms.words import fold
from foedus.views.resting import resting
from foedus.views.site.asked import Asked


class Listed(msgspec.Struct, frozen=True):
    """A source in the list."""

    source: str
    cite: str
    title: str
    authors: str
    publisher: str
    type: str
    access: str
    published: str
    """In words; '' where it is not known."""
    reliability: str
    """In words; '' until somebody judges."""
    claims: int
    """That stand in it."""
    resting: int
    """Claims that rest on it, in whichever source they stand."""
    alone: int
    """Events of which every claim rests on it."""


class Sources(msgspec.Struct, frozen=True):
    """The sources of a case at its clocks."""

    title: str
    total: int
    read: tuple[Listed, ...]
    cited: tuple[Listed, ...]

    def rows(self) -> Rows:
        """One row for each source."""
        names = Listed.__struct_fields__
        return Rows(names, [tuple(getattr(one, name) for name in names) for one in (*self.read, *self.cited)])


def sources(asked: Asked) -> Sources:
    """The sources, or those in whose key, title, authors or publisher what is searched for occurs."""
    record = asked.record
    rests = {one.root: one for one in resting(record)}
    counts = dict(record.con.execute("SELECT source, count(*) FROM claims GROUP BY source").fetchall())
    rows = record.rows("SELECT * FROM sources")
    text = fold(asked.selection.q)
    words = Words.of(record)
    found = []
    for row in rows:
        rest = rests.get(row["source"])
        one = Listed(
            source=row["source"],
            cite=words.label(row["source"]),
            title=row["title"] or "",
            authors=row["authors"] or "",
            publisher=row["publisher"] or "",
            type=label(record, "type", row["type"]),
            access=row["access"] or "",
            published=published(row),
            reliability=label(record, "reliability", row["reliability"]),
            claims=counts.get(row["source"], 0),
            resting=rest.claims if rest else 0,
            alone=rest.alone if rest else 0,
        )
        if not text or text in fold(f"{one.source} {one.cite} {one.title} {one.authors} {one.publisher}"):
            found.append(one)
    found.sort(key=lambda one: (-one.claims, -one.resting, fold(one.cite), one.source))
    return Sources(
        title="Sources",
        total=len(rows),
        read=tuple(one for one in found if one.access == "read"),
        cited=tuple(one for one in found if one.access != "read"),
    )


def label(record: Record, column: str, word: Any) -> str:
    """A word of a column of sources.csv as it is called."""
    columns = {found.name: found for found in record.codebook.tables["sources"].columns}
    return columns[column].words.get(word, word) if word else ""


def published(row: dict[str, Any]) -> str:
    """When a source was published, in words."""
    return say(parse(row["published"])) if row["published"] else ""
