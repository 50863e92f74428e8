"""The page of a source: what it is, what it says paragraph by paragraph, on whose word, and what rests on it alone."""

from functools import cached_property

import msgspec

from foedus.record import Record, Rows
from foedus.record.held import rows_of
from foedus.record.words import Words
from foedus.views.site.asked import Asked
from foedus.views.site.behind import Behind
from foedus.views.site.lines import ClaimLine
from foedus.views.site.named import Named, named
from foedus.views.site.passages import Passage, passages, text
from foedus.views.site.sources import label, published

MOST = 1_500
"""Claims that one page can carry; the others are a click away."""
MOST_ALONE = 200


class Root(msgspec.Struct, frozen=True):
    """On whose word claims of the source rest: its own, or that of somebody whom it passes on."""

    key: str
    name: str
    page: str
    """source or entity; '' where there is no page for it."""
    claims: int


class Source(msgspec.Struct, frozen=True):
    """What the record has of a source at its clocks."""

    title: str
    source: str
    cite: str
    authors: str
    publisher: str
    published: str
    known: str
    """The day from which it counts as known; '' where that is never."""
    type: str
    access: str
    language: str
    url: str
    """'' where it is no address of the web."""
    reliability: str
    note: str
    derived_from: tuple[Named, ...]
    reposts: tuple[Named, ...]
    """Sources that are derived from it."""
    document: str
    why: str
    """Why its text is not shown; '' where it is, or where the case names no document."""
    whole: bool
    """Whether its text stands here."""
    warnings: tuple[str, ...]
    claims: int
    shown: int
    events: int
    roots: tuple[Root, ...]
    alone: tuple[Named, ...]
    """Events of which every claim rests on it: they fall if it is withdrawn."""
    more_alone: int
    elsewhere: tuple[ClaimLine, ...]
    """Claims in other sources that pass on its word."""
    passages: tuple[Passage, ...]

    def rows(self) -> Rows:
        """Its claims."""
        names = ClaimLine.__struct_fields__
        lines = [line for passage in self.passages for line in passage.claims]
        return Rows(names, [tuple(getattr(line, name) for name in names) for line in lines])


def source(asked: Asked) -> Source:
    """A source by its key. Raises `AskError` where there is none at these clocks."""
    record = asked.record
    words, behind = Words.of(record), Behind.of(record)
    rows = rows_of(record, "sources", "source", asked.key[0])
    key = asked.key[0] if rows else record.source_key(asked.key[0])
    row = rows[0]
    where, values = asked.selection.conditions(record)
    sql = f"SELECT claim FROM claims WHERE source = ? AND {where} ORDER BY file, line"
    ids = [claim for (claim,) in record.con.execute(sql, [key, *values]).fetchall()]
    lines = behind.lines(ids[:MOST])
    found = text(asked.folder, row["document"] or "", row["blocks"] or "")
    alone = _Resting.of(record).alone.get(key, [])
    url = row["url"] or ""
    return Source(
        title=row["title"] or key,
        source=key,
        cite=words.label(key),
        authors=row["authors"] or "",
        publisher=row["publisher"] or "",
        published=published(row),
        known=row["known"].isoformat() if row["known"] else "",
        type=label(record, "type", row["type"]),
        access=row["access"] or "",
        language=row["language"] or "",
        url=url if url.startswith(("https://", "http://")) else "",
        reliability=label(record, "reliability", row["reliability"]),
        note=row["note"] or "",
        derived_from=named(words, row["derived_from"] or ()),
        reposts=named(words, _Resting.of(record).reposts.get(key, [])),
        document=row["document"] or "",
        why=found.why,
        whole=bool(found.blocks),
        warnings=found.warnings,
        claims=len(ids),
        shown=len(lines),
        events=len({line.event for line in lines}),
        roots=_roots(record, words, key),
        alone=_titled(words, alone[:MOST_ALONE]),
        more_alone=max(0, len(alone) - MOST_ALONE),
        elsewhere=behind.lines(
            claim
            for (claim,) in record.con.execute(
                "SELECT claim FROM claims WHERE list_contains(roots, ?) AND source <> ? ORDER BY event, file, line "
                f"LIMIT {MOST}",
                [key, key],
            ).fetchall()
        ),
        passages=passages(lines, found),
    )


def _titled(words: Words, events: list[str]) -> tuple[Named, ...]:
    words.read(events)
    return tuple(sorted((Named(event, words.title(event)) for event in events), key=lambda one: one.name.casefold()))


class _Resting:
    """What rests on which source, asked once for all of them."""

    def __init__(self, record: Record) -> None:
        self.record = record

    @classmethod
    def of(cls, record: Record) -> "_Resting":
        found = record.kept.get(cls)
        if not isinstance(found, cls):
            found = record.kept[cls] = cls(record)
        return found

    @cached_property
    def alone(self) -> dict[str, list[str]]:
        """The events of which all claims rest on a source alone, by source."""
        return self._by_source(
            "SELECT min(roots[1]), event FROM claims GROUP BY event "
            "HAVING bool_and(len(roots) = 1) AND min(roots[1]) = max(roots[1]) ORDER BY event"
        )

    @cached_property
    def reposts(self) -> dict[str, list[str]]:
        """The sources that are derived from a source."""
        return self._by_source("SELECT unnest(derived_from), source FROM sources ORDER BY source")

    def _by_source(self, sql: str) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for source, key in self.record.con.execute(sql).fetchall():
            found.setdefault(source, []).append(key)
        return found


def _roots(record: Record, words: Words, key: str) -> tuple[Root, ...]:
    """Its own word first, then those that it passes on, the most claims first."""
    rows = record.con.execute(
        "SELECT root, count(*) AS n FROM (SELECT unnest(roots) AS root FROM claims WHERE source = ?) GROUP BY root "
        "ORDER BY root <> ?, n DESC, root",
        [key, key],
    ).fetchall()
    return tuple(
        Root(
            root,
            words.label(root),
            "source" if root in words.sources else "entity" if root in words.entities else "",
            n,
        )
        for root, n in rows
    )
