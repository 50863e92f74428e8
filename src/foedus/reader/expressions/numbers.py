"""Numbers and money: "at least three", "nearly $1 million", "hundreds of", "EUR 2.5bn"."""

import re
from collections.abc import Iterator
from decimal import Decimal

from foedus.reader.expressions.currency import CURRENCY_WORDS, LETTERED, SHARED, SYMBOLS
from foedus.reader.expressions.words import FIGURE, NUMBER_WORDS, SCALED, plain, scale, value
from foedus.reader.expressions.years import counts
from foedus.reader.mention import Mention
from foedus.terms.currencies import CURRENCIES

SIGNS = {
    "about": "~", "around": "~", "approximately": "~", "roughly": "~", "some": "~", "circa": "~", "nearly": "~",
    "almost": "~", "close to": "~", "estimated": "~", "an estimated": "~",
    "over": ">", "more than": ">", "above": ">", "exceeding": ">", "in excess of": ">", "upwards of": ">",
    "under": "<", "less than": "<", "fewer than": "<", "below": "<",
    "at least": ">=", "a minimum of": ">=", "no fewer than": ">=", "no less than": ">=", "not less than": ">=",
    "not fewer than": ">=",
    "up to": "<=", "at most": "<=", "a maximum of": "<=", "no more than": "<=", "not more than": "<=",
    "as many as": "<=",
}  # fmt: skip
"""Words before a number, and the codebook's sign for them."""
VAGUE = {"dozens": "~", "scores": "~", "hundreds": ">=100", "thousands": ">=1000", "tens of thousands": ">=10000",
         "hundreds of thousands": ">=100000", "millions": ">=1000000", "a dozen": "12", "another dozen": "12",
         "half a dozen": "6", "a half-dozen": "6", "a couple": "2", "a pair": "2", "another pair": "2", "a trio": "3",
         "a quartet": "4", "half a million": "500000", "a quarter of a million": "250000",
         "a hundred": "100", "a thousand": "1000", "a million": "1000000",
         "a billion": "1000000000"}  # fmt: skip
