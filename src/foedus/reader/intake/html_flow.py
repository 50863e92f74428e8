"""A page in the order of its text: what a browser would set apart by an empty line, and in which zone it stands."""

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from foedus.reader.intake.tidy import Chunk, Tidy
from foedus.reader.intake.words import data

Zone = Literal["body", "header", "furniture", "comment", "reference", "footnote", "caption", "table"]

SKIP = frozenset([
    "script", "style", "template", "svg", "math", "head", "iframe", "object", "canvas", "audio", "video", "map",
    "datalist", "noframes", "textarea",
])  # fmt: skip
"""Elements that hold no text of the page. `noscript` is kept: it often holds the text itself."""
APART = frozenset([
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "blockquote", "pre", "figure", "figcaption",
    "section", "article", "main", "header", "footer", "nav", "aside", "form", "fieldset", "div", "address", "hr",
    "details", "summary", "caption", "center", "body", "html", "dialog", "menu",
])  # fmt: skip
"""Elements with an empty line around them."""
LINES = frozenset(["li", "tr", "dt", "dd", "legend", "option", "br"])
INLINE = frozenset([
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "em", "font", "i", "img",
    "ins", "kbd", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
    "time", "tt", "u", "var", "wbr",
])  # fmt: skip
"""Elements within a line: their classes say nothing about the block."""
CELLS = frozenset(["td", "th"])
CHROME = frozenset([
    "nav", "aside", "footer", "form", "button", "select", "dialog", "menu", "input", "label",
])  # fmt: skip
ZONES: tuple[Zone, ...] = ("furniture", "comment", "reference", "footnote", "caption")
"""Zones that an element's class, id or role may name; the words are data, in furniture.toml."""
NEVER = frozenset(["html", "body", "main", "article"])
"""Elements whose classes say something about the page and not about themselves."""
MOST = 0.5
"""Share of the page's paragraphs that an element holds whose classes say nothing against it: "with-sidebar"."""

LONGEST_MARK = 12
LONGEST_CELL = 400
"""Characters of a cell up to which a table holds data; a longer one lays out a page."""

