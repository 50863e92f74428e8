"""The pages on which rows are written: a form from the codebook, what it would write, and what is wrong with it.

What stands in the fields is of the files, not of the record: the record may be a moment behind. A form carries the row
as it was when it was opened; where the row has changed since, nothing is written, and all three states are shown.
"""

from collections.abc import Mapping

import msgspec

from foedus.codebook import Column
from foedus.desk.draft import Draft
from foedus.desk.errors import DeskError
from foedus.desk.log import Signature
from foedus.views.site.asked import Asked
from foedus.views.site.edit_form import SEEN, TABLE, WAS, WHO, Choice, Edit, Form, Moved, signer
from foedus.views.site.fields import typed
from foedus.views.site.row import (
    Held,
    changed,
    columns_of,
    drafted,
    held,
    latest,
    new_text,
    sealed,
    text_of,
    unsealed,
)

PREFILLED = ("event", "source", "locator")
"""Columns that an address of a new row may fill."""


def edit(asked: Asked) -> Edit:
    """The form of a row that stands in the case. Raises `AskError` where there is none."""
    draft = drafted(asked.folder)
    row = held(draft, asked.key[0], asked.selection.asked("table"))
    columns = columns_of(draft, row.table)
    sent = asked.sent
    was = (unsealed(sent.one(WAS)) if sent else None) or row.cells
    yours = typed(columns.values(), sent.fields, was) if sent else dict(row.cells)
    since = changed(was, row.cells)
    moved = _moved(columns, was, row.cells, yours) if since else ()
    shown = {column: row.cells.get(column, "") if _untouched(was, yours, column) else yours[column] for column in yours}
    text, broken = _text(draft, row, shown)
    form = Form(asked, draft, row.table, row.key, shown, columns)
    findings = form.findings(bool(sent)) if not broken else ()
    about = latest(draft.folder, row.key)
    moved_by = {one.column: (one.was, one.now) for one in moved if one.clash}
    seen = sent.one(SEEN) if sent else ""
    return form.made(
        findings,
        broken,
        file=row.file,
        line=row.line,
        header=_header(draft, row.table),
        row=text,
        unchanged=not changed(row.cells, {**row.cells, **shown}),
        moved=moved,
        moved_by=moved_by,
        by=about.said if since and about and about.id != seen else "",
        by_whom=f"{about.who}, {_moment(about.when)}" if since and about and about.id != seen else "",
        was=sealed(row.cells),
        seen=about.id if about else "",
        confirm=bool(asked.selection.asked("remove")),
    )


def _untouched(was: Mapping[str, str], yours: Mapping[str, str], column: str) -> bool:
    return was.get(column, "") == yours.get(column, "")


def add(asked: Asked) -> Edit:
    """The form of a new row of a table, or the tables to choose from. Raises `AskError` for a table there is not."""
    draft = drafted(asked.folder)
    sent = asked.sent
    table = (sent.one(TABLE) if sent else "") or asked.selection.asked("kind")
    if not table:
        return _chooser(draft, asked)
    columns = columns_of(draft, table)
    was = unsealed(sent.one(WAS)) if sent else None  # a row that somebody has removed since it was opened
    first = {column: asked.selection.asked(column) for column in PREFILLED if column in columns}
    cells = typed(columns.values(), sent.fields, was or {}) if sent else first
    if was is not None:
        cells.pop(draft.key_column(table), None)
    form = Form(asked, draft, table, "", cells, columns)
    text, broken = "", ""
    if sent:
        signed = Signature(sent.one(WHO) or signer(draft.folder))
        try:
            form.would_be, text = new_text(draft, table, {k: v for k, v in cells.items() if v}, signed)
        except DeskError as error:
            broken = error.message
    findings = form.findings(checking=True) if sent and not broken else ()
    return form.made(
        findings,
        broken,
        file=draft.file(table),
        line=0,
        header=_header(draft, table),
        row=text,
        unchanged=not sent,
        moved=_moved(columns, was, {}, cells) if was is not None else (),
        gone=was is not None,
        was=sealed(was) if was is not None else "",
    )


def _chooser(draft: Draft, asked: Asked) -> Edit:
    kinds = [Choice(key, kind.label, kind.summary, claims=True) for key, kind in draft.book.kinds.items()]
    others = [Choice(key, one.label, one.summary, claims=False) for key, one in draft.book.tables.items()]
    form = Form(asked, draft, "", "", {}, {})
    return msgspec.structs.replace(form.made((), ""), title="Add to the case", tables=(*kinds, *others))


def _header(draft: Draft, table: str) -> str:
    sheet = draft.table(table)
    return sheet.top.bare if sheet.top else ",".join(sheet.columns)


def _text(draft: Draft, row: Held, cells: Mapping[str, str]) -> tuple[str, str]:
    """The row as it would be written, and why it cannot be."""
    try:
        return text_of(draft, row, cells), ""
    except DeskError as error:
        return "", f"{error.message} {error.hint}".strip()


def _moved(
    columns: Mapping[str, Column], was: Mapping[str, str], now: Mapping[str, str], yours: Mapping[str, str]
) -> tuple[Moved, ...]:
    found = []
    for column in dict.fromkeys((*columns, *was, *now)):
        states = was.get(column, ""), now.get(column, ""), yours.get(column, was.get(column, ""))
        if len(set(states)) > 1:
            label = columns[column].label if column in columns else column
            found.append(Moved(column, label, *states, clash=len(set(states)) == len(states)))
    return tuple(found)


def _moment(when: str) -> str:
    """A moment of the log as one reads it: `2026-11-21 12:03 UTC`."""
    return f"{when[:16].replace('T', ' ')} UTC"
