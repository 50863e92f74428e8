"""Who and what the claims of a case are about: all its entities, by type."""

from typing import Any

import msgspec

from foedus.record import Record, Rows
from foedus.record.words import Words
from foedus.terms.words import fold
from foedus.views.site.asked import Asked
from foedus.views.site.named import Named, named


class Item(msgspec.Struct, frozen=True):
    """An entity, and how many claims and events there are of it at the clocks."""

    entity: str
    name: str
    type: str
    aliases: tuple[str, ...]
    country: tuple[Named, ...]
    """The states that it belongs to."""
    claims: int
    events: int


class OfType(msgspec.Struct, frozen=True):
    """The entities of one type, those with most claims first."""

    type: str
    label: str
    items: tuple[Item, ...]


class Entities(msgspec.Struct, frozen=True):
    """The entities of a case."""

    title: str
    total: int
    """Of the case, found or not."""
    found: int
    types: tuple[OfType, ...]

    def rows(self) -> Rows:
        """One row for each entity."""
        names = Item.__struct_fields__
        items = [item for of in self.types for item in of.items]
        return Rows(
            names,
            [
                (
                    *(getattr(item, name) for name in names[:4]),
                    [one.key for one in item.country],
                    item.claims,
                    item.events,
                )
                for item in items
            ],
        )


def entities(asked: Asked) -> Entities:
    """The entities, or those in whose key, name or aliases what is searched for occurs."""
    record = asked.record
    words = Words.of(record)
    counts = _counts(record)
    rows = record.rows("SELECT entity, type, name, aliases, country FROM entities")
    text = fold(asked.selection.q)
    items = [_item(row, words, counts) for row in rows]
    found = [item for item in items if not text or text in fold(" ".join((item.entity, item.name, *item.aliases)))]
    labels = type_labels(record)
    by_type: dict[str, list[Item]] = {name: [] for name in labels}
    for item in sorted(found, key=lambda one: (-one.claims, fold(one.name), one.entity)):
        by_type.setdefault(item.type, []).append(item)
    types = tuple(OfType(name, labels.get(name, name), tuple(of)) for name, of in by_type.items() if of)
    return Entities(title="Entities", total=len(items), found=len(found), types=types)


def type_labels(record: Record) -> dict[str, str]:
    """What each type of entity is called, in the codebook's order."""
    column = next(column for column in record.codebook.tables["entities"].columns if column.name == "type")
    return dict(column.words)


def split(aliases: Any) -> tuple[str, ...]:
    """The aliases of a cell, which may be one text or a list."""
    parts = aliases.split(";") if isinstance(aliases, str) else aliases or ()
    return tuple(part.strip() for part in parts if part.strip())


def _counts(record: Record) -> dict[str, tuple[int, int]]:
    rows = record.con.execute(
        "SELECT entity, count(DISTINCT claim), count(DISTINCT event) FROM roles WHERE via IN ('named', 'country') "
        "GROUP BY entity"
    ).fetchall()
    return {entity: (claims, events) for entity, claims, events in rows}


def _item(row: dict[str, Any], words: Words, counts: dict[str, tuple[int, int]]) -> Item:
    claims, events = counts.get(row["entity"], (0, 0))
    return Item(
        entity=row["entity"],
        name=row["name"] or row["entity"],
        type=row["type"] or "",
        aliases=split(row["aliases"]),
        country=named(words, row["country"] or ()),
        claims=claims,
        events=events,
    )
