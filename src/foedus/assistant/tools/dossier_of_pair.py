"""The dossier of two: what ties or divides them, what is contested, and what data sets have of them."""

from typing import Annotated

import msgspec

from foedus.assistant.answer import Told, counted
from foedus.assistant.tool import Asked, Clocked, Text, Tool, sliced
from foedus.assistant.tools.dossier_of_entity import RULE, Event, events
from foedus.assistant.tools.open_event import Against, ids
from foedus.views.selection import Selection
from foedus.views.site import asked as pages
from foedus.views.site.known import Known
from foedus.views.site.pair import pair as shown


class Arguments(Clocked, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Of which two."""

    one: Annotated[Text, msgspec.Meta(description="Key, name or alias of the one.")]
    other: Annotated[Text, msgspec.Meta(description="Key, name or alias of the other.")]
    kind: Annotated[Text, msgspec.Meta(description="Only events of this kind, such as transfers.")] = ""
    since: Annotated[Text, msgspec.Meta(description="Only what may reach into the time from this day or year on.")] = ""
    until: Annotated[Text, msgspec.Meta(description="Only what may have begun by this day or year.")] = ""


class Contested(msgspec.Struct, frozen=True):
    """Something on which claims contradict each other."""

    event: str
    title: str
    label: str
    why: str
    sides: tuple[Against, ...]


class About(msgspec.Struct, frozen=True):
    """The two."""

    one: str
    other: str
    names: tuple[str, str]
    claims_total: int
    events_total: int
    firm: int
    soft: int
    conflicts: int
    undated: int
    contested: tuple[Contested, ...]
    data_sets: Known
    """What the case's profile of data sets has of the two: facts, what is nil in a window, what nobody looked at."""


def answer(asked: Asked, given: Arguments) -> Told:
    """Two entities by key, name or alias."""
    record = asked.record
    kind = record.kind(given.kind).kind if given.kind else ""
    selection = Selection(kind=kind, since=given.since, until=given.until)
    found = shown(pages.Asked(record, selection, (record.entity(given.one), record.entity(given.other))))
    contested = tuple(
        Contested(c.event, c.title, c.label, c.says, tuple(Against(s.words, ids(s.claims)) for s in c.sides))
        for c in found.contested
    )
    items: list[Event] = [*events(found.kinds), *events(found.groups)]
    said = (
        f"{found.names[0]} and {found.names[1]}: cooperative events {found.firm} firm, {found.soft} soft; disputes or "
        f"restrictions between them {found.conflicts}; {counted(found.claims, 'claim')}; without a date: "
        f"{found.undated}."
    )
    return Told(
        answer=said,
        about=About(
            found.a, found.b, found.names, found.claims, found.events, found.firm, found.soft, found.conflicts,
            found.undated, contested, found.known,
        ),
        items=sliced(items, given.start),
        start=given.start,
        total=len(items),
        what="events by kind",
        coverage=(RULE, "Events of groups to which both belong stand last and are not counted for the two."),
    )  # fmt: skip


TOOL = Tool(
    name="dossier_of_pair",
    title="Dossier of a pair",
    says=(
        "What ties two states (or other entities) and what divides them: agreements, transfers, exercises, disputes "
        "with how far each got, what is contested, and what data sets know of the two."
    ),
    arguments=Arguments,
    answer=answer,
    about=About,
    item=Event,
    hint="list_entities finds keys and names.",
)
