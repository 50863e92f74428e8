"""The dossier of an entity: what it is, where it belongs, with whom it is tied, and its events by kind."""

from collections.abc import Iterable

import msgspec

from foedus.measures import membership
from foedus.record import Record, Rows
from foedus.record.held import rows_of
from foedus.record.once import once
from foedus.record.words import Words
from foedus.views.actor import partners
from foedus.views.evidence import Evidence
from foedus.views.site.asked import Asked
from foedus.views.site.behind import Behind
from foedus.views.site.citing import cited as citing
from foedus.views.site.entities import split, type_labels
from foedus.views.site.lines import ClaimLine, cited
from foedus.views.site.named import Named, named
from foedus.views.site.standings import Lane, OfKind, Stood, by_kind, lanes

MOST_EVENTS = 12
"""Events of a kind that a dossier lists; the others are a click away."""
MOST_PARTNERS = 24
STATES = ("state", "territory")
MEMBERSHIPS = "memberships"


class Belonging(msgspec.Struct, frozen=True):
    """How a state stands to an organisation, as the record concludes."""

    key: str
    """Of the other one: the organisation on a state's page, the state on an organisation's."""
    name: str
    status: str
    """in | out | denied | ahead | open"""
    words: str
    claims: tuple[ClaimLine, ...]


class Tied(msgspec.Struct, frozen=True):
    """Somebody it is tied to, by how many single events."""

    key: str
    name: str
    firm: int
    soft: int
    kinds: tuple[tuple[str, str, int, int], ...]
    """Kind, what it is called, firm and soft events."""
    conflicts: int
    """Single disputes and restrictions between the two."""


class OfType(msgspec.Struct, frozen=True):
    """What belongs to it, of one type."""

    label: str
    items: tuple[Named, ...]


class Entity(msgspec.Struct, frozen=True):
    """What the record has of an entity at its clocks."""

    title: str
    entity: str
    type: str
    type_label: str
    aliases: tuple[str, ...]
    country: tuple[Named, ...]
    """The states that it belongs to."""
    office: str
    note: str
    members: tuple[Named, ...]
    """Of a group."""
    groups: tuple[Named, ...]
    """The groups of entities that it is a member of."""
    own: tuple[OfType, ...]
    """What belongs to it: firms, persons, platforms."""
    claims: int
    events: int
    named: int
    """Claims that name it, rather than something of its."""
    undated: int
    belongs: tuple[Belonging, ...]
    partners: tuple[Tied, ...]
    more_partners: int
    kinds: tuple[OfKind, ...]
    lanes: tuple[Lane, ...]
    source_line: str
    sources: tuple[str, ...]

    def rows(self) -> Rows:
        """The events that the dossier lists."""
        return event_rows(self.kinds)


def entity(asked: Asked) -> Entity:
    """An entity by key, name or alias. Raises `AskError` where there is none."""
    record = asked.record
    words, behind = Words.of(record), Behind.of(record)
    key = asked.key[0] if asked.key[0] in words.entities else record.entity(asked.key[0])
    row = rows_of(record, "entities", "entity", key)[0]
    where, values = asked.selection.conditions(record)
    chosen = f" AND claim IN (SELECT claim FROM claims WHERE {where})" if where != "true" else ""
    part = record.con.execute(
        "SELECT claim, bool_or(entity = ? AND via = 'named') FROM roles "
        f"WHERE (actor = ? OR entity = ?){chosen} GROUP BY claim",
        [key, key, key, *values],
    )
    outright = dict(part.fetchall())
    claims = list(behind.evidence(outright, said=False).values())
    tied = _tied(record, key, claims) if row["type"] in STATES else []
    kinds = by_kind(record, claims, MOST_EVENTS)
    return Entity(
        title=row["name"] or key,
        entity=key,
        type=row["type"] or "",
        type_label=type_labels(record).get(row["type"], row["type"] or ""),
        aliases=split(row["aliases"]),
        country=named(words, row["country"] or ()),
        office=words.label(row["office"]) if row["office"] else "",
        note=row["note"] or "",
        members=named(words, _keys(record, "entity", key, "member")),
        groups=named(words, _keys(record, "member", key, "entity")),
        own=_own(record, words, key),
        claims=len(claims),
        events=len({claim.event for claim in claims}),
        named=sum(outright[claim.claim] for claim in claims),
        undated=sum(not claim.date for claim in claims),
        belongs=_belongs(record, behind, key, row["type"] or ""),
        partners=tuple(tied[:MOST_PARTNERS]),
        more_partners=max(0, len(tied) - MOST_PARTNERS),
        kinds=kinds,
        lanes=lanes(record, claims),
        source_line=citing(record).line,
        sources=cited(line for of in kinds for one in of.events for line in one.claims),
    )


