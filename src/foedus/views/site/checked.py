"""A row checked while it is being typed: by the same rules as the case, in a case that holds no other claim.

That takes a small part of the time of checking the whole case, which is done when the row is saved. What one claim
alone cannot show, such as an order in time, is said then.
"""

import csv
import os
import shutil
import tempfile
from collections.abc import Mapping
from io import StringIO
from pathlib import Path

from foedus.case import Finding, check
from foedus.codebook import Codebook
from foedus.desk import journal
from foedus.record import Record

TABLES = ("case.toml", "sources.csv", "entities.csv", "topics.csv")
MOST_EVENTS = 5_000
"""Events that are all offered as what a key may have been meant to be; of more, only those that the row names."""


def alone(
    folder: Path, record: Record, book: Codebook, table: str, key: str, row: Mapping[str, str]
) -> tuple[Finding, ...]:
    """What a check finds about one row, with the other tables as they are; `key` replaces the row of that key.

    Lines are those of a table of one row. Raises OSError, `DeskError` and
    `CaseError` where a file leads out of the case or case.toml cannot be read.
    """
    claim = table in book.kinds
    name = f"claims/{table}.csv" if claim else f"{table}.csv"
    with tempfile.TemporaryDirectory(prefix="foedus-row-") as work:
        case = Path(work) / "case"
        (case / "claims").mkdir(parents=True)
        if (folder / "kinds").is_dir():
            shutil.copytree(folder / "kinds", case / "kinds")
        for one in TABLES:
            data = journal.current(folder, one)
            if data is not None:
                (case / one).write_bytes(data)
        _events(case, folder, record, row)
        if claim:
            _document(case, folder, record, row.get("source", ""))
        _put(case / name, row, key if not claim else "")
        return tuple(found for found in check(case).findings if found.file == name and _its_own(found, claim, row, key))


def _its_own(found: Finding, claim: bool, row: Mapping[str, str], key: str) -> bool:
    """Whether a finding in the row's table is about the row."""
    return claim or not found.subject or found.subject in (key, *row.values())


def _events(case: Path, folder: Path, record: Record, row: Mapping[str, str]) -> None:
    """All events that there are, whether they stand in a table or only in claims."""
    data = (journal.current(folder, "events.csv") or b"event\n").decode("utf-8-sig", errors="replace")
    lines = list(csv.reader(StringIO(data)))
    header = lines[0] if lines else ["event"]
    at = header.index("event") if "event" in header else 0
    there = {line[at] for line in lines[1:] if len(line) > at}
    (count,) = record.con.execute("SELECT count(*) FROM store.events").fetchall()[0]
    named = {value.strip() for cell in row.values() for value in cell.split(";")}
    wanted = "" if count <= MOST_EVENTS else "WHERE event IN (SELECT unnest(?::VARCHAR[]))"
    found = record.con.execute(f"SELECT event FROM store.events {wanted}", [sorted(named)] if wanted else []).fetchall()
    with (case / "events.csv").open("w", encoding="utf-8", newline="") as file:
        file.write(data if not data or data.endswith("\n") else data + "\n")
        writer = csv.writer(file, lineterminator="\n")
        for (event,) in found:
            if event not in there:
                line = [""] * len(header)
                line[at] = event
                writer.writerow(line)


def _document(case: Path, folder: Path, record: Record, source: str) -> None:
    """The document that a claim's source lies in, for its quotation to be held against."""
    rows = record.con.execute("SELECT document FROM store.sources WHERE source = ?", [source]).fetchall()
    if not rows or not rows[0][0]:
        return
    root = (folder / "documents").resolve()
    file = (root / rows[0][0]).resolve()
    if not file.is_relative_to(root) or not file.is_file():
        return
    target = case / "documents" / rows[0][0]
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(file, target)
    except OSError:
        shutil.copyfile(file, target)


def _put(file: Path, row: Mapping[str, str], key: str) -> None:
    """Write the row: alone into a table of claims, else in the place of the row with its key."""
    rows: list[Mapping[str, str]] = [row]
    if key or file.exists():
        data = file.read_text(encoding="utf-8-sig") if file.exists() else ""
        reader = csv.DictReader(StringIO(data))
        first = next(iter(reader.fieldnames or ()), "")
        others = [{k: v for k, v in one.items() if k and isinstance(v, str)} for one in reader]
        rows = [*(one for one in others if not key or one.get(first) != key), row]
    columns = list(dict.fromkeys(column for one in rows for column in one))
    with file.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
