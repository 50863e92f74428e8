"""Notes at the foot of a page, and their marks, in a plain text that has lost its typography.

A line that begins with the next number is a note only where the text before it has that number as a mark: set
against a word or its punctuation. Once a page has come to its notes, they last until the page ends: a running head,
a form feed, a lone space that stands for one, or a paragraph too long to be a note's.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from foedus.reader.intake.lines import Line

SKIPPED = 4
"""How many numbers may be missing between two notes, where letters were lost."""
FEW_INDENTED = 0.15
"""Share of lines up to which a single space before one marks a new page, rather than a paragraph."""
FEWEST_PAGES = 3
"""Such lines that there must be."""
LONGEST_CAPTION = 160
LONGEST_HEAD = 100
LONGEST_REST = 3
"""Lines of a block up to which it may be the rest of a note above it."""
HEAD_LETTERS = 15

_START = re.compile(r"\[?(\d{1,3})[\]).]? +(?=\S)|(\d{1,3})$")
_SUPERSCRIPT_START = re.compile(r"([⁰¹²³⁴-⁹]+) ?(?=\S)")
_SUPERSCRIPT = re.compile(r"[⁰¹²³⁴-⁹]+")
_BRACKETED = re.compile(r"\[(\d{1,3})\]")
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_LOWERED = str.maketrans(_RAISED, "0123456789")
_RAISING = str.maketrans("0123456789", _RAISED)
_CODE = re.compile(r"(?:^|[\s(\"“-])[A-Z]{1,3}$")
"""A short run of capitals before a number: a type of aircraft, not a word with a mark."""
_UNITS = re.compile(r"(?:^|[\s\d])[kcmdh]?m$")
_OPEN = re.compile(r"[^\s.!?:;”\"»)]$")
_CITES = re.compile(r"\b(ibid|op\. ?cit|pp?\.|accessed)\b", re.IGNORECASE)


@dataclass
class Notes:
    """What was found: the lines of notes, by their index, with the mark where one begins; and the marks."""

    lines: dict[int, str] = field(default_factory=dict)
    """Index of a line that belongs to a note: its number where it begins there, else nothing."""
    captions: set[int] = field(default_factory=set)
    heads: set[int] = field(default_factory=set)
    """Lines that stand on every page."""
    marks: list[tuple[int, int, str]] = field(default_factory=list)
    """Start and end in the text, and the number."""


def find(text: str, lines: Sequence[Line]) -> Notes:
    """The notes of a text, their marks, and the running heads and captions among which they stand."""
    found = Notes(heads=_heads(lines))
    pages = _pages(text, lines, found.heads)
    _Search(text, lines, found).run(pages, _wrapped(lines))
    _captions(lines, [first for first, _ in pages[1:]], found)
    found.marks += _plain_marks(text, found)
    found.marks.sort()
    return found


def _wrapped(lines: Sequence[Line]) -> bool:
    """Whether most lines are followed by another: paragraphs were broken into lines."""
    return sum(not line.first for line in lines) > len(lines) / 2


def _heads(lines: Sequence[Line]) -> set[int]:
    """Lines that come again with another number in them."""
    patterns = [re.sub(r"\d+", "#", line.text) if len(line.text) <= LONGEST_HEAD else "" for line in lines]
    counts = Counter(patterns)
    return {
        at
        for at, pattern in enumerate(patterns)
        if "#" in pattern
        and counts[pattern] > 1
        and not _CITES.search(pattern)
        and sum(map(str.isalpha, pattern)) >= HEAD_LETTERS
        and not pattern.endswith((".", ","))
    }


def _pages(text: str, lines: Sequence[Line], heads: set[int]) -> list[tuple[int, int]]:
    """The lines of each page, where a form feed, a running head or a lone space before a line shows it."""
    fed = {at for at, line in enumerate(lines) if at and "\f" in text[lines[at - 1].end : line.start]}
    if not fed:
        alone = {
            at
            for at, line in enumerate(lines)
            if line.indented and text[line.start - 1] == " " and text[line.start - 2 : line.start - 1] in ("\n", "")
        }
        if (
            FEWEST_PAGES <= len(alone) <= max(FEWEST_PAGES, FEW_INDENTED * len(lines))
            and _wrapped(lines)
            and len(alone) == sum(li.indented for li in lines)
        ):
            fed = alone
        fed |= {at + 1 for at in heads}
    cuts = [0, *sorted(at for at in fed if 0 < at < len(lines)), len(lines)]
    return [(first, last) for first, last in pairwise(cuts) if first < last]


class _Search:
    """The pass over the pages: which number comes next, and up to where marks are spoken for."""

    def __init__(self, text: str, lines: Sequence[Line], found: Notes) -> None:
        self.text, self.lines, self.found = text, lines, found
        self.number, self.marked_to = 0, 0

    def run(self, pages: Sequence[tuple[int, int]], wrapped: bool) -> None:
        for first, last in pages:
            begun = False
            for at in range(first, last):
                if at in self.found.heads:
                    continue
                if self.starts(at, begun):
                    begun = True
                elif begun and self.goes_on(at, last, paged=wrapped and len(pages) > 1):
                    self.found.lines[at] = ""
                else:
                    begun = False

    def starts(self, at: int, begun: bool) -> bool:
        """Whether a note begins with a line: it has the next number, and the text before has its mark."""
        line = self.lines[at]
        start = _START.match(line.text) or _SUPERSCRIPT_START.match(line.text)
        if not start:
            return False
        value = int(next(filter(None, start.groups())).translate(_LOWERED))
        if not self.number < value <= self.number + 1 + SKIPPED:
            return False
        mark = mark_of(self.text, value, self.marked_to, line.start)
        if mark:
            self.found.marks.append((*mark, str(value)))
            self.marked_to = mark[1]
        elif not begun or value > self.number + 2:
            return False
        self.found.lines[at] = str(value)
        self.number = value
        return True

    def goes_on(self, at: int, last: int, paged: bool) -> bool:
        """Whether a line without a number belongs to the note above it."""
        if not self.lines[at].first:
            return True
        end = at + 1
        while end < last and not self.lines[end].first:
            end += 1
        return paged and end - at <= LONGEST_REST


def mark_of(text: str, value: int, start: int, end: int) -> tuple[int, int] | None:
    """Where a note's number stands as a mark, raised, in brackets or against a word; None where it does not."""
    raised = str(value).translate(_RAISING)
    plain = re.compile(rf"(?<=\S)(?:\[{value}\]|{raised}(?![{_RAISED}]))").search(text, start, end)
    if plain:
        return plain.span()
    against = re.compile(rf"(?<=[^\s\d\-–—/§$€£#(\[]){value}(?![\w%°/-]|[.,:]\d)")
    apart = re.compile(rf"(?<=[^\W\d_]) {value}(?=[,.;:]? [–(]|[,.;:]\s|\s*\n\s*\n)")
    for pattern in (against, apart):
        for found in pattern.finditer(text, start, end):
            before = text[max(0, found.start() - 12) : found.start()]
            year = re.search(r"\d{4}[.,:]$", before)
            if before[-1] in ".,:" and before[-2:-1].isdigit() and not year:
                continue
            if not (_CODE.search(before) or _UNITS.search(before)):
                return found.span()
    return None


