"""Numbers and money: "at least three", "nearly $1 million", "hundreds of", "EUR 2.5bn"."""

import re
from collections.abc import Iterator

from foedus.reader.expressions.currency import CURRENCY_WORDS, SHARED, SYMBOLS
from foedus.reader.expressions.words import FIGURE, NUMBER_WORDS, SCALED, plain, scale, value
from foedus.reader.expressions.years import counts
from foedus.reader.mention import Mention
from foedus.terms.currencies import CURRENCIES

SIGNS = {
    "about": "~", "around": "~", "approximately": "~", "roughly": "~", "some": "~", "circa": "~", "nearly": "~",
    "almost": "~", "close to": "~", "estimated": "~", "an estimated": "~", "or so": "~",
    "over": ">", "more than": ">", "above": ">", "exceeding": ">", "in excess of": ">", "upwards of": ">",
    "under": "<", "less than": "<", "fewer than": "<", "below": "<",
    "at least": ">=", "a minimum of": ">=", "no fewer than": ">=", "no less than": ">=",
    "up to": "<=", "at most": "<=", "a maximum of": "<=", "no more than": "<=", "as many as": "<=",
}  # fmt: skip
"""Words before a number, and the codebook's sign for them."""
VAGUE = {"dozens": "~", "scores": "~", "hundreds": ">=100", "thousands": ">=1000", "tens of thousands": ">=10000",
         "hundreds of thousands": ">=100000", "millions": ">=1000000", "a dozen": "12", "half a dozen": "6",
         "a couple": "2", "a pair": "2", "another pair": "2",
         "half a million": "500000", "a hundred": "100", "a thousand": "1000", "a million": "1000000",
         "a billion": "1000000000"}  # fmt: skip
_SIGN = "|".join(sorted(map(re.escape, SIGNS), key=len, reverse=True))
_SYMBOL = "|".join(sorted(map(re.escape, SYMBOLS), key=len, reverse=True))
_CODE = "|".join(sorted(CURRENCIES))
_NAME = "|".join(sorted(map(re.escape, [*CURRENCY_WORDS, *SHARED]), key=len, reverse=True))
_MONEY = re.compile(
    rf"(?:\b(?P<sign>{_SIGN})\s+)?(?:"
    rf"(?:(?P<symbol>(?<![\w$]){_SYMBOL})|\b(?P<code>(?-i:{_CODE}))(?![^\W\d]))\s?(?P<figure>{FIGURE})(?:[\s-]?(?P<scale>{SCALED})\b)?"
    rf"|\b(?P<figure2>{FIGURE}|{NUMBER_WORDS}|a|half a)(?:[\s-]?(?P<scale2>{SCALED})\b)?[\s-]?"
    rf"(?:(?P<name>{_NAME})\b|(?P<code2>(?-i:{_CODE}))\b|(?P<symbol2>[€₺₽₸₼₴₹₩₪])))",
    re.IGNORECASE,
)
_MONEY_RANGE = re.compile(
    rf"(?P<symbol>(?<![\w$]){_SYMBOL}|\b(?-i:{_CODE})\s?)?(?P<low>{FIGURE})\s?(?:[-–—]|to|and)\s?(?:{_SYMBOL})?(?P<high>{FIGURE})"
    rf"[\s-]?(?P<scale>{SCALED})\b(?:\s(?P<name>{_NAME})\b)?",
    re.IGNORECASE,
)
_BARE_SUM = re.compile(
    r"\b(?:credit|loan|grant|package|contract|deal|order|sum|worth|cost|price|bill|tranche|donation|aid|assistance|"
    r"total)(?: line)?(?: of| for| at| worth)?\s+"
    rf"(?:(?P<sign>{_SIGN})\s+)?(?P<figure>{FIGURE})\s(?P<scale>million|billion)"
    r"(?=[.,;)]|\s(?:for|to|in|from|and|over|which|that|by|on)\b|$)",
    re.IGNORECASE,
)
"""A sum whose currency is that of the one before it: "a credit of 40 million"."""
_NUMBER = re.compile(
    rf"(?:\b(?P<sign>{_SIGN})\s+)?(?<![\w.,$€£-])(?P<figure>{FIGURE}|\b{NUMBER_WORDS})"
    rf"(?:[\s-](?P<scale>{SCALED})\b)?(?P<plus>\+)?(?![\w%]|[.,]\d)",
    re.IGNORECASE,
)
_PERCENT = re.compile(
    rf"(?:\b(?P<sign>{_SIGN})\s+)?(?<![\w.,$€£-])(?P<figure>{FIGURE}|\b{NUMBER_WORDS})\s?(?:%|per\s?cent\b)",
    re.IGNORECASE,
)
_VAGUE = re.compile(rf"\b({'|'.join(sorted(map(re.escape, VAGUE), key=len, reverse=True))})\b", re.IGNORECASE)
_RANGE = re.compile(rf"(?<!from )(?<![\w.,$€£-])({FIGURE})\s?(?:to|[-–—])\s?({FIGURE})(?![\w%]|[.,]\d)")


