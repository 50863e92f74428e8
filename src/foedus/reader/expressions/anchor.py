"""What dates are read against, what they are made of, and the list of rules that read them."""

import datetime
import re
from collections.abc import Callable
from typing import Final

from foedus.reader.expressions.words import UNITS
from foedus.terms import dates as edtf
from foedus.terms.date_hints import MONTHS

NUMBER = {name.lower(): n for n, name in enumerate(MONTHS, 1)}
SHORT = {name[:3].lower(): n for n, name in enumerate(MONTHS, 1)} | {"sept": 9}
MONTH_OF = NUMBER | SHORT
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
DAYS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}

LONG: Final = "|".join(sorted(NUMBER, key=len, reverse=True))
M: Final = rf"(?P<m>{LONG}|(?:{'|'.join(sorted(SHORT, key=len, reverse=True))})\b\.?)"
Y: Final = r"(?P<y>1[5-9]\d\d|20\d\d)"
D: Final = r"(?P<d>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
D2: Final = r"(?P<d2>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
TO: Final = "(?: ?[-–—] ?| to | and | until | through )"
COUNT: Final = rf"(?P<n>\d{{1,3}}|{'|'.join(UNITS)}|a|an|several|few)"
PART: Final = r"(?P<part>early|mid|middle|late|the beginning|the start|the end|the middle|end|start|beginning)"
PART_WORDS = {
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
RULES: list[tuple[re.Pattern[str], Rule, frozenset[str]]] = []
"""Patterns with their rules, and what must stand in a text for a pattern to fit: a `month`, a `year`."""
_NEEDS = {"month": re.compile(M, re.IGNORECASE), "year": re.compile(Y)}


def has(text: str) -> frozenset[str]:
    """Of what patterns need, what stands in a text."""
    return frozenset(name for name, pattern in _NEEDS.items() if pattern.search(text))


def rule(pattern: str) -> Callable[[Rule], Rule]:
    def keep(rule: Rule) -> Rule:
        without = pattern.replace(f"(?: {Y})?", "").replace(f"(?:,? {Y})?", "")
        needs = frozenset(name for name, part in (("month", M), ("year", Y)) if part in without)
        RULES.append((re.compile(rf"(?<![\w-]){pattern}(?![\w])", re.IGNORECASE), rule, needs))
        return rule

    return keep


def month_of(found: re.Match[str], name: str = "m") -> int:
    return MONTH_OF[found[name].lower().rstrip(".")]


def year_for(month: int, anchor: Anchor, day: int = 1, to_come: bool = False) -> int | None:
    """The year of a month named without one: the last such month, or the next; of the date before where unknown."""
    if anchor.sure and anchor.day is not None:
        passed = (month, day) <= (anchor.day.month, anchor.day.day)
        near = (month - anchor.day.month) % 12 <= _AHEAD_MONTHS
        return anchor.day.year + (to_come and near) if passed else anchor.day.year - (not (to_come and near))
    return anchor.year_before


def shifted(year: int, month: int, by: int) -> str:
    index = year * 12 + month - 1 + by
    return f"{index // 12:04}-{index % 12 + 1:02}"


_AHEAD_MONTHS = 6
_AHEAD = re.compile(
    r"\b(?:will|shall|is to|are to|due|(?:is|are) (?:set|expected|scheduled|planned|likely|going))\b[^.;]*$"
)


def lies_ahead(found: re.Match[str]) -> bool:
    """Whether the sentence, up to a date, says that it is to come."""
    return _AHEAD.search(found.string, max(0, found.start() - 120), found.start()) is not None


def days_in(year: int, month: int) -> int:
    return (datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(days=1)).day


def with_lead(lead: str, date: str) -> str:
    lead = lead.lower()
    return f"{date}/.." if lead == "since" else f"../{date}" if lead in ("until", "till", "by") else date
