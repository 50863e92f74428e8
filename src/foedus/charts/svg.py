"""Pieces of SVG: text, boxes and lines as strings, and the sheet around them."""

from collections.abc import Iterable
from functools import cache
from html import escape

FONT = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'Liberation Sans', Arial, sans-serif"
INK, SOFT, FAINT, PAPER = "#1d2733", "#4d5a68", "#c9d0d8", "#ffffff"
SHADES = ("#dbe6ee", "#b9cfdf", "#86abc6", "#4f82a6", "#235a80")
"""Five steps that differ in grey as they do in blue; the last two carry white text."""
DARK_FROM = 3
CHARACTER = 0.54
"""Mean width of a character in parts of the font size, for a sans serif."""


def attributes(values: dict[str, object]) -> str:
    """Attributes of an element; underscores stand for hyphens, None is left out."""
    return "".join(
        f' {_hyphened(name)}="{number(value) if isinstance(value, int | float) else escape(str(value))}"'
        for name, value in values.items()
        if value is not None
    )


@cache
def _hyphened(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def number(value: object) -> str:
    """A coordinate with at most one decimal; other values as text."""
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)


def element(name: str, inner: str = "", /, **values: object) -> str:
    """An element with what stands in it."""
    return f"<{name}{attributes(values)}>{inner}</{name}>" if inner else f"<{name}{attributes(values)}/>"


def text(
    x: float, y: float, words: str, *, size: float = 12, anchor: str = "start", fill: str = INK, **more: object
) -> str:
    """A line of text."""
    return element("text", escape(words), x=x, y=y, font_size=size, text_anchor=anchor, fill=fill, **more)


def box(x: float, y: float, width: float, height: float, **more: object) -> str:
    """A rectangle."""
    return element("rect", x=x, y=y, width=width, height=height, **more)


def line(x1: float, y1: float, x2: float, y2: float, **more: object) -> str:
    """A straight line."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, **more)


def wrapped(x: float, y: float, words: str, width: float, *, size: float = 11, fill: str = SOFT) -> tuple[str, float]:
    """Text broken into lines no wider than `width`, and where the next line would stand."""
    most = int(width / (size * CHARACTER))
    out, current = [], ""
    for word in words.split():
        if current and len(current) + len(word) >= most:
            out.append(current)
            current = word
        else:
            current = f"{current} {word}".strip()
    out.append(current)
    lead = size * 1.4
    return "".join(text(x, y + lead * n, piece, size=size, fill=fill) for n, piece in enumerate(out)), y + lead * len(
        out
    )


def sheet(
    name: str,
    width: float,
    height: float,
    title: str,
    description: str,
    pieces: Iterable[str],
    *,
    role: str = "img",
) -> str:
    """The SVG around the pieces. `name` makes its identifiers unique in a page; `role`: group where marks are links."""
    head = element("title", escape(title), id=f"{name}-title") + element("desc", escape(description), id=f"{name}-desc")
    values = attributes({
        "xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {number(float(width))} {number(float(height))}",
        "width": number(float(width)), "height": number(float(height)), "role": role,
        "aria_labelledby": f"{name}-title {name}-desc", "font_family": FONT,
    })  # fmt: skip
    paper = box(0, 0, float(width), float(height), fill=PAPER)
    return f"<svg{values}>{head}{paper}{''.join(pieces)}</svg>"


def length(words: str, size: float) -> float:
    """About how wide a text runs."""
    return len(words) * size * CHARACTER