_MARK = re.compile(r"\[?(?:\d{1,3}|[*†‡§])\]?|[↑↩^⤴]\ufe0e?")
_UNIT = re.compile(r"(?:^|[\s\d])[kcmd]?m$")
_PLAIN_TAG = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(eq=False)
class Flow:
    """A run of text between two empty lines."""

    element: Any
    zone: Zone
    small: bool = False
    """Whether it is small print by its class: a byline, a date, tags."""
    tidy: Tidy = field(default_factory=Tidy)
    marks: list[tuple[int, str]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    linked: int = 0
    """Characters that stand in links."""
    text: str = ""

    def close(self) -> None:
        self.text = self.tidy.done()[0]


@dataclass
class _Frame:
    element: Any
    path: str
    zone: Zone
    small: bool
    linked: bool
    raw: bool
    texts: int = 0
    children: dict[str, int] = field(default_factory=dict)
    count: int = 0


def flows(tree: Any) -> list[Flow]:
    """The page's flows in the order of its source, empty ones left out."""
    walk = _Walk(_frames(tree))
    walk.run(tree)
    return [flow for flow in walk.found if flow.text]


def _frames(tree: Any) -> frozenset[Any]:
    """The elements around the article: those with a main heading in them, or with most of the text."""
    weights: dict[Any, int] = {}
    total = 0
    for paragraph in tree.iter("p"):
        length = sum(map(len, paragraph.itertext()))
        total += length
        for element in paragraph.iterancestors():
            weights[element] = weights.get(element, 0) + length
    most = {element for element, weight in weights.items() if weight >= MOST * total}
    return frozenset(most.union(*(heading.iterancestors() for heading in tree.iter("h1", "article", "main"))))


class _Walk:
    def __init__(self, frames: frozenset[Any]) -> None:
        self.frames = frames
        self.found: list[Flow] = []
        self.flow: Flow | None = None
        self.ids: list[str] = []
        self.breaks = 0

    def run(self, tree: Any) -> None:
        """Over the whole tree without recursion: pages are nested deeper than Python's stack allows."""
        stack: list[tuple[_Frame, Any]] = []
        self.enter(stack, tree, None)
        while stack:
            frame, children = stack[-1]
            child = next(children, None)
            if child is None:
                stack.pop()
                self.leave(frame, stack[-1][0] if stack else None)
            else:
                self.enter(stack, child, frame)
        self.apart()

    def enter(self, stack: list[tuple[_Frame, Any]], element: Any, parent: _Frame | None) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        path = _path(parent, tag)
        if not tag or tag in SKIP or _is_hidden(element):
            self.tail(element, parent)
            return
        mark = _mark_of(element, tag)
        if mark is not None and self.flow is not None and self.flow.tidy.length and not _after_unit(self.flow, mark):
            self.flow.marks.append((self.flow.tidy.length, mark))
            self.tail(element, parent)
            return
        self.edge(tag, parent)
        if name := element.get("id") or (element.get("name") if tag == "a" else None):
            self.ids.append(str(name))
        frame = _Frame(
            element, path, _zone(element, tag, parent, element in self.frames), _is_small(element, parent),
            tag == "a" or (parent is not None and parent.linked), tag == "pre" or (parent is not None and parent.raw),
        )  # fmt: skip
        stack.append((frame, element.iterchildren()))
        if element.text:
            frame.texts += 1
            self.text(element.text, frame)

    def leave(self, frame: _Frame, parent: _Frame | None) -> None:
        self.edge(frame.element.tag, parent)
        self.tail(frame.element, parent)

    def tail(self, element: Any, parent: _Frame | None) -> None:
        if element.tail and parent is not None:
            parent.texts += 1
            self.text(element.tail, parent)

    def edge(self, tag: str, parent: _Frame | None) -> None:
        """What the beginning or the end of an element does to the text: an empty line, a new line, a space."""
        if tag == "br":
            self.breaks += 1
            if self.breaks > 2:  # it is met twice, when entered and when left
                self.apart()
                return
        if tag in LINES or (tag in ("ul", "ol") and parent is not None and parent.element.tag == "li"):
            if self.flow is not None:
                self.flow.tidy.newline()
        elif tag in CELLS and self.flow is not None and self.flow.zone == "table":
            self.flow.tidy.space()
        elif tag in CELLS or tag in APART:
            self.apart()

    def apart(self) -> None:
        if self.flow is not None:
            self.flow.close()
        self.flow = None

    def text(self, text: str, frame: _Frame) -> None:
        where = f"{frame.path}/text()[{frame.texts}]"
        if text.isspace():
            if self.flow is not None:
                self.flow.tidy.add(Chunk(text, 0, 0, where))
            return
        self.breaks = 0
        if frame.raw:
            self.raw(text, frame, where)
            return
        self.put(Chunk(text, 0, 0, where), frame)

    def raw(self, text: str, frame: _Frame, where: str) -> None:
        """Preformatted text: its own empty lines set it apart."""
        at = 0
        for part in re.split(r"(\n[ \t]*\n\s*)", text):
            if part.strip():
                self.put(Chunk(part, at, 0, where), frame)
            elif part:
                self.apart()
            at += len(part)

    def put(self, chunk: Chunk, frame: _Frame) -> None:
        if self.flow is not None and self.flow.zone != frame.zone:
            self.apart()
        if self.flow is None:
            self.flow = Flow(_block_of(frame.element), frame.zone, frame.small)
            self.found.append(self.flow)
        self.flow.ids += self.ids
        self.ids = []
        before = self.flow.tidy.length
        self.flow.tidy.add(chunk)
        if frame.linked:
            self.flow.linked += self.flow.tidy.length - before


def _path(parent: _Frame | None, tag: str) -> str:
    """The XPath of an element: by its tag, where XPath can say it, else by its place among all."""
    if parent is None:
        return f"/{tag}"
    parent.count += 1
    if not _PLAIN_TAG.fullmatch(tag):
        return f"{parent.path}/*[{parent.count}]"
    parent.children[tag] = parent.children.get(tag, 0) + 1
    return f"{parent.path}/{tag}[{parent.children[tag]}]"


@cache
def _names(zone: str) -> frozenset[str]:
    return frozenset(data()["classes"][zone])


def _is_hidden(element: Any) -> bool:
    style = element.get("style")
    return element.get("hidden") is not None or (style is not None and _HIDDEN.search(style) is not None)


def _words_of(element: Any) -> frozenset[str]:
    given = " ".join(filter(None, (element.get("class"), element.get("id"), element.get("role"))))
    return frozenset(re.split(r"[\s_-]+", given.lower())) if given else frozenset()


def _zone(element: Any, tag: str, parent: _Frame | None, frames: bool) -> Zone:
    """In which part of a page an element's text stands; what is inside furniture stays furniture."""
    outer: Zone = parent.zone if parent else "body"
    if outer in ("furniture", "footnote", "reference"):
        return outer
    if tag in INLINE:
        return outer
    if tag in NEVER:
        return "body" if outer == "header" else outer
    words = frozenset[str]() if frames else _words_of(element)
    if words:
        for zone in ZONES:
            if words & _names(zone) and not (zone == "furniture" and outer == "comment" and tag not in CHROME):
                return zone
    if tag in CHROME and not frames:
        return "furniture"
    if tag == "header":
        inside = any(each.tag in ("article", "main") for each in element.iterancestors())
        return outer if inside or outer == "comment" else "header"
    if tag == "table" and outer == "body":
        return "body" if _lays_out(element) else "table"
    return "caption" if tag == "figcaption" and outer == "body" else outer


def _lays_out(table: Any) -> bool:
    """Whether a table is there for the sake of the page's layout: another in it, a heading, a long cell."""
    if next(table.iter("h1", "h2", "h3"), None) is not None or table.find(".//table") is not None:
        return True
    return any(len("".join(cell.itertext())) > LONGEST_CELL for cell in table.iter("td"))


def _is_small(element: Any, parent: _Frame | None) -> bool:
    if parent is not None and parent.small:
        return True
    return element.tag not in NEVER and element.tag not in INLINE and bool(_words_of(element) & _names("small-print"))


def _mark_of(element: Any, tag: str) -> str | None:
    """The target of a note's mark: a raised figure, or a link within the page that is only a figure."""
    if tag not in ("sup", "a"):
        return None
    if len(element.text or "") > LONGEST_MARK:
        return None
    text = "".join(element.itertext()).strip()
    if not _MARK.fullmatch(text):
        return None
    link = element if tag == "a" else next(element.iter("a"), None)
    target = (link.get("href") or "") if link is not None else ""
    if "#" in target:
        return str(target.split("#", 1)[1])
    return text if tag == "sup" and text.strip("[]").isdigit() else None


def _after_unit(flow: Flow, mark: str) -> bool:
    """Whether a raised figure belongs to a unit: m², km³."""
    return mark in ("2", "3") and bool(_UNIT.search(flow.tidy.done()[0][-4:]))


def _block_of(element: Any) -> Any:
    """The block that an element's text stands in: the element itself, or what its line belongs to."""
    while element.tag not in APART and element.getparent() is not None:
        element = element.getparent()
    return element
