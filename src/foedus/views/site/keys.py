"""The keys that a case has, by their names: what a form completes, and where one looks up what to write in a cell."""

from collections.abc import Iterable, Iterator

import msgspec

from foedus.record import Record, Rows
from foedus.record.words import Words
from foedus.terms.words import fold
from foedus.views.site.asked import Asked

MOST = 20
TABLES = ("entity", "event", "source", "topic")
QUERIES = {
    "entity": "SELECT entity, type, aliases, (SELECT count(DISTINCT claim) FROM store.roles r "
    "WHERE r.entity = e.entity) FROM entities e ORDER BY 4 DESC, 1",
    "event": "SELECT event, '', '', count(*) FROM store.claims GROUP BY event ORDER BY 4 DESC, 1",
    "source": "SELECT source, type, title, claims FROM store.sources ORDER BY 4 DESC, 1",
    "topic": "SELECT topic, '', '', 0 FROM topics ORDER BY 1",
}
"""For each table its keys, what they are, by what else they are found, and how many claims there are of each."""


class Key(msgspec.Struct, frozen=True):
    """A key and what it stands for."""

    of: str
    key: str
    name: str
    sort: str
    claims: int


class Keys(msgspec.Struct, frozen=True):
    """The keys that are like what was asked for, the likeliest first."""

    title: str
    of: str
    q: str
    keys: tuple[Key, ...]

    def rows(self) -> Rows:
        """The keys."""
        names = Key.__struct_fields__
        return Rows(names, [tuple(getattr(one, name) for name in names) for one in self.keys])


class _Known:
    """Every key with what it is found by; made once for a record."""

    def __init__(self, record: Record) -> None:
        words = Words.of(record)
        self.found: dict[str, list[tuple[str, str, Key]]] = {}
        for of, query in QUERIES.items():
            rows = record.con.execute(query).fetchall()
            self.found[of] = [self._one(words, of, *row) for row in rows]

    @staticmethod
    def _one(words: Words, of: str, key: str, sort: str, also: object, claims: int) -> tuple[str, str, Key]:
        name = words.titles.get(key, "") if of == "event" else words.label(key)
        others = "; ".join(also) if isinstance(also, list) else str(also or "")
        return fold(key), fold(f"{name} {others}"), Key(of, key, name, sort or "", claims)

    @classmethod
    def of(cls, record: Record) -> "_Known":
        held = record.kept.get(cls)
        if not isinstance(held, cls):
            held = record.kept[cls] = cls(record)
        return held


def keys(asked: Asked) -> Keys:
    """The keys whose name, key or other name holds what is asked for in `q`, of the tables named in `of`."""
    wanted, text = asked.selection.asked("of"), asked.selection.asked("q")
    tables = [one for one in TABLES if one in wanted.split()] or list(TABLES)
    return Keys("Keys", wanted, text, tuple(like(asked.record, tables, text)))


def like(record: Record, tables: Iterable[str], text: str, most: int = MOST) -> Iterator[Key]:
    """The keys that are like a text: those that begin so first, then by how many claims there are of each."""
    known, wanted = _Known.of(record), fold(text)
    found: list[tuple[int, int, Key]] = []
    for of in tables:
        for folded, others, key in known.found[of]:
            rank = _rank(wanted, folded, others)
            if rank is not None:
                found.append((rank, -key.claims, key))
    found.sort(key=lambda one: one[:2])
    yield from (key for _, _, key in found[:most])


def _rank(wanted: str, folded: str, others: str) -> int | None:
    if not wanted or folded == wanted:
        return 0
    if folded.startswith(wanted) or others.startswith(wanted):
        return 1
    if f"-{wanted}" in f"-{folded}" or f"-{wanted}" in f"-{others}":
        return 2
    return 3 if wanted in folded or wanted in others else None
