"""One CSV file into one DuckDB table: every cell as text, with the line it stands on.

A clean file is read by DuckDB itself, a million rows in seconds. A file with faults (ragged rows, broken
quotes, another encoding, cells over several lines) is first written out again, mended as far as that is
certain, and each fault is a finding; so one bad row never hides the other rows or their faults.
"""

import csv
import hashlib
import io
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import duckdb

from foedus.case.findings import Finding
from foedus.codebook import Column
from foedus.terms.words import nearest

CHUNK = 1 << 20
LONGEST_READ = 500_000
"""Characters of a cell that are read at all: DuckDB takes lines up to 2 MB."""

csv.field_size_limit(1 << 30)

BOMS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))
OWN_PREFIX = "x_"
"""Columns that begin so are a user's own: kept in the file, not read."""


@dataclass
class Scan:
    """What a first pass over the file has found."""

    header: list[str]
    rows: int = 0
    clean: bool = True
    """Whether DuckDB can read the file as it stands: one row a line, all of one width."""
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
        findings.append(
            Finding(
                "encoding", "error", name, 1, "The file is UTF-16, not UTF-8.", "Save it as 'CSV UTF-8' (comma delimited)."
            )
        )
    if nul:
        findings.append(
            Finding(
                "nul-byte", "error", name, nul, "The line holds a NUL byte, which no text has.",
                "The file is damaged: restore it from git or a backup, or delete the byte.",
            )
        )  # fmt: skip
    return encoding, state.hexdigest(), findings


def _open(path: Path, encoding: str) -> IO[str]:
    errors = "replace" if encoding == "utf-16" else "strict"
    return path.open(encoding=encoding, newline="", errors=errors)


