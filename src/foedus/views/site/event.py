"""The page of an event: its history by stage, what the record concludes and by which rule, and all its claims."""

from collections.abc import Iterable, Sequence
from itertools import groupby

import msgspec

from foedus.record import Rows
from foedus.record.words import Words
from foedus.views import event as events
from foedus.views.concluded import Concluded, Side
from foedus.views.event import EventView
from foedus.views.history import history, independent
from foedus.views.site.asked import Asked
from foedus.views.site.lines import ClaimLine, cited, lines


class Named(msgspec.Struct, frozen=True):
    """A key and what it is called."""

    key: str
    name: str


class Stage(msgspec.Struct, frozen=True):
    """A stage as it is told: reached, passed on, denied, expected or weighed."""

    kind: str
    kind_label: str
    stage: str
    label: str
    phase: str
    manner: str
    when: tuple[str, ...]
    """Dates in words; several where they differ, none where no source gives one."""
    differ: bool
    disputed: bool
    roots: int
    claims: tuple[ClaimLine, ...]


class Other(msgspec.Struct, frozen=True):
    """A value that stands against the one concluded."""

    words: str
    claims: tuple[ClaimLine, ...]


class Value(msgspec.Struct, frozen=True):
    """A field, what is concluded of it, by which rule, on how many roots, and what stands against it."""

    field: str
    label: str
    value: str | None
    words: str
    rule: str
    says: str
    """What the rule says."""
    roots: int
    contradicted: bool
    claims: tuple[ClaimLine, ...]
    against: tuple[Other, ...]


class Strand(msgspec.Struct, frozen=True):
    """What is concluded of one matter within the event: one supplier, recipient and item, say."""

    kind: str
    kind_label: str
    strand: str
    name: str
    """The strand in words; '' where the event has but one of the kind."""
    values: tuple[Value, ...]


class Event(msgspec.Struct, frozen=True):
    """What is known of an event at the record's clocks."""

    title: str
    event: str
    kinds: tuple[Named, ...]
    actors: tuple[Named, ...]
    part_of: tuple[Named, ...]
    parts: tuple[Named, ...]
    prompted_by: tuple[Named, ...]
    led_to: tuple[Named, ...]
    roots: int
    """On how many independent roots it rests."""
    stages: tuple[Stage, ...]
    strands: tuple[Strand, ...]
    rules: tuple[Named, ...]
    """The rules by which it was concluded, with what they say."""
    contradictions: int
    claims: tuple[ClaimLine, ...]
    sources: tuple[str, ...]

    def rows(self) -> Rows:
        """The event's claims."""
        names = ClaimLine.__struct_fields__
        return Rows(names, [tuple(getattr(claim, name) for name in names) for claim in self.claims])


def event(asked: Asked) -> Event:
    """An event by its key. Raises `AskError` where there is none at these clocks."""
    record = asked.record
    view = events.event(record, asked.key[0])
    words = Words.of(record)
    told = {claim.claim: claim for claim in lines(words, view.claims)}
    strands = tuple(_strands(words, view.fields, told))
    return Event(
        title=view.title,
        event=view.event,
        kinds=tuple(Named(kind, record.codebook.kinds[kind].label) for kind in view.kinds),
        actors=_named(words, view.actors),
        part_of=_named(words, view.part_of),
        parts=_named(words, view.parts),
        prompted_by=_named(words, view.prompted_by),
        led_to=_named(words, view.led_to),
        roots=view.roots,
        stages=tuple(_stages(words, view, told)),
        strands=strands,
        rules=tuple(Named(rule, says) for rule, says in {one.rule: one.says for one in view.fields}.items()),
        contradictions=sum(value.contradicted for strand in strands for value in strand.values),
        claims=tuple(told[claim.claim] for claim in view.claims),
        sources=cited(told.values()),
    )


def _named(words: Words, keys: Iterable[str]) -> tuple[Named, ...]:
    return tuple(Named(key, words.title(key) if key not in words.entities else words.label(key)) for key in keys)


def _stages(words: Words, view: EventView, told: dict[str, ClaimLine]) -> Iterable[Stage]:
    for name, claims in groupby(view.claims, key=lambda claim: claim.kind):
        kind = words.record.codebook.kinds[name]
        for said in history(kind, claims):
            yield Stage(
                kind=name,
                kind_label=kind.label,
                stage=said.stage.word,
                label=said.stage.label,
                phase=said.stage.phase,
                manner=said.manner,
                when=said.whens,
                differ=said.differ,
                disputed=said.disputed,
                roots=independent(said.claims),
                claims=tuple(told[claim.claim] for claim in said.claims),
            )


def _strands(words: Words, fields: Sequence[Concluded], told: dict[str, ClaimLine]) -> Iterable[Strand]:
    kinds = words.record.codebook.kinds
    grouped = [(of, list(group)) for of, group in groupby(fields, key=lambda one: (one.kind, one.strand))]
    of_kind = [kind for (kind, _), _ in grouped]
    for (kind, strand), group in grouped:
        yield Strand(
            kind=kind,
            kind_label=kinds[kind].label,
            strand=strand,
            name=_strand_in_words(words, strand) if of_kind.count(kind) > 1 else "",
            values=tuple(_value(words, one, told) for one in group),
        )


def _strand_in_words(words: Words, strand: str) -> str:
    return " · ".join(" and ".join(words.label(key) for key in part.split("+")) for part in strand.split(" / ") if part)


def _value(words: Words, one: Concluded, told: dict[str, ClaimLine]) -> Value:
    def shown(side: Concluded | Side) -> tuple[ClaimLine, ...]:
        # What is said of a visit may stand against what is said of a paper signed on it: a claim of another event.
        missing = [claim for claim in side.claims if claim.claim not in told]
        more = {claim.claim: claim for claim in lines(words, missing)}
        return tuple(told.get(claim.claim) or more[claim.claim] for claim in side.claims)

    return Value(
        field=one.field,
        label=one.label,
        value=one.value,
        words=one.words,
        rule=one.rule,
        says=one.says,
        roots=one.roots,
        contradicted=one.contradicted,
        claims=shown(one),
        against=tuple(Other(side.words, shown(side)) for side in one.against),
    )
