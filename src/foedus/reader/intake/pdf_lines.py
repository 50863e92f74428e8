"""The lines of a PDF's page: characters gathered by where they stand, with their size."""

import ctypes
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

GAP = 2.5
"""Widths of a gap, in sizes of the letters, from which what follows is no part of the line: another column, a tab."""
BACK = 1.5
"""Sizes by which a letter stands further left than the one before it where a new line begins."""
RISE = 0.55
"""Sizes by which a letter may be raised or lowered and still belong to the line."""
BOLD = 600
"""Weight of letters (OpenType's scale, 400 is regular) from which they are bold."""
HYPHEN = "\x02"
"""What pdfium writes for a hyphen at the end of a line."""


@dataclass(slots=True)
class Line:
    """A line, or the part of it that stands in a column. Measures in points, from the page's lower left."""

    page: int
    chars: list[tuple[int, str]] = field(default_factory=list)
    """Each with its place in the page's text, as pdfium counts it."""
    left: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    size: float = 0.0
    bold: bool = False
    raised: list[tuple[int, int]] = field(default_factory=list)
    """Places, from and to, of small raised figures."""
    column: int = 0
    text: str = ""

    @property
    def top(self) -> float:
        return self.bottom + self.size

    def runs(self) -> list[tuple[int, str]]:
        """Its characters in runs that follow each other in the page's text."""
        found: list[tuple[int, str]] = []
        for at, char in self.chars:
            if found and found[-1][0] + len(found[-1][1]) == at:
                found[-1] = (found[-1][0], found[-1][1] + char)
            else:
                found.append((at, char))
        return found


class _Glyph(NamedTuple):
    at: int
    char: str
    left: float
    right: float
    bottom: float
    size: float


def lines(textpage: Any, page: int) -> list[Line]:
    """The lines of a page in the order in which the file has them."""
    found: list[Line] = []
    line: list[_Glyph] = []
    last: _Glyph | None = None
    for glyph in _glyphs(textpage):
        char = glyph.char
        if last is not None and (char == "\n" or (char != " " and _breaks(line[0], last, glyph))):
            _close(found, line, page, textpage)
            line, last = [], None
        if char.isspace():
            if last is not None and char != "\n":
                line.append(glyph)
        else:
            line.append(glyph)
            last = glyph
    _close(found, line, page, textpage)
    return found


def _glyphs(textpage: Any) -> Iterator[_Glyph]:
    import pypdfium2.raw as raw

    handle, box, matrix = textpage.raw, raw.FS_RECTF(), raw.FS_MATRIX()
    box_at, matrix_at = ctypes.byref(box), ctypes.byref(matrix)
    unicode_of, box_of, size_of = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetFontSize
    for at in range(textpage.count_chars()):
        code = unicode_of(handle, at)
        if code in (10, 13, 32):
            yield _Glyph(at, chr(code), 0.0, 0.0, 0.0, 0.0)
            continue
        size = size_of(handle, at)
        box_of(handle, at, box_at)
        if size <= 2:  # it stands in the matrix
            raw.FPDFText_GetMatrix(handle, at, matrix_at)
            size *= abs(matrix.d) or abs(matrix.b) or 1.0
        char = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
        yield _Glyph(at, char, box.left, box.right, box.bottom, size)


def _breaks(first: _Glyph, last: _Glyph, glyph: _Glyph) -> bool:
    """Whether a character does not go on the line of those before it."""
    size = max(last.size, glyph.size, 1.0)
    if abs(glyph.bottom - first.bottom) > RISE * max(size, first.size):
        return True
    return glyph.left < last.right - BACK * size or glyph.left > last.right + GAP * size


def _close(found: list[Line], glyphs: list[_Glyph], page: int, textpage: Any) -> None:
    while glyphs and glyphs[-1].char.isspace():
        glyphs.pop()
    solid = [each for each in glyphs if each.size]
    if not solid:
        return
    import pypdfium2.raw as raw

    size = Counter([each.size for each in solid]).most_common(1)[0][0]
    bottoms = sorted([each.bottom for each in solid if each.size == size])
    bottom = bottoms[len(bottoms) // 2]
    letter = next((each for each in solid if each.size == size and each.char.isalpha()), solid[0])
    line = Line(
        page,
        [(each.at, each.char) for each in glyphs],
        min([each.left for each in solid]),
        max([each.right for each in solid]),
        round(bottom, 1),
        round(size, 1),
        raw.FPDFText_GetFontWeight(textpage.raw, letter.at) >= BOLD,
        _raised(solid, size, bottom),
        text="".join([each.char for each in glyphs]),
    )
    found.append(line)


def _raised(solid: list[_Glyph], size: float, bottom: float) -> list[tuple[int, int]]:
    """The figures that are smaller than the line's letters, or stand higher: from and to."""
    found: list[tuple[int, int]] = []
    for each in solid:
        small = each.size < 0.8 * size or each.bottom > bottom + 0.2 * size
        if small and each.char.isdigit() and each.bottom >= bottom - 0.05 * size:
            if found and found[-1][1] == each.at:
                found[-1] = (found[-1][0], each.at + 1)
            else:
                found.append((each.at, each.at + 1))
    return found
