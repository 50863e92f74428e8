"""Number words, and the scales by which figures are multiplied."""

import re
from decimal import Decimal, InvalidOperation

UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES = {
    "dozen": 12, "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "mn": 10**6, "mln": 10**6, "m": 10**6, "bn": 10**9, "bln": 10**9, "k": 10**3, "lakh": 10**5, "crore": 10**7,
}  # fmt: skip
_WORD = "|".join(sorted([*UNITS, *TENS], key=len, reverse=True))
_SCALE = r"hundred|thousand|million|billion|trillion"
NUMBER_WORDS = (
    rf"(?:(?:{_WORD})(?:[- ](?:{_WORD}))?(?: and a half(?=[ -](?:{_SCALE})))?"
    rf"(?:[ -](?:and )?(?:{_SCALE})(?:[ -](?:and )?(?:{_WORD})(?:-(?:{_WORD}))?)?)*)"
)
"""A number in words: "twenty-five", "three hundred", "two hundred and fifty thousand", "one and a half million"."""
SCALED = (
    r"(?:dozen|hundred thousand|hundred million|lakh crore|thousand|million|billion|trillion|crore|lakh|mn|mln|bn|bln|"
    r"[mk](?![-‐‑]?\d|[-‐‑]))"
)
FIGURE = (
    rf"(?:\d+,\d{{1,2}}(?=[ -]?{SCALED}\b)|\d{{1,3}}(?:[,\u00a0\u202f ]\d{{3}})+(?:\.\d+)?|"
    r"\d{1,2}(?:,\d\d)+,\d{3}|\d+(?:\.\d+)?)"
)
"""A number in figures, with commas or thin spaces between thousands, or as in India; a comma before one or two figures
and a scale is a decimal one."""


def value(text: str) -> Decimal | None:
    """The number that figures or words stand for, without a scale behind figures; None where they are none.

    >>> value("1,250"), value("1,5"), value("twenty-five"), value("two hundred and fifty thousand")
    (Decimal('1250'), Decimal('1.5'), Decimal('25'), Decimal('250000'))
    """
    lower = text.strip().lower()
    try:
        return Decimal(lower.replace(",", ".") if _DECIMAL_COMMA.fullmatch(lower) else _BETWEEN_THREES.sub("", lower))
    except InvalidOperation:
        whole, half, rest = lower.partition(" and a half")
        number = _of_words(whole)
        if not half or number is None:
            return number
        return (number + Decimal("0.5")) * int(_of_words("one" + rest) or 1)


_DECIMAL_COMMA = re.compile(r"\d+,\d{1,2}")
_BETWEEN_THREES = re.compile(r"(?<=\d)[,\u00a0\u202f ](?=\d{2,3})")


def _of_words(text: str) -> Decimal | None:
    total, group, seen = 0, 0, False
    for word in re.split(r"[ -]+", text):
        if word in ("and", "a", "an"):
            group += word != "and" and not group
            continue
        if word in UNITS or word in TENS:
            group += UNITS.get(word, 0) + TENS.get(word, 0)
        elif word == "hundred":
            group = (group or 1) * 100
        elif word in SCALES:
            total += (group or 1) * SCALES[word]
            group = 0
        else:
            return None
        seen = True
    return Decimal(total + group) if seen else None


def scale(text: str | None) -> int:
    """What a scale multiplies by; 1 for none.

    >>> scale("hundred thousand"), scale("bn"), scale(None)
    (100000, 1000000000, 1)
    """
    factor = 1
    for word in (text or "").lower().split():
        factor *= SCALES[word]
    return factor


def plain(number: Decimal) -> str:
    """A number as the codebook writes it: plain units, no exponent, no trailing zeros."""
    text = format(number.normalize(), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
