"""Assistance item by item: what may be summed, totals that sources give, and what is left out and why.

An item is what the record concludes to have been pledged or delivered, told of by a source's own word as one event or
a series, with an amount. A claim with `covers` is a total: it stands beside the items and never in a sum.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import msgspec

from foedus.measures.aid.money import Amount, amount
from foedus.measures.told import SAID_SO
from foedus.record import Record
from foedus.record.conclude import Conclusion, Strand, conclude, rules
from foedus.terms.dates import DateError, parse

KIND = "assistance"
STAGES = ("pledged", "delivered")
"""The stages whose money is summed, each for itself."""
GRAINS = ("single", "series")
Row = Mapping[str, Any]
Party = tuple[str, ...]
SIDES = ("donor", "recipient")
COLUMNS = ("claim", "stage", "date", "assertion", "grain", "value", "currency", "covers", "form")
LISTS = ("roots", *SIDES)
"""Columns of several keys, asked for as texts: lists take long to come over."""


class Item(msgspec.Struct, frozen=True):
    """Something pledged or delivered, or a total of such things."""

    event: str
    stage: str
    donor: Party
    recipient: Party
    amount: Amount | None
    """None where no claim gives one, or none can be used; `lacking` says why."""
    date: str
    """In EDTF; '' where no claim dates it, or where claims differ."""
    claims: tuple[str, ...]
    form: str
    covers: tuple[str, ...] = ()
    """Of a total: what it spans."""
    lacking: str = ""
    series: bool = False
    roots: tuple[tuple[str, ...], ...] = ()
    """Of each claim, on whose word it rests in the end."""

    @property
    def years(self) -> tuple[int, int] | None:
        """First and last year in which it may have come about; None where that is open."""
        return span(self.date)

    @property
    def year(self) -> int | None:
        """Its year, where that is certain."""
        years = self.years
        return years[0] if years and years[0] == years[1] else None


def span(text: str) -> tuple[int, int] | None:
    """First and last year of a date; None for none, or one with an open end."""
    if not text:
        return None
    try:
        read = parse(text)
    except DateError:
        return None
    first, last = read.earliest, read.begun_by
    return (first.year, last.year) if first and last else None


def items(record: Record, claims: Sequence[str] | None = None) -> list[Item]:
    """The items and totals of the record, by event and stage; only of events with one of some claims, where given."""
    events = None
    if claims is not None:
        events = [
            row[0] for row in record.con.execute(
                "SELECT DISTINCT event FROM claims WHERE claim IN (SELECT unnest(?::VARCHAR[])) ORDER BY 1",
                [list(claims)],
            ).fetchall()
        ]  # fmt: skip
        if not events:
            return []
    picked = ", ".join([*COLUMNS, *(f"array_to_string({name}, '; ') AS {name}" for name in LISTS)])
    rows = {row["claim"]: row for row in record.rows(f"SELECT {picked} FROM {KIND}")}
    found: list[Item] = []
    for strand in conclude(record, events, [KIND], fields=["value", "date"]):
        found += _of_strand(strand, [rows[claim] for claim in strand.claims])
    if claims is None:
        return found
    wanted = set(claims)
    return [one for one in found if not wanted.isdisjoint(one.claims)]


def _of_strand(strand: Strand, rows: Sequence[Row]) -> Iterator[Item]:
    reached = next((one for one in strand.conclusions if one.field == "stage"), None)
    if reached is None or reached.value is None:
        return
    fallen = {claim for other in reached.against for claim in other.claims}
    so = [row for row in rows if row["assertion"] in SAID_SO]
    for stage in STAGES:
        told = [row for row in so if row["stage"] == stage]
        parts = [r for r in told if not r["covers"] and r["grain"] in GRAINS and r["claim"] not in fallen]
        if parts:
            yield _item(strand, stage, parts)
        for row in (row for row in told if row["covers"]):
            yield _made(
                strand, stage, [row], amount(row["value"], row["currency"] or "") if row["value"] else None,
                row["date"] or "", covers=tuple(part.strip() for part in row["covers"].split(";")),
                lacking="" if row["value"] else "no amount",
            )  # fmt: skip


def _item(strand: Strand, stage: str, parts: Sequence[Row]) -> Item:
    """One item: its amount where all its claims agree on one, or the record concludes one of them."""
    own = [row for row in parts if row["assertion"] == "asserted"]
    valued = [row for row in own if row["value"]]
    values = {(row["value"], row["currency"] or "") for row in valued}
    found: Amount | None = None
    lacking = ""
    if not valued:
        passed = any(row["value"] for row in parts)
        lacking = "an amount on somebody's word only" if passed else "no amount"
    elif len({currency for _, currency in values}) > 1:
        lacking = "amounts in two currencies"
    else:
        concluded = _concluded(strand.conclusions, "value", stage)
        chosen = {value for value, _ in values} & {concluded} or {value for value, _ in values}
        if len(chosen) == 1:
            (text,) = chosen
            found = amount(text, next(iter(values))[1])
            lacking = "" if found else f"'{text}' is no amount"
        else:
            lacking = f"claims differ: {', '.join(sorted(chosen))}"
    when = _concluded(strand.conclusions, "date", stage) or ""
    dates = {row["date"] for row in parts if row["date"]}
    if not when and len(dates) == 1:
        (when,) = dates
    return _made(strand, stage, parts, found, when, lacking=lacking)


def _concluded(conclusions: Iterable[Conclusion], field: str, stage: str) -> str | None:
    return next((one.value for one in conclusions if one.field == field and one.stage == stage), None)


def _made(
    strand: Strand, stage: str, rows: Sequence[Row], money: Amount | None, date: str,
    covers: tuple[str, ...] = (), lacking: str = "",
) -> Item:  # fmt: skip
    donor, recipient = (
        tuple(dict.fromkeys(key for text in dict.fromkeys(row[side] for row in rows) for key in _several(text)))
        for side in SIDES
    )
    return Item(
        event=strand.event, stage=stage, donor=donor, recipient=recipient, amount=money, date=date,
        claims=tuple(row["claim"] for row in rows), form=next((row["form"] for row in rows if row["form"]), "") or "",
        covers=covers, lacking=lacking, series=all(row["grain"] == "series" for row in rows),
        roots=tuple(_several(row["roots"]) for row in rows),
    )  # fmt: skip


@lru_cache(maxsize=4096)
def _several(text: str | None) -> tuple[str, ...]:
    return tuple(text.split("; ")) if text else ()


def may_hold(total: Item, item: Item) -> bool:
    """Whether an item may be a part of a total: by the events or years that the total covers, or as these are open."""
    if item.event in total.covers:
        return True
    spans = [span(part) for part in total.covers if part != "unknown"]
    if any(part == "unknown" for part in total.covers) or item.years is None:
        return not _only_events(total)
    first, last = item.years
    return any(years is not None and years[0] <= last and first <= years[1] for years in spans)


def _only_events(total: Item) -> bool:
    return all(part != "unknown" and span(part) is None for part in total.covers)


def independent(found: Iterable[Item]) -> int:
    """On how many independent roots items rest."""
    return rules.independent([of for one in found for of in one.roots])
