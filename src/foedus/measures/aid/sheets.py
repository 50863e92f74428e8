"""The tables of aid: sums, years, totals beside their items, items, and the picture."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

from foedus.measures.aid.items import KIND, STAGES, Item, Party, independent, may_hold
from foedus.measures.aid.money import Amount, Rates, by_currency, total
from foedus.measures.measured import Line, Lines, Measure, Picture, Sheet
from foedus.record import Record
from foedus.record.figure import Figure, missing
from foedus.record.words import Words
from foedus.terms import numbers
from foedus.terms.dates import parse, say
from foedus.terms.words import join_words

FEWEST_BARS = 3
"""Dated amounts below which a picture shows nothing that a line of text does not."""
Grouped = tuple[Any, str, list[Item]]
"""A key, a currency, and the items of that key."""
NO_AMOUNT = "Claims tell of no amount that could be summed; that is silence, not nothing."


class View:
    """Items as they were asked for, grouped and summed."""

    def __init__(self, record: Record, items: Sequence[Item], rates: Rates) -> None:
        self.record, self.rates = record, rates
        self.items = [one for one in items if not one.covers]
        self.totals = [one for one in items if one.covers]
        self.words = Words.of(record)

    def money(self, one: Item) -> Amount:
        """An item's amount, turned into the currency asked for where there is a rate. Of items with an amount."""
        assert one.amount is not None
        return self.rates.of(one.amount)

    @cached_property
    def lacking(self) -> list[str]:
        """Currencies without a rate, where amounts were to be turned into one."""
        return self.rates.lacking(one.amount for one in (*self.items, *self.totals) if one.amount)

    def label(self, party: Party) -> str:
        """A party by name; several are joint."""
        return ", ".join(self.words.label(key) for key in party) or "not named"

    def sum(self, items: Iterable[Item], currency: str, stage: str = "") -> Figure:
        """What items at a stage come to in a currency; no value where none has an amount."""
        mine = [one for one in items if one.amount and stage in ("", one.stage)]
        mine = [one for one in mine if self.money(one).currency == currency]
        if not mine:
            return missing("unknown", NO_AMOUNT, currency)
        claims = [claim for one in mine for claim in one.claims]
        series = sum(one.series for one in mine)
        coverage = f"{len(mine)} item{'s' * (len(mine) != 1)} with an amount"
        coverage += f", {series} of them told of as a series" if series else ""
        return total([self.money(one) for one in mine], claims, independent(mine), f"{coverage}.")

    # -- sheets ------------------------------------------------------------------------------------------

    def sheets(self) -> tuple[Sheet, ...]:
        """All of them; those without rows are for the caller to leave out."""
        return self._sums(), self._beside(), self._years(), self._items()

    def _grouped(self, key: Callable[[Item], Any]) -> list[Grouped]:
        """Items with an amount by a key and currency; of a key without amounts once, with ''."""
        found: dict[Any, list[Item]] = {}
        for one in self.items:
            found.setdefault(key(one), []).append(one)
        rows = []
        for name, of in sorted(found.items(), key=lambda item: str(item[0])):
            currencies = by_currency(self.money(one) for one in of if one.amount)
            rows += [(name, currency, of) for currency in currencies or [""]]
        return rows

    def _sums(self) -> Sheet:
        grouped = self._grouped(lambda one: (one.recipient, one.donor))
        return Sheet(
            "sums", "Sums of what claims tell of item by item", "donor and recipient",
            (
                Measure("delivered", "The sum of items concluded to have been delivered."),
                Measure("pledged", "The sum of items concluded to have been pledged; perhaps the same money."),
                Measure("without an amount", "Items that are in no sum."), Measure("why"),
            ),
            Lines(grouped, self._sum),
            "Single events and series with an amount of their own, each once. Delivered and pledged are not added; "
            "intervals: a rough figure (~) is held to a tenth, a bound to what it allows.",
        )  # fmt: skip

    def _sum(self, grouped: Sequence[Grouped]) -> Iterator[Line]:
        for (recipient, donor), currency, of in grouped:
            bare = [one for one in of if one.amount is None]
            cells: tuple[Figure | str, ...] = (
                *(self.sum(of, currency, stage) for stage in reversed(STAGES)),
                _count(bare) if bare else "",
                "; ".join(dict.fromkeys(one.lacking for one in bare)),
            )
            label = f"{self.label(donor)} to {self.label(recipient)}"
            yield Line(label, cells, f"{'; '.join(donor)} {'; '.join(recipient)} {currency}".strip())

    def _beside(self) -> Sheet:
        lines = []
        for one in sorted(self.totals, key=lambda one: (one.recipient, one.donor, one.event)):
            parts = [
                item for item in self.items
                if (item.recipient, item.donor) == (one.recipient, one.donor) and may_hold(one, item)
            ]  # fmt: skip
            currency = self.money(one).currency if one.amount else ""
            figure = (
                total([self.money(one)], one.claims, independent([one]))
                if one.amount
                else missing("unknown", NO_AMOUNT)
            )
            cells = (
                figure, f"{one.stage}, {self._covers(one)}", self.sum(parts, currency, "delivered"),
                self.sum(parts, currency, "pledged"), self._most(parts, currency),
            )  # fmt: skip
            lines.append(Line(f"{self.label(one.donor)} to {self.label(one.recipient)}", cells, one.event))
        return Sheet(
            "totals", "Totals that sources give, beside the items that they may hold", "donor and recipient",
            (
                Measure("total"), Measure("of"), Measure("items delivered"), Measure("items pledged"),
                Measure("items at most", "If no pledge is the same money as a delivery: a bound, not a sum."),
            ),
            tuple(lines),
            "A total is in no sum. Items may be its parts where their dates allow it; undated ones may be.",
        )  # fmt: skip

    def _most(self, parts: Sequence[Item], currency: str) -> Figure:
        figure = self.sum(parts, currency)
        if not figure.known:
            return figure
        sums = [self.sum(parts, currency, stage) for stage in STAGES]
        least = max(one.low if one.low is not None else _number(one.value) or 0 for one in sums if one.known)
        return Figure(
            value=figure.high if figure.high is not None else figure.value, unit=figure.unit, low=least,
            high=figure.high if figure.high is not None else _number(figure.value), claims=figure.claims,
            roots=figure.roots, note="An upper bound: every pledge counted as other money than every delivery.",
        )  # fmt: skip

    def _covers(self, one: Item) -> str:
        said = []
        for part in one.covers:
            years = part if part == "unknown" else ""
            said.append("a time not stated" if years else self.words.titles.get(part) or _date(part))
        return join_words(said)

    def _years(self) -> Sheet:
        grouped = self._grouped(lambda one: (one.recipient, one.donor, one.year or 9999))
        return Sheet(
            "years", "By year", "donor and recipient", (Measure("year"), Measure("delivered"), Measure("pledged")),
            Lines([one for one in grouped if any(item.amount for item in one[2])], self._year),
            "A year that is missing is one of which no claim tells.",
        )  # fmt: skip

    def _year(self, grouped: Sequence[Grouped]) -> Iterator[Line]:
        for (recipient, donor, year), currency, of in grouped:
            cells: tuple[Figure | str, ...] = (
                "no certain year" if year == 9999 else str(year),
                *(self.sum(of, currency, stage) for stage in reversed(STAGES)),
            )
            label = f"{self.label(donor)} to {self.label(recipient)}"
            yield Line(label, cells, f"{'; '.join(recipient)} {year}")

    def _items(self) -> Sheet:
        ordered = sorted(self.items, key=lambda one: (one.recipient, one.years or (9999, 0), one.event, one.stage))
        return Sheet(
            "items", "Item by item", "what",
            tuple(map(Measure, ("who", "stage", "when", "amount", "form", "not summed"))),
            Lines(ordered, self._item),
        )  # fmt: skip

    def _item(self, items: Sequence[Item]) -> Iterator[Line]:
        forms = self.record.codebook.kinds[KIND].by_name["form"].words
        self.words.read(one.event for one in items)
        for one in items:
            figure = (
                total([self.money(one)], one.claims, independent([one]))
                if one.amount
                else Figure(value=None, cover="unknown", coverage=one.lacking, claims=one.claims)
            )
            cells: tuple[Figure | str, ...] = (
                f"{self.label(one.donor)} to {self.label(one.recipient)}", one.stage, _date(one.date), figure,
                forms.get(one.form, one.form), one.lacking,
            )  # fmt: skip
            yield Line(self.words.title(one.event), cells, one.event)

    # -- in words, and drawn -----------------------------------------------------------------------------

    def answer(self) -> str:
        """The sums in words, by recipient, and that totals stand beside them."""
        said = []
        for recipient, currency, of in self._grouped(lambda one: one.recipient):
            parts = []
            for stage in reversed(STAGES):
                figure = self.sum(of, currency, stage)
                if figure.known:
                    count = sum(1 for one in of if one.amount and one.stage == stage)
                    parts.append(f"{stage} {_said(figure)} in {count} item{'s' * (count != 1)}")
            if parts:
                said.append(f"{self.label(recipient)}: {', '.join(parts)}")
        if not said:
            return "No claim tells of an amount of aid that could be summed; that is silence, not nothing."
        beside = f" Totals that sources give ({len(self.totals)}) stand beside the sums." if self.totals else ""
        return f"Itemised. {'. '.join(said)}. Pledged and delivered are not added.{beside}"

    def pictures(self) -> tuple[Picture, ...]:
        """Dated amounts by recipient and year, in the currency most used."""
        dated = [one for one in self.items if one.amount and one.year and not one.amount.bound]
        currencies = [self.money(one).currency for one in dated]
        if len(dated) < FEWEST_BARS:
            return ()
        currency = max(sorted(set(currencies)), key=currencies.count)
        shown = [one for one in dated if self.money(one).currency == currency]
        panels: dict[str, list[dict[str, Any]]] = {}
        for one in sorted(shown, key=lambda one: (one.year or 0, one.claims)):
            amount = self.money(one)
            bar = {"year": one.year, "value": float(amount.given), "form": one.stage, "text": in_words(amount)}
            panels.setdefault(self.label(one.recipient), []).append(bar)
        ordered = sorted(panels.items(), key=lambda item: (-len(item[1]), item[0]))
        undrawn = sum(1 for one in self.items if one.amount) - len(shown)
        left = f"; not drawn, for want of a certain year or in another currency: {undrawn}" if undrawn else ""
        data = {
            "panels": [{"label": label, "bars": bars} for label, bars in ordered],
            "unit": currency, "forms": [["pledged", "pledged"], ["delivered", "delivered"]],
            "source": f"Source: claims of the case “{self.record.settings.title}”.",
            "coverage": f"Coverage: items with a year and an amount{left}. A year without a bar is silence, not zero.",
        }  # fmt: skip
        alt = "Bars of aid by year and recipient, pledged and delivered apart: " + "; ".join(
            f"{label}: " + join_words([f"{bar['text']} {bar['form']} in {bar['year']}" for bar in bars])
            for label, bars in ordered
        )
        caption = f"Amounts of aid by year, in {currency or 'the units of the sources'}"
        claims = tuple(dict.fromkeys(claim for one in shown for claim in one.claims))
        return (Picture("bars", data, caption, f"{alt}.", claims),)


