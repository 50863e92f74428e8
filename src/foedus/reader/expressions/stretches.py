"""Stretches of time and their parts that lean on another: "since then", "over the past decade", "early this year"."""

import datetime
import re
from typing import Final

from foedus.reader.expressions.anchor import (
    COUNT,
    PART,
    PART_WORDS,
    SEASONS,
    Anchor,
    Y,
    days_in,
    lies_ahead,
    rule,
    shifted,
)
from foedus.reader.expressions.leaning import count_of, counted
from foedus.reader.expressions.years import DECADE_HALVES, HALVES, ORDER, PARTS

_YEAR: Final = r"(?:(?P<which>this|last|next|that|the same|the following|the previous) year|the(?: current)? year)"


def _year(found: re.Match[str], anchor: Anchor) -> int | None:
    """The year meant: by the document's, or by the date before; "the year" is that of which the passage tells."""
    which = (found["which"] or "").lower()
    step = {"this": 0, "last": -1, "next": 1}.get(which)
    elsewhere = bool(anchor.tells or anchor.chapter) or not anchor.sure
    if step is None and (which or (elsewhere and anchor.at >= 0)):
        step = {"the following": 1, "the previous": -1}.get(which, 0)
        return anchor.year_before + step if anchor.year_before else None
    return anchor.year + (step or 0) if anchor.year else None


@rule(rf"(?:in )?(?:{PART}|(?P<soon>earlier|later))(?: in| of)? {_YEAR}", " year")
def _part_of_leaning_year(found: re.Match[str], anchor: Anchor) -> str:
    year = _year(found, anchor)
    if year is None:
        return ""
    if found["soon"]:
        return str(year)
    first, last = PARTS[PART_WORDS[found["part"].lower()]]
    return f"[{year}-{first:02}..{year}-{last:02}]"


@rule(
    r"(?:in )?the (?:(?P<half>first|second|latter) half|(?P<quarter>first|second|third|fourth|last) quarter) of "
    rf"{_YEAR}",
    " year",
)
def _piece_of_leaning_year(found: re.Match[str], anchor: Anchor) -> str:
    year = _year(found, anchor)
    if year is None:
        return ""
    number = ORDER[found["quarter"].lower()] if found["quarter"] else 0
    first, last = (3 * number - 2, 3 * number) if number else HALVES[found["half"].lower()]
    return f"[{year}-{first:02}..{year}-{last:02}]"


@rule(r"(?:by|before|towards?|at) (?:the end of the year|(?:the )?year['’]s end|year[- ]end)", "year")
def _end_of_year(found: re.Match[str], anchor: Anchor) -> str:
    year = anchor.year_before if anchor.at >= 0 and not lies_ahead(found) else anchor.year
    if not year:
        return ""
    return f"[{year}-10..{year}-12]" if found[0].lower().startswith(("at", "toward")) else f"../{year}"


@rule(
    r"(?:in )?(?:(?P<late>late|the end of|early|the beginning of|the start of|mid-?) ?)(?P<which>this|last|next) month",
    " month",
)
def _part_of_leaning_month(found: re.Match[str], anchor: Anchor) -> str:
    if anchor.day is None or not anchor.sure:
        return ""
    step = {"this": 0, "last": -1, "next": 1}[found["which"].lower()]
    month = shifted(anchor.day.year, anchor.day.month, step)
    late = found["late"].lower()
    end = days_in(int(month[:4]), int(month[5:]))
    first, last = (21, end) if late in ("late", "the end of") else (11, 20) if late.startswith("mid") else (1, 10)
    return f"[{month}-{first:02}..{month}-{last:02}]"


@rule(
    r"(?:in |during )?(?:the )?(?P<s>spring|summer|autumn|winter) (?:of )?"
    r"(?P<which>this|last|next|that|the same|the following|the previous) year",
    " year",
)
def _season_of_leaning_year(found: re.Match[str], anchor: Anchor) -> str:
    year = _year(found, anchor)
    return f"{year}-{SEASONS[found['s'].lower()]}" if year else ""


# --- what goes on from, or lies beside, the date before ---


@rule(
    r"(?:ever )?since then|ever since(?=[.,;)]|$)|(?<=\w )since(?=[.;)]|, (?:and|but)\b|$)|from then on",
    "since",
    "from then",
)
def _since_then(_: re.Match[str], anchor: Anchor) -> str:
    begun = re.match(r"[\[]?(\d{4}(?:-\d\d)*)", anchor.previous)
    return f"{begun[1]}/.." if begun else ""


@rule(
    r"(?:on )?the (?P<which>following|next|previous|preceding) (?P<unit>day|morning|week|month)"
    r"|(?:on )?the (?P<unit2>day|week|month) (?P<where>after|before)(?=[.,;)]|$)"
    r"|the (?P<unit3>year) (?P<later>after)(?=[.,;)]|$)",
    "the following",
    "the next",
    "the previous",
    "the preceding",
    "the day ",
    "the week ",
    "the month ",
    "the year ",
)
def _beside(found: re.Match[str], anchor: Anchor) -> str:
    which = (found["which"] or found["where"] or found["later"]).lower()
    unit = (found["unit"] or found["unit2"] or found["unit3"]).lower().replace("morning", "day")
    return counted(1 if which in ("following", "next", "after") else -1, unit, anchor, False)


@rule(r"(?:over|in|during|throughout) (?:the same|that|this) period", " period")
def _same_period(_: re.Match[str], anchor: Anchor) -> str:
    return anchor.previous if "/" in anchor.previous else ""


