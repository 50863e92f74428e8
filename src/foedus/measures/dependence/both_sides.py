"""Arming both sides: suppliers that serve two states of which the record tells that they are in dispute."""

from collections.abc import Iterable, Sequence

import msgspec

from foedus.measures.dependence.beyond import Sendings
from foedus.measures.dependence.register import Register
from foedus.measures.dependence.shares import digits
from foedus.measures.measured import Line, Measure, Sheet
from foedus.measures.told import of_events, reached, roots
from foedus.record import Record
from foedus.record.figure import Figure, missing
from foedus.record.words import Words

KIND = "disputes"
SINGLE = "Single transfers ordered or delivered, of whatever date, by the record; `in general` where no one is told of."


class Quarrel(msgspec.Struct, frozen=True):
    """Two states in dispute, as claims tell: the disputes in words, and the claims."""

    pair: tuple[str, str]
    says: str
    claims: tuple[str, ...]


def quarrels(record: Record, states: Iterable[str]) -> list[Quarrel]:
    """The disputes of some states with any other that some source tells as so; denied and weighed ones are none."""
    wanted = sorted(set(states))
    tied: dict[str, set[tuple[str, str]]] = {}
    events: set[str] = set()
    for claim, event, one, other in record.con.execute(
        "SELECT claim, event, a, b FROM ties WHERE kind = ? AND NOT expanded AND (a IN (SELECT unnest(?::VARCHAR[])) "
        "OR b IN (SELECT unnest(?::VARCHAR[])))",
        [KIND, wanted, wanted],
    ).fetchall():
        tied.setdefault(claim, set()).add((min(one, other), max(one, other)))
        events.add(event)
    words: dict[tuple[str, str], dict[str, None]] = {}
    claims: dict[tuple[str, str], dict[str, None]] = {}
    for strand in of_events(record, events, [KIND]):
        if not strand.so:
            continue
        said = _said(record, strand.values("type"), reached(record, strand, dated=False))
        for claim in strand.carrying:
            for pair in tied.get(claim, ()):
                words.setdefault(pair, {})[said] = None
                claims.setdefault(pair, {})[claim] = None
    return [Quarrel(pair, "; ".join(words[pair]), tuple(claims[pair])) for pair in sorted(words)]


def _said(record: Record, types: Sequence[str], stage: str) -> str:
    labels = record.codebook.kinds[KIND].by_name["type"].words
    return f"{', '.join(labels.get(one, one) for one in types) or 'dispute'} ({stage})"


def both_sides(
    record: Record, found: Sequence[Quarrel], told: Sendings, register: Register, window: tuple[int, int]
) -> Sheet | None:
    """Suppliers to both states of a pair in dispute: volumes from the register and events from the record, apart.

    `told`: the record's transfers to the states of all pairs.
    """
    words = Words.of(record)
    lines = []
    for quarrel in found:
        one, other = quarrel.pair
        suppliers = _suppliers(register, told, window, one) & _suppliers(register, told, window, other)
        for supplier in sorted(suppliers - {one, other}):
            cells: list[Figure | str] = [
                words.label(supplier),
                Figure(value=quarrel.says, claims=quarrel.claims, roots=roots(record, quarrel.claims)),
            ]
            for state in quarrel.pair:
                cells += [
                    _volume(register, supplier, state, window),
                    _events(record, told, supplier, state),
                ]
            lines.append(Line(f"{words.label(one)} – {words.label(other)}", tuple(cells), f"{one} {other} {supplier}"))
    if not found:
        return None
    span = f"{window[0]}–{window[1]}" if window[1] else "not covered"
    return Sheet(
        "both-sides",
        "Suppliers to both sides of a dispute",
        "the two sides",
        (
            Measure("supplier"), Measure("dispute", "What claims tell of the two, and how it stands."),
            Measure("volume to the first", f"Millions of TIV, {span}, by the register."),
            Measure("events to the first", SINGLE),
            Measure("volume to the second", f"Millions of TIV, {span}, by the register."),
            Measure("events to the second", SINGLE),
        ),
        tuple(lines),
        "A supplier stands here where the register or the record has it deliver, or take an order, for each of the "
        "two; whether before, during or after the quarrel is not said. Volumes and events are not added.",
    )  # fmt: skip


def _suppliers(register: Register, told: Sendings, window: tuple[int, int], state: str) -> set[str]:
    there = {
        one.supplier for one in register.deliveries
        if one.recipient == state and window[0] <= one.year <= window[1] and one.volume.total > 0
    }  # fmt: skip
    return there | set(told.to.get(state, ()))


def _volume(register: Register, supplier: str, state: str, window: tuple[int, int]) -> Figure:
    rows = [
        one for one in register.deliveries
        if (one.supplier, one.recipient) == (supplier, state) and window[0] <= one.year <= window[1]
    ]  # fmt: skip
    if state not in register.whole and not rows:
        return missing("not-covered", f"What is at hand of the register has no deliveries to {state}.", "million TIV")
    unsure = sum(row.volume.uncertain for row in rows)
    total = sum(row.volume.total for row in rows)
    key = f"{supplier} to {state}, {window[0]}–{window[1]}"
    return Figure(
        value=round(total, 2), unit="million TIV", low=round(total - unsure, 2) if unsure else None,
        high=round(total, 2) if unsure else None, digits=digits(total, unsure, 2), rows=(register.row(key),),
        coverage=f"{register.called}, {window[0]}–{window[1]}.",
    )  # fmt: skip


def _events(record: Record, told: Sendings, supplier: str, state: str) -> Figure:
    """How many single events; where claims tell only in general, that they do."""
    sent = told.between(supplier, state)
    single = [one for one in sent if one.single]
    claims = tuple(dict.fromkeys(claim for one in single or sent for claim in one.claims))
    if not claims:
        return missing("unknown", "No claim tells of a transfer; that is silence, not a no.")
    value = len({one.strand.event for one in single}) if single else "in general"
    return Figure(value=value, claims=claims, roots=roots(record, claims))
