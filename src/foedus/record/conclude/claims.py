"""Claims as the resolver holds them, and what it knows of the entities and sources that they name."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from foedus.codebook import Column, Kind
from foedus.record.once import once
from foedus.terms.dates import parse

if TYPE_CHECKING:
    from foedus.record.ask import Record

Row = Mapping[str, Any]
TOLD = ("asserted", "attributed")
OFFICIAL_TEXTS = ("treaty-text", "official")
BODIES = ("state", "agency", "organisation")


@dataclass(slots=True)
class Said:
    """One claim: what the rules look at, and its cells of the kind's own columns that hold something."""

    claim: str
    stage: str
    step: int
    date: str
    known: datetime.date | None
    assertion: str
    told: bool
    """Whether it says that something is so."""
    attribution: tuple[str, ...]
    source: str
    roots: tuple[str, ...]
    grain: str
    credibility: str
    cells: Mapping[str, Any]

    @property
    def earliest(self) -> datetime.date | None:
        """First day on which it may have reached the stage, where it is dated."""
        return parse(self.date).earliest if self.date else None

    @property
    def begun_by(self) -> datetime.date | None:
        """Last day by which it had reached the stage; an undated claim is bounded by its source's day."""
        return (parse(self.date).begun_by if self.date else None) or self.known


class World:
    """What the case knows of the entities and sources that claims name."""

    def __init__(
        self,
        entities: Iterable[tuple[str, str, Sequence[str] | None, str | None]],
        sources: Iterable[tuple[str, str | None, str | None, datetime.date | None]],
    ) -> None:
        """`entities`: key, type, countries, office. `sources`: key, type, reliability, the day it was known from."""
        entities, sources = list(entities), list(sources)
        self.types = {entity: kind for entity, kind, _, _ in entities}
        self._countries = {entity: tuple(country or ()) for entity, _, country, _ in entities}
        self._offices = {entity for entity, _, _, office in entities if office}
        self._source_types = {source: kind for source, kind, _, _ in sources}
        self._reliability = {source: grade for source, _, grade, _ in sources if grade}
        self._known = {source: known for source, _, _, known in sources}
        self._rolled: dict[tuple[str, ...], frozenset[str]] = {}

    @classmethod
    def of(cls, record: "Record") -> "World":
        """What the record of a case knows, made once for a build: no clock changes it."""
        return once(record, cls, cls._of)

    @classmethod
    def _of(cls, record: "Record") -> "World":
        return cls(
            record.con.execute("SELECT entity, type, country, office FROM store.entities").fetchall(),
            record.con.execute("SELECT source, type, reliability, known FROM store.sources").fetchall(),
        )

    def states(self, key: str) -> tuple[str, ...]:
        """The states that an entity stands for: a firm's, agency's or person's country; itself otherwise."""
        if self.types.get(key) in ("firm", "agency", "person", "facility") and self._countries.get(key):
            return self._countries[key]
        return (key,)

    def countries(self, key: str) -> tuple[str, ...]:
        """The countries that an entity, such as a place, is said to lie in or belong to."""
        return self._countries.get(key, ())

    def rolled(self, keys: tuple[str, ...]) -> frozenset[str]:
        """Entities rolled up to the states that they stand for."""
        found = self._rolled.get(keys)
        if found is None:
            found = self._rolled[keys] = frozenset(state for key in keys for state in self.states(key))
        return found

    def platform(self, key: str) -> bool:
        """Whether a text is the key of a platform: a model, not words for a class."""
        return self.types.get(key) == "platform"

    def source_known(self, source: str) -> datetime.date | None:
        """The day from which a source was known."""
        return self._known.get(source)

    def standing(self, said: Said) -> int:
        """How near the word is to the thing: 3 primary text or a body's own, 2 the source's own, 1 passed on.

        A claim that the source vouches for is its own word, whatever footnote stands with it.
        """
        if any(
            self._source_types.get(root) in OFFICIAL_TEXTS and not self.too_early(root, said) for root in said.roots
        ):
            return 3
        if said.assertion in ("attributed", "denied") and said.attribution:
            official = any(self.types.get(a) in BODIES or a in self._offices for a in said.attribution)
            return 3 if official and said.assertion == "denied" else 1
        return 2

    def too_early(self, root: str, said: Said) -> bool:
        """Whether a cited work came out before what it is cited for: it cannot be the ground of that."""
        known = self._known.get(root)
        return bool(known and said.told and said.earliest and known < said.earliest)

    def grade(self, said: Said) -> int | None:
        """Reliability and credibility as places from the best, added; None where nobody judged, or could."""
        reliability = self._reliability.get(said.source, "")
        places = [
            "ABCDE".index(reliability) if reliability in set("ABCDE") else None,
            "12345".index(said.credibility) if said.credibility in set("12345") else None,
        ]
        known = [place for place in places if place is not None]
        return sum(known) if known else None