# --- stretches up to the document's day ---


@rule(
    rf"(?:for|over|in|during|within|across) (?:the )?(?:past|last|previous) (?:{COUNT} )?(?P<unit>year|decade|month)s?",
    " past",
    " last",
    " previous",
)
def _past(found: re.Match[str], anchor: Anchor) -> str:
    count = count_of(found["n"] or "a")
    if count is None or anchor.day is None or (found["n"] is None and found["unit"].lower() != "decade"):
        return ""
    if found["unit"].lower() == "month":
        first = shifted(anchor.day.year, anchor.day.month, -int(count))
        return f"{first}/{anchor.day.year}-{anchor.day.month:02}" if anchor.sure else ""
    return f"{anchor.day.year - int(count * (10 if found['unit'].lower() == 'decade' else 1))}/{anchor.day.year}"


_A_FEW = {"day": (2, 9), "week": (7, 60), "month": (60, 300)}
"""Days that "a few days ago", "a few weeks ago" and "some months ago" lie back, at least and at most."""


@rule(r"(?:a few|several|some|a couple of|a number of) (?P<unit>day|week|month)s ago", " ago")
def _a_few_ago(found: re.Match[str], anchor: Anchor) -> str:
    if anchor.day is None or not anchor.sure:
        return ""
    least, most = _A_FEW[found["unit"].lower()]
    first, last = (anchor.day - datetime.timedelta(days=days) for days in (most, least))
    return f"[{first.isoformat()}..{last.isoformat()}]"


_FRIDAY = 4


@rule(r"(?:over |at |during )?(?P<which>the|last|this|next) weekend(?! of\b)", "weekend")
def _weekend(found: re.Match[str], anchor: Anchor) -> str:
    if anchor.day is None or not anchor.sure:
        return ""
    which = found["which"].lower()
    weeks = (which == "next" or lies_ahead(found)) - (which == "last" and anchor.day.weekday() > _FRIDAY)
    saturday = anchor.day + datetime.timedelta(days=7 * weeks - (anchor.day.weekday() - 5) % 7)
    return f"[{saturday.isoformat()}..{(saturday + datetime.timedelta(days=1)).isoformat()}]"


@rule(r"this (?:morning|afternoon|evening)|tonight|last night|overnight", "this ", "night")
def _this_morning(found: re.Match[str], anchor: Anchor) -> str:
    if anchor.day is None or not anchor.sure:
        return ""
    return (anchor.day - datetime.timedelta(days=found[0].lower() == "last night")).isoformat()


@rule(rf"(?:in|within) {COUNT} (?P<unit>year|month|week|day)s?['’]? time", "within ", " time")
@rule(rf"within (?:the next )?{COUNT} (?P<unit>year|month|week|day)s?(?! of\b)", "within ", " time")
def _within(found: re.Match[str], anchor: Anchor) -> str:
    count = count_of(found["n"])
    if count is None or anchor.day is None or not (lies_ahead(found) or found[0].endswith("time")):
        return ""
    told = anchor.at >= 0 and not found[0].endswith("time") and "next" not in found[0]
    key = counted(int(count), found["unit"].lower(), anchor, not told)
    return f"../{key}" if key and not found[0].endswith("time") else key


# --- fiscal years, halves, decades ---


@rule(rf"(?:the )?(?:FY ?|(?:fiscal|financial|budget) year )?{Y}/(?P<y2>(?:20)?\d\d)(?!/|\d)", "fy", " year ", "/")
@rule(rf"(?:the )?(?:FY ?|(?:fiscal|financial|budget) year ){Y}(?:[-–](?P<y2>\d\d))?(?!\d)", "fy", " year ", "/")
def _fiscal(found: re.Match[str], _: Anchor) -> str:
    year = int(found["y"])
    if found["y2"] is None:
        return str(year)
    return f"{year}/{year + 1}" if int(found["y2"]) % 100 == (year + 1) % 100 else ""


@rule(rf"H(?P<h>[12])[ -]{Y}", "h1", "h2")
def _half_year(found: re.Match[str], _: Anchor) -> str:
    first, last = (1, 6) if found["h"] == "1" else (7, 12)
    return f"[{found['y']}-{first:02}..{found['y']}-{last:02}]"


@rule(r"(?:the )?(?P<half>first|second|latter) half of the (?P<decade>1[5-9]\d|20\d)0['’]?s", " half of ")
def _half_of_decade(found: re.Match[str], _: Anchor) -> str:
    first, last = DECADE_HALVES[found["half"].lower()]
    return f"[{found['decade']}{first}..{found['decade']}{last}]"


@rule(r"the (?:(?P<part>early|mid|late)[- ])?['’‘]?(?P<t>[5-9])0s", "0s")
def _short_decade(found: re.Match[str], _: Anchor) -> str:
    return f"19{found['t']}X"


@rule(
    rf"(?:over|during|in) the (?:next|coming) {COUNT} (?P<unit>year|decade)s?|over the (?:next|coming) decade",
    " the next",
    " the coming",
)
def _ahead(found: re.Match[str], anchor: Anchor) -> str:
    """The years to come: "over the next five years"."""
    count = count_of(found["n"]) if found["n"] else 1.0
    if count is None or not anchor.year:
        return ""
    years = int(count * (10 if (found["unit"] or "decade").lower() == "decade" else 1))
    return f"{anchor.year}/{anchor.year + years}"
