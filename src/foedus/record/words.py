"""The record in words: names of entities, sources and events, and each claim as a sentence."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

import msgspec

from foedus.codebook import Kind
from foedus.codebook.names import Naming, source_name
from foedus.codebook.say import sentence, titling
from foedus.codebook.say import title as headline
from foedus.record.ask import Record
from foedus.record.held import Held
from foedus.record.once import once
from foedus.record.whole import Whole
from foedus.terms import states

NONE: Mapping[str, Mapping[str, Any]] = {}
_decode = msgspec.json.Decoder(dict[str, str | None]).decode


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

    def read(self, events: Iterable[str], rows: Mapping[str, Mapping[str, Any]] = NONE) -> None:
        """Have the titles of many events at hand, where `title` would ask for each by itself.

        `rows`: claims that have been read already, by key, as rows of their kinds' tables.
        """
        wanted = [event for event in dict.fromkeys(events) if event not in self.titles and event not in self._made]
        if not wanted:
            return
        whole = Whole.of(self.record)
        if whole is not None:
            found: Iterable[Mapping[str, Any]] = _held(whole, self.record.codebook.kinds, set(wanted))
        else:
            self._heads(wanted)
            left = [event for event in wanted if event not in self._made] if self.record.bounds else []
            found = self._firsts(left, rows) if left else ()
        for row in found:
            self._made[row["event"]] = self._headline(row)

    def _heads(self, events: list[str]) -> None:
        """Title the events whose first claim is there at the clocks, from what the record keeps of that."""
        record = self.record
        there = f"AND {record.bounds}" if record.bounds else ""
        held = Held.of(record)
        if held is not None and not there:
            heads = (row for event in events for row in held.rows("store.heads", "event", event))
            rows = [(row["event"], row["kind"], row["cells"]) for row in heads]
        else:
            asked = "SELECT event, kind, cells FROM store.heads WHERE event IN (SELECT unnest(?::VARCHAR[]))"
            rows = record.con.execute(f"{asked} {there}", [events]).fetchall()
        for event, kind, text in rows:
            told = {name: cell for name, cell in _decode(text).items() if cell}
            self._made[event] = headline(record.codebook.kinds[kind], told, self.name, self.plural)

    def _firsts(self, events: list[str], read: Mapping[str, Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
        """The first claim of each event, as a row of its kind's table."""
        rows = self.record.con.execute(
            "SELECT arg_min(kind, claim), min(claim) FROM claims WHERE event IN (SELECT unnest(?::VARCHAR[])) "
            "GROUP BY event ORDER BY ALL",
            [events],
        ).fetchall()
        by_kind: dict[str, list[str]] = {}
        for kind, claim in rows:
            if claim in read:
                yield read[claim]
            else:
                by_kind.setdefault(kind, []).append(claim)
        for kind, claims in by_kind.items():
            picked = ", ".join(f'"{name}"' for name in ("event", "kind", *titling(self.record.codebook.kinds[kind])))
            where = "claim IN (SELECT unnest(?::VARCHAR[]))"
            yield from self.record.rows(f'SELECT {picked} FROM "{kind}" WHERE {where} ORDER BY claim', [claims])

    def _title(self, event: str) -> str:
        self.read([event])
        return self._made.get(event, event)

    def _headline(self, row: Mapping[str, Any]) -> str:
        return headline(self._kind(row), cells(row), self.name, self.plural)


def _held(whole: Whole, kinds: Iterable[str], events: set[str]) -> Iterable[Mapping[str, Any]]:
    """The first claim of each of some events, of a record whose claims are all held."""
    first: dict[str, Mapping[str, Any]] = {}
    for kind in kinds:
        of = whole.events(kind)
        for event in events & of.keys():
            one = min(of[event], key=lambda row: str(row["claim"]))
            if event not in first or one["claim"] < first[event]["claim"]:
                first[event] = one
    return first.values()


def cells(row: Mapping[str, Any]) -> dict[str, str]:
    """A row of the record as the texts of the case's file: lists joined, '' where it is silent."""
    return {
        name: "; ".join(value) if isinstance(value, list) else "" if value is None else str(value)
        for name, value in row.items()
    }
