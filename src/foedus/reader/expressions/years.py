"""Seasons, years and their parts, decades and centuries: "the autumn of 2000", "since 2016", "the early 1990s"."""

import re
from typing import Final

from foedus.reader.expressions.anchor import (
    PART,
    PART_WORDS,
    SEASONS,
    Anchor,
    M,
    Y,
    month_of,
    rule,
)

PARTS = {"early": (1, 3), "mid": (5, 8), "late": (10, 12)}
HALVES = {"first": (1, 6), "second": (7, 12), "latter": (7, 12)}
DECADE_HALVES = {"first": (0, 4), "second": (5, 9), "latter": (5, 9)}
_DECADE_PARTS = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}
ORDER = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_COUNTED: Final = re.compile(
    r"\s(?:[\w.-]+\s)?(?:troops|soldiers|servicemen|personnel|peacekeepers|marines|men|women|people|police|policemen|"
    r"sailors|fighters|students|cadets|officers|recruits|conscripts|reservists|km|kilomet(?:re|er)s|miles|tonnes|tons|"
    r"hectares|vehicles|missiles|rockets|shells|rounds|drones|rifles|refugees|dollars|euros|pounds)\b"
)
_WHEN = re.compile(
    r"(?:\b(?:in|since|of|by|from|until|till|during|early|late|mid|the|after|before|between)|\d{4} (?:and|to|or))[ -]$",
    re.IGNORECASE,
)


def counts(text: str, start: int, end: int) -> bool:
    """Whether a figure that might be a year counts what stands behind it: "2000 soldiers"."""
    return _COUNTED.match(text, end) is not None and _WHEN.search(text, max(0, start - 10), start) is None


@rule(
    rf"(?:the )?(?P<s>spring|summer|autumn|fall|winter)(?: of|,)? {Y}", "spring", "summer", "autumn", "fall", "winter"
)
def _season(found: re.Match[str], _: Anchor) -> str:
    return f"{found['y']}-{SEASONS[found['s'].lower()]}"


@rule(rf"{PART}(?:[ -](?:in |of )?(?:the )?(?:year )?){Y}")
def _part_of_year(found: re.Match[str], _: Anchor) -> str:
    first, last = PARTS[PART_WORDS[found["part"].lower()]]
    return f"[{found['y']}-{first:02}..{found['y']}-{last:02}]"


@rule(rf"(?:the )?(?P<half>first|second|latter) half of (?:the year )?{Y}", " half of ")
def _half(found: re.Match[str], _: Anchor) -> str:
    first, last = HALVES[found["half"].lower()]
    return f"[{found['y']}-{first:02}..{found['y']}-{last:02}]"


@rule(
    rf"(?:the )?(?:(?P<which>first|second|third|fourth|last|1st|2nd|3rd|4th) quarter of |Q(?P<q>[1-4])[ -]){Y}",
    "quarter",
    "q1",
    "q2",
    "q3",
    "q4",
)
def _quarter(found: re.Match[str], _: Anchor) -> str:
    which = int(found["q"] or ORDER[found["which"].lower()])
    return f"[{found['y']}-{3 * which - 2:02}..{found['y']}-{3 * which:02}]"


@rule(rf"(?P<about>about|around|circa|c\.|approximately|roughly) {Y}")
def _about_year(found: re.Match[str], _: Anchor) -> str:
    return f"{found['y']}~"


@rule(r"(?P<y>1[5-9]\d\d|20\d\d)")
def _year(found: re.Match[str], anchor: Anchor) -> str:
    before = found.string[max(0, found.start() - 30) : found.start()]
    if counts(found.string, found.start(), found.end()) or _NUMBERED.search(before):
        return ""
    if anchor.year and int(found["y"]) > anchor.year and _TITLED.search(before):
        return ""
    return found["y"]


_NUMBERED = re.compile(r"\b(?:[Rr]esolutions?|[Nn]o\.?|[Nn]umber|[Ll]aw|[Dd]ecree|[Aa]rticle|[Pp]age|[Cc]hapter)\s$")
_TITLED = re.compile(r"\b(?!In |By |Until |Since |From |For |The |And )[A-Z][\w-]+\s$")
""" "Vision 2040" is no date."""


@rule(
    rf"(?:from |between |during |in |over )?(?:the period )?{Y}(?: ?[-–—] ?| to | and | until | till | through )"
    r"(?P<y2>(?:1[5-9]|20)\d\d|\d\d(?!\d))"
)
def _years(found: re.Match[str], _: Anchor) -> str:
    first, last = found["y"], found["y2"]
    last = first[:2] + last if len(last) == 2 else last
    lower = found[0].lower()
    if " and " in lower and not lower.startswith("between"):
        return ""
    return f"{first}/{last}" if int(first) < int(last) else ""


@rule(
    rf"(?:since|starting from|from|as of|beginning in|starting in|as from)(?: the year)? {Y}"
    r"(?: onwards?| on)?(?! ?(?:[-–—]|to|until|till) ?\d)"
)
def _since(found: re.Match[str], _: Anchor) -> str:
    return f"{found['y']}/.."


@rule(rf"(?:until|till|up to|through|by|before|no later than|prior to)(?: the end of)?(?: the year)? {Y}")
def _until(found: re.Match[str], _: Anchor) -> str:
    year = int(found["y"]) - (found[0].lower().startswith(("before", "prior")))
    return f"../{year}"


@rule(rf"(?:since|from) {M},? {Y}(?: onwards?)?(?! ?(?:[-–—]|to|until) ?)")
def _since_month(found: re.Match[str], _: Anchor) -> str:
    return f"{found['y']}-{month_of(found):02}/.."


@rule(rf"(?:until|till|by|before) {M},? {Y}")
def _until_month(found: re.Match[str], _: Anchor) -> str:
    return f"../{found['y']}-{month_of(found):02}"


# --- decades and centuries ---


@rule(r"(?:since )?(?:the )?(?:(?P<part>early|mid|late)[- ])?(?P<decade>1[5-9]\d|20\d)0['’]?s", "0s", "0's", "0’s")
def _decade(found: re.Match[str], _: Anchor) -> str:
    decade = found["decade"]
    if found["part"]:
        first, last = _DECADE_PARTS[found["part"].lower()]
        span = f"[{decade}{first}..{decade}{last}]"
        return f"{decade}{first}~/.." if found[0].lower().startswith("since") else span
    return f"{decade}0/.." if found[0].lower().startswith("since") else f"{decade}X"


@rule(r"(?:the )?(?P<decade>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)", "ties")
def _decade_words(found: re.Match[str], _: Anchor) -> str:
    names = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")
    return f"19{names.index(found['decade'].lower()) + 2}X"


@rule(r"(?:the )?(?P<c>1[5-9]|2[01]|twentieth|nineteenth|twenty-first)(?:th|st)? century", "century")
def _century(found: re.Match[str], _: Anchor) -> str:
    words = {"nineteenth": 19, "twentieth": 20, "twenty-first": 21}
    number = words.get(found["c"].lower()) or int(found["c"])
    return f"{number - 1}XX"
