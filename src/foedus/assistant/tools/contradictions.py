"""Where claims contradict each other."""

from collections.abc import Sequence
from typing import Annotated

import msgspec

from foedus.assistant.answer import Told, counted
from foedus.assistant.tool import Asked, Clocked, Several, Text, Tool, listed, past, sliced
from foedus.assistant.tools.open_event import Against
from foedus.record import Record
from foedus.views.concluded import Concluded, of_events, sides
from foedus.views.concluded import contradictions as shown

MOST = 60
"""Contradictions that are concluded for one answer."""


class Arguments(Clocked, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which contradictions."""

    kind: Annotated[Text, msgspec.Meta(description="Only on claims of this kind, such as disputes.")] = ""
    actor: Annotated[Several, msgspec.Meta(description="Only on events of these actors, by key or name.")] = ""
    group: Annotated[Text, msgspec.Meta(description="Only on events of members of this group.")] = ""


class Contradiction(msgspec.Struct, frozen=True):
    """A field on which claims cannot all be right."""

    event: str
    title: str
    kind: str
    field: str
    label: str
    concluded: str
    """What the record concludes, in words; unresolved where no rule decides."""
    rule: str
    why: str
    sides: tuple[Against, ...]


def answer(asked: Asked, given: Arguments) -> Told:
    """The contradictions that meet what is given."""
    record, actors = asked.record, listed(given.actor)
    if not (given.kind or actors or given.group or record.as_of or record.known):
        found, total, unresolved = _some(record, given.start)
    else:
        every = shown(record, given.kind or None, actor=actors, group=given.group or None)
        found, total = sliced(every, given.start), len(every)
        unresolved = sum(one.rule == "unresolved" for one in every)
    return Told(
        answer=f"{counted(total, 'contradiction')}; decided by no rule: {unresolved}.",
        items=[_told(one) for one in found],
        start=given.start,
        total=total,
        what="contradictions",
        in_words=8,
        coverage=("A vaguer date or item counts as agreement, and is not listed.",),
    )


def _some(record: Record, start: int) -> tuple[Sequence[Concluded], int, int]:
    """As many as an answer may have room for, of the events on which most is said first: of very many all would take
    long. And how many there are, and how many of these no rule decides."""
    rows = record.con.execute(
        "SELECT event, count(DISTINCT (kind, strand, field, stage)) AS n, "
        "count(DISTINCT (kind, strand, field, stage)) FILTER (rule = 'unresolved') AS unresolved "
        "FROM contradictions GROUP BY event ORDER BY max(len(claims) + len(other_claims)) DESC, event"
    ).fetchall()
    total = sum(n for _, n, _ in rows)
    past(total, start)
    before, events, within = 0, [], 0
    for event, n, _ in rows:
        if before + n < start:
            before += n
        elif within < MOST:
            events.append(event)
            within += n
    found = of_events(record, events)
    found.sort(key=lambda one: events.index(one.event))
    return found[start - 1 - before :], total, sum(unresolved for _, _, unresolved in rows)


def _told(one: Concluded) -> Contradiction:
    return Contradiction(
        one.event, one.title, one.kind, one.field, one.label, one.words, one.rule, one.says,
        tuple(Against(said, tuple(claim.claim for claim in claims)) for said, claims in sides(one)),
    )  # fmt: skip


TOOL = Tool(
    name="contradictions",
    title="Contradictions",
    says=(
        "Where sources contradict each other: both sides with their claims, what the record concludes and by which "
        "rule. Ask it before stating as certain what an answer rests on."
    ),
    arguments=Arguments,
    answer=answer,
    item=Contradiction,
    hint="list_entities finds keys of actors, codebook the kinds.",
)
