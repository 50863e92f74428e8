"""When: from "10 May 2022" to "the autumn of 2000", "earlier this month" and "the same year", as EDTF.

Conventions for vague words are those of `foedus.terms.date_hints`: early, mid and late are January to March, May to
August and October to December of a year. A day or month without a year is the last one before the document's day.
An expression that leans on another ("that year", "two years later") takes the date before it in the text.
"""

import datetime
import re
from collections.abc import Callable, Iterator
from typing import Final

from foedus.reader.expressions.words import UNITS, value
from foedus.reader.mention import Mention
from foedus.terms import dates as edtf
from foedus.terms.date_hints import MONTHS

_NUMBER = {name.lower(): n for n, name in enumerate(MONTHS, 1)}
_SHORT = {name[:3].lower(): n for n, name in enumerate(MONTHS, 1)} | {"sept": 9}
_MONTH_OF = _NUMBER | _SHORT
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_PARTS = {"early": (1, 3), "mid": (5, 8), "late": (10, 12)}
_DAYS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
_DECADE_PARTS = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}
_HALVES = {"first": (1, 6), "second": (7, 12), "latter": (7, 12)}
_ORDER = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_LONG: Final = "|".join(sorted(_NUMBER, key=len, reverse=True))
M: Final = rf"(?P<m>{_LONG}|(?:{'|'.join(sorted(_SHORT, key=len, reverse=True))})\b\.?)"
Y: Final = r"(?P<y>1[5-9]\d\d|20\d\d)"
D: Final = r"(?P<d>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_D2: Final = r"(?P<d2>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_TO: Final = "(?: ?[-–—] ?| to | and | until | through )"
_COUNT: Final = rf"(?P<n>\d{{1,3}}|{'|'.join(UNITS)}|a|an|several|few)"
_PART: Final = r"(?P<part>early|mid|middle|late|the beginning|the start|the end|the middle|end|start|beginning)"
_PART_WORDS = {
    "early": "early", "mid": "mid", "middle": "mid", "late": "late", "the beginning": "early", "the start": "early",
    "the end": "late", "the middle": "mid", "end": "late", "start": "early", "beginning": "early",
}  # fmt: skip


class Anchor:
    """The day against which relative dates are read, and the date last read before them."""

    def __init__(self, published: str = "") -> None:
        self.day: datetime.date | None = None
        if published:
            date = edtf.parse(published)
            self.day = date.latest or date.earliest
        self.sure = bool(published) and self.day is not None and edtf.parse(published).precision in ("day", "month")
        """Whether the month of the document is known."""
        self.previous = ""
        """EDTF of the date before."""

    @property
    def year(self) -> int | None:
        """The year of the document."""
        return self.day.year if self.day else None

    @property
    def year_before(self) -> int | None:
        """The year of the date before in the text."""
        found = re.search(r"\d{4}", self.previous)
        return int(found[0]) if found else None


Rule = Callable[[re.Match[str], Anchor], str]
_RULES: list[tuple[re.Pattern[str], Rule]] = []


def _rule(pattern: str) -> Callable[[Rule], Rule]:
    def keep(rule: Rule) -> Rule:
        _RULES.append((re.compile(rf"(?<![\w-]){pattern}(?![\w])", re.IGNORECASE), rule))
        return rule

    return keep


def dates(text: str, anchor: Anchor) -> Iterator[Mention]:
    """The dates in a text, in order, none overlapping; where several rules fit, the longest match.

    >>> [one.key for one in dates("between late 2021 and 10 May 2022", Anchor())]
    ['[2021-10..2021-12]', '2022-05-10']
    """
    found: list[tuple[int, int, re.Match[str], Rule]] = []
    for pattern, rule in _RULES:
        found += [(match.start(), match.end(), match, rule) for match in pattern.finditer(text)]
    found.sort(key=lambda one: (one[0], -one[1]))
    at = 0
    for start, end, match, rule in found:
        if start < at:
            continue
        key = _valid(rule(match, anchor))
        if key:
            yield Mention(start, end, key, "date", "expression")
            anchor.previous = key
            at = end


def _valid(text: str) -> str:
    if not text:
        return ""
    try:
        edtf.parse(text)
    except edtf.DateError:
        return ""
    return text


def _month(found: re.Match[str], name: str = "m") -> int:
    return _MONTH_OF[found[name].lower().rstrip(".")]


def _year_for(month: int, anchor: Anchor, day: int = 1) -> int | None:
    """The year of a month named without one: of the date before, where close, else the last such month."""
    if anchor.sure and anchor.day is not None:
        return anchor.day.year if (month, day) <= (anchor.day.month, anchor.day.day) else anchor.day.year - 1
    return anchor.year_before


def _shifted(year: int, month: int, by: int) -> str:
    index = year * 12 + month - 1 + by
    return f"{index // 12:04}-{index % 12 + 1:02}"


# --- a day, a month ---


@_rule(r"(?P<y>1[5-9]\d\d|20\d\d)-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])")
def _iso(found: re.Match[str], _: Anchor) -> str:
    return found[0]


@_rule(rf"(?P<d>[12]\d|3[01]|0?[1-9])\.(?P<mm>0?[1-9]|1[0-2])\.{Y}")
def _dotted(found: re.Match[str], _: Anchor) -> str:
    return f"{found['y']}-{int(found['mm']):02}-{int(found['d']):02}"


@_rule(rf"(?:the )?{D}(?: of)? {M},? {Y}")
@_rule(rf"{M} {D},? {Y}")
def _day(found: re.Match[str], _: Anchor) -> str:
    return f"{found['y']}-{_month(found):02}-{int(found['d']):02}"


@_rule(rf"(?:from )?{D}{_TO}{_D2}(?: of)? {M},? {Y}")
@_rule(rf"(?:from )?{M} {D}{_TO}{_D2},? {Y}")
def _days(found: re.Match[str], _: Anchor) -> str:
    month = f"{found['y']}-{_month(found):02}"
    return f"{month}-{int(found['d']):02}/{month}-{int(found['d2']):02}"


@_rule(
    rf"(?:from |between )?{D} {M}(?: {Y})?(?: ?[-–—] ?| to | and | until )(?P<d2>3[01]|[12]\d|0?[1-9]) "
    rf"{M.replace('?P<m>', '?P<m2>')},? {Y.replace('?P<y>', '?P<y2>')}"
)
@_rule(
    rf"(?:from |between )?{M} {D}(?:,? {Y})?(?: ?[-–—] ?| to | and | until ){M.replace('?P<m>', '?P<m2>')} "
    rf"(?P<d2>3[01]|[12]\d|0?[1-9]),? {Y.replace('?P<y>', '?P<y2>')}"
)
def _from_day_to_day(found: re.Match[str], _: Anchor) -> str:
    first = f"{found['y'] or found['y2']}-{_month(found):02}-{int(found['d']):02}"
    return f"{first}/{found['y2']}-{_month(found, 'm2'):02}-{int(found['d2']):02}"


@_rule(rf"{D}(?: of)? {M}")
@_rule(rf"{M} {D}(?!\d|,? \d{{4}})")
def _day_without_year(found: re.Match[str], anchor: Anchor) -> str:
    if found["m"].lower() in ("mar", "may") and found["m"].islower():
        return ""
    year = _year_for(_month(found), anchor, int(found["d"]))
    return f"{year}-{_month(found):02}-{int(found['d']):02}" if year else ""


@_rule(rf"(?:the month of )?{M},?(?: of)? {Y}")
def _month_of_year(found: re.Match[str], _: Anchor) -> str:
    return f"{found['y']}-{_month(found):02}"


@_rule(
    rf"(?:from |between )?{M}(?: {Y})?(?: ?[-–—] ?| to | and | until | through )"
    rf"{M.replace('?P<m>', '?P<m2>')},? {Y.replace('?P<y>', '?P<y2>')}"
)
def _month_to_month(found: re.Match[str], _: Anchor) -> str:
    first = f"{found['y'] or found['y2']}-{_month(found):02}"
    last = f"{found['y2']}-{_month(found, 'm2'):02}"
    between = found[0].lower().startswith("between") or " and " in found[0].lower()
    return first if first == last else f"[{first}..{last}]" if between and not found["y"] else f"{first}/{last}"


@_rule(rf"(?:in|since|until|by|during|from|last|this|of|for) {M}(?! \d)")
def _bare_month(found: re.Match[str], anchor: Anchor) -> str:
    if found["m"][0].islower():
        return ""
    year = _year_for(_month(found), anchor)
    return _with_lead(found[0].split()[0], f"{year}-{_month(found):02}") if year else ""


@_rule(rf"(?:the )?(?P<which>first|second|third|fourth|last) week of {M},?(?: of)?(?: {Y})?")
def _week(found: re.Match[str], anchor: Anchor) -> str:
    month = _month(found)
    year = int(found["y"]) if found["y"] else _year_for(month, anchor)
    if year is None:
        return ""
    last = (datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(days=1)).day
    week = _ORDER[found["which"].lower()]
    start, end = (last - 6, last) if found["which"].lower() == "last" else (7 * week - 6, 7 * week)
    return f"[{year}-{month:02}-{start:02}..{year}-{month:02}-{end:02}]"


@_rule(rf"{_PART}(?:[ -]|-?to-late )(?:of |in )?{M},?(?: of)?(?: {Y})?")
def _part_of_month(found: re.Match[str], anchor: Anchor) -> str:
    month = _month(found)
    year = int(found["y"]) if found["y"] else _year_for(month, anchor)
    if year is None:
        return ""
    first, last = _DAYS[_PART_WORDS[found["part"].lower()]]
    end = (datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(days=1)).day
    return f"[{year}-{month:02}-{first:02}..{year}-{month:02}-{min(last, end):02}]"


# --- a season, a part of a year, a year ---


@_rule(rf"(?:the )?(?P<s>spring|summer|autumn|fall|winter)(?: of|,)? {Y}")
def _season(found: re.Match[str], _: Anchor) -> str:
    return f"{found['y']}-{_SEASONS[found['s'].lower()]}"


@_rule(rf"{_PART}(?:[ -](?:in |of )?(?:the )?(?:year )?){Y}")
def _part_of_year(found: re.Match[str], _: Anchor) -> str:
    first, last = _PARTS[_PART_WORDS[found["part"].lower()]]
    return f"[{found['y']}-{first:02}..{found['y']}-{last:02}]"


@_rule(rf"(?:the )?(?P<half>first|second|latter) half of (?:the year )?{Y}")
def _half(found: re.Match[str], _: Anchor) -> str:
    first, last = _HALVES[found["half"].lower()]
    return f"[{found['y']}-{first:02}..{found['y']}-{last:02}]"


@_rule(rf"(?:the )?(?:(?P<which>first|second|third|fourth|last|1st|2nd|3rd|4th) quarter of |Q(?P<q>[1-4])[ -]){Y}")
def _quarter(found: re.Match[str], _: Anchor) -> str:
    which = int(found["q"] or _ORDER[found["which"].lower()])
    return f"[{found['y']}-{3 * which - 2:02}..{found['y']}-{3 * which:02}]"


@_rule(rf"(?P<about>about|around|circa|c\.|approximately|roughly) {Y}")
def _about_year(found: re.Match[str], _: Anchor) -> str:
    return f"{found['y']}~"


@_rule(r"(?P<y>1[5-9]\d\d|20\d\d)")
def _year(found: re.Match[str], _: Anchor) -> str:
    return found["y"]


@_rule(
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


@_rule(
    rf"(?:since|starting from|from|as of|beginning in|starting in|as from)(?: the year)? {Y}"
    r"(?: onwards?| on)?(?! ?(?:[-–—]|to|until|till) ?\d)"
)
def _since(found: re.Match[str], _: Anchor) -> str:
    return f"{found['y']}/.."


@_rule(rf"(?:until|till|up to|through|by|before|no later than|prior to)(?: the end of)?(?: the year)? {Y}")
def _until(found: re.Match[str], _: Anchor) -> str:
    year = int(found["y"]) - (found[0].lower().startswith(("before", "prior")))
    return f"../{year}"


@_rule(rf"(?:since|from) {M},? {Y}(?: onwards?)?(?! ?(?:[-–—]|to|until) ?)")
def _since_month(found: re.Match[str], _: Anchor) -> str:
    return f"{found['y']}-{_month(found):02}/.."


@_rule(rf"(?:until|till|by|before) {M},? {Y}")
def _until_month(found: re.Match[str], _: Anchor) -> str:
    return f"../{found['y']}-{_month(found):02}"


# --- decades and centuries ---


@_rule(r"(?:since )?(?:the )?(?:(?P<part>early|mid|late)[- ])?(?P<decade>1[5-9]\d|20\d)0['’]?s")
def _decade(found: re.Match[str], _: Anchor) -> str:
    decade = found["decade"]
    if found["part"]:
        first, last = _DECADE_PARTS[found["part"].lower()]
        span = f"[{decade}{first}..{decade}{last}]"
        return f"{decade}{first}~/.." if found[0].lower().startswith("since") else span
    return f"{decade}0/.." if found[0].lower().startswith("since") else f"{decade}X"


@_rule(r"(?:the )?(?P<decade>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)")
def _decade_words(found: re.Match[str], _: Anchor) -> str:
    names = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")
    return f"19{names.index(found['decade'].lower()) + 2}X"


@_rule(r"(?:the )?(?P<c>1[5-9]|2[01]|twentieth|nineteenth|twenty-first)(?:th|st)? century")
def _century(found: re.Match[str], _: Anchor) -> str:
    words = {"nineteenth": 19, "twentieth": 20, "twenty-first": 21}
    number = words.get(found["c"].lower()) or int(found["c"])
    return f"{number - 1}XX"


# --- what leans on the document's day ---


@_rule(
    r"(?:(?:earlier|later) )?(?P<which>this|last|next) (?P<unit>year|month)"
    r"|(?:the )?(?P<past>past|previous|coming|following) (?P<unit2>year)(?! \d)"
)
def _this(found: re.Match[str], anchor: Anchor) -> str:
    which = (found["which"] or found["past"]).lower()
    unit = (found["unit"] or found["unit2"]).lower()
    if which == "following":
        return str(anchor.year_before + 1) if anchor.year_before else ""
    step = {"this": 0, "last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}[which]
    if anchor.day is None:
        return ""
    if unit == "year":
        return str(anchor.day.year + step)
    return _shifted(anchor.day.year, anchor.day.month, step) if anchor.sure else ""


@_rule(r"(?P<which>today|yesterday|tomorrow)")
def _today(found: re.Match[str], anchor: Anchor) -> str:
    if anchor.day is None or not anchor.sure:
        return ""
    step = {"today": 0, "yesterday": -1, "tomorrow": 1}[found["which"].lower()]
    return (anchor.day + datetime.timedelta(days=step)).isoformat()


@_rule(rf"on (?P<w>{'|'.join(_WEEKDAYS)})")
def _weekday(found: re.Match[str], anchor: Anchor) -> str:
    if anchor.day is None or not anchor.sure:
        return ""
    back = (anchor.day.weekday() - _WEEKDAYS.index(found["w"].lower())) % 7
    return (anchor.day - datetime.timedelta(days=back)).isoformat()


@_rule(rf"{_COUNT} (?P<unit>year|month|week|day|decade)s? (?P<where>ago|earlier|later|before|after that|afterwards)")
def _ago(found: re.Match[str], anchor: Anchor) -> str:
    word = found["n"].lower()
    if word in ("several", "few"):
        return ""
    count = 1 if word in ("a", "an") else int(value(word) or 0)
    ago = found["where"].lower() == "ago"
    sign = 1 if found["where"].lower() in ("later", "after that", "afterwards") else -1
    return _counted(count * sign, found["unit"].lower(), anchor, ago)


def _counted(count: int, unit: str, anchor: Anchor, ago: bool) -> str:
    base = anchor.day.isoformat() if ago and anchor.day else anchor.previous
    parts = re.match(r"[\[]?(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", base)
    if parts is None or (ago and anchor.day is None):
        return ""
    year, month, day = int(parts[1]), int(parts[2] or 0), int(parts[3] or 0)
    if unit in ("year", "decade"):
        return str(year + count * (10 if unit == "decade" else 1))
    if unit == "month":
        return _shifted(year, month, count) if 0 < month < 13 and (not ago or anchor.sure) else ""
    if not day or (ago and not anchor.sure):
        return ""
    return (datetime.date(year, month, day) + datetime.timedelta(days=count * (7 if unit == "week" else 1))).isoformat()


@_rule(r"(?:in |of |later |earlier )?(?:the same|that|the very same) (?P<unit>year|month|day)")
def _same(found: re.Match[str], anchor: Anchor) -> str:
    parts = re.match(r"[\[.]*/?(\d{4})(-\d\d)?(-\d\d)?", anchor.previous)
    if parts is None:
        return ""
    unit = found["unit"].lower()
    if unit == "year":
        return parts[1]
    month = parts[1] + (parts[2] or "")
    return month if unit == "month" and parts[2] else month + parts[3] if parts[3] else ""


@_rule(rf"in (?P<m>{'|'.join(_NUMBER)}) of (?:the same|that) year")
def _month_same_year(found: re.Match[str], anchor: Anchor) -> str:
    return f"{anchor.year_before}-{_month(found):02}" if anchor.year_before else ""


def _with_lead(lead: str, date: str) -> str:
    lead = lead.lower()
    return f"{date}/.." if lead == "since" else f"../{date}" if lead in ("until", "by") else date