def compared(kind: Kind) -> tuple[Column, ...]:
    """The kind's own columns that are compared or make up the strand."""
    return tuple(column for column in kind.own if column.core or column.compare != "none")


def _carried(kind: Kind) -> list[str]:
    """The kind's own columns whose cells the resolver looks at."""
    carried = [column.name for column in compared(kind)]
    carried += [name for name in ("category", "currency", "unit") if name in kind.by_name]
    return list(dict.fromkeys(carried))


def of_rows(kind: Kind, world: World, rows: Iterable[Row]) -> Iterator[tuple[str, list[Said]]]:
    """Claims that have been read already, as rows of their kind's table, event by event."""
    carried = [(name, kind.by_name[name].many) for name in _carried(kind)]
    ordered = sorted(rows, key=lambda row: (row["event"], row["claim"]))
    for event, group in groupby(ordered, key=lambda row: str(row["event"])):
        yield event, [_of_row(kind, world, carried, row) for row in group]


def _of_row(kind: Kind, world: World, carried: Iterable[tuple[str, bool]], row: Row) -> Said:
    cells = {name: tuple(cell) if many else cell for name, many in carried if (cell := row[name])}
    return Said(
        row["claim"], row["stage"], kind.stage_step[row["stage"]], row["date"] or "",
        world.source_known(row["source"]), row["assertion"], row["assertion"] in TOLD, tuple(row["attribution"] or ()),
        row["source"], tuple(row["roots"]), row["grain"], row["credibility"] or "", cells,
    )  # fmt: skip


def said(record: "Record", kind: Kind, world: World) -> Iterator[tuple[str, list[Said]]]:
    """All claims of a kind, event by event."""
    names = _carried(kind)
    lists = {name for name in names if kind.by_name[name].many}
    picks = [_joined(name) if name in lists else f'"{name}"' for name in names]
    steps = kind.stage_step
    cursor = record.con.execute(
        f"SELECT event, claim, stage, coalesce(date, ''), assertion, {_joined('attribution')}, source, "
        f"{_joined('roots')}, grain, coalesce(credibility, ''){''.join(', ' + pick for pick in picks)} "
        f'FROM "{kind.kind}" ORDER BY event, claim'
    )
    # Texts are split here and not fetched as lists, and days are looked up: both take long to come over.
    split = _Split()
    event = ""
    group: list[Said] = []
    while rows := cursor.fetchmany(20_000):
        for row in rows:
            if row[0] != event and group:
                yield event, group
                group = []
            event, claim, stage, date, assertion, attribution, source, roots, grain, credibility = row[:10]
            cells = {
                name: split[value] if name in lists else value
                for name, value in zip(names, row[10:], strict=True)
                if value
            }
            group.append(
                Said(
                    claim, stage, steps[stage], date, world.source_known(source), assertion, assertion in TOLD,
                    split[attribution], source, split[roots], grain, credibility, cells,
                )
            )  # fmt: skip
    if group:
        yield event, group


def _joined(name: str) -> str:
    return f"array_to_string(\"{name}\", '; ')"


class _Split(dict[str, tuple[str, ...]]):
    """Texts of several keys, each taken apart once."""

    def __missing__(self, text: str) -> tuple[str, ...]:
        found = self[text] = tuple(text.split("; ")) if text else ()
        return found
