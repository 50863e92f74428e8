"""A document as the page of its source shows it: numbered paragraphs as plain text, those that claims name marked.

Whatever a document is, only its text is taken, by the reader's own worker, from a file inside the case's `documents/`.
"""

import re
import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from foedus.reader.document import Block, Document
from foedus.reader.intake import IntakeError, Limits, read
from foedus.views.site.lines import ClaimLine
from foedus.views.site.places import anchor

FOLDER = "documents"
LIMITS = Limits(seconds=20.0, size=64 << 20)
MOST_READ = 24
"""Documents that are held in words."""
WHOLE = 200_000
"""Characters of a document that is shown whole; of a longer one the paragraphs that claims name, with some around."""
AROUND = 2
_PART = re.compile(r"\s*;\s*")
_BLOCKS = re.compile(r"¶\s*(\d+)\s*[-–]\s*(\d+)")
MOST_NAMED = 40
"""Paragraphs that one locator of a span may name."""


class Piece(msgspec.Struct, frozen=True):
    """A run of a paragraph's text; `claim` where it is quoted by one."""

    text: str
    claim: str = ""


class Passage(msgspec.Struct, frozen=True):
    """A paragraph, or a place of a source whose text is not at hand."""

    anchor: str
    label: str
    """¶12, p. 7; '' where claims say no place."""
    role: str
    """body | heading | footnote | …; '' without text."""
    pieces: tuple[Piece, ...]
    claims: tuple[ClaimLine, ...]
    """Those that name this place first."""
    also: tuple[ClaimLine, ...]
    """Those that name it beside another one."""
    left_out: int = 0
    """Paragraphs in front of it that are not shown."""


class Text(msgspec.Struct, frozen=True):
    """A document that was read, or why it was not."""

    blocks: tuple[Block, ...] = ()
    why: str = ""
    warnings: tuple[str, ...] = ()


# -- the document --------------------------------------------------------------------------------------------


class _Held:
    """Documents that were read, by file, size and time of change."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._found: OrderedDict[tuple[str, int, int], Document | str] = OrderedDict()

    def read(self, path: Path) -> Document | str:
        """The document of a file, or a sentence on why there is none."""
        try:
            about = path.stat()
        except OSError as error:
            return f"{path.name} cannot be read: {error.strerror}."
        key = str(path), about.st_size, about.st_mtime_ns
        with self._lock:
            if key in self._found:
                self._found.move_to_end(key)
                return self._found[key]
        try:
            found: Document | str = read(path, limits=LIMITS)
        except IntakeError as error:
            found = error.message
        with self._lock:
            self._found[key] = found
            while len(self._found) > MOST_READ:
                self._found.popitem(last=False)
        return found


_held = _Held()


def text(folder: Path | None, document: str, blocks: str) -> Text:
    """The text of a source: its document in the case's `documents/`, or those blocks of it that are the source."""
    if folder is None or not document:
        return Text()
    room = (folder / FOLDER).resolve()
    try:
        path = (room / document).resolve()
        if not path.is_relative_to(room):
            return Text(why=f"“{document}” lies outside the case’s {FOLDER}/, so it is not opened.")
        if not path.is_file():
            return Text(why=f"The document is not in the case’s {FOLDER}/: put {document} there to read it here.")
    except (OSError, ValueError):
        return Text(why=f"“{document}” is no name of a file.")
    found = _held.read(path)
    if isinstance(found, str):
        return Text(why=found)
    first, last = _span(blocks)
    kept = tuple(block for block in found.blocks if first <= block.number <= last)
    return Text(kept, warnings=found.warnings)


def _span(blocks: str) -> tuple[int, int]:
    found = re.fullmatch(r"\s*(\d{1,7})(?:\s*[-–]\s*(\d{1,7}))?\s*", blocks)
    return (int(found[1]), int(found[2] or found[1])) if found else (1, 10**9)


# -- places --------------------------------------------------------------------------------------------------


