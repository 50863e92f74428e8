"""What leans on the document's day or on the date before: "last year", "on Monday", "three months later"."""

import datetime
import re

from foedus.reader.expressions.anchor import (
    COUNT,
    LONG,
    NUMBER,
    SEASONS,
    Anchor,
    lies_ahead,
    month_of,
    rule,
    shifted,
    with_lead,
    year_for,
)
from foedus.reader.expressions.words import value
from foedus.terms import dates as edtf

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@rule(
    r"(?:(?:earlier|later) )?(?P<which>this|last|next) (?P<unit>year|month)"
    r"|(?:the )?(?P<past>past|previous|preceding|coming|following) (?P<unit2>year)(?! \d)"
    r"|the (?P<unit3>year) (?P<back>before)(?=[.,;)]|\s(?:by|in|and|to|with|that)\b|$)",
    "year",
    "month",
)
def _this(found: re.Match[str], anchor: Anchor) -> str:
    which = (found["which"] or found["past"] or found["back"]).lower()
    unit = (found["unit"] or found["unit2"] or found["unit3"]).lower()
    if which == "following":
        return str(anchor.year_before + 1) if anchor.year_before else ""
    if which in ("previous", "preceding", "before") and anchor.year_before:
        return str(anchor.year_before - 1)
    step = {"this": 0, "next": 1, "coming": 1}.get(which, -1)
    if anchor.day is None:
        return ""
    if unit == "year":
        return str(anchor.day.year + step)
    return shifted(anchor.day.year, anchor.day.month, step) if anchor.sure else ""


@rule(r"(?P<which>the day before yesterday|the day after tomorrow|today|yesterday|tomorrow)", "day", "tomorrow")
def _today(found: re.Match[str], anchor: Anchor) -> str:
    if anchor.day is None or not anchor.sure:
        return ""
    which = found["which"].lower()
    step = {"today": 0, "yesterday": -1, "tomorrow": 1, "the day before yesterday": -2}.get(which, 2)
    return (anchor.day + datetime.timedelta(days=step)).isoformat()


@rule(
    rf"(?:(?P<lead>on|last|next|this|until|till|by|from|since|before) )?"
    rf"(?P<w>{'|'.join(_WEEKDAYS)})(?!,? \d|,? \(?(?:{LONG})|['’])",
    "day",
)
def _weekday(found: re.Match[str], anchor: Anchor) -> str:
    if anchor.day is None or not anchor.sure or found["w"].islower():
        return ""
    lead = (found["lead"] or "").lower()
    back = (anchor.day.weekday() - _WEEKDAYS.index(found["w"].lower())) % 7
    if lead in ("next", "until", "till", "by") or lies_ahead(found):
        back -= 7
    elif lead == "last" and back == 0:
        back = 7
    return with_lead(lead, (anchor.day - datetime.timedelta(days=back)).isoformat())


@rule(r"(?:(?:earlier|later) )?(?P<which>this|last|next) week", "week")
def _leaning_week(found: re.Match[str], anchor: Anchor) -> str:
    if anchor.day is None or not anchor.sure or edtf.parse(anchor.day.isoformat()).precision != "day":
        return ""
    step = {"this": 0, "last": -7, "next": 7}[found["which"].lower()]
    monday = anchor.day + datetime.timedelta(days=step - anchor.day.weekday())
    return f"[{monday.isoformat()}..{(monday + datetime.timedelta(days=6)).isoformat()}]"


@rule(
    r"(?P<which>this|last|next|that) (?P<s>spring|summer|autumn|fall|winter)",
    "spring",
    "summer",
    "autumn",
    "fall",
    "winter",
)
def _leaning_season(found: re.Match[str], anchor: Anchor) -> str:
    which, season = found["which"].lower(), SEASONS[found["s"].lower()]
    if which == "that":
        return f"{anchor.year_before}-{season}" if anchor.year_before else ""
    if anchor.day is None or not anchor.sure:
        return ""
    begun = anchor.day.month > {21: 5, 22: 8, 23: 11, 24: 2}[season]
    step = {"this": 0, "last": 0 if begun else -1, "next": 1 if begun else 0}[which]
    return f"{anchor.day.year + step}-{season}"


@rule(
    r"(?:currently|at present|presently|at the moment|at the time of writing|as of today|to date|nowadays|these days"
    r"|now(?! that\b))",
    "currently",
    "presen",
    "moment",
    "writing",
    "today",
    "to date",
    "nowadays",
    "these days",
    "now",
)
def now(_: re.Match[str], anchor: Anchor) -> str:
    return f"{anchor.year}~" if anchor.year else ""


