"""One proposal in full: its sentence with what was read from which words, its cells, its form."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from foedus.case.proposals import ProposalsError, Proposed
from foedus.codebook.say import sentence
from foedus.desk.draft import Draft
from foedus.record.ask import AskError
from foedus.record.words import Words
from foedus.views.site.asked import Asked, Sent
from foedus.views.site.fields import Fault, Field, beside, fields, said, typed
from foedus.views.site.places import anchor
from foedus.views.site.waiting import ID, NOT_SHOWN, offered

ROLES = 6
"""Colours of what was read; beyond, they begin again."""
HIDDEN = frozenset({*NOT_SHOWN, "quote", "source", "locator"})
"""Columns that are told elsewhere on the page."""


class Piece(msgspec.Struct, frozen=True):
    """Words of the sentence, and what was read from them."""

    text: str
    column: str
    """`trigger` for the word that says it; '' where nothing was read."""
    label: str
    role: int
    """Its colour, from 1; 0 where it has none."""


class Cell(msgspec.Struct, frozen=True):
    """What would stand in a column."""

    column: str
    label: str
    words: str
    raw: str
    role: int


class Needed(msgspec.Struct, frozen=True):
    """A row that the case lacks and that comes with the claim."""

    table: str
    key: str
    name: str


class Shown(msgspec.Struct, frozen=True):
    """The proposal that is looked at."""

    id: str
    kind: str
    kind_label: str
    source: str
    cite: str
    in_record: bool
    """Whether the source has a page."""
    locator: str
    anchor: str
    score: float
    scored: bool
    """Whether the scorer had a say: it has none where a language model alone proposes it."""
    by: tuple[str, ...]
    """Who proposes it; nothing where it is the reader alone."""
    language: str
    """ISO 639-1 of its sentence; '' where it is English or not told."""
    pieces: tuple[Piece, ...]
    claim: str
    """As a sentence of the codebook."""
    cells: tuple[Cell, ...]
    why: str
    event: str
    event_title: str
    event_why: str
    against: tuple[str, ...]
    needs: tuple[Needed, ...]
    fields: tuple[Field, ...]
    faults: tuple[Fault, ...]
    opened: bool
    """Whether its fields are shown: what was typed was refused."""
    place: int
    """Among those that wait and are chosen, from 1."""
    next: str
    previous: str


class Names:
    """What keys are called, those that only come with proposals among them."""

    def __init__(self, asked: Asked, draft: Draft) -> None:
        self.words = Words.of(asked.record)
        try:
            rows = offered(draft.folder)
        except ProposalsError as error:
            raise AskError(error.message, error.hint) from error
        self.new: dict[str, dict[str, str]] = {}
        for table, key, name in (
            ("entities", "entity", "name"),
            ("topics", "topic", "label"),
            ("sources", "source", "title"),
        ):
            self.new[table] = {row[key]: row.get(name, "") or row[key] for row in rows[table] if row.get(key)}
        self.sources = self.new["sources"] | dict(self.words.sources)

    def label(self, key: str) -> str:
        """A key in words."""
        known = self.words.label(key)
        if known != key:
            return known
        return next((names[key] for names in self.new.values() if key in names), self.words.title(key))

    def within(self, key: str) -> str:
        """A key as it is named inside a sentence."""
        known = self.words.name(key)
        return known if known != key else self.label(key)


class Page:
    """One proposal in full."""

    def __init__(self, asked: Asked, draft: Draft, names: Names, narrow: Sequence[Proposed], place: int) -> None:
        self.asked, self.draft, self.names = asked, draft, names
        self.narrow, self.place, self.one = narrow, place, narrow[place]
        self.kind = draft.book.kinds.get(self.one.kind)

    def shown(self) -> Shown:
        one, words = self.one, self.names.words
        sent = self.asked.sent if self.asked.sent and self.asked.sent.one(ID) == one.id else None
        event, source = one.row.get("event", ""), one.row.get("source", "")
        many = len(self.narrow) > 1
        roles = _roles(one)
        made, faults = self._fields(sent)
        locator = one.row.get("locator", "")
        return Shown(
            id=one.id,
            kind=one.kind,
            kind_label=self.kind.label if self.kind else one.kind,
            source=source,
            cite=self.names.sources.get(source, source),
            in_record=source in words.sources,
            locator=locator,
            anchor=anchor(locator),
            score=one.score,
            scored=one.scored,
            by=one.by,
            language=one.language,
            pieces=tuple(self._pieces(roles)),
            claim=sentence(self.kind, one.row, self.names.within, words.plural) if self.kind else "",
            cells=tuple(self._cells(roles)),
            why=one.why,
            event=event,
            event_title=words.title(event),
            event_why=one.event_why,
            against=one.against,
            needs=tuple(self._needs()),
            fields=made,
            faults=faults,
            opened=bool(sent),
            place=self.place + 1,
            next=self.narrow[(self.place + 1) % len(self.narrow)].id if many else "",
            previous=self.narrow[self.place - 1].id if many else "",
        )

    def _label(self, column: str) -> str:
        by_name = self.kind.by_name if self.kind else {}
        return by_name[column].label if column in by_name else column

    def _pieces(self, roles: Mapping[str, int]) -> Iterator[Piece]:
        """The sentence cut where something was read; where two places overlap, the first one counts."""
        text, at = self.one.sentence, 0
        spans = sorted((start, end, column) for column, found in self.one.spans.items() for start, end in found)
        for start, end, column in spans:
            if start < at or end > len(text) or start >= end:
                continue
            if start > at:
                yield Piece(text[at:start], "", "", 0)
            label = "what says it" if column == "trigger" else self._label(column)
            yield Piece(text[start:end], column, label, roles.get(column, 0))
            at = end
        if at < len(text):
            yield Piece(text[at:], "", "", 0)

    def _cells(self, roles: Mapping[str, int]) -> Iterator[Cell]:
        by_name = self.kind.by_name if self.kind else {}
        order = {name: place for place, name in enumerate(by_name)}
        for column, raw in sorted(self.one.row.items(), key=lambda item: order.get(item[0], len(order))):
            if column in HIDDEN or not raw or column == "event":
                continue
            known = by_name.get(column)
            if known is not None and known.words:
                words = "; ".join(known.words.get(one.strip(), one.strip()) for one in raw.split(";"))
            else:
                words = (said(known, raw, self.names.label, days=False) if known is not None else "") or raw
            yield Cell(column, self._label(column), words, raw, roles.get(column, 0))

    def _needs(self) -> Iterator[Needed]:
        """Rows that came with the proposals, that this one names, and that the case lacks."""
        words = self.names.words
        there = {"entities": words.entities, "sources": words.sources, "topics": words.topics}
        values = dict.fromkeys(value.strip() for cell in self.one.row.values() for value in cell.split(";"))
        for table, names in self.names.new.items():
            for key in values:
                if key in names and key not in there[table]:
                    yield Needed(table, key, names[key])

    def _fields(self, sent: Sent | None) -> tuple[tuple[Field, ...], tuple[Fault, ...]]:
        if self.kind is None:
            return (), ()
        columns = [column for column in self.kind.columns if column.name not in NOT_SHOWN]
        cells = typed(columns, sent.fields, self.one.row) if sent else dict(self.one.row)
        names = [column.name for column in columns]
        subjects = {finding.subject for finding in sent.findings} if sent else set()
        file = f"claims/{self.one.kind}.csv"
        own, others = beside(sent.findings if sent else (), names, file, subjects)
        made = fields(columns, cells, self.names.label, key="claim", fixed=False, faults=own, without=NOT_SHOWN)
        return made, tuple(others)


def _roles(one: Proposed) -> dict[str, int]:
    columns = [column for column in one.spans if column != "trigger"]
    return {column: place % ROLES + 1 for place, column in enumerate(columns)}
