"""Where what is read goes: into a case's folder of proposals, beside what waits there, or into a folder of its own."""

import csv
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import msgspec

from foedus.case import proposals as filed
from foedus.case.folder import Case
from foedus.case.folder import read as read_case
from foedus.case.proposals import ProposalsError
from foedus.reader.document import Document
from foedus.reader.intake import read_all
from foedus.reader.match_events import Known, matched
from foedus.reader.read import Reading, Second, Told, quiet, read
from foedus.reader.reposts import Text, text_of
from foedus.reader.scorer import accept, of_case
from foedus.reader.write import clear, write

Row = dict[str, str]


def read_onto(
    files: Sequence[Path],
    *,
    case: Path | None = None,
    out: Path | None = None,
    sources: Path | None = None,
    workers: int = 2,
    told: Told = quiet,
    coded: str = "",
    second: Second | None = None,
) -> tuple[Reading, Path]:
    """Read files and write the proposals; returns what was read and where it lies.

    `second`: another reader beside ours. Where no file could be read, nothing is written.
    Raises `ProposalsError` and `CaseError`, before anything is read.
    """
    given = rows_of(sources) if sources else []
    if case is None:
        assert out is not None
        clear(out)
        reading = read(files, sources=given, workers=workers, told=told, coded=coded, second=second)
        if reading.sources:
            write(out, reading, others=given)
        return reading, out
    folder = case / filed.FOLDER
    clear(folder)
    opened, _ = read_case(case)
    with opened:
        own = table(opened, "sources")
        reading = read(
            files, sources=[*given, *own], entities=table(opened, "entities"), workers=workers, told=told, coded=coded,
            known=_texts(case, own, {path.name for path in files}), judge=partial(accept, model=of_case(case)),
            second=second,
        )  # fmt: skip
        reading = msgspec.structs.replace(reading, proposals=tuple(matched(reading.proposals, Known(opened))))
    if not reading.sources:
        return reading, folder
    decided = filed.standing(filed.reviews(case))
    before = _before(folder, reading)
    fresh = tuple(one for one in reading.proposals if one.id not in decided)
    whole = msgspec.structs.replace(
        reading,
        proposals=(*before.proposals, *fresh),
        sources=_joined("source", before.sources, reading.sources),
        entities=_joined("entity", before.entities, reading.entities),
        topics=_joined("topic", before.topics, reading.topics),
    )
    write(folder, whole, others=[*given, *own])
    return msgspec.structs.replace(reading, proposals=fresh), folder


def rows_of(path: Path) -> list[Row]:
    """The rows of a table of sources. Raises `ProposalsError` where it cannot be read."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            reader = csv.DictReader(handle)
            missing = {"source", "document"} - set(reader.fieldnames or ())
            rows = [{k: (v or "").strip() for k, v in row.items() if k and isinstance(v, str | None)} for row in reader]
    except OSError as error:
        raise ProposalsError(
            f"{path} cannot be read: {error.strerror or error}.", "See how its name is written."
        ) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise ProposalsError(f"{path} is no table in UTF-8: {error}.", "Save it as 'CSV UTF-8'.") from error
    if missing:
        names = " and ".join(f"'{name}'" for name in sorted(missing))
        raise ProposalsError(
            f"{path} has no column {names}.", "It needs source and document; blocks where a part is meant."
        )
    return [row for row in rows if row.get("source")]


def table(case: Case, name: str) -> list[Row]:
    """The rows of a table of a case, other than claims."""
    columns = [column.name for column in case.codebook.tables[name].columns]
    picked = ", ".join(f'"{column}"' for column in columns)
    return [
        {column: cell or "" for column, cell in zip(columns, row, strict=True)}
        for row in case.rows(f'SELECT {picked} FROM "{name}" ORDER BY row')
    ]


def _before(folder: Path, reading: Reading) -> Reading:
    """What waits in a folder already, without the sources that were read again."""
    again = {row["source"] for row in reading.sources}
    kept = tuple(one for one in filed.read(folder) if one.row.get("source") not in again)
    names = ("sources", "entities", "topics")
    rows = {name: filed.rows(folder / f"{name}.csv") for name in names}
    return msgspec.structs.replace(
        reading, proposals=kept, sources=tuple(rows["sources"]), entities=tuple(rows["entities"]),
        topics=tuple(rows["topics"]),
    )  # fmt: skip


def _joined(key: str, *tables: Sequence[Row]) -> tuple[Row, ...]:
    """Rows of several tables by key, the later ones' where both have one."""
    found = {row[key]: row for rows in tables for row in rows if row.get(key)}
    return tuple(found.values())


def _texts(case: Path, sources: Sequence[Row], reading: set[str]) -> list[Text]:
    """The texts of the case's own documents, those that are read now left out."""
    rows = [
        row for row in sources
        if row["document"] and not row["blocks"] and Path(row["document"]).name not in reading
        and (case / "documents" / row["document"]).is_file()
    ]  # fmt: skip
    documents = read_all([case / "documents" / row["document"] for row in rows])
    return [
        text_of(document, key=row["source"], published=row["published"], publisher=row["publisher"])
        for row, document in zip(rows, documents, strict=True)
        if isinstance(document, Document)
    ]
