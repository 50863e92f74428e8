"""The codebook: what kinds of claims, stages, columns and words mean."""

from typing import Annotated

import msgspec

from foedus.assistant.answer import Told
from foedus.assistant.tool import Asked, Paged, Text, Tool, sliced
from foedus.codebook import Kind
from foedus.codebook.reference import examples

PHASES = {"prospect": "talked of", "agreed": "agreed upon", "done": "in being", "over": "at an end"}


class Arguments(Paged, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which kind."""

    kind: Annotated[Text, msgspec.Meta(description="One kind with all its columns; all kinds in short without.")] = ""


class Stage(msgspec.Struct, frozen=True):
    """A step in the life of an event."""

    stage: str
    label: str
    phase: str


class Short(msgspec.Struct, frozen=True, tag="kind", tag_field="item"):
    """A kind in short."""

    kind: str
    prefix: str
    records: str
    stages: tuple[str, ...]


class Column(msgspec.Struct, frozen=True, tag="column", tag_field="item"):
    """A column of a kind's table."""

    column: str
    label: str
    type: str
    says: str
    words: dict[str, str]
    """The closed list, with what each word means."""


class About(msgspec.Struct, frozen=True):
    """The kind, where one is asked for."""

    kind: str = ""
    prefix: str = ""
    records: str = ""
    stages: tuple[Stage, ...] = ()
    examples: tuple[str, ...] = ()
    """Made-up claims of the kind, as they read."""


def answer(asked: Asked, given: Arguments) -> Told:
    """All kinds in short, or the columns and stages of one."""
    book = asked.record.codebook
    if not given.kind:
        kinds = [_short(kind) for kind in book.kinds.values()]
        said = "A claim is one row: one source says, in one place, one thing about one event, at one stage."
        return Told(
            said, sliced(kinds, given.start), About(), start=given.start, total=len(kinds), what="kinds",
            coverage=("An empty column means that the source does not say.",),
        )  # fmt: skip
    kind = book.kinds[asked.record.kind(given.kind).kind]
    stages = tuple(Stage(stage.word, stage.label, PHASES[stage.phase]) for stage in kind.stages)
    columns = [Column(c.name, c.label, c.type, c.help, dict(c.words)) for c in kind.columns]
    return Told(
        f"{kind.plural.capitalize()}: {kind.summary}",
        sliced(columns, given.start),
        About(kind.kind, kind.prefix, kind.summary, stages, tuple(examples(kind))),
        start=given.start,
        total=len(columns),
        what="columns",
    )


def _short(kind: Kind) -> Short:
    return Short(kind.kind, kind.prefix, kind.summary, tuple(stage.word for stage in kind.stages))


TOOL = Tool(
    name="codebook",
    title="Codebook",
    says="What the kinds of claims, their stages, columns and words mean. Ask it when a word of an answer is unclear.",
    arguments=Arguments,
    answer=answer,
    about=About,
    item=Short | Column,
)