_MONEYED = re.compile(
    rf"[$€£¥₺₽₸₼₴₹₩₪₦฿₱₫₾]|\b(?:{'|'.join(sorted({name.rsplit(' ', 1)[-1] for name in [*CURRENCY_WORDS, *SHARED]}))})\b"
    rf"|\b(?-i:{_CODE})(?![^\W\d])", re.IGNORECASE,
)  # fmt: skip
"""What stands in a text that names money at all."""


def money(text: str) -> Iterator[Mention]:
    """Sums of money in a text: `key` the number in plain units, `category` the currency. "$" alone is taken as USD."""
    if _MONEYED.search(text) is None:
        return
    for found in _MONEY_RANGE.finditer(text):
        low, high = value(found["low"]), value(found["high"])
        symbol = (found["symbol"] or "").strip()
        currency = (
            SYMBOLS.get(symbol.lower()) or symbol.upper() or CURRENCY_WORDS.get((found["name"] or "").lower(), "")
        )
        if low is not None and high is not None and low < high and currency:
            key = "~" + plain((low + high) / 2 * scale(found["scale"]))
            yield Mention(found.start(), found.end(), key, "money", "range", category=currency)
    last = ""
    for found in sorted([*_MONEY.finditer(text), *_BARE_SUM.finditer(text)], key=lambda one: one.start()):
        if found.re is _BARE_SUM:
            number = value(found["figure"])
            if last and number is not None:
                start = found.start("sign") if found["sign"] else found.start("figure")
                key = SIGNS.get((found["sign"] or "").lower(), "") + plain(number * scale(found["scale"]))
                yield Mention(start, found.end(), key, "money", "expression", category=last)
            continue
        figure = found["figure"] or found["figure2"]
        number = value(figure) if figure.lower() not in ("a", "half a") else value("1")
        if number is None:
            continue
        if figure.lower() == "half a":
            number /= 2
        currency = (
            SYMBOLS.get((found["symbol"] or found["symbol2"] or "").lower())
            or (found["code"] or found["code2"] or "").upper()
            or CURRENCY_WORDS.get(found["name"].lower(), "")
        )
        key = SIGNS.get((found["sign"] or "").lower(), "") + plain(number * scale(found["scale"] or found["scale2"]))
        if not currency and not found["scale2"]:
            continue  # "500 pounds of explosives"
        last = currency
        yield Mention(found.start(), found.end(), key, "money", "expression", category=currency)


def numbers(text: str) -> Iterator[Mention]:
    """Numbers that count things: `key` as the codebook writes them. Years, percentages and ordinals are none."""
    for found in _VAGUE.finditer(text):
        key = VAGUE[found[1].lower()]
        if key != "~":
            yield Mention(found.start(), found.end(), key, "number", "expression")
    for found in _RANGE.finditer(text):
        low, high = value(found[1]), value(found[2])
        if low is not None and high is not None and low < high and not _year(found[1]):
            yield Mention(found.start(), found.end(), "~" + plain((low + high) / 2), "number", "range")
    for found in _NUMBER.finditer(text):
        number = value(found["figure"])
        if number is None or (
            _year(found["figure"]) and not found["scale"] and not counts(text, *found.span("figure"))
        ):
            continue
        sign = SIGNS.get((found["sign"] or "").lower(), ">" if found["plus"] else "")
        form = "word" if found["figure"][0].isalpha() else "figure"
        yield Mention(found.start(), found.end(), sign + plain(number * scale(found["scale"])), "number", form)


def percentages(text: str) -> Iterator[Mention]:
    """Shares and rates in per cent: a number whose `category` is `percent`."""
    for found in _PERCENT.finditer(text):
        number = value(found["figure"])
        if number is not None:
            key = SIGNS.get((found["sign"] or "").lower(), "") + plain(number)
            yield Mention(found.start(), found.end(), key, "number", "figure", category="percent")


def _year(text: str) -> bool:
    return re.fullmatch(r"1[5-9]\d\d|20\d\d", text) is not None