def _records(handle: IO[str]) -> Iterator[tuple[int, list[str] | csv.Error]]:
    """Each record with the line it begins on; a record that is no CSV as the error it gives."""
    reader = csv.reader(handle, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            yield line, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, error


def scan(path: Path, name: str) -> Scan:
    """A first pass: encoding, header, and whether each line is one row of the header's width."""
    encoding, hashed, findings = _encoding(path, name)
    if encoding == "utf-8":
        try:
            with path.open(encoding="utf-8", newline="") as handle:
                while handle.read(CHUNK):
                    pass
        except UnicodeDecodeError as error:
            with path.open("rb") as raw:
                line = _line_of_bad_byte(raw, error)
            findings.append(
                Finding(
                    "encoding", "error", name, line, "The line is not UTF-8; the file looks like Latin-1 or Windows-1252.",
                    "Save it as 'CSV UTF-8': in another encoding Türkiye and Erdoğan come out as something else.",
                )
            )  # fmt: skip
            encoding = "cp1252" if _decodes(path, "cp1252") else "latin-1"
    result = Scan([], encoding=encoding, digest=hashed, findings=findings, clean=not findings)
    with _open(path, encoding) as handle:
        records = _records(handle)
        first = next(((line, record) for line, record in records if record), None)
        if first is None or isinstance(first[1], csv.Error):
            result.clean = False
            result.findings.append(
                Finding(
                    "empty-file", "error", name, 0, "The file is empty: it has not even a header.",
                    "Write the header row, or delete the file if the case has nothing of the kind.",
                )
            )  # fmt: skip
            return result
        result.header = [cell.strip() for cell in first[1]]
        if first[0] != 1:
            result.clean = False
    if result.clean and encoding == "utf-8":
        width = len(result.header)
        with _open(path, encoding) as handle:
            reader = csv.reader(handle, strict=True)
            try:
                next(reader)
                for count, row in enumerate(reader, 1):
                    if len(row) != width or reader.line_num != count + 1:
                        result.clean = False
                        break
                    result.rows = count
            except csv.Error:
                result.clean = False
    return result


def _decodes(path: Path, encoding: str) -> bool:
    try:
        path.read_text(encoding=encoding)
    except UnicodeDecodeError:
        return False
    return True


def _line_of_bad_byte(raw: IO[bytes], error: UnicodeDecodeError) -> int:
    for number, line in enumerate(raw, 1):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            return number
    return 0


def check_header(header: Sequence[str], columns: Sequence[Column], name: str) -> tuple[dict[str, int], list[Finding]]:
    """Where each column of the codebook stands in the file, and what is wrong with the header."""
    known = {column.name for column in columns}
    findings: list[Finding] = []
    places: dict[str, int] = {}
    if not known & set(header):
        joined = ",".join(header)
        separator = next((sep for sep in (";", "\t", "|") if len(header) == 1 and sep in joined), "")
        if separator:
            shown = "tabs" if separator == "\t" else f"'{separator}'"
            message = f"The cells are separated by {shown}, not by commas."
            hint = "Save it as 'CSV UTF-8 (comma delimited)'."
        else:
            message = "The first line is not a header: it names none of the table's columns."
            hint = "The header is: " + ",".join(column.name for column in columns)
        return {}, [Finding("header", "error", name, 1, message, hint)]
    for index, cell in enumerate(header):
        if cell in places:
            message = f"The column '{cell}' stands twice in the header; only the first is read."
            findings.append(Finding("header", "error", name, 1, message, "Delete one of the two.", field=cell))
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
            findings.append(Finding("header", "error", name, 1, message, hint, field=cell))
    for column in columns:
        if column.required and column.name not in places:
            message = f"The column '{column.name}' is missing, and every row needs it."
            findings.append(Finding("header", "error", name, 1, message, f"Add '{column.name}' to the header."))
    return places, findings


def load(
    con: duckdb.DuckDBPyConnection, table: str, path: Path, name: str, columns: Sequence[Column]
) -> tuple[int, str, list[Finding]]:
    """Read the CSV file at `path` into the DuckDB table `table`.

    The table has `row` (1, 2, ...), `line` (in the file) and every column of the codebook as text, '' where
    the file is silent. Returns the number of rows, the digest of the file, and findings.
    """
    result = scan(path, name)
    places, header_findings = check_header(result.header, columns, name) if result.header else ({}, [])
    findings = result.findings + header_findings
    if not places:
        empty(con, table, columns)
        return 0, result.digest, findings
    picks = ", ".join(
        f'trim(c{places[c.name]}) AS "{c.name}"' if c.name in places else f"'' AS \"{c.name}\"" for c in columns
    )
    if result.clean:
        names = [f"c{i}" for i in range(len(result.header))]
        try:
            con.execute(
                f'CREATE TABLE "{table}" AS SELECT row_number() OVER () AS row, row_number() OVER () + 1 AS line, '
                f"{picks} FROM {_reader(path, names)}"
            )
            read = con.execute(f'SELECT count(*) FROM "{table}"').fetchall()[0][0]
            if read == result.rows:
                return read, result.digest, findings
            con.execute(f'DROP TABLE "{table}"')
        except duckdb.Error:
            # Python's csv and DuckDB differ over some odd quoting: the mended copy below leaves no doubt.
            con.execute(f'DROP TABLE IF EXISTS "{table}"')
    with tempfile.TemporaryDirectory(prefix="foedus-") as folder:
        copy = Path(folder) / "mended.csv"
        rows, more = _mend(path, copy, result, name)
        findings += more
        names = ["line", *(f"c{i}" for i in range(len(result.header)))]
        con.execute(
            f'CREATE TABLE "{table}" AS SELECT row_number() OVER () AS row, CAST(line AS BIGINT) AS line, '
            f"{picks} FROM {_reader(copy, names)}"
        )
    return rows, result.digest, findings


def empty(con: duckdb.DuckDBPyConnection, table: str, columns: Sequence[Column]) -> None:
    """The table without a row: for a file that is not there or cannot be read."""
    cells = ", ".join(f'"{column.name}" VARCHAR' for column in columns)
    con.execute(f'CREATE TABLE "{table}" (row BIGINT, line BIGINT, {cells})')


def _reader(path: Path, names: Sequence[str]) -> str:
    types = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
    quoted = str(path).replace("'", "''")
    # No text is read as NULL: an empty cell stays an empty text here and becomes NULL in the record.
    return (
        f"read_csv('{quoted}', header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"', "
        f"columns = {{{types}}}, nullstr = '\\x00')"
    )


def _mend(path: Path, copy: Path, result: Scan, name: str) -> tuple[int, list[Finding]]:
    """Write a copy that has one width, one encoding and the line of each row in front."""
    width = len(result.header)
    findings: list[Finding] = []
    rows = 0
    with _open(path, result.encoding) as handle, copy.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow(["line", *(f"c{i}" for i in range(width))])
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
                message = f"The row has {len(record)} cells, the header {width}."
                hint = (
                    "Put the missing commas in; the cells that are not there were read as empty."
                    if few
                    else "A cell that holds a comma stands in double quotes; the cells too many were not read."
                )
                findings.append(Finding("ragged-row", "error", name, line, message, hint))
                record = [*record, *[""] * (width - len(record))][:width]
            writer.writerow([line, *(cell.replace("\0", "")[:LONGEST_READ] for cell in record)])
            rows += 1
    return rows, findings


def _broken(name: str, line: int, error: csv.Error) -> Finding:
    if "end of data" in str(error):
        message = "A quotation mark is opened on this line and never closed, so the rest of the file was not read."
        hint = "Close it; a quotation mark inside a quoted cell is written twice."
    else:
        message = f"The row's quotation marks cannot be understood ({error}), so it was not read."
        hint = 'A quoted cell begins and ends with one mark, and a mark inside it is written twice: "say ""yes""".'
    return Finding("broken-quotes", "error", name, line, message, hint)


def cell_column(text: str, index: int) -> int:
    """The character, from 1, at which cell `index` of a line of CSV begins; 0 where it cannot be told."""
    position, quoted, cell = 0, False, 0
    for position, char in enumerate(text):
        if cell == index:
            return position + 1
        if char == '"':
            quoted = not quoted
        elif char == "," and not quoted:
            cell += 1
    return position + 2 if cell == index else 0


def place(findings: Sequence[Finding], folder: Path) -> list[Finding]:
    """The findings with the character at which their cell begins, read from the files once."""
    from msgspec.structs import replace

    wanted: dict[str, set[int]] = {}
    for finding in findings:
        if finding.line and finding.field and finding.file.endswith(".csv"):
            wanted.setdefault(finding.file, set()).add(finding.line)
    texts: dict[tuple[str, int], str] = {}
    headers: dict[str, list[str]] = {}
    for name, lines in wanted.items():
        encoding = _encoding(folder / name, name)[0]
        with (folder / name).open(encoding=encoding, errors="replace", newline="") as handle:
            for number, text in enumerate(handle, 1):
                if number == 1:
                    headers[name] = [cell.strip() for cell in next(csv.reader(io.StringIO(text)), [])]
                if number in lines:
                    texts[name, number] = text
    placed = []
    for finding in findings:
        text = texts.get((finding.file, finding.line))
        header = headers.get(finding.file, [])
        if text is not None and finding.field in header:
            finding = replace(finding, column=cell_column(text, header.index(finding.field)))
        placed.append(finding)
    return placed
