"""What there is to choose from: the lists of the bar above each page."""

import msgspec

from foedus.record import Record
from foedus.record.once import once
from foedus.record.words import Words

MOST = 400
"""Entities that are offered while one types; others are found by typing them."""


class Choice(msgspec.Struct, frozen=True):
    """A key, its name, and how many claims there are of it at no clock."""

    key: str
    name: str
    claims: int = 0


class Choices(msgspec.Struct, frozen=True):
    """What can be chosen, the most claimed first where there are many."""

    actors: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    groups: tuple[Choice, ...]
    sources: tuple[Choice, ...]
    first: str
    """The first and the last day on which a source was published; '' in a record without sources."""
    last: str

    def name(self, field: str, key: str) -> str:
        """What a chosen key is called."""
        lists = {"actor": self.actors, "kind": self.kinds, "group": self.groups, "source": self.sources}
        return next((choice.name for choice in lists.get(field, ()) if choice.key == key), key)


def choices(record: Record) -> Choices:
    """What a record has to choose from; worked out once. The clocks do not narrow it."""
    return once(record, Choices, _choices)


def _choices(record: Record) -> Choices:
    words, con = Words.of(record), record.con
    actors = con.execute(
        "SELECT entity, claims FROM store.counts WHERE claims > 0 ORDER BY claims DESC, entity LIMIT ?",
        [MOST],
    ).fetchall()
    counts = dict(con.execute("SELECT kind, count(*) FROM store.claims GROUP BY kind").fetchall())
    coalition = record.settings.coalition
    sources = con.execute("SELECT source, claims FROM store.sources WHERE claims > 0 ORDER BY source").fetchall()
    span = con.execute("SELECT min(known), max(known) FROM store.sources WHERE claims > 0").fetchall()[0]
    return Choices(
        actors=tuple(Choice(key, words.label(key), count) for key, count in actors),
        kinds=tuple(
            Choice(key, kind.label, counts[key]) for key, kind in record.codebook.kinds.items() if counts.get(key)
        ),
        groups=(
            *((Choice("coalition", coalition.label or "The coalition"),) if coalition.members else ()),
            *(Choice(key, group.label) for key, group in record.settings.groups.items()),
        ),
        sources=tuple(Choice(key, words.label(key), count) for key, count in sources),
        first=span[0].isoformat() if span[0] else "",
        last=span[1].isoformat() if span[1] else "",
    )
