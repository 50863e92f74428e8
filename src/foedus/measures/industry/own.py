"""Whose figures they are: a government's own, its makers' own, or somebody else's; by source and attribution."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from foedus.record import Record
from foedus.record.conclude.claims import World
from foedus.terms.words import fold

GOVERNMENT, MAKERS, OTHERS = "its government’s own", "its makers’ own", "others’"
OFFICIAL, COMPANY = "official", "company"
OFFICES = ("agency", "state")


class Whose(msgspec.Struct, frozen=True):
    """Whose word a figure is, and why it is called that."""

    label: str
    why: str


class Ownership:
    """Tells whose figures are whose. Reads the sources and entities of a record once."""

    def __init__(self, record: Record) -> None:
        self.world = World.of(record)
        rows = record.rows("SELECT source, type, title, authors, publisher FROM store.sources")
        self.sources: dict[str, Mapping[str, Any]] = {row["source"]: row for row in rows}
        names = record.con.execute("SELECT entity, name, coalesce(aliases, ''), type, office FROM entities").fetchall()
        self._names = {
            key: [fold(part) for part in (name, *aliases.split(";")) if part.strip()]
            for key, name, aliases, _, _ in names
        }
        self._office = {key for key, _, _, kind, office in names if kind == "person" and office}

    @classmethod
    def of(cls, record: Record) -> "Ownership":
        """That of a record, made once."""
        found = record.kept.get(cls)
        if not isinstance(found, cls):
            found = record.kept[cls] = cls(record)
        return found

    def whose(self, row: Mapping[str, Any], state: str) -> Whose:
        """Whose figure about a state a claim gives: by its roots; the most interested of them leads."""
        found = [self._one(key, state) for key in row["roots"]]
        order = (GOVERNMENT, MAKERS, OTHERS)
        return min(found, key=lambda whose: order.index(whose.label))

    def _one(self, key: str, state: str) -> Whose:
        if key in self.sources:
            return self._source(self.sources[key], state)
        kind = self.world.types.get(key, "")
        if state not in (*self.world.countries(key), key):
            return Whose(OTHERS, "on the word of somebody else")
        if kind in OFFICES or key in self._office:
            return Whose(GOVERNMENT, "on the word of its government, an agency or an office-holder")
        if kind == "firm":
            return Whose(MAKERS, "on the word of a firm of its own")
        return Whose(OTHERS, "on the word of somebody without an office")

    def _source(self, source: Mapping[str, Any], state: str) -> Whose:
        by = f"{source['publisher'] or ''} {source['authors'] or ''}"
        kind = source["type"]
        if kind == OFFICIAL:
            other = self._states_in(by) - {state}
            if other and state not in self._states_in(by):
                return Whose(OTHERS, "in an official source of another state")
            return Whose(
                GOVERNMENT,
                "in an official source"
                + ("" if state in self._states_in(by) else ", whose state its entry does not name"),
            )
        if kind == COMPANY:
            return Whose(MAKERS, "in a source of firms, or of their association")
        return Whose(OTHERS, f"in a source of the type {str(kind).replace('-', ' ')}")

    def _states_in(self, text: str) -> set[str]:
        """The states named in who published a source."""
        said = f"-{fold(text)}-"
        states = (key for key, kind in self.world.types.items() if kind == "state")
        return {key for key in states if any(len(name) > 2 and f"-{name}-" in said for name in self._names[key])}


def subjects(world: World, keys: Sequence[str]) -> frozenset[str]:
    """The states that an indicator is about, firms and agencies standing for theirs."""
    return world.rolled(tuple(keys))