@rule(
    rf"{COUNT} (?P<unit>year|month|week|day|fortnight)s? (?P<where>after|before)(?! that\b)(?=\s)", " after", " before"
)
def offset(found: re.Match[str], anchor: Anchor) -> str:
    """When what follows was, where what comes before is dated: "In 2009 it was founded, three years after ...".

    Where the sentence has given no date, its own deed is so long after that of the one before: "Two days after the
    talks they signed".
    """
    number = count_of(found["n"])
    after = found["where"].lower() == "after"
    back = after if anchor.in_sentence(found.string, found.start()) else not after
    if number is None or not anchor.previous:
        return ""
    return counted(-number if back else number, found["unit"].lower(), anchor, False)


def count_of(word: str) -> float | None:
    """How many units a word counts; None where it does not say.

    >>> count_of("a"), count_of("three"), count_of("several")
    (1.0, 3.0, None)
    """
    known = {"a": 1.0, "an": 1.0, "half a": 0.5}.get(word.lower())
    number = value(word) if known is None else known
    return None if number is None else float(number)


@rule(r"in the (?:coming|next) (?:few )?(?:days|weeks|months)", "coming", "next")
def _soon(_: re.Match[str], anchor: Anchor) -> str:
    return f"{anchor.day.year}-{anchor.day.month:02}~" if anchor.day and anchor.sure else ""


@rule(r"in (?:the )?(?P<s>spring|summer|autumn|winter)(?! of|,? \d{4})", "spring", "summer", "autumn", "winter")
def _bare_season(found: re.Match[str], anchor: Anchor) -> str:
    if anchor.day is None or not anchor.sure:
        return ""
    season = SEASONS[found["s"].lower()]
    if (anchor.tells or anchor.chapter) and not lies_ahead(found):
        return f"{year_for({21: 4, 22: 7, 23: 10, 24: 12}[season], anchor)}-{season}"
    begun = anchor.day.month >= {21: 3, 22: 6, 23: 9, 24: 12}[season]
    return f"{anchor.day.year - (not begun) + lies_ahead(found)}-{season}"


@rule(r"a year ago this (?P<unit>month|week)", " ago")
def _year_ago_now(_: re.Match[str], anchor: Anchor) -> str:
    return f"{anchor.day.year - 1}-{anchor.day.month:02}" if anchor.day and anchor.sure else ""


@rule(
    rf"{COUNT} (?P<unit>year|month|week|day|decade|fortnight)s? "
    r"(?P<where>ago|earlier|later|before|after that|afterwards|on(?=[,.;]))",
    " ago",
    "earlier",
    "later",
    "before",
    "after",
    " on,",
    " on.",
    " on;",
)
def _ago(found: re.Match[str], anchor: Anchor) -> str:
    count = count_of(found["n"])
    if count is None:
        return ""
    ago = found["where"].lower() == "ago"
    sign = 1 if found["where"].lower() in ("later", "after that", "afterwards", "on") else -1
    return counted(count * sign, found["unit"].lower(), anchor, ago)


def counted(count: float, unit: str, anchor: Anchor, ago: bool) -> str:
    """The date so many units after the document's day where it is `ago`, else after the date before; '' if unknown."""
    if unit == "year" and count % 1:
        count, unit = count * 12, "month"
    elif unit == "fortnight":
        count, unit = count * 2, "week"
    count = int(count)
    base = anchor.day.isoformat() if ago and anchor.day else anchor.previous
    parts = re.match(r"[\[]?(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", base)
    if parts is None or (ago and anchor.day is None):
        return ""
    year, month, day = int(parts[1]), int(parts[2] or 0), int(parts[3] or 0)
    if unit in ("year", "decade"):
        return str(year + count * (10 if unit == "decade" else 1))
    if unit == "month":
        return shifted(year, month, count) if 0 < month < 13 and (not ago or anchor.sure) else ""
    if not day or (ago and not anchor.sure):
        return ""
    return (datetime.date(year, month, day) + datetime.timedelta(days=count * (7 if unit == "week" else 1))).isoformat()


@rule(r"(?:in |of |later |earlier )?(?:the same|that|the very same) (?P<unit>year|month|day)", "same", "that")
def _same(found: re.Match[str], anchor: Anchor) -> str:
    parts = re.match(r"[\[.]*/?(\d{4})(-\d\d)?(-\d\d)?", anchor.previous)
    if parts is None:
        return ""
    unit = found["unit"].lower()
    if unit == "year":
        return parts[1]
    month = parts[1] + (parts[2] or "")
    return month if unit == "month" and parts[2] else month + parts[3] if parts[3] else ""


@rule(rf"in (?P<m>{'|'.join(NUMBER)}) of (?:the same|that) year", " year")
def _month_same_year(found: re.Match[str], anchor: Anchor) -> str:
    return f"{anchor.year_before}-{month_of(found):02}" if anchor.year_before else ""
