"""The record in words: names of entities, sources and events, and each claim as a sentence."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from foedus.codebook import Kind
from foedus.codebook.names import Naming, source_name
from foedus.codebook.say import sentence
from foedus.codebook.say import title as headline
from foedus.record.ask import Record
from foedus.terms import states


class Words:
    """Names and sentences for a record. Loads each table of names once."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self._made: dict[str, str] = {}

    @classmethod
    def of(cls, record: Record) -> "Words":
        """The words of a record, made once: a record does not change while it is open."""
        found = record.kept.get(cls)
        if not isinstance(found, cls):
            found = record.kept[cls] = cls(record)
        return found

    @cached_property
    def naming(self) -> Naming:
        """Names as they stand inside a sentence, with their article."""
        return Naming(
            entities=self._tables("entities"),
            sources=self._tables("store.sources"),  # a source that is not out yet has a name
            events=self._tables("titles"),
            topics=self._tables("topics"),
        )

    @cached_property
    def entities(self) -> Mapping[str, tuple[str, str]]:
        """Name and type of every entity, by key."""
        return {row["entity"]: (row["name"], row["type"]) for row in self._tables("entities")}

    @cached_property
    def sources(self) -> Mapping[str, str]:
        """Every source as one cites it in a sentence: 'Kuzio (2024)', else its publisher or title; the year."""
        return {row["source"]: source_name(row) for row in self._tables("store.sources")}

    @cached_property
    def topics(self) -> Mapping[str, str]:
        """The label of every topic."""
        return {row["topic"]: row["label"] for row in self._tables("topics")}

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """The title of every event that the case gives one."""
        return {row["event"]: row["title"] for row in self._tables("titles") if row["title"]}

    @cached_property
    def parts(self) -> Mapping[str, tuple[str, ...]]:
        """The events that are a part of a larger one, by that one's key."""
        rows = self.record.con.execute("SELECT unnest(part_of) AS whole, event FROM titles ORDER BY ALL").fetchall()
        found: dict[str, tuple[str, ...]] = {}
        for whole, event in rows:
            found[whole] = (*found.get(whole, ()), event)
        return found

    def _tables(self, table: str) -> list[dict[str, str]]:
        return [cells(row) for row in self.record.rows(f"SELECT * FROM {table}")]

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

        `first`: that claim as a row of its kind's table, where the event's claims have been read already.
        """
        if event in self.titles:
            return self.titles[event]
        found = self._made.get(event)
        if found is None:
            found = self._made[event] = self._headline(first) if first else self._title(event)
        return found

    def _title(self, event: str) -> str:
        rows = self.record.rows("SELECT kind, claim FROM claims WHERE event = ? ORDER BY claim LIMIT 1", [event])
        if not rows:
            return event
        full = self.record.rows(f'SELECT * FROM "{rows[0]["kind"]}" WHERE claim = ?', [rows[0]["claim"]])
        return self._headline(full[0])

    def _headline(self, row: Mapping[str, Any]) -> str:
        return headline(self._kind(row), cells(row), self.name, self.plural)


def cells(row: Mapping[str, Any]) -> dict[str, str]:
    """A row of the record as the texts of the case's file: lists joined, '' where it is silent."""
    return {
        name: "; ".join(value) if isinstance(value, list) else "" if value is None else str(value)
        for name, value in row.items()
    }
