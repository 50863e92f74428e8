"""The shape of a codebook: kinds, columns, stages. Read from TOML by `load`, never changed afterwards."""

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

import msgspec

Type = Literal[
    "key",
    "word",
    "words",
    "entity",
    "entities",
    "entity-or-text",
    "event",
    "events",
    "source",
    "sources",
    "entities-or-sources",
    "entity-event-or-topic",
    "topic-or-event",
    "claims",
    "coverage",
    "date",
    "number",
    "number-or-word",
    "money",
    "text",
]
"""What a cell holds. `coverage` is what a total spans: a date, events, or `unknown`."""

Compare = Literal["exact", "set", "date", "number", "narrower", "none"]
"""How two claims of one strand are held against each other in a column.

exact: the words must be the same; set: the same members in any order; date and number: their ranges must
meet; narrower: equal, or one is the other's class (`drones` and `bayraktar-tb2`); none: never compared."""

Phase = Literal["prospect", "agreed", "done", "over"]
"""How real a stage is: talked of, agreed upon, in being, at an end."""

MANY: frozenset[str] = frozenset({"words", "entities", "events", "sources", "entities-or-sources", "claims"})
"""Types whose cells may hold several values, separated by `; `."""


class Stage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One step in the life of an event of a kind. Stages are listed in the order in which they come."""

    word: str
    label: str
    phase: Phase
    after: tuple[str, ...] = ()
    """Stages that cannot come later than this one, where the codebook knows an order in time."""
    lasting: bool = False
    """Whether an event stands at this stage for a time (in force) rather than reaching it at a moment (signed)."""


class Column(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One column of a kind's table."""

    name: str
    label: str
    type: Type
    compare: Compare = "none"
    help: str = ""
    words: Mapping[str, str] = {}
    """The closed list: word -> label on the screen."""
    phrases: Mapping[str, str] = {}
    """How a word reads inside a sentence, where that differs from its label: `an observer|observers` where it
    depends on number, `doubts|doubt|doubted` for a verb, and empty for a word that goes without saying."""
    wider: Mapping[str, str] = {}
    """For a list compared as `narrower`: the word of which another one is a case (`founding-member`, `member`)."""
    party: bool = False
    """Whether it names who acts or is acted upon: what `--actor` looks in."""
    core: bool = False
    """Whether it takes part in the strand: claims are compared only where these agree."""
    required: bool = False
    """Whether an empty cell is an error."""

    @property
    def many(self) -> bool:
        """Whether a cell may hold several values."""
        return self.type in MANY


class Ties(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which columns tie actors to each other: `among` one column, or directed `source` -> `target`."""

    among: str = ""
    source: str = ""
    target: str = ""
    tone: Literal["cooperation", "conflict"] = "cooperation"


class Clause(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a claim at one stage is put in words: alternatives, the first with all its blanks filled is used."""

    fact: tuple[str, ...]
    future: tuple[str, ...]


class Kind(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """One kind of claim: `claims/<kind>.csv`."""

    kind: str
    prefix: str
    label: str
    plural: str
    summary: str
    own: tuple[Column, ...]
    stages: tuple[Stage, ...]
    say: Mapping[str, Clause]
    parts: Mapping[str, tuple[str, ...]] = {}
    """Named pieces of sentences that the clauses share."""
    ties: Ties | None = None
    distinct: tuple[tuple[str, str], ...] = ()
    """Pairs of columns that may not name the same party."""
    contestable: bool = True
    """Whether two claims of this kind can contradict each other field by field."""
    periodic: bool = False
    """Whether claims are held against each other only where they speak of the same period, as figures do."""
    common: tuple[Column, ...] = ()

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """All columns in the order of the table's header: the common ones, then the kind's own."""
        stage_words = {stage.word: stage.label for stage in self.stages}
        return tuple(
            msgspec.structs.replace(column, words=stage_words) if column.name == "stage" else column
            for column in (*self.common, *self.own)
        )

    @cached_property
    def by_name(self) -> Mapping[str, Column]:
        """Columns by name."""
        return {column.name: column for column in self.columns}

    @cached_property
    def parties(self) -> tuple[Column, ...]:
        """The columns that name who acts or is acted upon."""
        return tuple(column for column in self.columns if column.party)

    @cached_property
    def stage_step(self) -> Mapping[str, int]:
        """The place of each stage in the list, from 1."""
        return {stage.word: place for place, stage in enumerate(self.stages, 1)}

    @cached_property
    def stage(self) -> Mapping[str, Stage]:
        """Stages by word, in order."""
        return {stage.word: stage for stage in self.stages}


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """One of the other tables of a case: sources, entities, events, topics, disagreements."""

    table: str
    label: str
    summary: str
    columns: tuple[Column, ...]
    optional: bool = False

    @cached_property
    def by_name(self) -> Mapping[str, Column]:
        """Columns by name."""
        return {column.name: column for column in self.columns}

    @property
    def key(self) -> str:
        """The column that identifies a row: the first."""
        return self.columns[0].name


class Codebook(msgspec.Struct, frozen=True):
    """Everything that can be claimed in a case."""

    kinds: Mapping[str, Kind]
    tables: Mapping[str, Table]
    common: tuple[Column, ...]

    def kind_of(self, claim: str) -> Kind | None:
        """The kind that a claim's identifier belongs to, by its prefix: `tra-012` -> transfers."""
        prefix = claim.partition("-")[0]
        return next((kind for kind in self.kinds.values() if kind.prefix == prefix), None)
