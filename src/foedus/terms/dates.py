"""Dates as the codebook has them: a profile of EDTF (ISO 8601-2), from a day to a century, with open ends.

A date is a span of days. Seasons are the northern half's: spring 21 is March to May, summer 22 June to
August, autumn 23 September to November, winter 24 December to the end of February of the next year. A decade
199X runs from 1990 to 1999, a century 19XX from 1900 to 1999. Years run from 1000 to 2999.
"""

import calendar
import datetime
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from foedus.terms import date_hints
from foedus.terms.relation import Relation
from foedus.terms.words import quoted

__all__ = ["Date", "DateError", "Precision", "Relation", "compare", "from_days", "parse", "say"]

Unit = Literal["day", "month", "season", "year", "decade", "century"]
Precision = Literal["day", "month", "season", "year", "decade", "century", "span", "one-of", "open"]

FIRST_YEAR, LAST_YEAR = 1000, 2999
SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}  # ISO 8601-2, 4.8
_MONTHS_IN = {"month": 1, "season": 3, "year": 12, "decade": 120, "century": 1200}
_ATOM = re.compile(
    r"(?:(?P<century>[0-9]{2})XX|(?P<decade>[0-9]{3})X"
    r"|(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?)(?P<mark>[~?%]?)"
)


class DateError(ValueError):
    """A text that is no date. `message` says what is wrong with it, `hint` how to mend it."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(f"{message} {hint}")
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[type["DateError"], tuple[str, str]]:
        return type(self), (self.message, self.hint)


@dataclass(frozen=True, slots=True)
class Date:
    """A date and the days it allows. Two dates are equal when their texts are; for the days use `compare`."""

    text: str
    earliest: datetime.date | None  # the first day on which it may have begun; None: not known ("../2013")
    begun_by: datetime.date | None  # the last day by which it must have begun; None: not known ("[2016..]")
    latest: datetime.date | None  # the last day of the span; None: open ("2016/..")
    precision: Precision  # span: A/B; one-of: [A..B]; open: either of them with an open end
    approximate: bool  # ~ or % anywhere
    uncertain: bool  # ? or % anywhere

    @property
    def year(self) -> int | None:
        """The calendar year, if the whole date lies in a single one.

        >>> parse("2021-10/2021-12").year, parse("2000-24").year
        (2021, None)
        """
        if self.earliest is None or self.latest is None or self.earliest.year != self.latest.year:
            return None
        return self.earliest.year

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class _Atom:
    """One date without a span: what stands on either side of "/" or ".."."""

    unit: Unit
    first: datetime.date
    last: datetime.date
    mark: str

    @property
    def approximate(self) -> bool:
        return self.mark in ("~", "%")

    @property
    def uncertain(self) -> bool:
        return self.mark in ("?", "%")


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a date's text is made of. A single date has one atom on both sides and the shape "one"."""

    shape: Literal["one", "/", "[]"]
    start: _Atom | None
    end: _Atom | None


class _NoDateError(Exception):
    """Why a text is no date, before a hint is looked for."""


def parse(text: str) -> Date:
    """Read a date; raise `DateError`, and nothing else, for whatever is none.

    >>> date = parse("[2021-10..2021-12]")
    >>> str(date.earliest), str(date.begun_by), str(date.latest), date.precision
    ('2021-10-01', '2021-12-31', '2021-12-31', 'one-of')
    >>> parse("22/05/2022")
    Traceback (most recent call last):
    foedus.terms.dates.DateError: "22/05/2022" is not a date. Write 2022-05-22.
    """
    if not isinstance(text, str):
        raise DateError(f"A date is a text, not {type(text).__name__}.", date_hints.FORM)
    return _parse(text)


@lru_cache(maxsize=16384)
def _parse(text: str) -> Date:
    try:
        parts = _split(text)
    except _NoDateError as reason:
        raise DateError(str(reason), _hint(text)) from None
    start, end = parts.start, parts.end
    latest = end.last if end else None
    begun_by = start.last if start and parts.shape != "[]" else latest
    if begun_by and latest:
        begun_by = min(begun_by, latest)  # 199X/1995 had begun by 1995
    atoms = [atom for atom in (start, end) if atom]
    precision: Precision
    if len(atoms) < 2:
        precision = "open"
    elif parts.shape == "one":
        precision = atoms[0].unit
    else:
        precision = "span" if parts.shape == "/" else "one-of"
    return Date(
        text=text,
        earliest=start.first if start else None,
        begun_by=begun_by,
        latest=latest,
        precision=precision,
        approximate=any(atom.approximate for atom in atoms),
        uncertain=any(atom.uncertain for atom in atoms),
    )


