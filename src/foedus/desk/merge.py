"""Make two entities, events, sources or topics one: the first goes, the second takes over what it had."""

from collections.abc import Mapping
from pathlib import Path

from foedus.desk.draft import Draft
from foedus.desk.errors import DeskError
from foedus.desk.file import Table
from foedus.desk.plan import Plan
from foedus.desk.references import Change, draft_references, keys, table_with
from foedus.terms.states import states
from foedus.terms.words import fold

NAMES = ("name", "aliases")


def merge(folder: Path, gone: str, kept: str, table: str | None = None) -> Plan:
    """Plan to merge `gone` into `kept`.

    References move; a key that would stand twice in a cell, or refer to itself, is taken out; the name and the
    aliases of `gone` become aliases of `kept`; cells that `kept` has empty are filled from `gone`, and where
    both say something else `kept` stands and the note says so; the row of `gone` is removed.

    Raises `DeskError` for keys that there are not, entities of different types, a state that would go, and
    claims in which the two stand on two different sides.
    """
    if gone == kept:
        raise DeskError("It is the same key twice.", "Name the one that goes, then the one that stays.")
    draft = Draft(folder)
    name = table_with(draft, gone, table)
    if name == "entities" and gone in states():
        raise DeskError(f"'{gone}' is the code of a state, which stays.", f"Merge {kept} into it instead.")
    if kept not in keys(draft, name) and not (name == "entities" and kept in states()):
        raise DeskError(f"There is no '{kept}' in {name}.", f"`foedus rename {folder} {gone} {kept}` renames it.")
    one, other = _row(draft, name, gone), _row(draft, name, kept)
    if name == "entities" and one["type"] != (other.get("type") or "state"):
        message = f"{gone} is of the type '{one['type']}', {kept} of '{other.get('type') or 'state'}'."
        raise DeskError(message, "Things of two types are two things; mend the type first if it is wrong.")
    _two_sides(draft, gone, kept, name)
    changes, twice, notes = draft_references(draft, name, gone, kept, alone=frozenset({gone, kept}))
    notes += [f"{change.key} named both in {change.column}: {kept} stands there once now." for change in twice]
    changes += _rows(draft, name, gone, kept, one, other, notes)
    return Plan(draft, "merge", f"{gone} was merged into {kept} in {name}.", [gone, kept], changes, notes)


def _row(draft: Draft, table: str, key: str) -> Mapping[str, str]:
    sheet = draft.table(table)
    return next((sheet.row(r) for _, r in sheet.rows() if sheet.cell(r, draft.key_column(table)) == key), {})


def _two_sides(draft: Draft, gone: str, kept: str, table: str) -> None:
    """Raise `DeskError` where the two stand on two sides of one claim: they were not the same, then."""
    if table != "entities":
        return
    for name, sheet in draft.tables():
        kind = draft.book.kinds.get(name)
        for sides in kind.distinct if kind else ():
            for line, record in sheet.rows():
                parties = [{part.strip() for part in sheet.cell(record, side).split(";")} for side in sides]
                if (gone in parties[0] and kept in parties[1]) or (kept in parties[0] and gone in parties[1]):
                    raise DeskError(
                        f"{sheet.cell(record, 'claim')} ({sheet.name}:{line}) has {gone} and {kept} on two sides, "
                        f"as {' and '.join(sides)}.",
                        "Either they are two, or the claim is wrong: mend it first.",
                    )


def _rows(
    draft: Draft, table: str, gone: str, kept: str, one: Mapping[str, str], other: Mapping[str, str], notes: list[str]
) -> list[Change]:
    """Draft the rows of the two as one."""
    if not one:
        return []
    sheet, column = draft.table(table), draft.key_column(table)
    lines = {sheet.cell(record, column): line for line, record in sheet.rows()}
    changes = [Change(sheet.name, lines[gone], gone, column, gone, "")]
    if other:
        cells = _united(sheet, column, gone, kept, notes)
        changes += [Change(sheet.name, lines[kept], kept, c, other.get(c, ""), cell) for c, cell in cells.items()]
        if cells:
            sheet.change_all({sheet.find(kept): cells})
    elif table == "entities":
        notes.append(f"{kept} has no row of its own, so the names of {gone} are not kept.")
    sheet.remove(sheet.find(gone))
    return changes


def _united(sheet: Table, key: str, gone: str, kept: str, notes: list[str]) -> dict[str, str]:
    """The cells of the row that stays, as far as they change."""
    one, other = sheet.row(sheet.find(gone)), sheet.row(sheet.find(kept))  # with references already moved
    cells = {}
    if "aliases" in other:
        names = [other["name"], *_parts(other["aliases"])]
        new = [name for name in (one["name"], *_parts(one["aliases"])) if name]
        known = set(map(fold, names))
        more = [name for name in dict.fromkeys(new) if fold(name) not in known]
        if more:
            cells["aliases"] = "; ".join([*_parts(other["aliases"]), *more])
    for column, cell in one.items():
        if column == key or not cell or cell == other[column] or (column in NAMES and "aliases" in other):
            continue
        if other[column]:
            notes.append(f"{column}: {gone} had '{cell}'; '{other[column]}' of {kept} stands.")
        elif cell != kept:
            cells[column] = cell
    return cells


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]
