"""Links that claims draw: one event that prompted another, how it is said, and how long lay between."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from foedus.measures import lag
from foedus.measures.lag import Lag
from foedus.measures.told import SAID_SO, Dated, Told, of_events
from foedus.record import Record


class Link(msgspec.Struct, frozen=True):
    """That one event prompted another, as claims of one kind on the other say."""

    cause: str
    causes: str
    """The kind in which most roots tell of the cause; '' where no claim does."""
    event: str
    kind: str
    claims: tuple[str, ...]
    so: bool
    """Whether a source says that the prompted thing is so; not where it is denied, expected or weighed."""
    single: bool
    manner: str
    began: Dated | None
    followed: Dated | None
    lag: Lag


def links(record: Record, cause: str = "", kind: str = "") -> list[Link]:
    """The links that claims draw, from one cause or all, to things of one kind or all; by cause and event."""
    rows = record.con.execute(
        "SELECT x.cause, x.event, c.kind, list(x.claim ORDER BY x.claim) FROM causes x JOIN claims c USING (claim) "
        "WHERE (? = '' OR x.cause = ?) AND (? = '' OR c.kind = ?) GROUP BY ALL ORDER BY ALL",
        [cause, cause, kind, kind],
    ).fetchall()
    contestable = [name for name, one in record.codebook.kinds.items() if one.contestable]
    begun = _grouped(of_events(record, {row[0] for row in rows}, contestable, columns=()))
    kinds = {row[2] for row in rows} & set(contestable)
    came = _grouped(of_events(record, {row[1] for row in rows}, sorted(kinds), columns=()))
    said = {row["claim"]: row for of in came.values() for strand in of for row in strand.rows}
    said |= _said(record, [claim for row in rows for claim in row[3] if claim not in said])
    found = []
    for one, event, of, claims in rows:
        strands = [strand for strand in came.get(event, ()) if strand.kind == of and set(claims) & set(strand.claims)]
        so, single, manner = _manner([said[claim] for claim in claims])
        causes = _kind(begun.get(one, ()))
        main = [strand for strand in begun.get(one, ()) if strand.kind == causes]
        began = lag.onset(main) or lag.onset(begun.get(one, ()))
        followed = _when(strands, [said[claim] for claim in claims]) if so else None
        found.append(
            Link(
                cause=one, causes=causes, event=event, kind=of, claims=tuple(claims), so=so,
                single=single, manner=manner, began=began, followed=followed, lag=lag.between(began, followed),
            )
        )  # fmt: skip
    return found


def _grouped(strands: Iterable[Told]) -> dict[str, list[Told]]:
    found: dict[str, list[Told]] = {}
    for one in strands:
        found.setdefault(one.event, []).append(one)
    return found


def _said(record: Record, claims: Sequence[str]) -> dict[str, Mapping[str, Any]]:
    """How each of some claims is said, and of which stage and date."""
    rows = record.rows(
        "SELECT claim, stage, date, assertion, grain FROM claims WHERE claim IN (SELECT unnest(?::VARCHAR[]))",
        [list(dict.fromkeys(claims))],
    )
    return {row["claim"]: row for row in rows}


def _manner(rows: Sequence[Mapping[str, Any]]) -> tuple[bool, bool, str]:
    """Whether the link is told, of a single event, and how it is said if not."""
    told = [row for row in rows if row["assertion"] in SAID_SO]
    if told:
        only = all(row["assertion"] == "attributed" for row in told)
        return True, any(row["grain"] == "single" for row in told), "passed on" if only else "told"
    return False, False, ", ".join(dict.fromkeys(str(row["assertion"]) for row in rows))


def _when(strands: Sequence[Told], rows: Sequence[Mapping[str, Any]]) -> Dated | None:
    """When what was prompted came about: the first date concluded of the stages that the claims speak of.

    Talk has no conclusions; its own dates serve.
    """
    stages = {row["stage"] for row in rows if row["assertion"] in SAID_SO}
    dated = [when for one in strands if one.so for stage, when in one.dates.items() if stage in stages and when.by]
    if not strands:
        dated = [Dated(r["stage"], r["date"], (r["claim"],)) for r in rows if r["date"] and r["assertion"] in SAID_SO]
    return min(dated, key=lambda when: (when.by is None, when.by, when.earliest is None, when.date), default=None)


def _kind(strands: Sequence[Told]) -> str:
    """The kind in which most roots tell of an event; of as many, the one that the codebook has first."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for one in strands:
        found.setdefault(one.kind, set()).update(tuple(row["roots"]) for row in one.rows)
    return max(found, key=lambda kind: len(found[kind]), default="")


def within(when: Dated | None, first: int | None, last: int | None) -> bool:
    """Whether something may have come about within some years."""
    if when is None or when.by is None:
        return False
    return (first is None or when.by.year >= first) and (last is None or (when.earliest or when.by).year <= last)
