"""Looks a site over before it is handed on: links that lead nowhere, and what should have stayed at home.

Looked for are links to files and places that are not there; the names of the folders in which it was made and of the
home of whoever made it; notes, coders and quotations that `[publish]` keeps back, by their column and by their words.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import unescape
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

import msgspec

from foedus.case import Case
from foedus.codebook.model import Kind, Table
from foedus.publish.withheld import withheld

_LINK = re.compile(r'\s(?:href|src|action|data-names|data-claims|data-spans)="([^"]*)"')
_PLACE = re.compile(r'\sid="([^"]*)"')
FOLDERS = re.compile(
    r"(?<![\w/.])(?:/home/|/Users/|/root/|/tmp/)\w|(?<!\w)[A-Za-z]:\\\\?(?:Users|Documents)\\|file:///"
)
"""Places on somebody's own machine."""
READABLE = (
    ".html",
    ".json",
    ".csv",
    ".js",
    ".svg",
    ".xml",
    ".txt",
    ".md",
    ".bib",
    ".cff",
    ".toml",
    ".gexf",
    ".graphml",
)
FEWEST, MOST = 5, 12
"""Words of a text from which on it is looked for, and by how many of its first ones: claims repeat some of them."""
SHORTEST = 3
"""Characters of a coder's name from which on it is looked for: shorter ones are words of any text."""
_WORD = re.compile(r"\w+")


class Fault(msgspec.Struct, frozen=True):
    """Something that should not go out as it is."""

    what: str
    """dead-link | leak"""
    file: str
    line: int
    says: str


class Home(msgspec.Struct, frozen=True):
    """What must stay at home."""

    folders: tuple[str, ...]
    columns: frozenset[str]
    words: frozenset[str]
    """Names of coders."""
    texts: Mapping[tuple[str, ...], str]
    """By their first words, notes and quotations."""


def home(case: Case, *folders: Path) -> Home:
    """What of a case stays at home, besides the folders in which it lies."""
    keeps = withheld(case.settings.publish)
    public = {case.settings.licence, *case.settings.editors}
    texts: dict[tuple[str, ...], str] = {}
    coders: set[str] = set()
    tables: list[Kind | Table] = [*case.codebook.tables.values(), *case.filled]
    for table in tables:
        name = table.kind if isinstance(table, Kind) else table.table
        for column in sorted(keeps & {column.name for column in table.columns}):
            for (cell,) in case.con.execute(f'SELECT DISTINCT "{column}" FROM "{name}"').fetchall():
                if column == "coder":
                    coders |= {cell.strip()} if cell and len(cell.strip()) >= SHORTEST else set()
                elif cell and len(words := _WORD.findall(cell)) >= FEWEST:
                    texts[tuple(words[:MOST])] = " ".join(cell.split())
    return Home(
        folders=tuple(sorted({str(folder.absolute()) for folder in folders} | {str(Path.home())} - {"/"})),
        columns=keeps,
        words=frozenset(coders - public),
        texts=texts,
    )


def faults(site: Path, stays: Home | None = None) -> Iterator[Fault]:
    """What is wrong with a site, file by file."""
    files = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*")) if path.is_file()}
    places: dict[str, frozenset[str]] = {}

    def held(name: str) -> frozenset[str]:
        if name not in places:
            places[name] = frozenset(map(unescape, _PLACE.findall(files[name].read_text(encoding="utf-8"))))
        return places[name]

    for name, path in files.items():
        if path.suffix not in READABLE:
            continue
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".html":
            places[name] = frozenset(map(unescape, _PLACE.findall(text)))
            if name != "404.html":  # its links are for wherever it is shown
                yield from _dead(name, text, files, held)
        if stays is not None:
            yield from _leaks(name, text, stays)


def _dead(name: str, text: str, files: Mapping[str, Path], held: Callable[[str], frozenset[str]]) -> Iterator[Fault]:
    seen: set[str] = set()
    for found in _LINK.finditer(text):
        link = unescape(found[1])
        if link in seen:
            continue
        seen.add(link)
        parts = urlsplit(link)
        if parts.scheme in ("http", "https", "mailto"):
            continue
        line = text.count("\n", 0, found.start()) + 1
        if parts.scheme or parts.netloc or parts.path.startswith("/"):
            yield Fault("dead-link", name, line, f"“{link}” leads out of the folder of the site.")
            continue
        target = _resolved(name, unquote(parts.path)) if parts.path else name
        if not link or target not in files:
            yield Fault("dead-link", name, line, f"“{link}” leads nowhere: there is no such file.")
        elif parts.fragment and target.endswith(".html") and unquote(parts.fragment) not in held(target):
            yield Fault("dead-link", name, line, f"“{link}” leads to no place on its page.")


def _resolved(name: str, path: str) -> str:
    """A path as seen from a file, from the folder of the site; '' for what lies outside."""
    parts: list[str] = [*PurePosixPath(name).parts[:-1]]
    for part in path.split("/"):
        if part == "..":
            if not parts:
                return ""
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def _leaks(name: str, text: str, stays: Home) -> Iterator[Fault]:
    def at(place: int) -> int:
        return text.count("\n", 0, place) + 1

    for folder in stays.folders:
        if (place := text.find(folder)) >= 0:
            yield Fault("leak", name, at(place), f"it names the folder {folder}.")
    if found := FOLDERS.search(text):
        yield Fault("leak", name, at(found.start()), f"it names a place on somebody's own machine: “{found[0]}…”.")
    if name.endswith(".csv"):
        yield from _columns(name, text, stays.columns)
    words = [*_WORD.finditer(unescape(text))] if stays.words or stays.texts else []
    said = [word[0] for word in words]
    for coder in sorted(stays.words):
        if re.search(rf"(?<!\w){re.escape(coder)}(?!\w)", text):
            yield Fault("leak", name, 0, f"it names the coder “{coder}”, who is kept back.")
    if stays.texts:
        told: set[tuple[str, ...]] = set()
        lengths = sorted({len(begin) for begin in stays.texts})
        for place in range(len(said)):
            for length in lengths:
                begin = tuple(said[place : place + length])
                if begin in stays.texts and begin not in told:
                    told.add(begin)
                    yield Fault("leak", name, 0, f"it has a text that is kept back: “{stays.texts[begin][:60]}”.")


def _columns(name: str, text: str, columns: Iterable[str]) -> Iterator[Fault]:
    """Tables that have a column which is kept back, with anything in it."""
    reader = csv.reader(io.StringIO(text))
    head = next(reader, [])
    wanted = [(place, column) for place, column in enumerate(head) if column in set(columns)]
    if not wanted:
        return
    for row in reader:
        for place, column in wanted:
            if place < len(row) and row[place]:
                yield Fault("leak", name, reader.line_num, f"its column “{column}” is kept back, and filled.")
                return
