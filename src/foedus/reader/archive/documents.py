"""Which documents an archive has: files in folders, and rows of Parquet files."""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from pathlib import Path

import duckdb
import msgspec

from foedus.case.parquet import sql_path
from foedus.case.proposals import ProposalsError

ENDINGS = (".html", ".htm", ".pdf", ".docx", ".txt", ".md", ".xhtml")
"""How names of documents end; those that are named one by one may end otherwise."""
PARQUET = ".parquet"


class Entry(msgspec.Struct, frozen=True):
    """A document of an archive: a file, or a row (from 0) of a Parquet file."""

    path: str
    name: str
    stamp: str
    """What tells it from another that comes to stand in its place."""
    row: int = -1

    @property
    def key(self) -> str:
        """Sixteen hexadecimal digits of what and where it is."""
        return blake2b(msgspec.msgpack.encode(self), digest_size=8).hexdigest()


def found(paths: Sequence[Path]) -> list[Entry]:
    """The documents in files and folders, by path. Raises `ProposalsError` where there is none."""
    entries: dict[tuple[str, int], Entry] = {}
    for path in paths:
        entries |= {(one.path, one.row): one for one in _in(path)}
    if not entries:
        raise ProposalsError("There is no document to read.", f"Documents in folders end with {', '.join(ENDINGS)}.")
    return [entries[key] for key in sorted(entries)]


def _in(path: Path) -> Iterator[Entry]:
    if path.is_dir():
        inner = sorted(one for one in path.rglob("*") if one.is_file() and not one.name.startswith("."))
        files: Iterable[Path] = [one for one in inner if one.suffix.lower() in (*ENDINGS, PARQUET)]
    elif path.is_file():
        files = [path]
    else:
        raise ProposalsError(f"There is no file or folder {path}.", "See how its name is written.")
    for file in files:
        about = file.stat()
        stamp = f"{about.st_size} {about.st_mtime_ns}"
        if file.suffix.lower() == PARQUET:
            yield from _rows(file, stamp)
        else:
            yield Entry(str(file.absolute()), file.name, stamp)


def _rows(file: Path, stamp: str) -> Iterator[Entry]:
    quoted = sql_path(file)
    try:
        with duckdb.connect() as con:
            con.execute("SET threads = 1")
            names = con.execute(f"SELECT name FROM read_parquet({quoted}) ORDER BY file_row_number").fetchall()
            con.execute(f"SELECT content FROM read_parquet({quoted}) LIMIT 0")
    except duckdb.Error as error:
        raise ProposalsError(
            f"{file} is no Parquet of documents: {str(error).splitlines()[0]}",
            "It has the columns name (as a file is called) and content (its bytes, or its text).",
        ) from error
    for row, (name,) in enumerate(names):
        yield Entry(str(file.absolute()), Path(name or "").name or f"{file.stem}-{row}.txt", stamp, row)


def content(entries: Sequence[Entry]) -> dict[int, bytes]:
    """The bytes of documents that are rows of one Parquet file, by row."""
    quoted = sql_path(Path(entries[0].path))
    with duckdb.connect() as con:
        con.execute("SET threads = 1")
        rows = con.execute(
            f"SELECT file_row_number, content FROM read_parquet({quoted}) "
            "WHERE file_row_number IN (SELECT unnest(?::BIGINT[]))",
            [[one.row for one in entries]],
        ).fetchall()
    return {row: held.encode() if isinstance(held, str) else bytes(held or b"") for row, held in rows}