@lru_cache(maxsize=16384)
def _split(text: str) -> _Parts:
    if not text:
        raise _NoDateError("The date is empty.")
    if text != text.strip():
        raise _NoDateError(f"The date {quoted(text)} has white space around it.")
    shape: Literal["/", "[]"]
    if text.startswith("[") and text.endswith("]") and text.count("..") == 1:
        shape = "[]"
        left, right = text[1:-1].split("..")
        left, right = left or "..", right or ".."
    elif text.count("/") == 1:
        shape = "/"
        left, right = text.split("/")
    else:
        atom = _atom(text, text)
        return _Parts("one", atom, atom)
    start = None if left == ".." else _atom(left, text)
    end = None if right == ".." else _atom(right, text)
    if start is None and end is None:
        raise _NoDateError(f"The date {quoted(text)} is open at both ends and says nothing.")
    if start and end and start.first > end.last:
        raise _NoDateError(f"The date {quoted(text)} ends before it begins.")
    return _Parts(shape, start, end)


def _atom(text: str, whole: str) -> _Atom:
    found = _ATOM.fullmatch(text)
    if found is None:
        part = "" if text == whole else f": {quoted(text)} is none"
        raise _NoDateError(f"{quoted(whole)} is not a date{part}.")
    mark = found["mark"]
    if found["century"] or found["decade"]:
        unit: Unit = "century" if found["century"] else "decade"
        years = 100 if found["century"] else 10
        year = int(found["century"] or found["decade"]) * years
        _check_year(year, whole)
        return _Atom(unit, datetime.date(year, 1, 1), datetime.date(year + years - 1, 12, 31), mark)
    year = int(found["year"])
    _check_year(year, whole)
    if not found["month"]:
        return _Atom("year", datetime.date(year, 1, 1), datetime.date(year, 12, 31), mark)
    month = int(found["month"])
    if month in SEASONS and not found["day"]:
        first = datetime.date(year, 3 * (month - 20), 1)
        return _Atom("season", first, _month_end(*_add_months(first, 2)), mark)
    if not 1 <= month <= 12:
        raise _NoDateError(f"{quoted(whole)} is not a date: there is no month {found['month']}.")
    if not found["day"]:
        return _Atom("month", datetime.date(year, month, 1), _month_end(year, month), mark)
    day, days = int(found["day"]), calendar.monthrange(year, month)[1]
    if not 1 <= day <= days:
        name = f"{date_hints.MONTHS[month - 1]} {year}"
        raise _NoDateError(f"{quoted(whole)} is not a date: {name} has no day {found['day']}, only {days}.")
    single = datetime.date(year, month, day)
    return _Atom("day", single, single, mark)


def _check_year(year: int, whole: str) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise _NoDateError(f"{quoted(whole)} is not a date: years run from {FIRST_YEAR} to {LAST_YEAR}.")


def _add_months(day: datetime.date, months: int) -> tuple[int, int]:
    years, month = divmod(day.month - 1 + months, 12)
    return day.year + years, month + 1


def _month_end(year: int, month: int) -> datetime.date:
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


def _hint(text: str) -> str:
    """The first suggestion that is itself a date, else how dates are written."""
    suggested = date_hints.suggest(text)
    good = []
    for candidate in suggested:
        try:
            _split(candidate.text)
        except _NoDateError:
            continue
        good.append(f"{candidate.text}{candidate.when}")
    if not good:
        return date_hints.advice(text)
    hint = f"Write {' or '.join(good)}"
    return hint if hint.endswith(".") else f"{hint}."  # "2016/..." would be no date


def compare(a: Date, b: Date) -> Relation:
    """How the days that `a` allows stand to those that `b` allows; an open end has no bound.

    "~" widens a date, at the end it marks, by one unit of its own precision on either side before DISJOINT is
    concluded: 2012~ and 2013 overlap, 2012~ and 2015 are disjoint. It widens for nothing else: 2012~ and 2012
    are EQUAL. "?" does not widen: the caller looks at `uncertain`.

    >>> compare(parse("2022-05"), parse("2022"))
    <Relation.INSIDE: 'inside'>
    >>> [str(compare(parse("2012~"), parse(year))) for year in ("2013", "2014", "2015")]
    ['overlaps', 'disjoint', 'disjoint']
    """
    a_first, a_last = a.earliest or datetime.date.min, a.latest or datetime.date.max
    b_first, b_last = b.earliest or datetime.date.min, b.latest or datetime.date.max
    if (a_first, a_last) == (b_first, b_last):
        return Relation.EQUAL
    if b_first <= a_first and a_last <= b_last:
        return Relation.INSIDE
    if a_first <= b_first and b_last <= a_last:
        return Relation.CONTAINS
    if a.approximate or b.approximate:
        a_first, a_last = _widened(a)
        b_first, b_last = _widened(b)
    return Relation.OVERLAPS if a_first <= b_last and b_first <= a_last else Relation.DISJOINT


def _widened(date: Date) -> tuple[datetime.date, datetime.date]:
    parts = _split(date.text)
    first, last = datetime.date.min, datetime.date.max
    if parts.start:
        first = _shift(parts.start, -1) if parts.start.approximate else parts.start.first
    if parts.end:
        last = _shift(parts.end, 1) if parts.end.approximate else parts.end.last
    return first, last


def _shift(atom: _Atom, way: Literal[-1, 1]) -> datetime.date:
    """The first day of the unit before an atom, or the last of the unit after it."""
    if atom.unit == "day":
        return atom.first + datetime.timedelta(days=way)
    months = way * _MONTHS_IN[atom.unit]
    if way < 0:
        return datetime.date(*_add_months(atom.first, months), 1)
    return _month_end(*_add_months(atom.last, months))


