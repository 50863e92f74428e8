"""Delimited text as it comes: in what encoding, with what line ends, cut off where, and made plain for reading.

DuckDB reads UTF-8 with one sort of line end, and passes in silence over a last line that is too long for it. So a
file is looked through once before, and written anew as plain text where it is anything else.
"""

import codecs
import csv
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from foedus.reference.errors import DataError

CHUNK = 1 << 20
LONGEST = 2 * CHUNK
"""Bytes of a line, at most: what DuckDB reads."""
SAID = {"utf-8": "UTF-8", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "latin-1": "Latin-1"}
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_WINDOWS = {at: seen for at in range(0x80, 0xA0) if (seen := bytes([at]).decode("cp1252", "ignore"))}
"""What Windows puts where Latin-1 has nothing."""


class Plain(NamedTuple):
    """A text made plain: UTF-8, one sort of line end."""

    path: Path
    """The file itself, or its plain copy."""
    encoding: str
    """In which encoding it came."""
    whole: bool
    """Whether its last line has an end."""


class Misfit(NamedTuple):
    """A row that does not fit the header."""

    line: int
    says: str
    last: bool
    """Whether the file ends with it."""


def encoding_of(head: bytes) -> str:
    """`utf-8`, `utf-16-le`, `utf-16-be`, or `latin-1`, from the first bytes of a text.

    >>> encoding_of("Köln".encode("utf-16")), encoding_of("Köln".encode("latin-1"))
    ('utf-16-le', 'latin-1')
    """
    for bom, name in _BOMS:
        if head.startswith(bom):
            return name
    evens, odds = head[0:1000:2].count(0), head[1:1000:2].count(0)
    half = min(len(head), 1000) // 4
    if odds > half > 2 * evens:
        return "utf-16-le"
    if evens > half > 2 * odds:
        return "utf-16-be"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)  # its end may be the first half of a letter
    except UnicodeDecodeError:
        return "latin-1"
    return "utf-8"


def encoding_named(name: str) -> str:
    """The encoding that a dataset's description names, as it is called here."""
    return {"latin1": "latin-1", "iso-8859-1": "latin-1", "cp1252": "latin-1"}.get(name.lower(), name.lower())


def decoded(head: bytes, encoding: str) -> str:
    """The head of a file as text, without the mark of its encoding; a character cut in two at its end left out."""
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    text = decoder.decode(head).removeprefix("\ufeff")
    return text.translate(_WINDOWS) if encoding == "latin-1" else text


def plain(path: Path, scratch: Path) -> Plain:
    """The text as UTF-8 with one sort of line end: the file itself, else a copy in the folder `scratch`.

    Raises `DataError` where it is no text, or has a line longer than `LONGEST`.
    """
    encoding, seen = "", _Seen()
    is_utf8 = codecs.getincrementaldecoder("utf-8")()
    for chunk in _chunks(path):
        encoding = encoding or encoding_of(chunk)
        seen.take(chunk, path, wide=encoding.startswith("utf-16"))
        if encoding == "utf-8":
            try:
                is_utf8.decode(chunk)
            except UnicodeDecodeError:
                encoding = "latin-1"
    if encoding == "utf-8" and seen.even_ends:
        return Plain(path, encoding, seen.whole)
    copy = scratch / f"plain-{path.name}"
    _write_plain(path, copy, encoding)
    return Plain(copy, encoding, seen.whole)


class _Seen:
    """What a look through the bytes of a text has shown."""

    def __init__(self) -> None:
        self.returns = self.feeds = self.both = 0
        self.before = b""
        self.whole = True

    def take(self, chunk: bytes, path: Path, *, wide: bool) -> None:
        """Count line ends. Raises `DataError` for bytes that no text has, and for a line that is too long."""
        if not wide and b"\0" in chunk:
            raise DataError(f"{path.name} is not text all through: it has zero bytes.", "Get it anew.")
        returns, feeds = chunk.count(b"\r"), chunk.count(b"\n")
        if not returns + feeds and len(chunk) == CHUNK:
            raise DataError(
                f"{path.name} has a line of more than a million characters, which no table has.",
                "It is another file than its name says, or damaged. Get it anew.",
            )
        self.returns += returns
        self.feeds += feeds
        self.both += chunk.count(b"\r\n") + (self.before == b"\r" and chunk.startswith(b"\n"))
        self.before = chunk[-1:]
        self.whole = chunk.rstrip(b"\0")[-1:] in (b"\r", b"\n")

    @property
    def even_ends(self) -> bool:
        """Whether all lines end the same way, as DuckDB understands it."""
        return self.returns == 0 or self.returns == self.feeds == self.both


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def _write_plain(path: Path, copy: Path, encoding: str) -> None:
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    with copy.open("w", encoding="utf-8", newline="") as out:
        held, first = "", True
        for chunk in chain(_chunks(path), [b""]):
            text = held + decoder.decode(chunk, final=not chunk)
            held = "\r" if text.endswith("\r") and chunk else ""  # its other half may come
            text = text.removesuffix(held) if held else text
            if encoding == "latin-1":
                text = text.translate(_WINDOWS)
            if first and text:
                text, first = text.removeprefix("\ufeff"), False
            out.write(text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", ""))


def first_cells(path: Path, delimiter: str, skip: int = 0, quote: str = '"') -> list[str]:
    """The cells of the header of a plain text, after `skip` lines."""
    return next(_rows(path, delimiter, skip, quote), (0, []))[1]


def lines_of(path: Path, delimiter: str, skip: int, quote: str, rows: Iterable[int]) -> dict[int, int]:
    """The lines on which rows begin, both from 1: blank lines are no rows, and a cell may have several lines.

    `skip`: lines above the first row. A row that is not there is left out.
    """
    wanted = set(rows)
    found: dict[int, int] = {}
    try:
        for number, (line, _) in enumerate(_rows(path, delimiter, skip, quote), 1):
            if number in wanted:
                found[number] = line
            if len(found) == len(wanted):
                break
    except csv.Error:
        return found
    return found


def misfit(path: Path, delimiter: str, skip: int, quote: str, width: int) -> Misfit | None:
    """The first row of a plain text that has not `width` cells, or whose quotation marks are not closed."""
    found: Misfit | None = None
    line = skip
    try:
        for line, cells in _rows(path, delimiter, skip, quote, strict=True):
            if found:
                return found._replace(last=False)
            if len(cells) != width:
                found = Misfit(line, f"line {line} has {len(cells):,} cells; the header has {width:,}", True)
    except csv.Error as error:
        end = "end of data" in str(error)
        what = "a quotation mark is not closed" if end or "expected" in str(error) else str(error)
        return found or Misfit(line + 1, f"in or after line {line + 1}, {what}", end)
    return found


def _rows(
    path: Path, delimiter: str, skip: int, quote: str, *, strict: bool = False
) -> Iterator[tuple[int, list[str]]]:
    """Rows after `skip` lines, each with the line on which it begins."""
    with path.open(encoding="utf-8-sig", newline="", errors="replace") as file:
        for _ in range(skip):
            file.readline()
        if quote:
            reader = csv.reader(file, delimiter=delimiter, quotechar=quote, strict=strict)
        else:
            reader = csv.reader(file, delimiter=delimiter, quoting=csv.QUOTE_NONE)
        line = skip + 1
        for cells in reader:
            if cells:
                yield line, cells
            line = skip + reader.line_num + 1
