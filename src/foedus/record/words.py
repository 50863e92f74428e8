"""The record in words: names of entities, sources and events, and each claim as a sentence."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from foedus.codebook import Kind
from foedus.codebook.names import Naming, source_name
from foedus.codebook.say import sentence, titling
from foedus.codebook.say import title as headline
from foedus.record.ask import Record
from foedus.record.once import once
from foedus.record.read import firsts
from foedus.terms import states


class Names:
    """What everything in a record is called; of one build, at whatever clocks."""

    def __init__(self, record: Record) -> None:
        entities, topics, titles = (_table(record, name) for name in ("entities", "topics", "titles"))
        sources = _table(record, "sources")  # a source that is not out yet has a name
        self.naming = Naming(entities=entities, sources=sources, events=titles, topics=topics)
        self.entities = {row["entity"]: (row["name"], row["type"]) for row in entities}
        self.sources = {row["source"]: source_name(row) for row in sources}
        self.topics = {row["topic"]: row["label"] for row in topics}
        self.titles = {row["event"]: row["title"] for row in titles if row["title"]}


def _table(record: Record, name: str) -> list[dict[str, str]]:
    return [cells(row) for row in record.rows(f"SELECT * FROM store.{name}")]


class Words:
    """Names and sentences for a record."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self._made: dict[str, str] = {}
        self._titling: dict[str, tuple[str, ...]] = {}

    @classmethod
    def of(cls, record: Record) -> "Words":
        """The words of a record, made once: a record does not change while it is open."""
        found = record.kept.get(cls)
        if not isinstance(found, cls):
            found = record.kept[cls] = cls(record)
        return found

    @cached_property
    def names(self) -> "Names":
        """The tables of names: the clocks do not change them."""
        return once(self.record, Names, Names)

    @property
    def naming(self) -> Naming:
        """Names as they stand inside a sentence, with their article."""
        return self.names.naming

    @property
    def entities(self) -> Mapping[str, tuple[str, str]]:
        """Name and type of every entity, by key."""
        return self.names.entities

    @property
    def sources(self) -> Mapping[str, str]:
        """Every source as one cites it in a sentence: 'Kuzio (2024)', else its publisher or title; the year."""
        return self.names.sources

    @property
    def topics(self) -> Mapping[str, str]:
        """The label of every topic."""
        return self.names.topics

    @property
    def titles(self) -> Mapping[str, str]:
        """The title of every event that the case gives one."""
        return self.names.titles

    @cached_property
    def parts(self) -> Mapping[str, tuple[str, ...]]:
        """The events that are a part of a larger one, by that one's key."""
        rows = self.record.con.execute("SELECT unnest(part_of) AS whole, event FROM titles ORDER BY ALL").fetchall()
        found: dict[str, tuple[str, ...]] = {}
        for whole, event in rows:
            found[whole] = (*found.get(whole, ()), event)
        return found

    def name(self, key: str) -> str:
        """The name of an entity, source, topic or event as it stands inside a sentence; other text as it is."""
        return self.naming.name(key)

    def label(self, key: str) -> str:
        """The name of an entity, source, topic or event as it stands in a table or heading."""
        if key in self.entities:
            return self.entities[key][0]
        for table in (self.sources, self.topics, self.titles):
            if key in table:
                return table[key]
        state = states.states().get(key)
        return state.name if state else key

    def plural(self, key: str) -> bool:
        """Whether a name takes a plural verb: a group does."""
        return self.naming.plural(key)

    def sentence(self, row: Mapping[str, Any]) -> str:
        """A claim, given as a row of its kind's table, in plain words."""
        return sentence(self._kind(row), cells(row), self.name, self.plural)

    def _kind(self, row: Mapping[str, Any]) -> Kind:
        return self.record.kind(str(row["kind"]))

    def title(self, event: str, first: Mapping[str, Any] | None = None) -> str:
        """The title of an event: the case's, else what its first claim says in short.

        `first`: that claim, of all that the event has, as a row of its kind's table, where they have been read already.
        """
        if event in self.titles:
            return self.titles[event]
        found = self._made.get(event)
        if found is None:
            found = self._headline(first) if first else self._title(event)
            self._made[event] = found
        return found

    def read(self, events: Iterable[str]) -> None:
        """Have the titles of many events at hand, where `title` would ask for each by itself."""
        wanted = [event for event in dict.fromkeys(events) if event not in self.titles and event not in self._made]
        if wanted:
            self._made.update((row["event"], self._headline(row)) for row in firsts(self.record, wanted))

    def _title(self, event: str) -> str:
        self.read([event])
        return self._made.get(event, event)

    def _headline(self, row: Mapping[str, Any]) -> str:
        kind = self._kind(row)
        if kind.kind not in self._titling:
            self._titling[kind.kind] = titling(kind)
        told = cells({name: row[name] for name in self._titling[kind.kind]})
        return headline(kind, told, self.name, self.plural)


def cells(row: Mapping[str, Any]) -> dict[str, str]:
    """A row of the record as the texts of the case's file: lists joined, '' where it is silent."""
    return {
        name: "; ".join(value) if isinstance(value, list) else "" if value is None else str(value)
        for name, value in row.items()
    }
