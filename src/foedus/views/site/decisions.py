"""The log: what has been decided on the case, by whom and why, with what it changed; the latest first."""

from collections.abc import Iterator
from typing import Any

import msgspec

from foedus.desk import log
from foedus.desk.errors import DeskError
from foedus.desk.file import Hunk
from foedus.desk.log import Entry
from foedus.record import Rows
from foedus.record.ask import AskError
from foedus.views.site.asked import Asked
from foedus.views.site.edit_form import Saved, saved, signer
from foedus.views.site.row import drafted

SIZE = 50
"""Decisions on one page."""
MOST_ROWS = 8
"""Rows of a decision that are shown; the others are counted."""


class Changed(msgspec.Struct, frozen=True):
    """A place of a file before and after, as its rows stand there."""

    file: str
    before: tuple[str, ...]
    after: tuple[str, ...]


class Decision(msgspec.Struct, frozen=True):
    """A line of the log."""

    id: str
    when: str
    who: str
    what: str
    said: str
    reason: str
    about: tuple[str, ...]
    undone: bool
    of: str
    """The decision that it takes back."""
    changes: tuple[Changed, ...]
    more: int
    """Places that are not shown."""


class Decisions(msgspec.Struct, frozen=True):
    """A page of the log."""

    title: str
    total: int
    about: str
    """The key whose decisions are shown; '' for all."""
    page: int
    pages: int
    decisions: tuple[Decision, ...]
    who: str
    done: Saved | None

    def rows(self) -> Rows:
        """The decisions of this page."""
        names = ("id", "when", "who", "what", "said", "reason", "undone")
        return Rows(names, [tuple(getattr(one, name) for name in names) for one in self.decisions])


def decisions(asked: Asked) -> Decisions:
    """The log of the case. Raises `AskError` where it cannot be read."""
    folder = drafted(asked.folder).folder
    try:
        entries = log.read(folder)
    except DeskError as error:
        raise AskError(error.message, error.hint) from error
    about = asked.selection.asked("about")
    chosen = [entry for entry in reversed(entries) if not about or about in entry.about]
    back = log.undone(entries)
    pages = max(1, -(-len(chosen) // SIZE))
    page = min(asked.selection.page, pages)
    return Decisions(
        title="Decisions",
        total=len(chosen),
        about=about,
        page=page,
        pages=pages,
        decisions=tuple(_decision(entry, entry.id in back) for entry in chosen[(page - 1) * SIZE : page * SIZE]),
        who=signer(folder),
        done=saved(folder, asked.selection.asked("done")),
    )


def _decision(entry: Entry, undone: bool) -> Decision:
    hunks = entry.changes
    names: dict[str, Any] = {
        name: getattr(entry, name) for name in ("id", "who", "what", "said", "reason", "about", "of")
    }
    return Decision(
        **names,
        when=f"{entry.when[:10]} {entry.when[11:16]}",
        undone=undone,
        changes=tuple(_changes(hunks)),
        more=max(0, len(hunks) - MOST_ROWS),
    )


def _changes(hunks: list[Hunk]) -> Iterator[Changed]:
    for hunk in hunks[:MOST_ROWS]:
        sides = [tuple(text.rstrip("\r\n") for text in side)[:MOST_ROWS] for side in (hunk.before, hunk.after)]
        yield Changed(hunk.file, *sides)
