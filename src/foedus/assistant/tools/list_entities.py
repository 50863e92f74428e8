"""The entities of a case: keys, names, types."""

from typing import Annotated

import msgspec

from foedus.assistant.answer import Told, counted
from foedus.assistant.tool import Asked, Clocked, Text, Tool, sliced
from foedus.record.ask import AskError
from foedus.terms.words import nearest
from foedus.views.selection import Selection
from foedus.views.site import asked as pages
from foedus.views.site.entities import entities as shown
from foedus.views.site.entities import type_labels


class Arguments(Clocked, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which entities."""

    text: Annotated[Text, msgspec.Meta(description="Letters of a key, name or alias; all without.")] = ""
    type: Annotated[Text, msgspec.Meta(description="Only of this type: state, organisation, firm, person, ...")] = ""


class Entity(msgspec.Struct, frozen=True):
    """An entity, with how many claims and events there are of it at the clocks."""

    entity: str
    name: str
    type: str
    aliases: tuple[str, ...]
    country: tuple[str, ...]
    claims_total: int
    events_total: int


def answer(asked: Asked, given: Arguments) -> Told:
    """The entities, by type, those with most claims first."""
    labels = type_labels(asked.record)
    if given.type and given.type not in labels:
        near = nearest(given.type, labels)
        hint = f"Did you mean '{near}'?" if near else f"Types are: {', '.join(labels)}."
        raise AskError(f"There is no type of entities called '{given.type}'.", hint)
    found = shown(pages.Asked(asked.record, Selection(q=given.text)))
    items = [
        Entity(i.entity, i.name, i.type, i.aliases, tuple(c.key for c in i.country), i.claims, i.events)
        for of in found.types
        if given.type in ("", of.type)
        for i in of.items
    ]
    return Told(
        answer=f"{len(items)} of the case’s {counted(found.total, 'entity', 'entities')}.",
        items=sliced(items, given.start),
        start=given.start,
        total=len(items),
        what="entities",
    )


TOOL = Tool(
    name="list_entities",
    title="List entities",
    says="The states, organisations, firms, persons and platforms that the claims are about, with their keys.",
    arguments=Arguments,
    answer=answer,
    item=Entity,
)
