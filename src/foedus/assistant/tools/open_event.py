"""An event: how far it got, who says so, what is concluded of it and by which rule."""

from collections.abc import Iterable, Sequence
from typing import Annotated

import msgspec

from foedus.assistant.answer import Told, counted
from foedus.assistant.tool import Asked, Clocked, Text, Tool, sliced
from foedus.views.site import asked as pages
from foedus.views.site.event import Event, Named, Strand
from foedus.views.site.event import event as shown
from foedus.views.site.lines import ClaimLine


class Arguments(Clocked, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which event."""

    event: Annotated[Text, msgspec.Meta(description="The key of an event, as claims name it.")]


class About(msgspec.Struct, frozen=True):
    """The event."""

    event: str
    title: str
    kinds: tuple[str, ...]
    actors: tuple[Named, ...]
    part_of: tuple[Named, ...]
    parts: tuple[Named, ...]
    prompted_by: tuple[Named, ...]
    led_to: tuple[Named, ...]
    roots: int
    """Independent roots on which it rests: sources that only repeat one another count once."""
    contradictions: int


class Stage(msgspec.Struct, frozen=True, tag="stage", tag_field="item"):
    """A stage as it is told."""

    kind: str
    stage: str
    label: str
    manner: str
    when: tuple[str, ...]
    disputed: bool
    roots: int
    claims: tuple[str, ...]


class Against(msgspec.Struct, frozen=True):
    """A value that stands against the one concluded."""

    words: str
    claims: tuple[str, ...]


class Concluded(msgspec.Struct, frozen=True, tag="concluded", tag_field="item"):
    """A field, what the record concludes of it, and by which rule."""

    kind: str
    strand: str
    field: str
    label: str
    words: str
    rule: str
    why: str
    contradicted: bool
    roots: int
    claims: tuple[str, ...]
    against: tuple[Against, ...]


def answer(asked: Asked, given: Arguments) -> Told:
    """An event by its key."""
    found = shown(pages.Asked(asked.record, key=(asked.record.event_key(given.event.strip()),)))
    items: Sequence[Stage | Concluded] = [*_stages(found), *_concluded(found.strands)]
    claims = f"{counted(len(found.claims), 'claim')} on {counted(found.roots, 'independent root')}"
    disputed = f"; contradicted: {counted(found.contradictions, 'field')}" if found.contradictions else ""
    return Told(
        answer=f"{found.title}: {claims}{disputed}.",
        about=About(
            found.event, found.title, tuple(kind.key for kind in found.kinds), found.actors, found.part_of, found.parts,
            found.prompted_by, found.led_to, found.roots, found.contradictions,
        ),
        items=sliced(items, given.start),
        start=given.start,
        total=len(items),
        what="stages and conclusions",
        coverage=("What is concluded follows the rule that stands beside it; it is no claim of any source.",),
    )  # fmt: skip


def _stages(found: Event) -> Iterable[Stage]:
    for one in found.stages:
        yield Stage(one.kind, one.stage, one.label, one.manner, one.when, one.disputed, one.roots, ids(one.claims))


def _concluded(strands: Iterable[Strand]) -> Iterable[Concluded]:
    for strand in strands:
        for one in strand.values:
            yield Concluded(
                strand.kind, strand.name, one.field, one.label, one.words, one.rule, one.says, one.contradicted,
                one.roots, ids(one.claims), tuple(Against(other.words, ids(other.claims)) for other in one.against),
            )  # fmt: skip


def ids(claims: Iterable[ClaimLine]) -> tuple[str, ...]:
    """The identifiers of claims."""
    return tuple(line.claim for line in claims)


TOOL = Tool(
    name="open_event",
    title="Open an event",
    says=(
        "All that is claimed of one event: its stages (agreed, signed, delivered, ...) with dates and who says so, "
        "what the record concludes of each field and by which rule, and what stands against that."
    ),
    arguments=Arguments,
    answer=answer,
    about=About,
    item=Stage | Concluded,
    hint="search_claims with words of it finds the keys of events.",
)
