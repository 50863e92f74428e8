"""The case in a few lines: what is in it, who is tied to whom, how far things got."""

from typing import Any

import msgspec

from foedus.record import Record
from foedus.record.words import Words
from foedus.views.actor import COUNTED


class KindCount(msgspec.Struct, frozen=True):
    """How many claims and counted events there are of a kind, and how real they are."""

    kind: str
    label: str
    claims: int
    events: int
    done: int
    """Single events told of as agreed or in being."""
    expected: int
    denied: int


class Pair(msgspec.Struct, frozen=True):
    """Two states and the single events that tie them."""

    a: str
    b: str
    names: tuple[str, str]
    kinds: dict[str, int]
    events: int
    """Each once, even where claims of two kinds are on it."""
    first: str
    """Year of the earliest of these events that has a date; '' where none has."""
    expanded: int
    """How many of these events tie the two only as members of a group that the claims name."""


class Summary(msgspec.Struct, frozen=True):
    """What a case adds up to, in counts."""

    title: str
    question: str
    claims: int
    events: int
    sources: int
    cited: int
    undated: int
    kinds: tuple[KindCount, ...]
    pairs: tuple[Pair, ...]


def pairs(record: Record, limit: int = 0) -> list[Pair]:
    """Pairs of states by the number of single cooperative events that somebody says are so, most first."""
    words = Words(record)
    rows = record.query(
        "WITH counted AS (SELECT least(a, b) AS a, greatest(a, b) AS b, t.kind, t.event, min(c.earliest) AS first, "
        "bool_and(t.expanded) AS expanded FROM ties t JOIN claims c USING (claim) "
        f"WHERE t.tone = 'cooperation' AND {COUNTED} GROUP BY ALL) "
        "SELECT a, b, kind, list(event) AS events, min(year(first)) AS first, "
        "list(event) FILTER (NOT expanded) AS outright FROM counted GROUP BY a, b, kind ORDER BY a, b, kind"
    )
    grouped: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in rows:
        grouped.setdefault((row["a"], row["b"]), []).append(row)
    found = []
    for (a, b), of in grouped.items():
        events = {event for row in of for event in row["events"]}
        outright = {event for row in of for event in row["outright"] or ()}
        years = [row["first"] for row in of if row["first"] is not None]
        found.append(
            Pair(
                a=a,
                b=b,
                names=(words.label(a), words.label(b)),
                kinds={row["kind"]: len(row["events"]) for row in of},
                events=len(events),
                first=str(min(years)) if years else "",
                expanded=len(events - outright),
            )
        )
    found.sort(key=lambda pair: (-pair.events, pair.a, pair.b))
    return found[:limit] if limit else found


def summary(record: Record, limit: int = 12) -> Summary:
    """The summary of a record at its clocks, with the `limit` most tied pairs."""
    counts = {row["kind"]: row for row in record.query(
        "SELECT kind, count(*) AS claims, count(DISTINCT event) AS events, "
        "count(DISTINCT event) FILTER (grain = 'single' AND phase IN ('agreed', 'done') "
        "AND assertion IN ('asserted', 'attributed')) AS done, "
        "count(DISTINCT event) FILTER (assertion = 'expected') AS expected, "
        "count(DISTINCT event) FILTER (assertion = 'denied') AS denied FROM claims GROUP BY kind"
    )}  # fmt: skip
    kinds = [
        KindCount(kind.kind, kind.plural, row["claims"], row["events"], row["done"], row["expected"], row["denied"])
        for kind in record.codebook.kinds.values()
        if (row := counts.get(kind.kind))
    ]
    totals = record.query(
        "SELECT count(*) AS claims, count(DISTINCT event) AS events, "
        "count(*) FILTER (date IS NULL) AS undated FROM claims"
    )[0]
    sources = record.query(
        "SELECT count(*) FILTER (access = 'read') AS read, count(*) FILTER (access = 'cited') AS cited FROM sources"
    )[0]
    return Summary(
        title=record.settings.title,
        question=record.settings.question,
        claims=totals["claims"],
        events=totals["events"],
        sources=sources["read"],
        cited=sources["cited"],
        undated=totals["undated"],
        kinds=tuple(kinds),
        pairs=tuple(pairs(record, limit)),
    )