def _number(value: object) -> float | None:
    return value if isinstance(value, int | float) else None


def _count(items: Sequence[Item]) -> Figure:
    claims = tuple(dict.fromkeys(claim for one in items for claim in one.claims))
    return Figure(value=len(items), claims=claims, roots=independent(items))


def _date(text: str) -> str:
    return say(parse(text)) if text else "undated"


def _said(figure: Figure) -> str:
    """A sum in words: "USD 2.45 million (2.285 to 2.615)"."""
    assert isinstance(figure.value, int | float)
    scale, name = (1_000_000, " million") if figure.value >= 1_000_000 else (1, "")
    text = f"{figure.unit} {figure.value / scale:,.10g}{name}" if scale > 1 else f"{figure.unit} {figure.value:,}"
    if figure.low is None:
        return text
    high = "or more" if figure.high is None else f"to {plain_text(figure.high / scale)}"
    return f"{text} ({plain_text(figure.low / scale)} {high})"


def plain_text(value: float) -> str:
    """A figure with as many digits as it has, at most ten."""
    return f"{value:,.10g}"


def in_words(amount: Amount) -> str:
    """An amount as a source gives it: "about USD 1.3 million"."""
    sign = "" if amount.exact else "~"
    return numbers.say(numbers.parse(f"{sign}{amount.given:f}"), amount.currency or None)
