"""Lines of a PDF become paragraphs: by their spacing, their indents and their size; notes, heads and numbers apart."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from foedus.reader.document import Role
from foedus.reader.intake.pdf_lines import Line

MARGIN = 0.12
"""Share of the page's height at its top and foot in which running heads and page numbers stand."""
SAME_PLACE = 4.0
"""Points by which a running head may move from page to page."""
SMALL = 0.93
"""Share of the body's size up to which letters are a note's."""
LARGE = 1.12
"""Share of the body's size from which letters are a heading's."""
SPREAD = 1.4
"""Times the usual distance between two lines that sets paragraphs apart."""
INDENT = 0.8
"""Sizes by which the first line of a paragraph is set in."""
REACHED = 0.8
"""Share of a column's lines that end left of its right edge at most: titles may span it."""
SHORT = 0.88
"""Share of the column's width below which a line that ends a sentence ends a paragraph."""

_NUMBERED = re.compile(r"\[?(\d{1,3}|[*†‡§]{1,3})[\]).]?\s*(?=\S)")
_PAGE_NUMBER = re.compile(
    r"(?:page|p\.)?\s*[-–—|]?\s*(?:\d{1,4}|[ivxlc]{1,6})\s*[-–—|]?(?:\s*(?:of|/)\s*\d+)?", re.IGNORECASE
)
_ENDED = re.compile(r"[.!?:;][\"'”’»)\]\d]*$")


@dataclass
class Paragraph:
    """Lines that belong together, all of one page."""

    lines: list[Line] = field(default_factory=list)
    role: Role = "body"
    settled: bool = False
    label: str = ""
    """The number or sign that a note begins with."""

    @property
    def page(self) -> int:
        return self.lines[0].page


def body_size(pages: Sequence[Sequence[Line]]) -> float:
    """The size in which most of the document is set."""
    sizes: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def running(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> set[int]:
    """The `id` of lines that stand at the same place of several pages, but for a number; and of page numbers."""
    places: dict[str, list[tuple[float, Line]]] = defaultdict(list)
    for lines, height in zip(pages, heights, strict=True):
        for line in lines:
            if line.bottom > (1 - MARGIN) * height or line.top < MARGIN * height:
                places[re.sub(r"\d+|\b[ivxlc]+\b", "#", line.text.lower())].append((line.bottom, line))
    found = set()
    for pattern, placed in places.items():
        for at, line in placed:
            others = {
                other.page for where, other in placed if abs(where - at) <= SAME_PLACE and other.page != line.page
            }
            if others or (pattern.strip() and _PAGE_NUMBER.fullmatch(line.text.strip())):
                found.add(id(line))
    return found


def paragraphs(lines: Sequence[Line], size: float, heads: set[int], rows: float) -> list[Paragraph]:
    """The paragraphs of a page. `size`: the body's; `heads`: lines to set aside; `rows`: points between two lines."""
    made: list[Paragraph] = []
    aside = [Paragraph([line], "furniture", True) for line in lines if id(line) in heads]
    column = [line for line in lines if id(line) not in heads]
    widths = _columns(column)
    for line in column:
        if made and not _begins(made[-1].lines, line, widths.get(line.column, (0.0, 0.0)), rows, size):
            made[-1].lines.append(line)
        else:
            made.append(Paragraph([line]))
    _roles(made, size)
    top = [each for each in aside if made and each.lines[0].bottom > made[0].lines[0].bottom]
    return [*top, *made, *(each for each in aside if each not in top)]


def spacing(pages: Sequence[Sequence[Line]], size: float) -> float:
    """The usual distance between two lines of the body."""
    steps: Counter[float] = Counter()
    for lines in pages:
        for before, line in pairwise(lines):
            if (
                before.size == line.size == size
                and before.column == line.column
                and 0 < before.bottom - line.bottom < 3 * size
            ):
                steps[round((before.bottom - line.bottom) * 2) / 2] += 1
    return steps.most_common(1)[0][0] if steps else 1.25 * size


def _columns(lines: Sequence[Line]) -> dict[int, tuple[float, float]]:
    """Where each column begins and ends: its usual left edge, and the right one that most of its lines reach."""
    edges: dict[int, tuple[float, float]] = {}
    for column in {line.column for line in lines}:
        own = [line for line in lines if line.column == column]
        left = float(Counter(round(line.left) for line in own).most_common(1)[0][0])
        rights = sorted(line.right for line in own if abs(line.left - left) <= 4 * line.size)
        edges[column] = (left, rights[int(REACHED * (len(rights) - 1))] if rights else max(line.right for line in own))
    return edges


def _begins(before: Sequence[Line], line: Line, edges: tuple[float, float], rows: float, size: float) -> bool:
    """Whether a line begins a new paragraph."""
    last = before[-1]
    if line.column != last.column or abs(line.size - last.size) > 0.07 * last.size:
        return not _same_row(last, line)
    if _same_row(last, line):
        return False
    step = last.bottom - line.bottom
    if step > SPREAD * max(rows * line.size / size, line.size):
        return True
    if line.bold != last.bold and (len(before) == 1 or line.bold) and not _hangs(last, line):
        return True
    small = line.size <= SMALL * size
    if small and _NUMBERED.match(line.text) and (line.raised[:1] or _ENDED.search(last.text) or _short(last, edges)):
        return True
    first = before[0]
    left = edges[0] if len(before) == 1 else last.left
    if line.left > left + INDENT * line.size and line.left < left + 4 * line.size:
        hanging = len(before) == 1 and abs(first.left - edges[0]) < 1 and not _ENDED.search(last.text)
        return not hanging
    return _short(last, edges) and bool(_ENDED.search(last.text))


def _hangs(last: Line, line: Line) -> bool:
    """Whether a sentence goes on although the weight of its letters changes."""
    return line.text[:1].islower() or last.text[-1:] in (",", "-", "\x02")


def _same_row(last: Line, line: Line) -> bool:
    return abs(last.bottom - line.bottom) <= 0.4 * max(last.size, line.size) and line.left >= last.right - 1


def _short(line: Line, edges: tuple[float, float]) -> bool:
    return line.right < edges[0] + SHORT * (edges[1] - edges[0])


def _roles(made: Sequence[Paragraph], size: float) -> None:
    """Headings by their size or weight; notes by theirs, where nothing of the body's size stands below them."""
    below: set[int] = set()
    for paragraph in reversed(made):
        first = paragraph.lines[0]
        letters = sum(len(line.text) for line in paragraph.lines)
        if first.size >= LARGE * size and letters < 300:
            paragraph.role = "heading"
            below.add(first.column)
        elif first.size <= SMALL * size and first.column not in below:
            if found := _NUMBERED.match(first.text):
                paragraph.label = found.group(1)
            paragraph.role = "footnote"
        else:
            below.add(first.column)
            if first.bold and all(line.bold for line in paragraph.lines) and letters < 150:
                paragraph.role = "heading"
    _only_notes(made)


def _only_notes(made: Sequence[Paragraph]) -> None:
    """Small print without a number is a note only under one with it; else it is what it says."""
    numbered: set[int] = set()
    for paragraph in made:
        if paragraph.role == "footnote":
            if paragraph.label:
                numbered.add(paragraph.lines[0].column)
                paragraph.settled = True
            elif paragraph.lines[0].column not in numbered:
                paragraph.role = "body"