def say(date: Date, *, preposition: bool = False) -> str:
    """A date in words; with `preposition`, as it can be appended to a sentence.

    >>> [say(parse(t)) for t in ("2022-05-10", "2021~", "2022?", "199X", "2016/..")]
    ['10 May 2022', 'about 2021', '2022 (uncertain)', 'the 1990s', 'since 2016']
    >>> say(parse("[2021-10..2021-12]"))
    'between October and December 2021'
    >>> [say(parse(t), preposition=True) for t in ("2022-05-10", "2021~", "../2013", "2002/2004", "[2016..]")]
    ['on 10 May 2022', 'in about 2021', 'by 2013', 'from 2002 to 2004', 'in or after 2016']
    """
    parts = _split(date.text)
    start, end = parts.start, parts.end
    if start and end:
        if start == end:
            return f"{_preposition(start)} {_say_atom(start)}" if preposition else _say_atom(start)
        first, last = _say_pair(start, end)
        if parts.shape == "/":
            return f"from {first} to {last}" if preposition else f"{first} to {last}"
        return f"at some time between {first} and {last}" if preposition else f"between {first} and {last}"
    if start:
        return f"since {_say_atom(start)}" if parts.shape == "/" else _either(start, "after")
    assert end is not None  # _split refuses a date with two open ends
    if parts.shape == "/":
        return f"{'by' if preposition else 'until'} {_say_atom(end)}"
    return _either(end, "before")


def _either(atom: _Atom, way: str) -> str:
    return f"{_preposition(atom)} or {way} {_say_atom(atom)}"


def _preposition(atom: _Atom) -> str:
    return "on" if atom.unit == "day" else "in"


def _say_atom(atom: _Atom) -> str:
    words = _plain(atom)
    if atom.approximate:
        words = f"about {words}"
    return f"{words} (uncertain)" if atom.uncertain else words


def _plain(atom: _Atom) -> str:
    first = atom.first
    month = date_hints.MONTHS[first.month - 1]
    match atom.unit:
        case "day":
            return f"{first.day} {month} {first.year}"
        case "month":
            return f"{month} {first.year}"
        case "season":
            name = SEASONS[20 + first.month // 3]
            return f"{name} {first.year}" + (f"/{atom.last.year % 100:02d}" if name == "winter" else "")
        case "year":
            return str(first.year)
        case "decade":
            return f"the {first.year}s"
        case "century":
            return f"the {date_hints.ordinal(first.year // 100 + 1)} century"


def _say_pair(start: _Atom, end: _Atom) -> tuple[str, str]:
    """Both ends in words; the first without the month and year it shares with the second."""
    first, last = _say_atom(start), _say_atom(end)
    if start.mark or end.mark or start.unit != end.unit or start.first.year != end.first.year:
        return first, last
    if start.unit == "day" and start.first.month == end.first.month:
        return str(start.first.day), last
    if start.unit in ("day", "month"):
        return first.removesuffix(f" {start.first.year}"), last
    return first, last


def from_days(first: datetime.date, last: datetime.date) -> str:
    """The shortest text for the span of days from `first` to `last`, both included.

    >>> day = datetime.date
    >>> from_days(day(2022, 5, 1), day(2022, 5, 31)), from_days(day(2002, 1, 1), day(2004, 12, 31))
    ('2022-05', '2002/2004')
    >>> from_days(day(2002, 1, 1), day(2002, 3, 9)), from_days(day(1990, 1, 1), day(1999, 12, 31))
    ('2002-01/2002-03-09', '199X')
    """
    if first > last:
        raise DateError(f"A span cannot end on {last} and begin on {first}.", "Exchange the two days.")
    names = {
        f"{first.year // 100:02d}XX", f"{first.year // 10:03d}X", f"{first.year:04d}",
        f"{first.year:04d}-{first.month:02d}", f"{first.year:04d}-{20 + first.month // 3}", first.isoformat(),
    }  # fmt: skip
    tried = [(text, atom) for text in names if (atom := _try(text))]
    starts = [(text, atom) for text, atom in tried if atom.first == first and atom.last <= last]
    for text, atom in sorted(starts, key=lambda pair: (len(pair[0]), pair[0])):
        if atom.last == last:
            return text
    names = {f"{last.year:04d}", f"{last.year:04d}-{last.month:02d}", last.isoformat()}
    ends = [text for text in names if (atom := _try(text)) and atom.last == last and atom.first > first]
    starts = [pair for pair in starts if pair[1].unit in ("day", "month", "year")]
    if not starts or not ends:
        raise DateError(
            f"The days {first} to {last} cannot be written.", f"Years run from {FIRST_YEAR} to {LAST_YEAR}."
        )
    return f"{min((text for text, _ in starts), key=len)}/{min(ends, key=len)}"


def _try(text: str) -> _Atom | None:
    try:
        return _atom(text, text)
    except _NoDateError:
        return None
