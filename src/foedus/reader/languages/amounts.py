"""Numbers and money in a text of a language, as the codebook writes them."""

from collections.abc import Sequence
from functools import cache

import msgspec

from foedus.reader.languages.data import language
from foedus.reader.languages.tokens import Patterns, Token, patterns
from foedus.reader.mention import Mention


class Counted(msgspec.Struct, frozen=True):
    """A number or an amount of money, and the words that it covers."""

    mention: Mention
    first: int
    last: int


@cache
def _lexicon(code: str) -> tuple[Patterns, Patterns, Patterns, Patterns]:
    own = language(code).amounts
    return tuple(patterns(code, table) for table in (own.scales, own.numbers, own.currencies, own.about))  # type: ignore[return-value]


def find(words: Sequence[Token], text: str, code: str, taken: frozenset[int] = frozenset()) -> list[Counted]:
    """Numbers and money, from left to right. `taken`: words that are something else, such as dates."""
    scales, numbers, currencies, about = _lexicon(code)
    found: list[Counted] = []
    place = 0
    while place < len(words):
        read = None if place in taken else _figure(words, place, text) or _word(words, place, numbers)
        if read is None:
            place += 1
            continue
        last, value = read
        scale = scales.at(words, last) if last < len(words) else None
        if scale is not None:
            last, value = scale[0], value * float(str(scale[1]))
        money = currencies.at(words, last) if last < len(words) else None
        before = text[words[place].start - 1 : words[place].start]
        symbol = {"$": "USD", "€": "EUR", "₺": "TRY", "₽": "RUB", "₸": "KZT", "£": "GBP"}.get(before, "")
        sign = _sign(words, place, money[0] if money else last, about)
        key = f"{sign}{value:.0f}" if float(value).is_integer() else f"{sign}{value:g}"
        if money or symbol:
            end = money[0] if money else last
            currency = str(money[1]) if money else symbol
            mention = Mention(words[place].start, words[end - 1].end, key, "money", "expression", category=currency)
            found.append(Counted(mention, place, end))
            place = end
            continue
        found.append(
            Counted(Mention(words[place].start, words[last - 1].end, key, "number", "expression"), place, last)
        )
        place = last
    return found


def _figure(words: Sequence[Token], place: int, text: str) -> tuple[int, float] | None:
    """A number in figures: "2,5", "16 000", "1.200"."""
    form = words[place].form
    if not form.isdigit() or words[place].joined:
        return None
    if place + 1 < len(words) and words[place + 1].joined and words[place + 1].form.isdigit():
        return None
    digits, last, decimals = form, place + 1, ""
    while last < len(words) and words[last].form.isdigit():
        gap = text[words[last - 1].end : words[last].start]
        if gap in (" ", "\u00a0", ".") and len(words[last].form) == 3 and not decimals:
            digits += words[last].form
        elif gap in (",", ".") and not decimals:
            decimals = words[last].form
        else:
            break
        last += 1
    return last, float(f"{digits}.{decimals or 0}")


def _word(words: Sequence[Token], place: int, numbers: Patterns) -> tuple[int, float] | None:
    hit = numbers.at(words, place)
    return (hit[0], float(str(hit[1]))) if hit else None


def _sign(words: Sequence[Token], first: int, last: int, about: Patterns) -> str:
    """The sign of "about", "more than" before a number or behind it."""
    for place in (first - 2, first - 1, last, last + 1):
        if 0 <= place < len(words):
            hit = about.at(words, place)
            if hit and (hit[0] in (first, first - 1) or place >= last):
                return str(hit[1])
    return ""
