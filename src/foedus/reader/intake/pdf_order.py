"""The reading order of a page's lines: columns one after the other, between what spans them."""

from collections.abc import Sequence

from foedus.reader.intake.pdf_lines import Line

FEWEST = 4
"""Lines that a column has at least."""
NARROWEST = 0.18
"""Share of the text's width that a column's lines take at least: narrower is a table's column or a list's figures."""
SPANNING = 0.35
"""Share of lines that may cross the space between two columns."""
OVERLAP = 0.4
"""Share of its height that the lower column stands beside the other."""
DEEPEST = 3


def ordered(lines: Sequence[Line], depth: int = 0) -> list[Line]:
    """The lines in the order in which they are read, `column` counted up where one begins."""
    gutter = _gutter(lines) if depth < DEEPEST else None
    if gutter is None:
        return sorted(lines, key=lambda line: (-round(line.bottom + line.size / 4), line.left))
    made: list[Line] = []
    band: list[Line] = []
    for line in sorted(lines, key=lambda line: -line.bottom):
        if line.left < gutter < line.right:
            made += _band(band, gutter, depth)
            band = []
            made.append(line)
        else:
            band.append(line)
    return made + _band(band, gutter, depth)


def number_columns(lines: Sequence[Line]) -> None:
    """Count `column` up wherever the next line stands higher than the one before: a new column begins."""
    column = 0
    for before, line in zip([None, *lines], lines, strict=False):
        if before is not None and line.bottom > before.bottom + before.size:
            column += 1
        line.column = column


def _band(band: Sequence[Line], gutter: float, depth: int) -> list[Line]:
    left = [line for line in band if line.right <= gutter]
    right = [line for line in band if line.left >= gutter]
    return ordered(left, depth + 1) + ordered(right, depth + 1)


def _gutter(lines: Sequence[Line]) -> float | None:
    """Where a space runs down the page that few lines cross, with columns on both sides; None without one."""
    if len(lines) < 2 * FEWEST:
        return None
    first, last = min(line.left for line in lines), max(line.right for line in lines)
    width = last - first
    best: tuple[int, float] | None = None
    for edge in sorted({round(line.left) for line in lines}):
        at = edge - 1.0
        if not first + NARROWEST * width < at < last - NARROWEST * width:
            continue
        crossing = sum(line.left < at < line.right for line in lines)
        if crossing <= SPANNING * len(lines) and (best is None or crossing < best[0]) and _splits(lines, at, width):
            best = (crossing, at)
    return best[1] if best else None


def _splits(lines: Sequence[Line], at: float, width: float) -> bool:
    left = [line for line in lines if line.right <= at]
    right = [line for line in lines if line.left >= at]
    if min(len(left), len(right)) < FEWEST:
        return False
    for side in (left, right):
        widths = sorted(line.right - line.left for line in side)
        if widths[len(widths) // 2] < NARROWEST * width:
            return False
    top = min(max(line.top for line in left), max(line.top for line in right))
    low = max(min(line.bottom for line in left), min(line.bottom for line in right))
    shorter = min(max(line.top for line in side) - min(line.bottom for line in side) for side in (left, right))
    return top - low >= OVERLAP * shorter
