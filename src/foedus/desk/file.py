"""A file as records that keep their bytes: what is not touched is written as it was read.

A record of a CSV file is a row with its line end, over several lines where a quoted cell holds them; blank
lines and rows whose quotation marks cannot be understood are records too, only never changed. What counts as
a row is what `foedus.case.tables` reads as one.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from operator import is_

from foedus.desk.errors import DeskError

BOM = "\ufeff"
WHITE = "".join(char for char in map(chr, range(0x3001)) if char.isspace()) + BOM
"""What is trimmed from both ends of a cell, as in reading a case."""
SAMPLE = 1000
"""Records that are looked at to tell whether a file quotes every cell."""

_LINE = re.compile(r"[^\r\n]*+(?:\r\n|\r|\n|\Z)")
_CELL = re.compile(r'"(?:[^"]++|"")*+"(?=[,\r\n]|\Z)|(?:[^",\r\n][^,\r\n]*+)?')
_NEEDS_QUOTES = re.compile(r'[",\r\n]')


def digest(data: bytes) -> str:
    """BLAKE2 of a file's bytes, 32 hexadecimal digits, as `Case.digests` has it."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


class Record:
    """One record: its text with the line end. Two are the same only if they are the same object."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

    @property
    def bare(self) -> str:
        """The text without its line end."""
        return self.text.rstrip("\r\n") if '"' not in self.text else self.text[: len(self.text) - len(self.end)]

    @property
    def end(self) -> str:
        """The line end: `\\n`, `\\r\\n`, `\\r`, or nothing at the end of a file."""
        return "\r\n" if self.text.endswith("\r\n") else self.text[-1:] if self.text[-1:] in ("\r", "\n") else ""

    @property
    def raw(self) -> list[str] | None:
        """The cells as they stand in the file, with their quotation marks; None where they cannot be told apart."""
        text = self.bare
        if '"' not in text:
            return text.split(",")
        raws, at = [], 0
        while True:
            end = _cell_end(text, at)
            raws.append(text[at:end])
            if end == len(text):
                return raws
            if text[end] != ",":
                return None
            at = end + 1

    @property
    def cells(self) -> list[str] | None:
        """The cells as they are read: unquoted and trimmed."""
        raws = self.raw
        return None if raws is None else [value(raw) for raw in raws]


def value(raw: str) -> str:
    """What a cell says, from how it stands in the file."""
    if raw.startswith('"'):
        raw = raw[1:-1].replace('""', '"')
    return raw.replace("\0", "").strip(WHITE)


def _cell_end(text: str, at: int) -> int:
    found = _CELL.match(text, at)
    return found.end() if found else at


def _record_end(text: str, at: int) -> int:
    """Where the record that begins at `at` ends, over its line ends in quotes; 0 where it is no CSV."""
    while True:
        at = _cell_end(text, at)
        if at == len(text):
            return at
        if text[at] in "\r\n":
            return at + (2 if text.startswith("\r\n", at) else 1)
        if text[at] != ",":
            return 0
        at += 1


def _lines(text: str) -> Iterator[str]:
    at = 0
    while at < len(text):
        end = _line_end(text, at)
        yield text[at:end]
        at = end


def _records(text: str) -> Iterator[str]:
    at = 0
    while at < len(text):
        end = _line_end(text, at)
        if text.find('"', at, end) >= 0:
            end = _record_end(text, at) or end
        yield text[at:end]
        at = end


def _line_end(text: str, at: int) -> int:
    found = _LINE.match(text, at)
    return found.end() if found else len(text)


class Hunk:
    """A place where a decision has changed a file: the records before and after, as texts."""

    __slots__ = ("after", "at", "before", "behind", "file", "keys")

    def __init__(
        self, file: str, at: int, before: Sequence[str], after: Sequence[str], behind: str, keys: Sequence[str]
    ) -> None:
        self.file = file
        self.at = at
        """The index of the first record afterwards."""
        self.before, self.after = list(before), list(after)
        self.behind = behind
        """The text of the record in front, by which a row that was removed finds its place again."""
        self.keys = list(keys)
        """The keys of the rows."""

    def as_dict(self) -> dict[str, object]:
        """As it stands in the log."""
        return {name: getattr(self, name) for name in ("file", "at", "before", "after", "behind", "keys")}

    def turned(self) -> "Hunk":
        """The hunk that takes this one back."""
        return Hunk(self.file, self.at, self.after, self.before, self.behind, self.keys)


class Sheet:
    """A text file as records, here lines: as it was read, and as it would be written.

    `data` is None for a file that is not there. Raises `DeskError` where the bytes are not UTF-8.
    """

    def __init__(self, name: str, data: bytes | None) -> None:
        self.name = name
        self.digest = None if data is None else digest(data)
        """Of the bytes that were read."""
        try:
            text = (data or b"").decode("utf-8")
        except UnicodeDecodeError as error:
            raise DeskError(
                f"{name} is not UTF-8, so it is not written to.", "Save it as 'CSV UTF-8'; then try again."
            ) from error
        self.bom = BOM if text.startswith(BOM) else ""
        self.read = [Record(piece) for piece in self.pieces(text.removeprefix(BOM))]
        self.records = list(self.read)
        self.gone = False
        """Whether the file is to be deleted."""

    def pieces(self, text: str) -> Iterable[str]:
        """The texts of the records."""
        return _lines(text)

    def keys_of(self, record: Record) -> list[str]:
        """The key of a row, if it has one."""
        return []

    @property
    def data(self) -> bytes | None:
        """The bytes as they would be written; None where there is to be no file."""
        if self.gone or (self.digest is None and not self.records):
            return None
        return (self.bom + "".join(record.text for record in self.records)).encode("utf-8")

    @property
    def changed(self) -> bool:
        """Whether it would be written differently from how it was read."""
        if not self.gone and len(self.read) == len(self.records) and all(map(is_, self.read, self.records)):
            return False
        after = self.data
        return (None if after is None else digest(after)) != self.digest

    def numbered(self) -> Iterator[tuple[int, Record]]:
        """Each record with the line that it begins on."""
        line = 1
        for record in self.records:
            yield line, record
            text = record.text
            line += text.count("\n") + text.count("\r") - text.count("\r\n")

    @property
    def newline(self) -> str:
        """The line end for new records: that of the last record which has one; a lone CR only where all have it."""
        ends = [record.end for record in reversed(self.records) if record.end]
        return next((end for end in ends if end != "\r"), ends[0] if ends else "\n")

    def replace(self, record: Record, text: str) -> Record:
        """Put another text, line end included, in the place of a record; returns the new record."""
        if text == record.text:
            return record
        new = Record(text)
        self.records[self.records.index(record)] = new
        return new

    def insert(self, at: int, texts: Sequence[str]) -> list[Record]:
        """Put records, with or without their line ends, before the one at index `at`.

        A file that ends without a line end still does so afterwards.
        """
        ended = not self.records or bool(self.records[-1].end)
        newline = self.newline
        new = [Record(text) for text in texts]
        self.records[at:at] = new
        self._settle(ended, newline)
        return new and self.records[at : at + len(new)]

    def remove(self, record: Record) -> None:
        """Take a record out."""
        ended, newline = bool(self.records[-1].end), self.newline
        self.records.remove(record)
        self._settle(ended, newline)

    def _settle(self, ended: bool, newline: str) -> None:
        """Give each record its line end; the last row only where the file ended with one."""
        records: list[Record] = []
        last = len(self.records) - 1
        for at, record in enumerate(self.records):
            if at < last and not record.end:
                record = Record(record.text + newline)
            if records and records[-1].end == "\r" and record.text.startswith("\n"):  # they are one line end now
                records[-1] = Record(records[-1].text + "\n")
                record = Record(record.text[1:])
            if record.text:
                records.append(record)
        if records and records[-1].bare and bool(records[-1].end) != ended:
            records[-1] = Record(records[-1].text + newline if ended else records[-1].bare)
        self.records = records

    def hunks(self) -> list[Hunk]:
        """Where the file would differ from what was read."""
        old, new = self.read, self.records
        in_old, in_new = set(map(id, old)), set(map(id, new))
        hunks = []
        i = j = 0
        while i < len(old) or j < len(new):
            if i < len(old) and j < len(new) and old[i] is new[j]:
                i, j = i + 1, j + 1
                continue
            before = _until(old, i, in_new)
            after = _until(new, j, in_old)
            texts = [record.text for record in before], [record.text for record in after]
            if texts[0] != texts[1]:
                keys = dict.fromkeys(key for record in (*before, *after) for key in self.keys_of(record))
                behind = new[j - 1].text if j else ""
                hunks.append(Hunk(self.name, j, *texts, behind, list(keys)))
            i, j = i + len(before), j + len(after)
        return hunks

    def apply(self, hunks: Iterable[Hunk]) -> list[str]:
        """Put each hunk's `after` where its `before` stands; returns the keys that could not be found so.

        The hunks stand in the order of the file, `at` counted in the file as it is. A `before` is looked for
        there, then anywhere; it must stand there as it was, save that the last row of a file may have got, or
        lost, its line end.
        """
        missed: list[str] = []
        ended, newline = not self.records or bool(self.records[-1].end), self.newline
        for hunk in reversed(list(hunks)):
            at = self._place(hunk)
            if at is None:
                missed += hunk.keys or [hunk.file]
                continue
            end = at + len(hunk.before)
            as_it_was = [record.text for record in self.records[at:end]] == hunk.before
            if as_it_was and end == len(self.records) and hunk.after:
                ended = bool(Record(hunk.after[-1]).end)
            self.records[at:end] = [Record(text) for text in hunk.after]
        self._settle(ended, newline)
        return missed

    def _place(self, hunk: Hunk) -> int | None:
        """Where a hunk's `before` stands; where nothing stood, behind the record that was in front."""
        wanted = [Record(text).bare for text in hunk.before]
        end = hunk.at + len(wanted)
        if wanted and [record.bare for record in self.records[hunk.at : end]] == wanted:
            return hunk.at
        front = Record(hunk.behind).bare
        if not wanted and hunk.at <= len(self.records):
            here = self.records[hunk.at - 1].bare if hunk.at else ""
            if here == front:
                return hunk.at
        bare = [record.bare for record in self.records]
        if not wanted:
            places = [at + 1 for at, text in enumerate(bare) if text == front]
            return places[0] if places else min(hunk.at, len(bare))
        places = [at for at, text in enumerate(bare) if text == wanted[0] and bare[at : at + len(wanted)] == wanted]
        return places[0] if len(places) == 1 else None


