"""The page of a source: what it is, what it says paragraph by paragraph, on whose word, and what rests on it alone."""

import msgspec

from foedus.record import Record, Rows
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
    key = record.source_key(asked.key[0])
    words, behind = Words.of(record), Behind.of(record)
    row = record.rows("SELECT * FROM sources WHERE source = ?", [key])[0]
    where, values = asked.selection.conditions(record)
    sql = f"SELECT claim FROM claims WHERE source = ? AND {where} ORDER BY file, line"
    ids = [claim for (claim,) in record.con.execute(sql, [key, *values]).fetchall()]
    lines = behind.lines(ids[:MOST])
    found = text(asked.folder, row["document"] or "", row["blocks"] or "")
    alone = _alone(record, key)
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
        reposts=named(words, _keys(record, "SELECT source FROM sources WHERE list_contains(derived_from, ?)", key)),
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
            _keys(
                record, f"SELECT claim FROM claims WHERE list_contains(roots, ?) AND source <> ? LIMIT {MOST}", key, key
            )
        ),
        passages=passages(lines, found),
    )


def _keys(record: Record, sql: str, *values: str) -> list[str]:
    return [found for (found,) in record.con.execute(sql, values).fetchall()]


def _titled(words: Words, events: list[str]) -> tuple[Named, ...]:
    words.read(events)
    return tuple(sorted((Named(event, words.title(event)) for event in events), key=lambda one: one.name.casefold()))


def _alone(record: Record, key: str) -> list[str]:
    return _keys(
        record,
        "SELECT event FROM claims WHERE event IN (SELECT event FROM claims WHERE list_contains(roots, ?)) "
        "GROUP BY event HAVING bool_and(roots = [?]) ORDER BY event",
        key,
        key,
    )


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
