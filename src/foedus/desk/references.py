"""Where a key is referred to: by the types of the codebook's columns, and in case.toml; never in free text."""

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from foedus.codebook import Column
from foedus.codebook.model import MANY
from foedus.desk import settings_text
from foedus.desk.draft import Draft
from foedus.desk.errors import DeskError
from foedus.desk.file import WHITE, Record, Table
from foedus.terms.states import states
from foedus.terms.words import nearest

HOLDS: Mapping[str, tuple[str, ...]] = {
    "entity": ("entities",),
    "entities": ("entities",),
    "entity-or-text": ("entities",),
    "event": ("events",),
    "events": ("events",),
    "coverage": ("events",),
    "source": ("sources",),
    "sources": ("sources",),
    "entities-or-sources": ("entities", "sources"),
    "entity-event-or-topic": ("entities", "topics", "events"),
    "topic-or-event": ("topics", "events"),
}
"""Of which tables a type's cells name keys. A key that several of them have means the first."""
SEVERAL = MANY | {"coverage"}


class Change(NamedTuple):
    """One cell that would be different."""

    file: str
    line: int
    key: str
    column: str
    before: str
    after: str


class Put(NamedTuple):
    """A cell with one key in another's place, and what happened on the way."""

    cell: str
    twice: bool
    """Whether the other key stood in the cell already, so that it now stands there once."""


def tables_of(column: Column, table: str) -> tuple[str, ...]:
    """Of which tables a column names keys."""
    if table == "topics" and column.name == "parent":
        return ("topics",)
    return HOLDS.get(column.type, ())


def keys(draft: Draft, table: str) -> set[str]:
    """The keys of entities, sources, events or topics, before the draft; events also by the claims on them."""
    if table in draft.keys:
        return draft.keys[table]
    sheet = draft.table(table)
    found = {sheet.cell(record, draft.key_column(table)) for _, record in sheet.rows()}
    if table == "events":
        for name, claims in draft.tables():
            if name in draft.book.kinds:
                found |= {claims.cell(record, "event") for _, record in claims.rows()}
    draft.keys[table] = found - {""}
    return draft.keys[table]


def table_with(draft: Draft, key: str, table: str | None = None) -> str:
    """The table that a key belongs to. Raises `DeskError` where there is none, or several and none was named."""
    if table is not None:
        if table not in draft.book.tables:
            raise DeskError(f"Rows of '{table}' have no such key.", "It is one of: " + ", ".join(draft.book.tables))
        if key not in keys(draft, table):
            near = nearest(key, keys(draft, table))
            raise DeskError(f"There is no '{key}' in {table}.", f"Did you mean '{near}'?" if near else "")
        return table
    holding = [name for name in draft.book.tables if key in keys(draft, name)]
    if len(holding) > 1:
        raise DeskError(f"'{key}' is a key of {' and of '.join(holding)}.", f"Say which: --table {holding[0]}.")
    if not holding:
        near = nearest(key, [one for name in draft.book.tables for one in keys(draft, name)])
        if key in states():
            raise DeskError(f"'{key}' is the code of a state, which stays.", "Change its name in entities.csv.")
        raise DeskError(f"There is no '{key}' in the case.", f"Did you mean '{near}'?" if near else "")
    return holding[0]


def referring(draft: Draft, table: str, key: str) -> tuple[list[tuple[str, Table, Column]], list[str]]:
    """The columns whose cells mean this table's row by the key; and notes on those that mean another's."""
    holders = {name for name in draft.book.tables if key in keys(draft, name)}
    found, notes = [], []
    for name, sheet in draft.tables():
        for column in draft.columns(name).values():
            names = tables_of(column, name)
            if table not in names or column.name not in sheet.places:
                continue
            meant = next((one for one in names if one in holders), table)
            if meant == table:
                found.append((name, sheet, column))
            elif any(put(column, sheet.cell(record, column.name), key, "") for _, record in sheet.rows()):
                notes.append(f"'{key}' in the column {column.name} of {sheet.name} means the one of {meant}: left.")
    return found, notes


def put(column: Column, cell: str, old: str, new: str) -> Put | None:
    """A cell with `new` for `old`, or without it where `new` is '' or there already; None where `old` is not in it."""
    if old not in cell:
        return None
    if column.type not in SEVERAL:
        return Put(new, False) if cell == old else None
    parts = cell.split(";")
    bare = [part.strip(WHITE) for part in parts]
    if old not in bare:
        return None
    there = new in bare
    out, seen = [], there
    for part, name in zip(parts, bare, strict=True):
        if name != old:
            out.append(part)
        elif new and not seen:
            out.append(part.replace(old, new))
            seen = True
    return Put(";".join(out).strip(WHITE), there)


def draft_references(
    draft: Draft, table: str, old: str, new: str, alone: frozenset[str] = frozenset()
) -> tuple[list[Change], list[Change], list[str]]:
    """Draft `new` for `old` wherever the row is referred to.

    Returns every change, those of cells that named both (parties that become one), and notes. Rows in `alone`,
    by key, are those of the same table that would come to refer to themselves: there the key is taken out.
    """
    columns, notes = referring(draft, table, old)
    changes: list[Change] = []
    twice: list[Change] = []
    by_sheet: dict[Table, list[tuple[str, Column]]] = {}
    for name, sheet, column in columns:
        by_sheet.setdefault(sheet, []).append((name, column))
    for sheet, its in by_sheet.items():
        edits: dict[Record, dict[str, str]] = {}
        for line, record in sheet.rows():
            if old not in record.text:
                continue
            key = sheet.cell(record, sheet.key)
            for name, column in its:
                cell = sheet.cell(record, column.name)
                itself = _of_itself(name, sheet, record, column, table, alone)
                result = _without(column, cell, alone) if itself else put(column, cell, old, new)
                if result is None:
                    continue
                change = Change(sheet.name, line, key, column.name, cell, result.cell)
                edits.setdefault(record, {})[column.name] = result.cell
                changes.append(change)
                if result.twice:
                    twice.append(change)
                if itself:
                    notes.append(f"{key}: {column.name} would refer to itself, so '{cell}' becomes '{result.cell}'.")
        sheet.change_all(edits)
    changes += _settings(draft, table, old, new, notes)
    return changes, twice, notes


def _of_itself(name: str, sheet: Table, record: Record, column: Column, table: str, alone: frozenset[str]) -> bool:
    """Whether a row that names one of `alone` here would name itself, were they one."""
    if table == "events" and column.name == "prompted_by":
        return sheet.cell(record, "event") in alone
    return name == table and sheet.cell(record, sheet.key) in alone


def _without(column: Column, cell: str, names: Collection[str]) -> Put | None:
    """A cell without any of the names; None where it has none of them."""
    after = cell
    for name in names:
        if found := put(column, after, name, ""):
            after = found.cell
    return None if after == cell else Put(after, False)


def _settings(draft: Draft, table: str, old: str, new: str, notes: list[str]) -> Iterator[Change]:
    """Draft the change in case.toml."""
    sheet = draft.sheet("case.toml")
    fields = {"subjects"} | ({"members", "blocs"} if table == "entities" else set())
    holders = [name for name in draft.book.tables if name != table and old in keys(draft, name)]
    if holders and '"' + old + '"' in "".join(record.text for record in sheet.records):
        fields.discard("subjects")
        notes.append(f"'{old}' is a key of {holders[0]} too: waivers in case.toml that name it are left.")
    for named in settings_text.draft_names(sheet, fields, old, new):
        yield Change(sheet.name, named.line, "", named.field, named.before, named.after)
