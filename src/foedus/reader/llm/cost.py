"""Tokens and money: an estimate before, what the server counted after. What nobody has said is unknown, not zero."""

import re
from functools import lru_cache

import msgspec

from foedus.reader.llm.endpoint import EndpointError
from foedus.reader.llm.wire import Usage

ANSWER = 200
"""Tokens of an answer about one block, for the estimate: two claims; half of all blocks make none."""
_LATIN, _OTHER, _WIDE = 4.0, 2.5, 1.2
"""Characters of a token, about: tokenisers differ, and were made for English."""
_WIDE_ONES = re.compile("[\u2e80-\ud7ff]")


class Price(msgspec.Struct, frozen=True):
    """What a million tokens cost, sent and received, in whatever money the user counts."""

    sent: float
    received: float

    def of(self, usage: Usage) -> float:
        """What tokens cost."""
        return (usage.sent * self.sent + usage.received * self.received) / 1_000_000


class Spent(msgspec.Struct, frozen=True):
    """What was used up, as the server counts it."""

    usage: Usage = Usage(0, 0)
    uncounted: int = 0
    """Answers for which it counted nothing."""

    def __add__(self, more: "Usage | None") -> "Spent":
        if more is None:
            return Spent(self.usage, self.uncounted + 1)
        return Spent(Usage(self.usage.sent + more.sent, self.usage.received + more.received), self.uncounted)

    def said(self, price: Price | None) -> str:
        """In words, with the price where it is known."""
        told = f"{self.usage.sent:,} tokens sent, {self.usage.received:,} received"
        if self.uncounted:
            told += f", and for {self.uncounted} answers the server did not count"
        if price is None:
            return f"{told}; the price is unknown (--llm-price)"
        return f"{told}; {money(price.of(self.usage))} at your prices" + (" at least" if self.uncounted else "")


def money(amount: float) -> str:
    """An amount of money: cents from a tenth on, below it two figures.

    >>> money(1234.5), money(0.01208), money(0)
    ('1,234.50', '0.012', '0')
    """
    return f"{amount:,.2f}" if amount >= 0.1 else f"{amount:.2g}"


def price_of(text: str) -> Price:
    """The price that was typed: `IN,OUT` for a million tokens. Raises `EndpointError`."""
    try:
        sent, received = (float(part) for part in text.split(","))
        if min(sent, received) < 0 or max(sent, received) > 1e6:
            raise ValueError(text)
    except ValueError:
        raise EndpointError(
            f"'{text}' is no price.", "It is two numbers, for a million tokens sent and received: --llm-price 0.15,0.60"
        ) from None
    return Price(sent, received)


@lru_cache(maxsize=16)
def tokens(text: str) -> int:
    """How many tokens a text has, about."""
    wide = len(_WIDE_ONES.findall(text))
    latin = len(text.encode("ascii", "ignore"))
    return round(latin / _LATIN + (len(text) - latin - wide) / _OTHER + wide / _WIDE)
