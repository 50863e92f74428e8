"""Which arguments are on what is asked: a topic with what is under it, an event, an actor; by keys alone."""

from collections.abc import Mapping

import msgspec

from foedus.measures.measured import MeasureError
from foedus.record import Record
from foedus.record.ask import AskError
from foedus.record.words import Words
from foedus.terms.words import fold, nearest


class Question(msgspec.Struct, frozen=True):
    """What is asked, and how its arguments are found."""

    key: str
    label: str
    topics: tuple[str, ...] = ()
    """Topics, those below them too."""
    event: str = ""
    actor: str = ""
    also: str = ""
    """The label of the one topic that all arguments of an event are on, which is asked with it."""

    @property
    def where(self) -> tuple[str, list[object]]:
        """An SQL condition on arguments, and its values."""
        if not self.key:
            return "true", []
        conditions = ["list_contains(?::VARCHAR[], question)"]
        values: list[object] = [[*self.topics, self.event] if self.event else list(self.topics)]
        if self.event:
            conditions.append("event = ?")
            values.append(self.event)
        if self.actor:
            conditions.append("list_contains(concerns, ?)")
            values.append(self.actor)
        return " OR ".join(conditions), values


def question(record: Record, text: str) -> Question:
    """What a topic, event or actor stands for; without a text everything.

    An event all of whose arguments are on one topic is asked with that topic. Raises `MeasureError` with what is near
    for what is none of these.
    """
    asked = text.strip()
    words = Words.of(record)
    if not asked:
        return Question("", "everything that reasons are given for")
    topic = next((key for key, label in words.topics.items() if fold(asked) in (fold(key), fold(label))), "")
    if topic:
        return Question(topic, words.label(topic), topics=below(record, topic))
    event, actor = _event(record, asked), _actor(record, asked)
    if not event and not actor:
        raise MeasureError(f"There is no topic, event or actor '{text}'.", _hint(record, asked))
    topics: tuple[str, ...] = ()
    also = ""
    if event:
        on = record.con.execute(
            "SELECT DISTINCT question FROM arguments WHERE event = ? ORDER BY 1 LIMIT 2", [event]
        ).fetchall()
        if len(on) == 1 and on[0][0] in words.topics:
            topics, also = below(record, on[0][0]), words.label(on[0][0])
    label = words.title(event) if event else words.label(actor)
    return Question(event or actor, label, topics, event, actor, also)


def below(record: Record, topic: str) -> tuple[str, ...]:
    """A topic and all that are under it. A cycle among topics is gone round once."""
    parents: Mapping[str, str] = dict(record.con.execute("SELECT topic, coalesce(parent, '') FROM topics").fetchall())
    found = {topic: None}
    grown = True
    while grown:
        more = [key for key, parent in sorted(parents.items()) if parent in found and key not in found]
        grown = bool(more)
        found.update(dict.fromkeys(more))
    return tuple(found)


def _event(record: Record, text: str) -> str:
    """An event that is there at the clocks or at others: a clock does not make a key unknown."""
    rows = record.con.execute("SELECT event FROM store.events WHERE event = ?", [text]).fetchall()
    return rows[0][0] if rows else ""


def _actor(record: Record, text: str) -> str:
    try:
        return record.entity(text)
    except AskError:
        return ""


def _hint(record: Record, text: str) -> str:
    """What is near: a topic, or an event or actor that arguments are about."""
    con = record.con
    keys = [key for key, label in Words.of(record).topics.items() for key in (key, label)]
    for column in ("event", "unnest(concerns)"):
        keys += [r[0] for r in con.execute(f"SELECT DISTINCT {column} FROM store.arguments ORDER BY 1").fetchall()]
    near = nearest(text, keys)
    if near:
        return f"Did you mean '{near}'?"
    holding = [key for key in keys if fold(text) in fold(key)][:3]
    if holding:
        return "Did you mean " + " or ".join(f"'{key}'" for key in holding) + "?"
    return "`foedus measure arguments CASE` lists the topics that reasons are given on."
