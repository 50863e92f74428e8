"""Small strands out of rows, without a database: a test writes the cells that matter, and asks what is concluded."""

import datetime
from collections.abc import Callable, Mapping, Sequence

import pytest

from foedus.codebook import load
from foedus.record.conclude import Conclusion
from foedus.record.conclude.claims import Said, World, compared
from foedus.record.conclude.resolve import Resolver

SOURCES = {
    # key: type, reliability, published
    "early": ("press", None, "2012-06-01"),
    "middle": ("scholarly", None, "2015-06-01"),
    "late": ("scholarly", None, "2024-06-01"),
    "later": ("scholarly", None, "2024-09-01"),
    "repost": ("press", None, "2013-01-01"),
    "treaty": ("treaty-text", None, "2012-05-01"),
    "good": ("press", "B", "2024-01-01"),
    "poor": ("press", "D", "2024-01-01"),
    "unjudged": ("press", "F", "2024-01-01"),
    "early-work": ("official", None, "2001-01-01"),
    "cited": ("scholarly", None, "2011-01-01"),
}
REPOSTS = {"repost": "early"}
ENTITIES = [
    # key, type, countries, office
    ("KAZ", "state", (), None),
    ("TUR", "state", (), None),
    ("RUS", "state", (), None),
    ("bear", "firm", ("KAZ",), None),
    ("wolf", "firm", ("TUR",), None),
    ("falcon-1", "platform", ("TUR",), None),
    ("falcon-2", "platform", ("TUR",), None),
    ("minister", "person", ("KAZ",), "Minister of Defence"),
    ("committee", "agency", ("KAZ",), None),
    ("neighbour", "agency", ("RUS",), None),
    ("pundit", "person", ("RUS",), None),
    ("league", "organisation", (), None),
    ("port", "place", ("TUR",), None),
    ("capital", "place", ("TUR",), None),
    ("steppe", "place", ("KAZ",), None),
    ("reports", "group", (), None),
]

Row = Mapping[str, str]
Ask = Callable[..., list[Conclusion]]


def day(text: str) -> datetime.date | None:
    return datetime.date.fromisoformat(text)


def world() -> World:
    return World(ENTITIES, [(key, kind, grade, day(known)) for key, (kind, grade, known) in SOURCES.items()])


def said(kind: str, number: int, row: Row) -> Said:
    """One row as the resolver holds it."""
    spec = load().kinds[kind]
    source = row.get("source", "late")
    stage = row.get("stage", spec.stages[-1].word)
    attribution = tuple(row.get("attribution", "").split("; ")) if row.get("attribution") else ()
    cells = {
        column.name: tuple(row[column.name].split("; ")) if column.many else row[column.name]
        for column in (*compared(spec), *(c for c in spec.own if c.name in ("category", "unit")))
        if row.get(column.name)
    }
    return Said(
        claim=row.get("claim", f"{spec.prefix}-{number:03d}"),
        stage=stage,
        step=spec.stage_step[stage],
        date=row.get("date", ""),
        known=day(SOURCES[source][2]),
        assertion=row.get("assertion", "asserted"),
        told=row.get("assertion", "asserted") in ("asserted", "attributed"),
        attribution=attribution,
        source=source,
        roots=tuple(sorted({REPOSTS.get(root, root) for root in attribution or (source,)})),
        grain=row.get("grain", "single"),
        credibility=row.get("credibility", ""),
        cells=cells,
    )


def conclusions(kind: str, rows: Sequence[Row], off: Sequence[str] = (), visit: Sequence[Row] = ()) -> list[Conclusion]:
    """What is concluded of rows of one kind, event by event; all of them parts of a visit, if there is one."""
    whole = [said("meetings", number, row) for number, row in enumerate(visit, 501)]
    resolver = Resolver(load().kinds[kind], world(), frozenset(off), lambda _: whole)
    events: dict[str, list[Said]] = {}
    for number, row in enumerate(rows, 1):
        events.setdefault(row.get("event", "the-event"), []).append(said(kind, number, row))
    return [
        one
        for event in sorted(events)
        for strand in resolver.event(event, sorted(events[event], key=lambda claim: claim.claim))
        for one in strand.conclusions
    ]


@pytest.fixture
def concluded() -> Ask:
    """What is concluded of the rows of one kind: ``concluded("transfers", {"date": "2012"}, ...)``."""
    return lambda kind, *rows, off=(), visit=(): conclusions(kind, rows, off, visit)


def field(found: Sequence[Conclusion], name: str, stage: str = "") -> Conclusion:
    """The one conclusion on a field."""
    [one] = [one for one in found if one.field == name and (not stage or one.stage == stage)]
    return one
