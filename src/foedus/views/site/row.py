"""One row of a case as its file has it now, and as it would be written: what is edited is the files, not the record."""

import json
from collections.abc import Mapping
from pathlib import Path

import msgspec

from foedus.codebook import Column
from foedus.desk import log
from foedus.desk.claims import find, put
from foedus.desk.draft import Draft
from foedus.desk.errors import DeskError
from foedus.desk.log import Entry, Signature
from foedus.record.ask import AskError
from foedus.terms.words import nearest

Cells = Mapping[str, str]
NOT_THERE = "The case is not there any more"


class Held(msgspec.Struct, frozen=True):
    """A row as it stands in its file."""

    table: str
    key: str
    file: str
    line: int
    cells: dict[str, str]
    """By column, columns of the case's own (`x_…`) among them."""


def drafted(folder: Path | None) -> Draft:
    """The files of the case as they are now. Raises `AskError` where it is not there."""
    if folder is None or not folder.is_dir():
        raise AskError(f"{NOT_THERE}: {folder or ''}.", "What is shown elsewhere is its last state.")
    try:
        return Draft(folder)
    except DeskError as error:
        raise AskError(error.message, error.hint) from error


def held(draft: Draft, key: str, table: str = "") -> Held:
    """The row of a claim, or of the key of another table. Raises `AskError`, with the nearest key as its hint."""
    try:
        name, sheet, record = find(draft, key, table or None)
    except DeskError as error:
        raise AskError(error.message, _near(draft, key, table) or error.hint) from error
    above = "".join(one.text for one in sheet.records[: sheet.records.index(record)])
    line = 1 + above.count("\n") + above.count("\r") - above.count("\r\n")
    return Held(name, key, sheet.name, line, sheet.row(record))


def _near(draft: Draft, key: str, table: str) -> str:
    kind = draft.book.kind_of(key)
    name = table or (kind.kind if kind else "")
    if name not in draft.book.kinds and name not in draft.book.tables:
        return ""
    try:
        sheet = draft.table(name)
    except DeskError:  # a file that cannot be read
        return ""
    found = nearest(key, [sheet.cell(record, draft.key_column(name)) for _, record in sheet.rows()])
    return f"Did you mean “{found}”?" if found else ""


def text_of(draft: Draft, row: Held, cells: Cells) -> str:
    """The row as its file would have it with other cells, drafted. Raises `DeskError` for what cannot be written."""
    sheet = draft.table(row.table)
    differing = {column: cell for column, cell in cells.items() if row.cells.get(column, "") != cell}
    sheet.widen(differing)
    return sheet.changed_text(sheet.find(row.key), differing).rstrip("\r\n")


def new_text(draft: Draft, table: str, cells: Cells, signed: Signature) -> tuple[str, str]:
    """The key that a new row would get, and the row as it would be written, drafted. Raises `DeskError`."""
    (key,) = put(draft, table, [cells], signed)
    return key, draft.table(table).find(key).text.rstrip("\r\n")


def columns_of(draft: Draft, table: str) -> Mapping[str, Column]:
    """The columns of a table. Raises `AskError` where the codebook has none of that name."""
    try:
        draft.file(table)
    except DeskError as error:
        raise AskError(error.message, error.hint) from error
    return draft.columns(table)


def latest(folder: Path, key: str) -> Entry | None:
    """The latest decision about a key, if there is one."""
    try:
        return next((entry for entry in reversed(log.read(folder)) if key in entry.about), None)
    except DeskError:
        return None


def sealed(cells: Cells) -> str:
    """A row as a form carries it, to tell later whether it has changed."""
    return json.dumps(dict(cells), ensure_ascii=False)


def unsealed(text: str) -> dict[str, str] | None:
    """The row that a form has carried; nothing where it is none."""
    try:
        return msgspec.json.decode(text, type=dict[str, str])
    except (msgspec.MsgspecError, UnicodeEncodeError):
        return None


def changed(before: Cells, now: Cells) -> list[str]:
    """The columns in which two states of a row differ; an empty cell is the same as one that is not there."""
    columns = dict.fromkeys((*before, *now))
    return [column for column in columns if before.get(column, "") != now.get(column, "")]