def places(locator: str) -> tuple[tuple[str, str], ...]:
    """The places that a locator names, each with its anchor and label, in its order.

    >>> places("¶45; ¶46"), places("¶12-14"), places("p. 7")
    ((('p45', '¶45'), ('p46', '¶46')), (('p12', '¶12'), ('p13', '¶13'), ('p14', '¶14')), (('page7', 'p. 7'),))
    """
    found: dict[str, str] = {}
    for part in _PART.split(locator.strip()):
        span = _BLOCKS.fullmatch(part)
        if span and int(span[1]) <= int(span[2]) < int(span[1]) + MOST_NAMED:
            found.update((f"p{number}", f"¶{number}") for number in range(int(span[1]), int(span[2]) + 1))
        elif name := anchor(part):
            found.setdefault(name, part)
    return tuple(found.items())


def passages(claims: Sequence[ClaimLine], found: Text) -> tuple[Passage, ...]:
    """The places of a source in reading order with the claims that name each; with its text where it is at hand."""
    first: dict[str, list[ClaimLine]] = {}
    also: dict[str, list[ClaimLine]] = {}
    labels: dict[str, str] = {}
    for line in claims:
        named = places(line.locator) or (("", ""),)
        for number, (name, label) in enumerate(named):
            labels.setdefault(name, label)
            (also if number else first).setdefault(name, []).append(line)
    if not found.blocks:
        return tuple(_bare(name, labels[name], first, also) for name in sorted(labels, key=_order))
    shown = list(_texts(found.blocks, labels, first, also))
    there = {one.anchor for one in shown}
    return (
        *shown,
        *(_bare(name, labels[name], first, also) for name in sorted(labels, key=_order) if name not in there),
    )


Claims = Mapping[str, Sequence[ClaimLine]]


def _bare(name: str, label: str, first: Claims, also: Claims) -> Passage:
    return Passage(name, label, "", (), tuple(first.get(name, ())), tuple(also.get(name, ())))


def _texts(blocks: Sequence[Block], labels: Mapping[str, str], first: Claims, also: Claims) -> Iterable[Passage]:
    pages: set[int] = set()
    left_out = 0
    for block in _kept(blocks, labels):
        if block is None:
            left_out += 1
            continue
        names = [f"p{block.number}"]
        if block.page and block.page not in pages:  # the first paragraph of a page stands for the page
            pages.add(block.page)
            names.append(f"page{block.page}")
        name = next((name for name in reversed(names) if name in labels), names[0])
        mine = tuple(line for one in names for line in first.get(one, ()))
        beside = tuple(line for one in names for line in also.get(one, ()))
        label = f"¶{block.number}" + (f", p. {block.page}" if len(names) > 1 else "")
        yield Passage(name, label, block.role, tuple(marked(block.text, (*mine, *beside))), mine, beside, left_out)
        left_out = 0


def _kept(blocks: Sequence[Block], labels: Mapping[str, str]) -> Iterable[Block | None]:
    """The blocks to be shown, and nothing in the place of each that is left out."""
    if sum(len(block.text) for block in blocks) <= WHOLE:
        yield from blocks
        return
    named = [at for at, block in enumerate(blocks) if f"p{block.number}" in labels or f"page{block.page}" in labels]
    wanted = {at + by for at in named for by in range(-AROUND, AROUND + 1)}
    for at, block in enumerate(blocks):
        yield block if at in wanted else None


def _order(name: str) -> tuple[int, int]:
    kind = 3 if not name else 0 if re.fullmatch(r"p\d+", name) else 1 if name.startswith("page") else 2
    digits = re.search(r"\d+", name)
    return kind, int(digits[0]) if digits else 0


def marked(words: str, claims: Iterable[ClaimLine]) -> Iterable[Piece]:
    """A paragraph in pieces, the stretches apart that claims quote; where two overlap, the first one's."""
    spans: list[tuple[int, int, str]] = []
    for line in claims:
        at = _found(words, line.quote)
        if at and all(at[1] <= start or at[0] >= end for start, end, _ in spans):
            spans.append((*at, line.claim))
    done = 0
    for start, end, claim in sorted(spans):
        if start > done:
            yield Piece(words[done:start])
        yield Piece(words[start:end], claim)
        done = end
    if done < len(words):
        yield Piece(words[done:])


def _found(words: str, quote: str) -> tuple[int, int] | None:
    """Where a quotation stands, whatever stands for spaces and quotation marks."""
    parts = [re.escape(part) for part in re.split(r"[\s\"'“”‘’«»]+", quote) if part]
    if not parts:
        return None
    hit = re.search(r"[\s\"'“”‘’«»]*".join(parts), words)
    return hit.span() if hit else None