def _until(records: Sequence[Record], start: int, known: set[int]) -> list[Record]:
    """The records from `start` up to the next one that is known."""
    end = start
    while end < len(records) and id(records[end]) not in known:
        end += 1
    return list(records[start:end])


class Table(Sheet):
    """A CSV file: its header, its rows by key, and what can be done to them.

    `columns` are what the header of a new file would name; `key` is the column that identifies a row.
    """

    def __init__(self, name: str, data: bytes | None, columns: Sequence[str], key: str) -> None:
        super().__init__(name, data)
        self.columns, self.key = tuple(columns), key
        self.top = next((record for record in self.records if record.bare), None)
        """The header."""
        self.header: list[str] = (self.top.cells or []) if self.top else []
        self.places: dict[str, int] = {}
        for at, column in enumerate(self.header):
            self.places.setdefault(column, at)
        self.quotes, self.quotes_empty = self._quoting()

    def pieces(self, text: str) -> Iterable[str]:
        """The texts of the records: rows, over several lines where a quoted cell holds them."""
        return _records(text)

    def keys_of(self, record: Record) -> list[str]:
        """The key of a row, if it has one."""
        if record is self.top or self.key not in self.places:
            return []
        return [self.cell(record, self.key)] if record.bare and record.raw is not None else []

    def _quoting(self) -> tuple[bool, bool]:
        """Whether the file quotes every cell that says something, and every empty one."""
        raws = [raw for record in islice(self.records, SAMPLE) if record.bare for raw in record.raw or ()]
        full = [raw for raw in raws if raw not in ("", '""')]
        quotes = all(raw.startswith('"') for raw in full) and any(_needlessly(raw) for raw in full)
        return quotes, quotes and '""' in raws

    def rows(self) -> Iterator[tuple[int, Record]]:
        """The rows that can be read, each with the line it begins on."""
        seen = False
        for line, record in self.numbered():
            if seen and record.bare and record.raw is not None:
                yield line, record
            seen = seen or record is self.top

    def cell(self, record: Record, column: str) -> str:
        """What a row says in a column; '' where the row or the header lacks it."""
        cells, at = record.cells or [], self.places.get(column)
        return cells[at] if at is not None and at < len(cells) else ""

    def row(self, record: Record) -> dict[str, str]:
        """A row by column, the first of two columns of one name."""
        cells = record.cells or []
        return {column: cells[at] if at < len(cells) else "" for column, at in self.places.items()}

    def find(self, key: str) -> Record:
        """The row with a key. Raises `DeskError` where there is none, or more than one."""
        near = [record for record in self.records if key in record.text and record is not self.top and record.bare]
        found = [record for record in near if record.raw is not None and self.cell(record, self.key) == key]
        if not found:
            raise DeskError(f"There is no '{key}' in {self.name}.", "Keys are written as they stand in the file.")
        if len(found) > 1:
            raise DeskError(f"'{key}' stands {len(found)} times in {self.name}.", "Mend the file by hand first.")
        return found[0]

    def change(self, record: Record, cells: Mapping[str, str]) -> Record:
        """Write other values into cells of a row; all others keep their bytes. Returns the new record.

        Raises `DeskError` where the header lacks a column (see `widen`).
        """
        return self.replace(record, self.changed_text(record, cells))

    def change_all(self, changes: Mapping[Record, Mapping[str, str]]) -> None:
        """Write other values into many rows at once."""
        self.records = [
            Record(self.changed_text(record, changes[record])) if record in changes else record
            for record in self.records
        ]

    def changed_text(self, record: Record, cells: Mapping[str, str]) -> str:
        """The text of a row with other values in some cells. Raises `DeskError` where the header lacks a column."""
        raws = list(record.raw or ())
        for column, new in cells.items():
            at = self._at(column)
            new = new.replace("\0", "").strip(WHITE)
            raws += [""] * (at + 1 - len(raws))
            if value(raws[at]) != new:
                raws[at] = self._written(new, raws[at])
        return (",".join(raws) or '""') + record.end

    def append(self, cells: Mapping[str, str]) -> Record:
        """Write a new row behind the last one; a file that is not there gets its header first."""
        if self.top is None:
            (self.top,) = self.insert(len(self.records), [",".join(self.columns) + "\n"])
            self.header = list(self.columns)
            self.places = {column: at for at, column in enumerate(self.columns)}
        raws = [self._written("", "")] * len(self.header)
        for column, new in cells.items():
            raws[self._at(column)] = self._written(new.replace("\0", "").strip(WHITE), "")
        filled = [at for at, record in enumerate(self.records, 1) if record.bare]
        top = self.records.index(self.top)
        (record,) = self.insert(max(filled), [",".join(raws) or '""'])
        self.top = self.records[top]
        return record

    def remove(self, record: Record) -> None:
        """Take a row out."""
        top = self.records.index(self.top) if self.top else 0
        super().remove(record)
        self.top = self.records[top] if self.records else None

    def widen(self, columns: Iterable[str]) -> list[str]:
        """Put columns that the header lacks behind its others, in every row; returns those put there."""
        new = [column for column in columns if column not in self.places] if self.top else []
        if new and self.top:
            width = len(self.header)
            empty = "," + self._written("", "")
            for at, record in enumerate(self.records):
                raws = record.raw
                if record is self.top:
                    more = "".join("," + self._written(column, "") for column in new)
                    self.top = self.records[at] = Record(record.bare + more + record.end)
                elif record.bare and raws is not None and len(raws) == width:
                    self.records[at] = Record(record.bare + empty * len(new) + record.end)
            for column in new:
                self.places[column] = len(self.header)
                self.header.append(column)
        return new

    def _at(self, column: str) -> int:
        if column not in self.places:
            raise DeskError(f"{self.name} has no column '{column}'.", "Its columns are: " + ", ".join(self.header))
        return self.places[column]

    def _written(self, new: str, old: str) -> str:
        """How a value is written in the place of what stood there."""
        if not new:
            return '""' if self.quotes_empty else ""
        if self.quotes or _needlessly(old) or _NEEDS_QUOTES.search(new):
            return '"' + new.replace('"', '""') + '"'
        return new


def _needlessly(raw: str) -> bool:
    """Whether a cell is quoted that says something and need not be."""
    return raw.startswith('"') and bool(value(raw)) and not _NEEDS_QUOTES.search(raw[1:-1])
