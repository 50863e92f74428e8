"""What the record concludes, as pages show it: fields of an event, contradictions with both sides, the story of one."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from foedus.record import Record
from foedus.record.ask import AskError
from foedus.record.conclude import OPEN, RULES, Conclusion, conclude, disagreements
from foedus.record.conclude.rules import READ
from foedus.record.conclude.where import HAPPENINGS, Wholes
from foedus.record.words import Words
from foedus.terms.dates import DateError, parse, say
from foedus.terms.words import nearest
from foedus.views.evidence import Evidence, by_id

SAYS: Mapping[str, str] = {rule.name: rule.says for rule in RULES}
"""What each rule says."""


class Side(msgspec.Struct, frozen=True):
    """A value, and the claims that say it. Without a value: it is said not to be so."""

    value: str | None
    words: str
    claims: tuple[Evidence, ...]


class Concluded(msgspec.Struct, frozen=True):
    """One field of a strand: what is concluded, by which rule, and what stands against it."""

    event: str
    title: str
    kind: str
    strand: str
    field: str
    label: str
    stage: str
    value: str | None
    words: str
    rule: str
    says: str
    """What the rule says."""
    contradicted: bool
    roots: int
    claims: tuple[Evidence, ...]
    against: tuple[Side, ...]

    def as_dict(self) -> dict[str, Any]:
        """For `--json`."""
        return {
            "event": self.event,
            "title": self.title,
            "kind": self.kind,
            "strand": self.strand,
            "field": self.field,
            "stage": self.stage or None,
            "value": self.value,
            "rule": self.rule,
            "roots": self.roots,
            "contradicted": self.contradicted,
            "claims": [claim.claim for claim in self.claims],
            "against": [{"value": s.value, "claims": [claim.claim for claim in s.claims]} for s in self.against],
        }


def of_event(record: Record, event: str) -> list[Concluded]:
    """Everything that is concluded of an event at the record's clocks, by kind and strand."""
    key = record.event_key(event)
    found = [one for strand in conclude(record, [key]) for one in strand.conclusions]
    return shown(record, [*found, *disagreements(record, {key})])


def of_claims(record: Record, event: str, claims: Sequence[Evidence]) -> list[Concluded]:
    """The same, where the event's claims have been read already."""
    read: dict[str, list[Mapping[str, Any]]] = {}
    for claim in claims:
        read.setdefault(claim.kind, []).append(claim.row)
    found = [one for strand in conclude(record, [event], read=read) for one in strand.conclusions]
    return shown(record, [*found, *disagreements(record, {event})], claims)


def contradictions(record: Record, kind: str | None = None, **filters: Any) -> list[Concluded]:
    """The conclusions that claims stand against which cannot be so as well, of events that meet the filters."""
    events: set[str] | None = None
    wanted: set[str] | None = None
    if kind or any(filters.values()):
        conditions, values = record.conditions(**filters)
        table, where = record.kind(kind).kind if kind else "claims", " AND ".join(conditions) or "true"
        rows = record.con.execute(f'SELECT event, claim FROM "{table}" WHERE {where}', values).fetchall()
        events, wanted = {event for event, _ in rows}, {claim for _, claim in rows}
        events |= Wholes.of(record).below(events)  # what is said of a visit may stand against its parts
    found = [
        one
        for strand in conclude(record, None if events is None else sorted(events))
        for one in strand.conclusions
        if one.contradicted and (wanted is None or wanted & one.named)
    ]
    return shown(record, found + [one for one in disagreements(record) if wanted is None or wanted & one.named])


def of_events(record: Record, events: Sequence[str]) -> list[Concluded]:
    """The contradictions of some events at the record's clocks."""
    return shown(record, contradicted(record, events))


def contradicted(record: Record, events: Sequence[str]) -> list[Conclusion]:
    """The same as the record has them, not put into words."""
    among = set(events)
    found = [one for strand in conclude(record, list(events)) for one in strand.conclusions if one.contradicted]
    return found + [one for one in disagreements(record, among) if one.event in among]


