"""The record in words: names of entities, sources and events, and each claim as a sentence."""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from foedus.codebook import Kind
from foedus.codebook.say import article, sentence
from foedus.codebook.say import title as headline
from foedus.record.ask import Record
from foedus.terms import states
from foedus.terms.dates import DateError, parse

YEAR = re.compile(r"\d{4}")


class Words:
    """Names and sentences for a record. Loads each table of names once."""

    def __init__(self, record: Record) -> None:
        self.record = record

    @cached_property
    def entities(self) -> Mapping[str, tuple[str, str]]:
        """Name and type of every entity, by key."""
        return {key: (name, kind) for key, name, kind in self._rows("SELECT entity, name, type FROM entities")}

    @cached_property
    def sources(self) -> Mapping[str, str]:
        """Every source as one cites it in a sentence: 'Kuzio (2024)', else its publisher or a short title."""
        query = "SELECT source, authors, publisher, title, published FROM store.sources"
        return {key: short(authors, publisher, title, published) for key, authors, publisher, title, published in self._rows(query)}

    @cached_property
    def topics(self) -> Mapping[str, str]:
        """The label of every topic."""
        return dict(self._rows("SELECT topic, label FROM topics"))

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """The title of every event that the case gives one."""
        return dict(self._rows("SELECT event, title FROM titles WHERE title IS NOT NULL"))

    def _rows(self, query: str) -> list[tuple[Any, ...]]:
        return self.record.con.execute(query).fetchall()

    def name(self, key: str) -> str:
        """The name of an entity, source, topic or event as it stands inside a sentence; other text as it is."""
        if key in self.entities:
            name, kind = self.entities[key]
            return article(kind, name)
        return self.label(key)

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
        return self.entities.get(key, ("", ""))[1] == "group"

    def sentence(self, row: Mapping[str, Any]) -> str:
        """A claim, given as a row of its kind's table, in plain words."""
        return sentence(self._kind(row), cells(row), self.name, self.plural)

    def _kind(self, row: Mapping[str, Any]) -> Kind:
        return self.record.kind(str(row["kind"]))

    def title(self, event: str) -> str:
        """The title of an event: the case's, else what its first claim says in short."""
        if event in self.titles:
            return self.titles[event]
        rows = self.record.query("SELECT kind, claim FROM claims WHERE event = ? ORDER BY claim LIMIT 1", [event])
        if not rows:
            return event
        full = self.record.query(f'SELECT * FROM "{rows[0]["kind"]}" WHERE claim = ?', [rows[0]["claim"]])
        return headline(self._kind(full[0]), cells(full[0]), self.name, self.plural)


def cells(row: Mapping[str, Any]) -> dict[str, str]:
    """A row of the record as the texts of the case's file: lists joined, '' where it is silent."""
    return {
        name: "; ".join(value) if isinstance(value, list) else "" if value is None else str(value)
        for name, value in row.items()
    }


def short(authors: str | None, publisher: str | None, title: str | None, published: str | None) -> str:
    """A source as one cites it in a sentence: the authors' surnames, else the publisher, else the title; the year."""
    names = [part.strip().split()[-1] for part in (authors or "").split(";") if part.strip()]
    if len(names) > 2:
        who = f"{names[0]} and others"
    elif names:
        who = " and ".join(names)
    elif publisher:
        who = publisher
    else:
        who = f"“{title}”" if title else "an unnamed source"
    year = _year(published)
    return f"{who} ({year})" if year else who


def _year(published: str | None) -> str:
    try:
        parsed = parse(published or "")
    except DateError:
        return ""
    if parsed.year:
        return str(parsed.year)
    return f"by {parsed.latest.year}" if parsed.latest else ""