_SIGN = "|".join(sorted(map(re.escape, SIGNS), key=len, reverse=True))
_SYMBOL = "|".join(sorted(map(re.escape, SYMBOLS), key=len, reverse=True))
_CODE = "|".join(sorted(CURRENCIES))
_NAME = "|".join(sorted(map(re.escape, [*CURRENCY_WORDS, *SHARED]), key=len, reverse=True))
_PARTS = {"a": "1", "half a": "0.5", "a quarter of a": "0.25", "three quarters of a": "0.75"}
_PART = "a|half a|a quarter of a|three[ -]quarters of a"
_LETTERS = "|".join(sorted(map(re.escape, LETTERED), key=len, reverse=True))
_MONEY = re.compile(
    rf"(?:\b(?P<sign>{_SIGN})\s+)?(?:(?:(?P<symbol>(?<![\w$]){_SYMBOL})|\b(?P<code>(?-i:{_CODE}))(?![^\W\d])"
    rf"|\b(?P<letters>(?-i:{_LETTERS}))\.?(?=\s?(?:\d[\d.,]*[\s-]?(?!k\b|m\b){SCALED}\b|\d{{1,3}}(?:,\d{{2,3}})+)))"
    rf"\s?(?P<figure>{FIGURE})(?:[\s-]?(?P<scale>{SCALED})\b)?(?P<plus>\+|[ -]plus\b)?"
    rf"|\b(?P<figure2>{FIGURE}|{NUMBER_WORDS}|{_PART})(?:[\s-]?(?P<scale2>{SCALED})\b)?[\s-]?"
    rf"(?:(?P<name>{_NAME})\b|(?P<code2>(?-i:{_CODE}))\b|(?P<symbol2>[€₺₽₸₼₴₹₩₪](?!\s?\d))))",
    re.IGNORECASE,
)
_MONEY_RANGE = re.compile(
    rf"(?P<symbol>(?<![\w$]){_SYMBOL}|\b(?-i:{_CODE})\s?)?(?P<low>{FIGURE})(?:[\s-]?(?P<own>{SCALED})\b)?"
    rf"\s?(?:[-–—]|to|and)\s?(?:{_SYMBOL})?(?P<high>{FIGURE})"
    rf"[\s-]?(?P<scale>{SCALED})\b(?:\s(?P<name>{_NAME})\b)?",
    re.IGNORECASE,
)
_BARE_SUM = re.compile(
    r"\b(?:credit|loan|grant|package|contract|deal|order|sum|worth|cost|price|bill|tranche|donation|aid|assistance|"
    r"total|for|costs|paid|spent|another|and)(?: line)?(?: of| for| at| worth)?\s+"
    rf"(?:(?P<sign>{_SIGN})\s+)?(?P<figure>{FIGURE})\s(?P<scale>million|billion)"
    r"(?=[.,;)]|\s(?:for|to|in|from|and|over|which|that|by|on)\b|$)",
    re.IGNORECASE,
)
"""A sum whose currency is that of the one before it: "a credit of 40 million"."""
_NUMBER = re.compile(
    rf"(?:\b(?P<sign>{_SIGN})\s+)?(?<![\w.,$€£-])(?P<figure>{FIGURE}|\b{NUMBER_WORDS})"
    rf"(?:[\s-](?P<scale>{SCALED})\b|(?P<near>(?:[mb]n|m)(?=\s[a-z]+s\b)))?"
    rf"(?P<more>\+|[ -]odd\b| or (?:so|more|fewer|less)\b|\s?[x×](?=\s[A-Z]))?(?:\s\((?:\d+|{NUMBER_WORDS})\))?"
    r"(?![\w%]|[.,]\d|[- ](?:thirds?|quarters?|fifths?|halves)\b)",
    re.IGNORECASE,
)
_THOUSANDS = re.compile(
    r"(?<![\w.,$€£-])[1-9]\d{0,2}(?:\.\d{3})+(?=\s[a-z]{3})(?!\s(?:million|billion|trillion|per\b|k?m\b))"
)
"""A number with points between thousands, as on the Continent: "10.000 soldiers"."""
_CALLED = re.compile(
    r"\b(?:nos?\.?|articles?|chapter|phase|block|mark|mk\.?|type|tier|annex|resolutions?|protocol|section|"
    r"paragraph|page|level|route|highway|version)\s$", re.IGNORECASE,
)  # fmt: skip
"""What stands before a number that only tells one of several: "Resolution 2719"."""
_MORE = {"+": ">", "odd": "~", "so": "~", "more": ">=", "fewer": "<=", "less": "<="}
_PERCENT = re.compile(
    rf"(?:\b(?P<sign>{_SIGN})\s+)?(?<![\w.,$€£-])(?P<figure>{FIGURE}|\b{NUMBER_WORDS})\s?(?:%|per\s?cent\b)",
    re.IGNORECASE,
)
_VAGUE = re.compile(rf"\b({'|'.join(sorted(map(re.escape, VAGUE), key=len, reverse=True))})\b", re.IGNORECASE)
_SCALE_BEHIND = re.compile(r"\s(hundred|thousand|million|billion)\b")
_SIGNED = re.compile(rf"\b({_SIGN})\s+$", re.IGNORECASE)
_FROM_LOW = re.compile(rf"\b(?:between\s)?({FIGURE}|{NUMBER_WORDS})(?:\s?[-–—]\s?|\s(?:to|and|or)\s)$", re.IGNORECASE)
_RANGE = re.compile(rf"(?<!from )(?<![\w.,$€£-])({FIGURE})\s?(?:to|[-–—])\s?({FIGURE})(?![\w%]|[.,]\d)")
FARTHEST = 10
"""How many times the lower end of a range its upper end is at most: "five or six hundred" is none."""
_OR = (" to ", " or ", "–", " – ")


_MONEYED = re.compile(
    rf"[$€£¥₺₽₸₼₴₹₩₪₦฿₱₫₾]|\b(?:{'|'.join(sorted({name.rsplit(' ', 1)[-1] for name in [*CURRENCY_WORDS, *SHARED]}))})\b"
    rf"|\b(?-i:(?:{_CODE})(?![^\W\d])|(?:{_LETTERS})\.?\s?\d)", re.IGNORECASE,
)  # fmt: skip
"""What stands in a text that names money at all."""


