"""Add, change and remove claims, and rows of the other tables.

The codebook and every rule of a check are asked before anything is written: what would be a new error is
refused with its findings, new warnings are told and pass.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path

from foedus.desk import log
from foedus.desk.draft import Done, Draft, drafting
from foedus.desk.errors import DeskError
from foedus.desk.file import Record, Table
from foedus.desk.log import Signature
from foedus.terms.words import nearest

Step = Callable[[str], None]


def quietly(_: str) -> None:
    """Tell nobody how far it is."""


def add(
    folder: Path,
    table: str,
    row: Mapping[str, str],
    signed: Signature,
    *,
    seen: Mapping[str, str] | None = None,
    step: Step = quietly,
) -> Done:
    """Add a claim to the table of a kind, or a row to another table; `Done.key` is its key.

    A claim gets the next number of its kind: the row need not name `claim`. Where the row does not say, `coder`
    is who signs, `coded` today and `origin` hand. Raises `DeskError`.
    """
    with drafting(folder, seen) as draft:
        (key,) = put(draft, table, [row], signed)
        return draft.carry_out("add", f"{key} was added to {draft.file(table)}.", [key], signed, step=step)


def put(draft: Draft, table: str, rows: Sequence[Mapping[str, str]], signed: Signature) -> list[str]:
    """Draft new rows behind the others of a table; returns their keys.

    Raises `DeskError` for columns that there are not, and keys that there are.
    """
    sheet = draft.table(table)
    known_columns(draft, table, [column for row in rows for column in row])
    key_column = draft.key_column(table)
    taken = {sheet.cell(record, key_column) for _, record in sheet.rows()}
    kind = draft.book.kinds.get(table)
    number = _last_number(draft, kind.prefix, taken) if kind else 0
    today = signed.clock().date().isoformat()
    sheet.widen(dict.fromkeys(column for row in rows for column, cell in row.items() if cell))
    keys = []
    for row in rows:
        cells = {column: cell for column, cell in row.items() if cell}
        own = {"coder": signed.who, "coded": today, "origin": "hand"}
        if kind:
            number += 1
            own = {"claim": f"{kind.prefix}-{number:03d}", **own}
        header = sheet.header or sheet.columns
        cells = {column: cell for column, cell in own.items() if column in header and column not in row} | cells
        key = cells.get(key_column, "")
        if not key:
            raise DeskError(f"A row of {sheet.name} needs its key.", f"Give it in '{key_column}'.")
        if key in taken:
            raise DeskError(f"'{key}' stands already in {sheet.name}.", "Change that row, or take another key.")
        taken.add(key)
        sheet.append(cells)
        keys.append(key)
    return keys


def _last_number(draft: Draft, prefix: str, taken: Iterable[str]) -> int:
    """The highest number that a claim of a kind has or ever had: a removed one's may stand in somebody's notes."""
    form = re.compile(rf"{re.escape(prefix)}-(\d+)")
    once = (key for entry in log.read(draft.folder) for hunk in entry.hunks for key in hunk["keys"])
    return max((int(found[1]) for key in chain(taken, once) if (found := form.fullmatch(key))), default=0)


def known_columns(draft: Draft, table: str, columns: Sequence[str]) -> None:
    """Raise `DeskError` for a column that a table has not, its own `x_` columns aside."""
    name = draft.file(table)
    known = draft.columns(table)
    for column in columns:
        if column not in known and not column.startswith("x_"):
            near = nearest(column, known)
            hint = f"Did you mean '{near}'?" if near else "Its columns are: " + ", ".join(known) + "."
            raise DeskError(f"{name} has no column '{column}'.", hint)


def change(
    folder: Path,
    key: str,
    cells: Mapping[str, str],
    signed: Signature,
    *,
    table: str | None = None,
    seen: Mapping[str, str] | None = None,
    step: Step = quietly,
) -> Done:
    """Write other values into cells of a claim, or of the row `key` of another `table`. Raises `DeskError`."""
    with drafting(folder, seen) as draft:
        name, sheet, record = find(draft, key, table)
        known_columns(draft, name, list(cells))
        if draft.key_column(name) in cells and cells[draft.key_column(name)] != key:
            raise DeskError(
                "A key is not changed like other cells: what refers to it would be lost.",
                f"`foedus rename {folder} {key} NEW` changes it everywhere.",
            )
        differing = [column for column, new in cells.items() if sheet.cell(record, column) != new.strip()]
        sheet.widen(differing)
        record = sheet.find(key)
        sheet.change(record, {column: cells[column] for column in differing})
        said = f"{', '.join(differing)} of {key} changed."
        return draft.carry_out("change", said, [key], signed, step=step)


def remove(
    folder: Path,
    key: str,
    signed: Signature,
    *,
    table: str | None = None,
    seen: Mapping[str, str] | None = None,
    step: Step = quietly,
) -> Done:
    """Take a claim out, or the row `key` of another `table`. Raises `DeskError`, also where it is referred to."""
    with drafting(folder, seen) as draft:
        _, sheet, record = find(draft, key, table)
        sheet.remove(record)
        return draft.carry_out("remove", f"{key} was removed from {sheet.name}.", [key], signed, step=step)


def find(draft: Draft, key: str, table: str | None = None) -> tuple[str, Table, Record]:
    """The table and row of a claim, or of the key of another table. Raises `DeskError`."""
    if table is None and (kind := draft.book.kind_of(key)):
        table = kind.kind
    if table is None:
        table = table_of(draft, key)
    sheet = draft.table(table)
    return table, sheet, sheet.find(key)


def table_of(draft: Draft, key: str) -> str:
    """The one table, claims aside, that has a row with this key. Raises `DeskError` where none has, or several."""
    holding = []
    keys: set[str] = set()
    for name in draft.book.tables:
        known = {draft.table(name).cell(record, draft.key_column(name)) for _, record in draft.table(name).rows()}
        keys |= known
        if key in known:
            holding.append(name)
    if len(holding) > 1:
        raise DeskError(f"'{key}' is a key in {' and '.join(holding)}.", f"Say which: --table {holding[0]}.")
    if not holding:
        near = nearest(key, keys)
        raise DeskError(f"There is no '{key}' in the case.", f"Did you mean '{near}'?" if near else "")
    return holding[0]