def _plain_marks(text: str, found: Notes) -> Iterator[tuple[int, int, str]]:
    """Marks in brackets and raised figures, which are never words, wherever their notes are."""
    taken = {start for start, _, _ in found.marks}

    def free(mark: re.Match[str]) -> bool:
        before = text[max(0, mark.start() - 1) : mark.start()]
        return mark.start() not in taken and bool(before) and not before.isspace()

    for mark in _BRACKETED.finditer(text):
        if free(mark):
            yield *mark.span(), mark.group(1)
    for mark in _SUPERSCRIPT.finditer(text):
        if free(mark) and not _UNITS.search(text[max(0, mark.start() - 3) : mark.start()]):
            yield *mark.span(), mark.group().translate(_LOWERED)


def _captions(lines: Sequence[Line], pages: Sequence[int], found: Notes) -> None:
    """Short lines between a sentence that is cut by the page's end and its going on: what stands under a picture."""
    for page in pages:
        if not lines[page].text[0].islower():
            continue
        at = page - 1
        while at >= 0 and (at in found.lines or at in found.heads):
            at -= 1
        first = at
        while not lines[first].first:
            first -= 1
        block = range(first, at + 1)
        words = sum(len(lines[each].text) for each in block)
        whole = first > 0 and words <= LONGEST_CAPTION and not _OPEN.search(lines[at].text)
        if whole and lines[first].text[0].isupper() and _OPEN.search(lines[first - 1].text):
            found.captions |= set(block)
