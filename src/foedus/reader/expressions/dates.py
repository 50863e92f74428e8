"""When: from "10 May 2022" to "the autumn of 2000", "earlier this month" and "the same year", as EDTF.

Conventions for vague words are those of `foedus.terms.date_hints`: early, mid and late are January to March, May to
August and October to December of a year. A day or month without a year is the last one before the document's day.
An expression that leans on another ("that year", "two years later") takes the date before it in the text.
"""

import re
from collections.abc import Iterator, Mapping

from foedus.reader.expressions import days, leaning, stretches, years
from foedus.reader.expressions.anchor import RULES, Anchor, Rule, has, told_at
from foedus.reader.mention import Mention
from foedus.terms import dates as edtf

__all__ = ["Anchor", "dates", "form_of"]

BOOKS = (days, years, leaning, stretches)
"""Where the rules stand; the first of those that fit a stretch counts."""
_FORMS: Mapping[Rule, str] = {leaning.now: "now", leaning.offset: "offset"}
"""Of dates that are not simply when something was."""


def dates(text: str, anchor: Anchor) -> Iterator[Mention]:
    """The dates in a text, in order, none overlapping; where several rules fit, the longest match.

    >>> [one.key for one in dates("between late 2021 and 10 May 2022", Anchor())]
    ['[2021-10..2021-12]', '2022-05-10']
    """
    found: list[tuple[int, int, re.Match[str], Rule]] = []
    there = has(text)
    lower = text.lower()
    for pattern, rule, needs, words in RULES:
        if not needs <= there or (words and not any(word in lower for word in words)):
            continue
        found += [(match.start(), match.end(), match, rule) for match in pattern.finditer(text)]
    found.sort(key=lambda one: (one[0], -one[1]))
    at = 0
    anchor.at, anchor.tells = -1, ""
    for start, end, match, rule in found:
        if start < at:
            continue
        before = anchor.previous
        key = _valid(rule(match, anchor))
        if key:
            key = _at_last(_open(key, text, start), text, start)
            form = _FORMS.get(rule) or form_of(text, start, end)
            if form == "offset" and not (before and anchor.in_sentence(text, start)):
                form = "expression"
            yield Mention(start, end, key, "date", form)
            if form == "expression":
                anchor.previous, anchor.at = key, end
                told_at(text, start, end, key, anchor)
            at = end


_OPENS = re.compile(r"(?<![\w-])(since|until|till|up to|by)\s+(?:the\s+)?$", re.IGNORECASE)
_FIRST = re.compile(r"\d{4}(?:-\d\d)*")


def _open(key: str, text: str, start: int) -> str:
    """The span that a word before a date opens: "since late 2019", "until 3 May 2020"."""
    lead = _OPENS.search(text, max(0, start - 12), start)
    ends = _FIRST.findall(key)
    if lead is None or not ends or "/" in key or "X" in key:
        return key
    return f"{ends[0]}/.." if lead[1].lower() == "since" else f"../{ends[-1]}"


_NOT_BEFORE = re.compile(r"(?:\bnot|n['’]t|\bonly)\b[^,;:.]{0,60}$", re.IGNORECASE)
_UNTIL = re.compile(r"(?:until|till)\b", re.IGNORECASE)


def _at_last(key: str, text: str, start: int) -> str:
    """What was not so until a day was so from that day: "did not join until May 2023" is May 2023."""
    if not key.startswith("../") or _UNTIL.match(text, start) is None:
        return key
    return key.removeprefix("../") if _NOT_BEFORE.search(text, max(0, start - 80), start) else key


_CITED = re.compile(r"[(;\[]\s*(?:see |cf\.? |in )?[^\W\d_a-z][^()\d;\[\]]{1,80}[,’'\w] $")
_CLOSES = re.compile(r"[a-z]?\s*(?:[);\]]|[,:] ?(?:pp?\. ?)?\d)")


_LOOKED_UP = re.compile(r"\b(?:accessed|retrieved|viewed|consulted|last visited)(?: on)?:?\s$", re.IGNORECASE)


def form_of(text: str, start: int, end: int) -> str:
    """`cited` of a cited work's year, "(Okafor and Lind, 2019: 12)", or the day it was looked up; else `expression`."""
    if _LOOKED_UP.search(text, max(0, start - 20), start):
        return "cited"
    if not re.fullmatch(r"\d{4}", text[start:end]) or _CLOSES.match(text, end) is None:
        return "expression"
    return "cited" if _CITED.search(text, max(0, start - 100), start) else "expression"


def _valid(text: str) -> str:
    if not text:
        return ""
    try:
        edtf.parse(text)
    except edtf.DateError:
        return ""
    return text
