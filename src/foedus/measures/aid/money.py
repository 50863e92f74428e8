"""Amounts of money as intervals, and their sums: by currency, never across two without a rate."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from foedus.measures.measured import MeasureError
from foedus.record.figure import Figure
from foedus.terms.currencies import CURRENCIES
from foedus.terms.numbers import Number, NumberError, parse


class Amount(NamedTuple):
    """An amount in a currency: as the source gives it, and the range that its sign allows.

    Of an upper bound alone (`<700000`) nothing is sure: it adds nothing to a sum as given, and all of itself to what
    the sum is at most. `high` None: no upper bound.
    """

    given: Decimal
    low: Decimal
    high: Decimal | None
    currency: str
    exact: bool = True
    bound: bool = False

    def at(self, rate: Decimal, currency: str) -> "Amount":
        """The same in another currency."""
        high = None if self.high is None else self.high * rate
        return self._replace(given=self.given * rate, low=self.low * rate, high=high, currency=currency)


def amount(text: str, currency: str) -> Amount | None:
    """A claim's value as an amount; None where it is no number."""
    try:
        number: Number = parse(text)
    except NumberError:
        return None
    given = Decimal(0) if number.sign in ("<", "<=") else number.value
    return Amount(given, number.low, number.high, currency, number.exact, number.sign not in ("", "~"))


class Rates:
    """Rates into one currency, as the user gives them: `{"EUR": 1.1}` and `into="USD"`; without them all stay apart.

    Raises `MeasureError` for a currency that is none, a rate that is not above 0, and rates without `into`.
    """

    def __init__(self, into: str = "", rates: Mapping[str, float] | None = None) -> None:
        self.into = into.upper()
        self.rates = {code.upper(): Decimal(str(rate)) for code, rate in (rates or {}).items()}
        for code in [*([self.into] if into else []), *self.rates]:
            if code not in CURRENCIES:
                raise MeasureError(f"'{code}' is no currency.", "Write its ISO 4217 code, such as USD or EUR.")
        for code, rate in self.rates.items():
            if not rate.is_finite() or rate <= 0:
                raise MeasureError(f"The rate of {code} is {rate}.", "Write what one of it is worth, above 0.")
        if self.rates and not into:
            raise MeasureError("There are rates, and no currency to turn amounts into.", "Name it with --in USD.")

    def of(self, one: Amount) -> Amount:
        """The amount in the currency asked for where there is a rate; else as it is."""
        if self.into and one.currency in self.rates:
            return one.at(self.rates[one.currency], self.into)
        return one

    def lacking(self, amounts: Iterable[Amount]) -> list[str]:
        """Currencies of amounts that could not be turned into the one asked for; '' for none stated."""
        if not self.into:
            return []
        return sorted({one.currency for one in amounts if one.currency != self.into and one.currency not in self.rates})


def by_currency(amounts: Iterable[Amount]) -> dict[str, list[Amount]]:
    """Amounts by currency, '' for those without one."""
    found: dict[str, list[Amount]] = {}
    for one in amounts:
        found.setdefault(one.currency, []).append(one)
    return dict(sorted(found.items()))


def total(amounts: Iterable[Amount], claims: Iterable[str], roots: int | None = None, coverage: str = "") -> Figure:
    """The sum of amounts of one currency as a figure; an interval where some are rough or mere bounds."""
    every = list(amounts)
    (currency,) = {one.currency for one in every}
    given, low = sum((a.given for a in every), Decimal(0)), sum((a.low for a in every), Decimal(0))
    highs = [a.high for a in every]
    high = None if None in highs else sum((h for h in highs if h is not None), Decimal(0))
    exact = all(a.exact for a in every)
    bounds = sum(a.bound for a in every)
    note = f"{bounds} of {len(every)} amounts are mere bounds: the interval has them." if bounds else ""
    return Figure(
        value=plain(given), unit=currency or "in no currency stated", low=None if exact else plain(low),
        high=None if exact or high is None else plain(high), claims=tuple(dict.fromkeys(claims)), roots=roots,
        coverage=coverage, note=note,
    )  # fmt: skip


def plain(value: Decimal) -> int | float:
    """A figure without the ".0" of a whole one."""
    return int(value) if value == value.to_integral_value() else float(value)
