"""One CSV file into one DuckDB table: every cell as text, with the line it stands on.

A clean file is read by DuckDB itself, a million rows in seconds. A file with faults (ragged rows, broken
quotes, another encoding, cells over several lines) is first written out again, mended as far as that is
certain, and each fault is a finding; so one bad row never hides the other rows or their faults.
"""

import csv
import hashlib
import itertools
import re
import tempfile
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Literal

import duckdb
import msgspec

from foedus.case.findings import Finding
from foedus.codebook import Column
from foedus.terms.words import nearest

CHUNK = 1 << 20
LONGEST_READ = 500_000
"""Characters of a cell that are read at all."""
LONGEST_LINE = 64_000_000
"""Bytes of a line that DuckDB takes from us: every column at its longest. (It takes 2 MB of its own accord.)"""
REREAD = 1_000_000
"""Lines that are read again, after quotation marks that were never closed, before the rest is given up."""
WHITE = "".join(char for char in map(chr, range(0x3001)) if char.isspace()) + "\ufeff"
"""What is trimmed from both ends of a cell: spreadsheets and web pages leave it there."""
ODD_WHITE = frozenset(WHITE) - frozenset(" \r\n")

csv.field_size_limit(1 << 30)

BOMS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))
BLANKS_BEFORE_A_MARK = re.compile('(?:^|,) +"')
_ODD = "".join(sorted(ODD_WHITE))
ODD_ENDS = re.compile(f'(?:^|[,"]) *[{_ODD}]|[{_ODD}] *(?:[,"\\r\\n]|$)')
SEPARATORS = (";", "\t", "|")
GLOB = frozenset("*?[")
"""Characters for which DuckDB would look for several files."""
OWN_PREFIX = "x_"
"""Columns that begin so are a user's own: kept in the file, not read."""


@dataclass
class Scan:
    """What a first pass over the file has found."""

    header: list[str]
    header_line: int = 1
    rows: int = 0
    clean: bool = True
    """Whether DuckDB can read the file as it stands: one row a line, all of one width."""
    odd_white: bool = False
    """Whether it holds white space other than blanks, such as tabs."""
    encoding: str = "utf-8"
    digest: str = ""
    findings: list[Finding] = field(default_factory=list)


def digest(path: Path) -> str:
    """BLAKE2 of the file's bytes, 32 hexadecimal digits."""
    state = hashlib.blake2b(digest_size=16)
    with path.open("rb") as handle:
        while chunk := handle.read(CHUNK):
            state.update(chunk)
    return state.hexdigest()


def _encoding(path: Path, name: str) -> tuple[str, str, list[Finding]]:
    """Encoding, digest and findings of a file, by its bytes."""
    state = hashlib.blake2b(digest_size=16)
    findings: list[Finding] = []
    nul = line = 0
    with path.open("rb") as handle:
        start = handle.read(4)
        encoding = next((enc for bom, enc in BOMS if start.startswith(bom)), "utf-8")
        handle.seek(0)
        while chunk := handle.read(CHUNK):
            state.update(chunk)
            if encoding != "utf-16" and not nul and b"\0" in chunk:
                nul = line + chunk[: chunk.index(b"\0")].count(b"\n") + 1
            line += chunk.count(b"\n")
    if encoding == "utf-16":
        message, hint = "The file is UTF-16, not UTF-8.", "Save it as 'CSV UTF-8' (comma delimited)."
        findings.append(Finding("encoding", "error", name, 1, message, hint))
    elif bad := _first_bad_line(path):
        message = "The line is not UTF-8; the file looks like Latin-1 or Windows-1252."
        hint = "Save it as 'CSV UTF-8': in another encoding Türkiye and Erdoğan come out as something else."
        findings.append(Finding("encoding", "error", name, bad, message, hint))
        encoding = "cp1252" if _decodes(path, "cp1252") else "latin-1"
    if nul:
        message = "The line holds a NUL byte, which no text has."
        hint = "The file is damaged: restore it from git or a backup, or delete the byte."
        findings.append(Finding("nul-byte", "error", name, nul, message, hint))
    return encoding, state.hexdigest(), findings


def _open(path: Path, encoding: str) -> IO[str]:
    errors = "replace" if encoding == "utf-16" else "strict"
    return path.open(encoding=encoding, newline="", errors=errors)


class _Lines:
    """The lines of a file, of which those of the row being read can be read again."""

    def __init__(self, handle: IO[str]) -> None:
        self.handle = handle
        self.current: list[str] = []
        self.again: deque[str] = deque()
        self.reread = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self.again.popleft() if self.again else next(self.handle)
        self.current.append(line)
        return line

    def back(self) -> int:
        """Go back behind the first line of the row being read; returns by how many lines."""
        lines = self.current[1:]
        if self.reread + len(lines) > REREAD:
            return 0
        self.reread += len(lines)
        self.again.extendleft(reversed(lines))
        return len(lines)


