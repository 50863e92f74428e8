"""A claim as evidence: what it says in words, who says so, and where that can be read."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from foedus.record import Record
from foedus.record.read import by_claim, by_event
from foedus.record.whole import Whole
from foedus.record.words import Words
from foedus.terms.dates import parse, say


class Evidence(msgspec.Struct, frozen=True):
    """One claim in words, with its place."""

    claim: str
    kind: str
    event: str
    stage: str
    phase: str
    date: str
    when: str
    """The date in words; '' where the source gives none."""
    assertion: str
    sentence: str
    source: str
    cite: str
    """The source as one cites it: 'Kuzio (2024)'."""
    locator: str
    via: str
    """On whose word it rests, as names, where the source passes it on; else ''."""
    roots: tuple[str, ...]
    grain: str
    file: str
    line: int
    note: str
    row: Mapping[str, Any]
    """The claim's whole row."""


def evidence(
    words: Words, *, where: str = "true", values: Sequence[Any] = (), kinds: Iterable[str] = (), said: bool = True
) -> list[Evidence]:
    """Claims that meet an SQL condition, of some kinds or all, as evidence (see `of`); by event, kind and time."""
    record = words.record
    whole = Whole.of(record) if where == "true" else None
    found = []
    for kind in kinds or record.codebook.kinds:
        asked = f'SELECT * FROM "{kind}" WHERE {where} ORDER BY event, step, coalesce(earliest, begun_by), claim'
        rows = whole.rows(kind) if whole else record.rows(asked, values)
        found += [of(words, row, said=said) for row in rows]
    return found


def by_id(words: Words, claims: Iterable[str], kinds: Iterable[str] = (), *, said: bool = True) -> list[Evidence]:
    """Some claims by identifier, in the same order."""
    return [of(words, row, said=said) for row in by_claim(words.record, claims, list(kinds) or None)]


def of_event(words: Words, key: str, kinds: Iterable[str]) -> list[Evidence]:
    """The claims on one event, in the same order."""
    return [of(words, row) for row in by_event(words.record, [key], list(kinds))]


def chosen(
    words: Words, where: str, values: Sequence[Any], kind: str | None, filters: Mapping[str, Any]
) -> list[Evidence]:
    """Claims that meet an SQL condition and, where any is set, the filters of `Record.claims`."""
    found = evidence(words, where=where, values=values, kinds=[words.record.kind(kind).kind] if kind else ())
    if not any(filters.values()):
        return found
    wanted = set(words.record.claims(kind, **filters).column("claim"))
    return [claim for claim in found if claim.claim in wanted]


def of(words: Words, row: Mapping[str, Any], *, said: bool = True) -> Evidence:
    """A row of a kind's table as evidence; its sentence is left for later where it is not `said`."""
    date = row["date"] or ""
    via = "; ".join(words.label(key) for key in row["attribution"])
    return Evidence(
        claim=row["claim"],
        kind=row["kind"],
        event=row["event"],
        stage=row["stage"],
        phase=row["phase"] or "",
        date=date,
        when=say(parse(date)) if date else "",
        assertion=row["assertion"],
        sentence=words.sentence(row) if said else "",
        source=row["source"],
        cite=words.label(row["source"]),
        locator=row["locator"] or "",
        via=via,
        roots=tuple(row["roots"]),
        grain=row["grain"],
        file=row["file"],
        line=row["line"],
        note=row["note"] or "",
        row=row,
    )


def one(record: Record, claim: str) -> Evidence | None:
    """One claim by its identifier, if it is there at the record's clocks."""
    kind = record.codebook.kind_of(claim)
    if kind is None:
        return None
    rows = record.rows(f'SELECT * FROM "{kind.kind}" WHERE claim = ?', [claim])
    return of(Words.of(record), rows[0]) if rows else None
