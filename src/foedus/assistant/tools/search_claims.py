"""Search the claims of a case."""

from typing import Annotated

import msgspec

from foedus.assistant.answer import Told, counted
from foedus.assistant.tool import Asked, Clocked, Manner, Several, Start, Text, Tool, listed, past
from foedus.record.words import Words

MOST = 60
"""Claims that are looked up at once; an answer has room for fewer."""
ORDER = "date IS NULL, coalesce(earliest, begun_by), event, step, claim"


class Arguments(Clocked, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is searched for; everything that is given must hold."""

    text: Annotated[Text, msgspec.Meta(description="Words that occur in a claim, its event or who takes part.")] = ""
    actor: Annotated[
        Several,
        msgspec.Meta(description="Who takes part, by key, name or alias; several: all of them."),
    ] = ""
    kind: Annotated[Text, msgspec.Meta(description="A kind of claim, such as transfers; codebook lists them.")] = ""
    stage: Annotated[
        Several, msgspec.Meta(description="Only at these stages, such as delivered; codebook lists them by kind.")
    ] = ""
    manner: Annotated[tuple[Manner, ...], msgspec.Meta(description="Only claims said so.")] = ()
    group: Annotated[Text, msgspec.Meta(description="With a member of a group; describe_case lists groups.")] = ""
    source: Annotated[Text, msgspec.Meta(description="Only claims of this source, by key.")] = ""
    since: Annotated[Text, msgspec.Meta(description="Only what may reach into the time from this day or year on.")] = ""
    until: Annotated[Text, msgspec.Meta(description="Only what may have begun by this day or year.")] = ""
    start: Start = 1


class Found(msgspec.Struct, frozen=True):
    """What was found, counted."""

    total: int
    events: int
    undated: int


class Item(msgspec.Struct, frozen=True):
    """A claim; in words it stands among `claims`."""

    event: str
    title: str
    """Of the event."""
    claims: tuple[str, ...]


def answer(asked: Asked, given: Arguments) -> Told:
    """The claims that meet everything that is given, in order of time, the undated last."""
    record = asked.record
    conditions, values = record.conditions(
        actor=listed(given.actor),
        group=given.group or None,
        stage=listed(given.stage),
        assertion=given.manner,
        source=given.source or None,
        start=given.since or None,
        end=given.until or None,
        text=given.text or None,
    )
    if given.kind:
        conditions.append("kind = ?")
        values.append(record.kind(given.kind).kind)
    where = " AND ".join(conditions) or "true"
    total, events, undated = record.con.execute(
        f"SELECT count(*), count(DISTINCT event), count(*) FILTER (date IS NULL) FROM claims WHERE {where}", values
    ).fetchall()[0]
    past(total, given.start)
    rows = record.rows(
        f"SELECT claim, event FROM claims WHERE {where} ORDER BY {ORDER} LIMIT {MOST} OFFSET {given.start - 1}", values
    )
    words = Words.of(record)
    words.read(row["event"] for row in rows)
    said = f"{counted(total, 'claim')} on {counted(events, 'event')}; without a date: {undated}."
    if not total:
        said = "No claim matches. That no source of this case says it does not mean that it is not so."
    dated = given.since or given.until
    return Told(
        answer=said,
        about=Found(total, events, undated),
        items=[Item(row["event"], words.title(row["event"]), (row["claim"],)) for row in rows],
        start=given.start,
        total=total,
        what="claims",
        coverage=("A span of time leaves out claims that have no date.",) if dated else (),
    )


TOOL = Tool(
    name="search_claims",
    title="Search claims",
    says=(
        "Find claims by words, actors, kind, stage, manner (asserted, attributed, denied, expected, hypothetical), "
        "source and time. The place to begin: claims name the events, sources and actors that the other tools take."
    ),
    arguments=Arguments,
    answer=answer,
    about=Found,
    item=Item,
    hint="list_entities finds keys of actors, codebook kinds and stages, list_sources sources.",
)