def _records(handle: IO[str]) -> Iterator[tuple[int, list[str] | csv.Error]]:
    """Each record with the line it begins on; a record that is no CSV as the error it gives.

    After a record that is none the reading goes on with the line after its first: a quotation mark that is
    never closed takes only its own line away.
    """
    lines = _Lines(handle)
    reader = csv.reader(lines, strict=True)
    twice = 0
    while True:
        line = reader.line_num - twice + 1
        lines.current.clear()
        try:
            record = [cell.replace("\0", "") for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error as error:
            twice += lines.back()
            yield line, error
        else:
            yield line, record


def scan(path: Path, name: str) -> Scan:
    """A first pass: encoding, header, and whether each line is one row of the header's width."""
    encoding, hashed, findings = _encoding(path, name)
    result = Scan([], encoding=encoding, digest=hashed, findings=findings)
    result.odd_white = encoding == "utf-8" and _has_odd_white(path)
    result.clean = encoding == "utf-8" and not findings and not GLOB & set(str(path))
    with _open(path, encoding) as handle:
        first = next(((line, record) for line, record in _records(handle) if record), None)
    if first is None:
        message = "The file is empty: it has not even a header."
        hint = "Write the header row, or delete the file if the case has nothing of the kind."
        result.findings.append(Finding("empty-file", "error", name, 0, message, hint))
        return result
    result.header_line, record = first
    if isinstance(record, csv.Error):
        result.findings.append(_broken_header(path, encoding, name, result.header_line))
        return result
    result.header = [cell.strip(WHITE) for cell in record]
    if result.clean:
        result.clean = result.header_line == 1 and _one_row_a_line(path, result)
    return result


def _one_row_a_line(path: Path, result: Scan) -> bool:
    """Whether each line is one row of the header's width; counts them."""
    width = len(result.header)
    with _open(path, result.encoding) as handle:
        plain = map(_quoted_plainly, handle)
        reader = csv.reader(map(_trimmed_by_blanks, plain) if result.odd_white else plain, strict=True)
        try:
            next(reader)
            for count, row in enumerate(reader, 1):
                if len(row) != width or reader.line_num != count + 1:
                    return False
                result.rows = count
        except csv.Error:
            return False
    return True


def _quoted_plainly(line: str) -> str:
    """The line; raises `csv.Error` where DuckDB would take off quotation marks that are letters to csv."""
    if ' "' in line and BLANKS_BEFORE_A_MARK.search(line):
        raise csv.Error("blanks before a quotation mark")
    return line


def _trimmed_by_blanks(line: str) -> str:
    """The line; raises `csv.Error` where a cell may have white space at its ends that DuckDB would not trim."""
    if ODD_ENDS.search(line):
        raise csv.Error("odd white space around a cell")
    return line


def _broken_header(path: Path, encoding: str, name: str, line: int) -> Finding:
    with _open(path, encoding) as handle:
        text = next(itertools.islice(handle, line - 1, None), "")
    if "," not in text and (separator := next((sep for sep in SEPARATORS if sep in text), "")):
        return _separated(separator, name, line)
    message = "The quotation marks of the header cannot be understood, so the file was not read."
    return Finding("broken-quotes", "error", name, line, message, "Names of columns need no quotation marks.")


def _separated(separator: str, name: str, line: int) -> Finding:
    shown = "tabs" if separator == "\t" else f"'{separator}'"
    message = f"The cells are separated by {shown}, not by commas, so the file was not read."
    return Finding("header", "error", name, line, message, "Save it as 'CSV UTF-8 (comma delimited)'.")


def _decodes(path: Path, encoding: str) -> bool:
    try:
        path.read_text(encoding=encoding)
    except UnicodeDecodeError:
        return False
    return True


def _has_odd_white(path: Path) -> bool:
    with path.open(encoding="utf-8", newline="") as handle:
        while chunk := handle.read(CHUNK):
            if any(char in chunk for char in ODD_WHITE):
                return True
    return False


def _first_bad_line(path: Path) -> int:
    """The first line that is not UTF-8, or 0."""
    try:
        with path.open(encoding="utf-8", newline="") as handle:
            while handle.read(CHUNK):
                pass
    except UnicodeDecodeError:
        with path.open("rb") as raw:
            for number, line in enumerate(raw, 1):
                try:
                    line.decode("utf-8")
                except UnicodeDecodeError:
                    return number
    return 0


def check_header(
    header: Sequence[str], columns: Sequence[Column], name: str, line: int = 1
) -> tuple[dict[str, int], list[Finding]]:
    """Where each column of the codebook stands in the file, and what is wrong with the header on `line`."""
    known = {column.name for column in columns}
    findings: list[Finding] = []
    places: dict[str, int] = {}
    if not known & set(header):
        if len(header) == 1 and (separator := next((sep for sep in SEPARATORS if sep in header[0]), "")):
            return {}, [_separated(separator, name, line)]
        message = "The first line is not a header: it names none of the table's columns."
        hint = "The header is: " + ",".join(column.name for column in columns)
        return {}, [Finding("header", "error", name, line, message, hint)]
    for index, cell in enumerate(header):
        if cell in places:
            message = f"The column '{cell}' stands twice in the header; only the first is read."
            findings.append(Finding("header", "error", name, line, message, "Delete one of the two.", field=cell))
        elif cell in known:
            places[cell] = index
        elif not cell.startswith(OWN_PREFIX):
            near = nearest(cell, known - set(header)) if cell else None
            message = f"The table has no column '{cell}'." if cell else f"Column {index + 1} of the header has no name."
            hint = (
                f"Did you mean '{near}'?"
                if near
                else f"A column of your own begins with {OWN_PREFIX}, such as {OWN_PREFIX}page."
            )
            findings.append(Finding("header", "error", name, line, message, hint, field=cell))
    for column in columns:
        if column.required and column.name not in places:
            message = f"The column '{column.name}' is missing, and every row needs it."
            hint = f"Add '{column.name}' to the header."
            findings.append(Finding("header", "error", name, line, message, hint, subject=column.name))
    return places, findings


def load(
    con: duckdb.DuckDBPyConnection, table: str, path: Path, name: str, columns: Sequence[Column]
) -> tuple[int, str, list[Finding]]:
    """Read the CSV file at `path` into the DuckDB table `table`.

    The table has `row` (1, 2, ...), `line` (in the file) and every column of the codebook as text, '' where
    the file is silent. Returns the number of rows, the digest of the file, and findings.
    """
    result = scan(path, name)
    places, header_findings = (
        check_header(result.header, columns, name, result.header_line) if result.header else ({}, [])
    )
    findings = result.findings + header_findings
    if not places:
        empty(con, table, columns)
        return 0, result.digest, findings
    read = _as_it_stands(con, table, path, columns, places, result) if result.clean else None
    if read is None:
        read, more = _mended(con, table, path, name, columns, places, result)
        findings += more
    return read, result.digest, findings


def _as_it_stands(
    con: duckdb.DuckDBPyConnection,
    table: str,
    path: Path,
    columns: Sequence[Column],
    places: dict[str, int],
    result: Scan,
) -> int | None:
    """Let DuckDB read a clean file; None, and no table, where it does not find the rows that are there."""
    picks = _picks(columns, {name: f"trim(c{place})" for name, place in places.items()})
    reader = _reader(path, [f"c{i}" for i in range(len(result.header))])
    try:
        con.execute(
            f'CREATE TABLE "{table}" AS SELECT row_number() OVER () AS row, row_number() OVER () + 1 AS line, '
            f"{picks} FROM {reader}"
        )
    except duckdb.Error:
        # Python's csv and DuckDB differ over some odd quoting: the mended copy leaves no doubt.
        con.execute(f'DROP TABLE IF EXISTS "{table}"')
        return None
    read: int = con.execute(f'SELECT count(*) FROM "{table}"').fetchall()[0][0]
    if read == result.rows:
        return read
    con.execute(f'DROP TABLE "{table}"')
    return None


def _mended(
    con: duckdb.DuckDBPyConnection,
    table: str,
    path: Path,
    name: str,
    columns: Sequence[Column],
    places: dict[str, int],
    result: Scan,
) -> tuple[int, list[Finding]]:
    """Read a file by way of a copy of the columns that the codebook knows."""
    with tempfile.TemporaryDirectory(prefix="foedus-") as folder:
        copy = Path(folder) / "mended.csv"
        rows, findings = _mend(path, copy, result, name, list(places.values()))
        names = ["line", *(f"c{i}" for i in range(len(places)))]
        picks = _picks(columns, dict(zip(places, names[1:], strict=True)))
        con.execute(
            f'CREATE TABLE "{table}" AS SELECT row_number() OVER () AS row, CAST(line AS BIGINT) AS line, '
            f"{picks} FROM {_reader(copy, names, LONGEST_LINE)}"
        )
    return rows, findings


def _picks(columns: Sequence[Column], cells: dict[str, str]) -> str:
    return ", ".join(f'{cells.get(column.name, repr(""))} AS "{column.name}"' for column in columns)


def empty(con: duckdb.DuckDBPyConnection, table: str, columns: Sequence[Column]) -> None:
    """The table without a row: for a file that is not there or cannot be read."""
    cells = ", ".join(f'"{column.name}" VARCHAR' for column in columns)
    con.execute(f'CREATE TABLE "{table}" (row BIGINT, line BIGINT, {cells})')


def _reader(path: Path, names: Sequence[str], longest: int = 2_000_000) -> str:
    types = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
    quoted = str(path).replace("'", "''")
    # No text is read as NULL: an empty cell stays an empty text here and becomes NULL in the record. There is
    # always some text that means NULL; a NUL byte is never in a file that is read.
    return (
        f"read_csv('{quoted}', header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"', "
        f"columns = {{{types}}}, nullstr = chr(0), max_line_size = {longest})"
    )


def _mend(path: Path, copy: Path, result: Scan, name: str, picked: Sequence[int]) -> tuple[int, list[Finding]]:
    """Write a copy that has the picked cells only, one encoding and the line of each row in front."""
    width = len(result.header)
    findings: list[Finding] = []
    rows = 0
    with _open(path, result.encoding) as handle, copy.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow(["line", *(f"c{i}" for i in range(len(picked)))])
        header_seen = False
        for line, record in _records(handle):
            if isinstance(record, csv.Error):
                findings.append(_broken(name, line, record))
                continue
            if not record:
                continue
            if not header_seen:
                header_seen = True
                continue
            if len(record) != width:
                few = len(record) < width
                message = f"The row has {len(record)} {'cell' if len(record) == 1 else 'cells'}, the header {width}."
                hint = (
                    "Put the missing commas in; the cells that are not there were read as empty."
                    if few
                    else "A cell that holds a comma stands in double quotes; the cells too many were not read."
                )
                findings.append(Finding("ragged-row", "error", name, line, message, hint))
                record = [*record, *[""] * (width - len(record))][:width]
            writer.writerow([line, *(record[i].strip(WHITE)[:LONGEST_READ] for i in picked)])
            rows += 1
    return rows, findings


def _broken(name: str, line: int, error: csv.Error) -> Finding:
    if "end of data" in str(error):
        message = "A quotation mark is opened on this line and never closed, so the row was not read."
        hint = "Close it; a quotation mark inside a quoted cell is written twice."
    else:
        message = f"The row's quotation marks cannot be understood ({error}), so it was not read."
        hint = 'A quoted cell begins and ends with one mark, and a mark inside it is written twice: "say ""yes""".'
    return Finding("broken-quotes", "error", name, line, message, hint)


def cell_column(text: str, index: int) -> int:
    """The character, from 1, at which cell `index` of a line of CSV begins; 0 where it cannot be told."""
    state: Literal["begins", "plain", "quoted", "closed"] = "begins"
    position, cell = -1, 0
    for position, char in enumerate(text):
        if cell == index:
            return position + 1
        if state == "quoted":
            state = "closed" if char == '"' else "quoted"
        elif char == ",":
            state, cell = "begins", cell + 1
        elif char == '"' and state != "plain":  # opened, or doubled; amid a plain cell it is like any letter
            state = "quoted"
        else:
            state = "plain"
    return position + 2 if cell == index else 0


def place(findings: Sequence[Finding], folder: Path) -> list[Finding]:
    """The findings with the character at which their cell begins, read from the files once."""
    wanted: dict[str, set[int]] = {}
    for finding in findings:
        if finding.line and finding.field and finding.file.endswith(".csv"):
            wanted.setdefault(finding.file, set()).add(finding.line)
    texts: dict[tuple[str, int], str] = {}
    headers: dict[str, list[str]] = {}
    for name, lines in wanted.items():
        encoding = _encoding(folder / name, name)[0]
        with _open(folder / name, encoding) as handle:
            first = next((record for _, record in _records(handle) if record), [])
            headers[name] = [] if isinstance(first, csv.Error) else [cell.strip(WHITE) for cell in first]
        with _open(folder / name, encoding) as handle:
            texts |= {(name, number): text for number, text in enumerate(handle, 1) if number in lines}
    placed = []
    for finding in findings:
        text = texts.get((finding.file, finding.line))
        header = headers.get(finding.file, [])
        if text is not None and finding.field and finding.field in header:
            finding = msgspec.structs.replace(finding, column=cell_column(text, header.index(finding.field)))
        placed.append(finding)
    return placed