def money(text: str) -> Iterator[Mention]:
    """Sums of money in a text: `key` the number in plain units, `category` the currency. "$" alone is taken as USD."""
    if _MONEYED.search(text) is None:
        return
    for found in _MONEY_RANGE.finditer(text):
        factor = scale(found["scale"])
        low, high = value(found["low"]), value(found["high"])
        symbol = (found["symbol"] or "").strip()
        currency = (
            SYMBOLS.get(symbol.lower()) or symbol.upper() or CURRENCY_WORDS.get((found["name"] or "").lower(), "")
        )
        if low is None or high is None or not currency:
            continue
        least = low * (scale(found["own"]) if found["own"] else factor)
        head = text[max(0, found.start() - 8) : found.start()].lower()
        apart = head.endswith("from ") or ("and" in found[0].lower() and not head.endswith("between "))
        if least < high * factor and not (found["own"] and apart):
            yield Mention(found.start(), found.end(), ">=" + plain(least), "money", "range", category=currency)
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
        number = value(_PARTS.get(figure.lower().replace("-", " "), figure))
        if number is None:
            continue
        sign = SIGNS.get((found["sign"] or "").lower(), ">" if found["plus"] else "")
        key = sign + plain(number * scale(found["scale"] or found["scale2"]))
        currency = _currency(found)
        if not currency and not found["scale2"] and not found["letters"]:
            continue  # "500 pounds of explosives"
        last = currency
        yield Mention(found.start(), found.end(), key, "money", "expression", category=currency)


def _currency(found: re.Match[str]) -> str:
    """The currency that a sum names; none where several have the name."""
    if found["letters"]:
        return LETTERED[found["letters"]]
    return (
        SYMBOLS.get((found["symbol"] or found["symbol2"] or "").lower())
        or (found["code"] or found["code2"] or "").upper()
        or CURRENCY_WORDS.get((found["name"] or "").lower(), "")
    )


def numbers(text: str) -> Iterator[Mention]:
    """Numbers that count things: `key` as the codebook writes them. Years, percentages and ordinals are none.

    Of a range the lower end is what there is at least: "ten to twelve" are ">=10".
    """
    for found in _VAGUE.finditer(text):
        key = VAGUE[found[1].lower()]
        before = _SIGNED.search(text, max(0, found.start() - 20), found.start()) if key.isdigit() else None
        if key != "~":
            start, sign = (before.start(), SIGNS[before[1].lower()]) if before else (found.start(), "")
            yield Mention(start, found.end(), sign + key, "number", "expression")
    for found in _RANGE.finditer(text):
        low, high = value(found[1]), value(found[2])
        if low is not None and high is not None and low < high and not _year(found[1]):
            scaled = _SCALE_BEHIND.match(text, found.end())
            end, factor = (scaled.end(), scale(scaled[1])) if scaled else (found.end(), 1)
            yield Mention(found.start(), end, ">=" + plain(low * factor), "number", "range")
    for found in _THOUSANDS.finditer(text):
        yield Mention(found.start(), found.end(), found[0].replace(".", ""), "number", "expression")
    last: tuple[int, int, Decimal] | None = None
    for found in _NUMBER.finditer(text):
        number = value(found["figure"])
        many = found["scale"] or found["near"]
        if number is None or (_year(found["figure"]) and not many and not counts(text, *found.span("figure"))):
            continue
        if not found["sign"] and _CALLED.search(text, max(0, found.start() - 12), found.start()):
            continue
        more = (found["more"] or "").strip(" -").split(" ")[-1].lower()
        sign = SIGNS.get((found["sign"] or "").lower(), _MORE.get(more, ""))
        form = "word" if found["figure"][0].isalpha() else "figure"
        yield Mention(found.start(), found.end(), sign + plain(number * scale(many)), "number", form)
        near = last is not None and last[2] < number <= FARTHEST * last[2]
        if last is not None and near and _is_range(text, last[0], text[last[1] : found.start()]):
            yield Mention(last[0], found.end(), ">=" + plain(last[2] * scale(many)), "number", "range")
        last = None if many is None and found["more"] else (found.start(), found.end(), number * scale(many))


def _is_range(text: str, start: int, between: str) -> bool:
    """Whether what stands between two numbers makes a range of them: "ten to twelve", "between 200 and 300"."""
    head = text[max(0, start - 8) : start].lower()
    return (between in _OR and not head.endswith("from ")) or (between == " and " and head == "between ")


def percentages(text: str) -> Iterator[Mention]:
    """Shares and rates in per cent: a number whose `category` is `percent`."""
    if "%" not in text and "per cent" not in text and "percent" not in text:
        return
    for found in _PERCENT.finditer(text):
        number = value(found["figure"])
        if number is None:
            continue
        start, key = found.start(), SIGNS.get((found["sign"] or "").lower(), "") + plain(number)
        least = _FROM_LOW.search(text, max(0, start - 25), start)
        low = value(least[1]) if least else None
        if least and low is not None and low < number:
            start, key = least.start(), ">=" + plain(low)
        yield Mention(start, found.end(), key, "number", "figure", category="percent")


def _year(text: str) -> bool:
    return re.fullmatch(r"1[5-9]\d\d|20\d\d", text) is not None
