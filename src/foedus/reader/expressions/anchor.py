"""What dates are read against, what they are made of, and the list of rules that read them."""

import datetime
import re
from collections.abc import Callable
from typing import Final

from foedus.reader.expressions.words import TENS, UNITS
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
COUNT: Final = rf"(?P<n>\d{{1,3}}|{'|'.join(sorted([*UNITS, *TENS], key=len, reverse=True))}|a|an|several|few|half a)"
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
        self.at = -1
        """Where that ends in the text at hand; -1 where it stands in one before."""
        self.chapter: int | None = None
        """The year that stands over the text as its heading."""
        self.tells = ""
        """EDTF of the month or day at the text's head, of which it tells."""

    @property
    def year(self) -> int | None:
        """The year of the document."""
        return self.day.year if self.day else None

    @property
    def year_before(self) -> int | None:
        """The year of the date before in the text."""
        found = re.search(r"\d{4}", self.previous)
        return int(found[0]) if found else None

    def in_sentence(self, text: str, start: int) -> bool:
        """Whether the date before stands in the same sentence as what starts at a place of the text."""
        return self.at >= 0 and _STOPS.search(text, self.at, start + 1) is None


_STOPS = re.compile(r"[.!?]['”\"’)]*\s+(?=[A-Z“\"‘])|\n")
Rule = Callable[[re.Match[str], Anchor], str]
RULES: list[tuple[re.Pattern[str], Rule, frozenset[str], tuple[str, ...]]] = []
"""Patterns with their rules, and what must stand in a text for a pattern to fit: a `month`, a `year`; one of words."""
_NEEDS = {"month": re.compile(M, re.IGNORECASE), "year": re.compile(Y)}


def has(text: str) -> frozenset[str]:
    """Of what patterns need, what stands in a text."""
    return frozenset(name for name, pattern in _NEEDS.items() if pattern.search(text))


def rule(pattern: str, *words: str) -> Callable[[Rule], Rule]:
    """Keep a rule for a pattern. `words`: in small letters, those of which one stands wherever the pattern fits."""

    def keep(rule: Rule) -> Rule:
        without = pattern.replace(f"(?: {Y})?", "").replace(f"(?:,? {Y})?", "")
        needs = frozenset(name for name, part in (("month", M), ("year", Y)) if part in without)
        RULES.append((re.compile(rf"(?<![\w-]){pattern}(?![\w])", re.IGNORECASE), rule, needs, words))
        return rule

    return keep


def month_of(found: re.Match[str], name: str = "m") -> int:
    return MONTH_OF[found[name].lower().rstrip(".")]


def year_for(month: int, anchor: Anchor, day: int = 1, to_come: bool = False) -> int | None:
    """The year of a month named without one: the last such month, or the next; of the date before where unknown.

    Where a text tells of another time, as a chronology does, it is the year in which the month is nearest.
    """
    if anchor.tells and not to_come:
        year, told = int(anchor.tells[:4]), int(anchor.tells[5:7])
        return year + (month - told < -_BACK) - (month - told > _ON)
    if anchor.chapter and not to_come:
        return anchor.chapter
    if anchor.sure and anchor.day is not None:
        passed = (month, day) <= (anchor.day.month, anchor.day.day)
        near = (month - anchor.day.month) % 12 <= _AHEAD_MONTHS
        return anchor.day.year + (to_come and near) if passed else anchor.day.year - (not (to_come and near))
    return anchor.year_before


def shifted(year: int, month: int, by: int) -> str:
    index = year * 12 + month - 1 + by
    return f"{index // 12:04}-{index % 12 + 1:02}"


_AHEAD_MONTHS = 6
_BACK, _ON = 6, 8
"""Months by which a month without a year may lie before or behind that of which a text tells, in the same year."""
_AHEAD = re.compile(
    r"\b(?:will|shall|is to|are to|due|(?:is|are) (?:set|expected|scheduled|planned|likely|going))\b[^.;]*$"
)


_TO_COME = re.compile(
    r"[^.;]{0,80}?\b(?:will|shall|is to|are to|(?:is|are) (?:set|due|expected|scheduled|planned|likely))\b"
)
_AT_HEAD = re.compile(r"[ \t]*(?:[-–—:.|)\]]|\n|$)")


def lies_ahead(found: re.Match[str]) -> bool:
    """Whether the sentence, up to a date, says that it is to come; or goes on so from "when", "once", "after"."""
    text, start = found.string, found.start()
    if _AHEAD.search(text, max(0, start - 120), start) is not None:
        return True
    ahead = _TO_COME.match(text, found.end())
    if ahead is None:
        return False
    if _HEAD.search(text, max(0, start - 40), start) is not None and _TOLD.search(ahead[0]) is None:
        return True  # "In July Chad will host"
    return _ONCE.search(text, max(0, start - 120), start) is not None


_HEAD = re.compile(r"(?:^|[.!?]\s+|\n)(?:(?:On|In|From|Between|This|At|Next|Later)\s+)?(?:the\s+)?$")
"""What stands before a date at the head of its sentence."""
_TOLD = re.compile(r"\b(?:said|says|told|\w{3,}ed|that)\b", re.IGNORECASE)
_ONCE = re.compile(r"\b(?:when|once|after|before|if|until|as)\b[^.;]*$", re.IGNORECASE)


def told_at(text: str, start: int, end: int, key: str, anchor: Anchor) -> None:
    """Remember of which month a text tells, where it stands at its head, as in a chronology."""
    if re.fullmatch(r"\d{4}-(?:0[1-9]|1[0-2])(?:-\d\d)?(?:/.*)?", key) is None:
        return
    if not text[:start].strip(" \n\t*•-–—([") and _AT_HEAD.match(text, end) is not None:
        anchor.tells = key


def days_in(year: int, month: int) -> int:
    return (datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(days=1)).day


def with_lead(lead: str, date: str) -> str:
    lead = lead.lower()
    return f"{date}/.." if lead == "since" else f"../{date}" if lead in ("until", "till", "by") else date
