"""Rows that are written by forms: changed, added, removed, and what is typed looked at.

A row is only written where it still is as the form has shown it: else the form is shown again with all three states.
"""

from collections.abc import Mapping
from urllib.parse import quote, urlencode

from foedus.case.folder import CaseError
from foedus.codebook import Column
from foedus.desk.claims import add, change, find, remove
from foedus.desk.draft import Done, Draft, book
from foedus.desk.errors import DeskError
from foedus.desk.log import Signature, sign
from foedus.studio.forms import Again, Form, Go, Posted
from foedus.views.site.edit_form import REASON, TABLE, WAS, WHO
from foedus.views.site.fields import typed
from foedus.views.site.row import changed, unsealed

TRIES = 5
"""Times that a row is written anew because another row of its file was written in between."""
LONGEST_NAME = 100


def signed(posted: Posted) -> Signature:
    """Who decides: the name in the form, else whoever sits where the studio runs."""
    who = " ".join(posted.one(WHO).split())[:LONGEST_NAME]
    return sign(posted.case, who or None, posted.one(REASON).strip())


def saving(posted: Posted) -> Go | Again:
    """Write the cells that differ from what the form has shown."""
    key, table = posted.key["claim"], posted.one(TABLE)
    was = unsealed(posted.one(WAS))
    if was is None:
        return Again(
            "edit", (key,), "The form has lost the row that it was made from.", "Look at the cells, then save."
        )
    try:
        done = _changed(posted, key, table, was)
    except _MovedError as moved:
        return moved.again
    except (DeskError, CaseError, OSError) as error:
        return Again.after(error, "edit", (key,))
    return _to(key, table if table not in book(posted.case).kinds else "", done)


def _to(key: str, table: str, done: Done) -> Go:
    """The form of the row that has been written; `table` where it is no claim."""
    named = {"table": table} if table else {}
    return Go(f"/edit/{quote(key, safe='')}?{urlencode({**named, 'done': done.entry.id})}")


class _MovedError(Exception):
    """The row is not what the form has shown any more."""

    def __init__(self, again: Again) -> None:
        super().__init__(again.message)
        self.again = again


def _changed(posted: Posted, key: str, table: str, was: Mapping[str, str]) -> Done:
    for last in range(TRIES):
        name, seen, columns = _as_shown(posted, key, table, was)
        cells = typed(columns, posted.fields, was)
        differing = {column: cells[column] for column in changed(was, {**was, **cells})}
        try:
            return change(posted.case, key, differing, signed(posted), table=name, seen=seen)
        except DeskError:
            if last + 1 < TRIES and _digests(posted, name) != seen:  # another row of the file: again
                continue
            raise
    raise AssertionError("the last try returns or raises")


def _as_shown(posted: Posted, key: str, table: str, was: Mapping[str, str]) -> tuple[str, dict[str, str], list[Column]]:
    """The table of a row that is as it was shown, the digest of its file, and its columns."""
    draft = Draft(posted.case)
    try:
        name, sheet, record = find(draft, key, table or None)
    except DeskError:
        kind = draft.book.kind_of(key)
        if kind is None:
            raise
        message = f"{key} has been removed since you opened it, so nothing was written."
        hint = "What you have typed stands below. Saved, it becomes a new claim."
        raise _MovedError(Again("add", (), message, hint)) from None
    if changed(was, sheet.row(record)):
        message = f"{key} has been changed since you opened it, so nothing was written."
        raise _MovedError(Again("edit", (key,), message, "Compare the three states, then save again."))
    assert sheet.digest is not None
    return name, {sheet.name: sheet.digest}, list(draft.columns(name).values())


def _digests(posted: Posted, table: str) -> dict[str, str | None]:
    sheet = Draft(posted.case).table(table)
    return {sheet.name: sheet.digest}


def adding(posted: Posted) -> Go | Again:
    """Add a row to the table that the form names."""
    table = posted.one(TABLE)
    try:
        draft = Draft(posted.case)
        draft.file(table)
        columns = [one for one in draft.columns(table).values() if table not in draft.book.kinds or one.name != "claim"]
        cells = {column: cell for column, cell in typed(columns, posted.fields, {}).items() if cell}
        done = add(posted.case, table, cells, signed(posted))
    except (DeskError, CaseError, OSError) as error:
        return Again.after(error, "add")
    return _to(done.key, table if table not in draft.book.kinds else "", done)


def removing(posted: Posted) -> Go | Again:
    """Take a row out that is as it was shown."""
    key, table = posted.key["claim"], posted.one(TABLE)
    was = unsealed(posted.one(WAS))
    try:
        name, seen, _ = _as_shown(posted, key, table, was if was is not None else {})
        done = remove(posted.case, key, signed(posted), table=name, seen=seen)
    except _MovedError as moved:
        return moved.again
    except (DeskError, CaseError, OSError) as error:
        return Again.after(error, "edit", (key,))
    return Go(f"/log?{urlencode({'done': done.entry.id})}")


def checking(posted: Posted) -> Again:
    """Look at what stands in the fields; nothing is written."""
    return Again("edit", (posted.key["claim"],), status=200, ending="json")


def checking_new(_: Posted) -> Again:
    """The same for a row that is new."""
    return Again("add", status=200, ending="json")


FORMS = (
    Form("/edit/new", adding),
    Form("/edit/new/check", checking_new),
    Form("/edit/{claim}", saving),
    Form("/edit/{claim}/check", checking),
    Form("/edit/{claim}/remove", removing),
)
