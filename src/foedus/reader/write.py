"""A folder of proposals: a case by itself, with `proposals.jsonl` beside its tables. It appears whole or not at all."""

import csv
import io
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from foedus.case import proposals as filed
from foedus.case.proposals import ProposalsError
from foedus.codebook import load
from foedus.reader.read import Reading

Row = Mapping[str, str]
ANSWERS = Path("build") / "answers.jsonl"
"""What stays of a folder that is written anew: the answers of a model, which may have cost something."""


def write(folder: Path, reading: Reading, *, others: Sequence[Row] = (), title: str = "") -> list[str]:
    """Write what was read as a case of proposals; returns the names of the files, tables without rows left out.

    What a folder of proposals held before is replaced. `others`: rows of sources.csv that those read refer to.
    Raises `ProposalsError` where the folder holds something else.
    """
    clear(folder)
    sources = with_origins(reading.sources, others)
    files = {"case.toml": _settings(title or f"Proposals: {folder.name}"), filed.NAME: filed.text(reading.proposals)}
    book = load()
    tables: dict[str, Iterable[Row]] = {"sources": sources, "entities": reading.entities, "topics": reading.topics}
    files |= {
        f"{name}.csv": csv_of([column.name for column in book.tables[name].columns], rows)
        for name, rows in tables.items()
    }
    for kind in book.kinds.values():
        rows = [one.row for one in reading.proposals if one.kind == kind.kind]
        numbered = [{**row, "claim": f"{kind.prefix}-{number:03d}"} for number, row in enumerate(rows, 1)]
        if rows:
            files[f"claims/{kind.kind}.csv"] = csv_of([column.name for column in kind.columns], numbered)
    if not reading.proposals:  # a case has a table of claims, if only an empty one
        files["claims/agreements.csv"] = csv_of([column.name for column in book.kinds["agreements"].columns], [])
    put(folder, files)
    return list(files)


def clear(folder: Path) -> None:
    """Raise `ProposalsError` where a folder is there that is neither empty nor one of proposals."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise ProposalsError(f"{folder} is a file.", "Name a folder with --out.")
    if any(one.name != ANSWERS.parent.name for one in folder.iterdir()) and not (folder / filed.NAME).exists():
        raise ProposalsError(f"{folder} is there already and holds no proposals.", "Name another folder with --out.")


def put(folder: Path, files: Mapping[str, str]) -> None:
    """Write a folder anew: made beside it, then put in its place. A model's answers stay."""
    folder = folder.absolute()
    folder.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    old = work / "old"
    try:
        new = work / "new"
        for name, text in files.items():
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            (new / name).write_text(text, encoding="utf-8", newline="")
        if (folder / ANSWERS).is_file():  # both have them until the old one is gone: nothing is lost half-way
            (new / ANSWERS).parent.mkdir()
            _link(folder / ANSWERS, new / ANSWERS)
        if folder.exists():
            folder.rename(old)
        try:
            new.rename(folder)
        except OSError:
            if old.exists():
                old.rename(folder)
            raise
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _link(source: Path, target: Path) -> None:
    """The same file under another name, or a copy where a file has only one."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def with_origins(rows: Sequence[Row], others: Sequence[Row]) -> list[dict[str, str]]:
    """The rows of sources with those that they are derived from; what is not there is not referred to."""
    found = {row["source"]: dict(row) for row in rows}
    known = {row["source"]: row for row in others if row.get("source")}
    waiting = list(found.values())
    while waiting:
        row = waiting.pop()
        origin = row.get("derived_from", "")
        if origin and origin not in found:
            if origin in known:
                found[origin] = dict(known[origin])
                waiting.append(found[origin])
            else:
                row["derived_from"] = ""
    return list(found.values())


def csv_of(columns: Sequence[str], rows: Iterable[Row]) -> str:
    """Rows as CSV with a header; cells of other columns are left out."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _settings(title: str) -> str:
    return (
        "# Claims that were read from documents and that nobody has accepted yet. `proposals.jsonl` says from which\n"
        "# words each was read, and why.\n"
        f"format = 1\n\ntitle = {json.dumps(title, ensure_ascii=False)}\n"
        'question = "What do these documents claim about security cooperation?"\n'
    )
