"""Numbers as the codebook has them: plain units, with a sign in front where the source is not exact.

A number is the range it allows. No number here is negative, so "<5" begins at 0. "~" allows a tenth more
and a tenth less (`ABOUT`): our own convention, wide enough for figures rounded to two places.
"""

import re
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import lru_cache
from typing import Literal

from foedus.terms import number_hints
from foedus.terms.currencies import CURRENCIES
from foedus.terms.relation import Relation
from foedus.terms.words import quoted

__all__ = ["Number", "NumberError", "Relation", "Sign", "compare", "parse", "say"]

Sign = Literal["", "~", "<", ">", "<=", ">="]

ABOUT = Decimal("0.1")
MOST_DIGITS = 24
_SAID: dict[str, str] = {
    "": "", "~": "about ", "<": "under ", ">": "more than ", "<=": "at most ", ">=": "at least ",
}  # fmt: skip
_SCALES = ((12, "trillion"), (9, "billion"), (6, "million"))
_FORM = re.compile(r"(?P<sign>~|<=|>=|<|>|)(?P<digits>(?:0|[1-9][0-9]*)(?:\.[0-9]+)?)")
_EXACT = Context(prec=2 * MOST_DIGITS)  # so that nothing depends on the caller's decimal context
_ZERO = Decimal(0)


class NumberError(ValueError):
    """A text that is no number. `message` says what is wrong with it, `hint` how to mend it."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(f"{message} {hint}")
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[type["NumberError"], tuple[str, str]]:
        return type(self), (self.message, self.hint)


@dataclass(frozen=True, slots=True)
class Number:
    """A number and the range it allows. Equal when the texts are; for the ranges use `compare`."""

    text: str
    value: Decimal  # the figure that the source gives, without the sign
    sign: Sign
    low: Decimal
    high: Decimal | None  # None: unbounded
    low_open: bool = False  # whether `low` itself is shut out
    high_open: bool = False

    @property
    def exact(self) -> bool:
        """Whether the source gave the figure as exact."""
        return self.sign == ""

    def __str__(self) -> str:
        return self.text


def parse(text: str) -> Number:
    """Read a number; raise `NumberError`, and nothing else, for whatever is none.

    >>> number = parse("~1500000")
    >>> str(number.low), str(number.high), number.sign
    ('1350000.0', '1650000.0', '~')
    >>> parse("1,5 mln")
    Traceback (most recent call last):
    foedus.terms.numbers.NumberError: "1,5 mln" is not a number. Write 1500000.
    """
    if not isinstance(text, str):
        raise NumberError(f"A number is a text, not {type(text).__name__}.", number_hints.FORM)
    return _parse(text)


@lru_cache(maxsize=16384)
def _parse(text: str) -> Number:
    found = _FORM.fullmatch(text)
    if found is None:
        message = f"{quoted(text)} is not a number." if text else "The number is empty."
        raise NumberError(message, number_hints.hint(text))
    if sum(c.isdigit() for c in found["digits"]) > MOST_DIGITS:
        message = f"{quoted(text)} has more than {MOST_DIGITS} digits."
        raise NumberError(message, "Check the figure in the source.")
    value = Decimal(found["digits"])
    match found["sign"]:
        case "~":
            slack = _EXACT.multiply(value, ABOUT)
            return Number(text, value, "~", _EXACT.subtract(value, slack), _EXACT.add(value, slack))
        case "<":
            if not value:
                raise NumberError(f"{quoted(text)} allows nothing: no number is negative.", "Write 0.")
            return Number(text, value, "<", _ZERO, value, high_open=True)
        case ">":
            return Number(text, value, ">", value, None, low_open=True)
        case "<=":
            return Number(text, value, "<=", _ZERO, value)
        case ">=":
            return Number(text, value, ">=", value, None)
    return Number(text, value, "", value, value)


def compare(a: Number, b: Number) -> Relation:
    """How what `a` allows stands to what `b` allows.

    >>> compare(parse("105"), parse("~100")), compare(parse(">=3"), parse("<3"))
    (<Relation.INSIDE: 'inside'>, <Relation.DISJOINT: 'disjoint'>)
    """
    above, below = _within_low(a, b) and _within_high(a, b), _within_low(b, a) and _within_high(b, a)
    if above and below:
        return Relation.EQUAL
    if above or below:
        return Relation.INSIDE if above else Relation.CONTAINS
    return Relation.OVERLAPS if _reaches(a, b) and _reaches(b, a) else Relation.DISJOINT


def _within_low(a: Number, b: Number) -> bool:
    return a.low > b.low or (a.low == b.low and (a.low_open or not b.low_open))


def _within_high(a: Number, b: Number) -> bool:
    if a.high is None or b.high is None:
        return b.high is None
    return a.high < b.high or (a.high == b.high and (a.high_open or not b.high_open))


def _reaches(a: Number, b: Number) -> bool:
    """Whether `a` begins before `b` ends."""
    if b.high is None:
        return True
    return a.low < b.high or (a.low == b.high and not a.low_open and not b.high_open)


def say(number: Number, unit: str | None = None) -> str:
    """A number in words; never rounded. A currency's code goes in front, "%" close behind, other units after.

    >>> say(parse(">=3")), say(parse("~1500000")), say(parse(">170"), "aircraft"), say(parse("1234567"))
    ('at least 3', 'about 1.5 million', 'more than 170 aircraft', '1,234,567')
    >>> say(parse("1300000"), "USD"), say(parse("<=0.7"), "%")
    ('USD 1.3 million', 'at most 0.7%')
    """
    figure = _say_figure(number.value)
    if unit in CURRENCIES:
        figure = f"{unit} {figure}"
    elif unit:
        figure += unit if unit == "%" else f" {unit}"
    return _SAID[number.sign] + figure


def _say_figure(value: Decimal) -> str:
    """Millions and more by name where three decimals say it all, else digits in groups of three."""
    for power, name in _SCALES:
        if value >= 10**power:
            scaled = _EXACT.scaleb(value, -power)
            if _EXACT.remainder(_EXACT.scaleb(scaled, 3), Decimal(1)) == 0:
                return f"{_EXACT.normalize(scaled):,f} {name}"
            break
    return f"{value:,f}"