def why(record: Record, event: str, field: str) -> list[Concluded]:
    """How a field of an event was concluded. Raises `AskError` where nothing was concluded of such a field."""
    of = of_event(record, event)
    fields = list(dict.fromkeys(one.field for one in of))
    if field not in fields:
        near = nearest(field, fields)
        hint = f"Did you mean '{near}'?" if near else "Concluded are: " + ", ".join(fields) + "."
        raise AskError(f"Nothing is concluded of a field '{field}' of {event}.", hint)
    return [one for one in of if one.field == field]


def shown(record: Record, found: Sequence[Conclusion], read: Iterable[Evidence] = ()) -> list[Concluded]:
    """Conclusions in words, with their claims. `read`: claims that have been read already."""
    words = Words.of(record)
    words.read(one.event for one in found)
    claims = {claim.claim: claim for claim in read}
    named = {claim for one in found for claim in one.named}
    missing = sorted(named - claims.keys())
    if missing:
        # What is said of a visit may stand against what is said of a paper that was signed on it.
        kinds = sorted({*HAPPENINGS, *(one.kind for one in found)})
        anywhere = any(one.rule == READ for one in found)
        more = by_id(words, missing, record.codebook.kinds if anywhere else kinds)
        claims |= {claim.claim: claim for claim in more}

    def of(names: Iterable[str]) -> tuple[Evidence, ...]:
        return tuple(claims[name] for name in names)

    return [
        Concluded(
            event=one.event,
            title=words.title(one.event),
            kind=one.kind,
            strand="" if one.rule == READ else one.strand,
            field=one.field,
            label=field_label(record, one),
            stage=one.stage,
            value=one.value,
            words=in_words(record, words, one, one.value),
            rule=one.rule,
            says=SAYS[one.rule],
            contradicted=one.contradicted,
            roots=one.roots,
            claims=of(one.claims),
            against=tuple(
                Side(o.value, in_words(record, words, one, o.value, denied=True), of(o.claims)) for o in one.against
            ),
        )
        for one in found
    ]


def field_label(record: Record, one: Conclusion) -> str:
    """The field as a heading: 'How far', 'Date of signed', 'Quantity'; of a reader's finding what it is about."""
    if one.rule == READ:
        return one.strand[:1].upper() + one.strand[1:]
    kind = record.codebook.kinds[one.kind]
    if one.field == "stage":
        return "How far it got"
    label = kind.by_name[one.field].label
    return f"{label} ({kind.stage[one.stage].label})" if one.stage in kind.stage else label


def in_words(record: Record, words: Words, one: Conclusion, value: str | None, *, denied: bool = False) -> str:
    """A value as a person reads it: names for keys, labels for words, days for EDTF."""
    if one.rule == READ:
        return "on the other side" if denied else "left open"
    if value is None:
        if denied:
            return "not so"
        return "unresolved" if one.rule in OPEN else "not shown"
    kind = record.codebook.kinds[one.kind]
    if one.field == "stage":
        return kind.stage[value].label
    column = kind.by_name[one.field]
    if column.type == "date":
        try:
            return say(parse(value))
        except DateError:
            return value
    if column.words:
        return ", ".join(column.words.get(word, word) for word in value.split("; "))
    return ", ".join(words.label(part) for part in value.split("; "))


def story(one: Concluded) -> list[str]:
    """How a field was concluded, as sentences."""
    sentences = []
    if one.value is not None:
        sentences.append(f"The record concludes: {one.words}.")
    elif one.rule in OPEN:
        sentences.append("The record leaves it open.")
    else:
        sentences.append("The record does not conclude that it is so.")
    sentences.append(f"Rule '{one.rule}': {one.says}")
    return sentences


def sides(one: Concluded) -> list[tuple[str, tuple[Evidence, ...]]]:
    """Both sides of a conclusion, each with what it says in a word or two."""
    if one.rule == READ:
        return [("on one side", one.claims), *(("on the other", side.claims) for side in one.against)]
    if one.value is not None:
        first = f"for {one.words}"
    else:
        first = "not so" if any(claim.assertion == "denied" for claim in one.claims) else one.rule
    found = [(first, one.claims)] if one.claims else []
    against = "against it, " if one.value is not None else ""
    return found + [(f"{against}{side.words}", side.claims) for side in one.against]