def event_rows(kinds: Iterable[OfKind]) -> Rows:
    """Events as rows: how far each got, and its claims."""
    names = [name for name in Stood.__struct_fields__ if name != "claims"]
    rows = [
        (*(getattr(one, name) for name in names), [line.claim for line in one.claims])
        for of in kinds
        for one in of.events
    ]
    return Rows((*names, "claims"), rows)


def _keys(record: Record, of: str, key: str, wanted: str) -> list[str]:
    """The members of a group, or the groups of a member."""
    return [row[wanted] for row in rows_of(record, "members", of, key)]


def _own(record: Record, words: Words, key: str) -> tuple[OfType, ...]:
    """What belongs to a state, by type."""
    by_type = once(record, _Own, _Own).get(key, {})
    labels = type_labels(record)
    return tuple(OfType(labels[type_], named(words, by_type[type_])) for type_ in labels if type_ in by_type)


class _Own(dict[str, dict[str, list[str]]]):
    """What belongs to each state, by type: asked once for all, as no clock changes it."""

    def __init__(self, record: Record) -> None:
        super().__init__()
        rows = record.con.execute("SELECT DISTINCT unnest(country), type, entity FROM store.entities ORDER BY ALL")
        for country, type_, entity in rows.fetchall():
            self.setdefault(country, {}).setdefault(type_, []).append(entity)


def _tied(record: Record, key: str, claims: list[Evidence]) -> list[Tied]:
    kinds = record.codebook.kinds
    return [
        Tied(
            key=one.actor,
            name=one.name,
            firm=one.firm,
            soft=one.soft,
            kinds=tuple((kind, kinds[kind].plural, firm, soft) for kind, (firm, soft) in one.kinds.items()),
            conflicts=sum(firm + soft for firm, soft in one.conflicts.values()),
        )
        for one in partners(record, key, claims)
    ]


def _belongs(record: Record, behind: Behind, key: str, type_: str) -> tuple[Belonging, ...]:
    """For a state where it belongs, for an organisation who belongs to it; those that are in come first."""
    if MEMBERSHIPS not in record.codebook.kinds:
        return ()
    if type_ in STATES:
        where = "list_contains(member, ?) OR list_has_any(member, (SELECT coalesce(list(entity), []) FROM members "
        sql = f"SELECT DISTINCT unnest(organisation) FROM {MEMBERSHIPS} WHERE {where}WHERE member = ?))"
        bodies = [body for (body,) in record.con.execute(sql, [key, key]).fetchall()]
        found = {body: one for (state, body), one in membership.standings(record, bodies).items() if state == key}
    else:
        found = {state: one for (state, _), one in membership.standings(record, [key]).items()}
    behind.lines(claim for one in found.values() for claim in one.claims)  # read all at once, not one by one below
    order = ("in", "open", "ahead", "out", "denied")
    belongings = [
        Belonging(other, behind.words.label(other), one.status, one.words, behind.lines(one.claims))
        for other, one in found.items()
    ]
    return tuple(sorted(belongings, key=lambda one: (order.index(one.status), one.name.casefold())))
