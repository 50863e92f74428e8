"""The dossier of an entity: what it is, with whom it is tied, where it belongs, and its events."""

from typing import Annotated

import msgspec

from foedus.assistant.answer import Told, counted
from foedus.assistant.tool import Asked, Clocked, Text, Tool, sliced
from foedus.assistant.tools.open_event import ids
from foedus.views.evidence import Evidence
from foedus.views.selection import Selection
from foedus.views.site import asked as pages
from foedus.views.site.behind import Behind
from foedus.views.site.entity import entity as shown
from foedus.views.site.named import Named
from foedus.views.site.standings import OfKind, by_kind

RULE = (
    "firm: single events that a source itself tells as agreed or done and none denies; soft: passed on, disputed, "
    "expected or weighed. Counts follow what the sources looked at: they rank nobody."
)


class Arguments(Clocked, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Whose dossier."""

    entity: Annotated[Text, msgspec.Meta(description="Key, name or alias of a state, body, firm, person or thing.")]
    kind: Annotated[Text, msgspec.Meta(description="Only events of this kind, such as transfers.")] = ""
    since: Annotated[Text, msgspec.Meta(description="Only what may reach into the time from this day or year on.")] = ""
    until: Annotated[Text, msgspec.Meta(description="Only what may have begun by this day or year.")] = ""


class Belongs(msgspec.Struct, frozen=True):
    """How it stands to an organisation, or a state to it, as the record concludes."""

    key: str
    name: str
    status: str
    """in | out | denied | ahead | open"""
    words: str
    claims: tuple[str, ...]


class Partner(msgspec.Struct, frozen=True):
    """Somebody it is tied to, by how many single events."""

    key: str
    name: str
    firm: int
    soft: int
    conflicts: int


class About(msgspec.Struct, frozen=True):
    """The entity."""

    entity: str
    name: str
    type: str
    country: tuple[Named, ...]
    aliases: tuple[str, ...]
    claims_total: int
    events_total: int
    undated: int
    belongs: tuple[Belongs, ...]
    partners: tuple[Partner, ...]
    more_partners: int


class Event(msgspec.Struct, frozen=True):
    """An event, the furthest stage that is told, and how firmly."""

    kind: str
    event: str
    title: str
    when: str
    reached: str
    firmness: str
    """told | passed on | disputed | denied | expected | weighed"""
    awaited: str
    roots: int
    claims: tuple[str, ...]


def answer(asked: Asked, given: Arguments) -> Told:
    """An entity by key, name or alias."""
    record = asked.record
    kind = record.kind(given.kind).kind if given.kind else ""
    selection = Selection(kind=kind, since=given.since, until=given.until)
    found = shown(pages.Asked(record, selection, (record.entity(given.entity),)))
    where, values = selection.conditions(record)
    rows = record.con.execute(
        f"SELECT claim FROM claims WHERE claim IN (SELECT claim FROM roles WHERE actor = ? OR entity = ?) AND {where}",
        [found.entity, found.entity, *values],
    ).fetchall()
    claims: list[Evidence] = [*Behind.of(record).evidence(key for (key,) in rows).values()]
    items = events(by_kind(record, claims))
    return Told(
        answer=(
            f"{found.title}: {counted(found.claims, 'claim')} on {counted(found.events, 'event')}; without a date: "
            f"{found.undated}."
        ),
        about=About(
            entity=found.entity,
            name=found.title,
            type=found.type_label,
            country=found.country,
            aliases=found.aliases,
            claims_total=found.claims,
            events_total=found.events,
            undated=found.undated,
            belongs=tuple(Belongs(b.key, b.name, b.status, b.words, ids(b.claims)) for b in found.belongs),
            partners=tuple(Partner(p.key, p.name, p.firm, p.soft, p.conflicts) for p in found.partners),
            more_partners=found.more_partners,
        ),
        items=sliced(items, given.start),
        start=given.start,
        total=len(items),
        what="events by kind",
        coverage=(RULE,),
    )


def events(kinds: tuple[OfKind, ...]) -> list[Event]:
    """The events of a dossier, by kind, the latest first."""
    return [
        Event(
            of.kind, one.event, one.title, one.when, one.reached, one.firmness, one.awaited, one.roots, ids(one.claims)
        )
        for of in kinds
        for one in of.events
    ]


TOOL = Tool(
    name="dossier_of_entity",
    title="Dossier of an entity",
    says=(
        "What the record has of a state, body, firm, person or platform: with whom it is tied and by how many events, "
        "which organisations it belongs to, and its events by kind with how far each got."
    ),
    arguments=Arguments,
    answer=answer,
    about=About,
    item=Event,
    hint="list_entities finds keys and names.",
)
