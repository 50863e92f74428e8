"""A row of the case as a form: what stands in its fields, what it says in words, what is wrong with it."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from foedus.case.findings import Finding
from foedus.case.folder import CaseError
from foedus.codebook import Column
from foedus.codebook.say import sentence
from foedus.desk import log
from foedus.desk.draft import Draft
from foedus.desk.errors import DeskError
from foedus.record import Rows
from foedus.record.words import Words
from foedus.views.site.asked import Asked, Sent
from foedus.views.site.checked import alone
from foedus.views.site.fields import Fault, Field, beside, fields

UNCHECKED = "unchecked"
"""What is said where the rules could not be asked; `foedus check` never says it."""

WAS, SEEN, WHO, REASON, TABLE = "_was", "_seen", "_who", "_reason", "_table"
"""Fields of a form that are no columns, whose names begin with no underscore: the row as it was opened, the latest
decision about it then, who decides and why, and of which table the row is."""
OWN_CELLS = "coder", "coded", "origin"


class Moved(msgspec.Struct, frozen=True):
    """A cell as it was when it was opened, as it is now, and as it would be."""

    column: str
    label: str
    was: str
    now: str
    yours: str
    clash: bool
    """Whether both have changed it, each otherwise."""


class Saved(msgspec.Struct, frozen=True):
    """A decision that has just been carried out."""

    id: str
    said: str
    undone: bool


class Choice(msgspec.Struct, frozen=True):
    """A table to which a row can be added."""

    key: str
    label: str
    summary: str
    claims: bool


class Edit(msgspec.Struct, frozen=True):
    """A row as a form."""

    title: str
    table: str
    table_label: str
    claim: bool
    """Whether it is a claim, not a row of another table."""
    key: str
    """'' where the row is new."""
    event: str
    event_title: str
    source: str
    file: str
    line: int
    sentence: str
    """The claim in words, as the fields have it."""
    fields: tuple[Field, ...]
    faults: tuple[Fault, ...]
    """What is wrong and is no matter of one field."""
    errors: int
    header: str
    row: str
    """The row as it would be written; '' where it cannot be."""
    unchanged: bool
    message: str
    """Why it was not saved; '' where nobody has tried."""
    hint: str
    moved: tuple[Moved, ...]
    """Where the row has changed since it was opened: the cells in which its states differ."""
    gone: bool
    """Whether it has been removed since."""
    by: str
    """The decision that changed it, in words; '' where the file was changed by hand."""
    was: str
    seen: str
    who: str
    reason: str
    confirm: bool
    """Whether it is asked whether the row is to be removed."""
    done: Saved | None
    tables: tuple[Choice, ...] = ()
    """To choose from, where no table is chosen yet."""

    def rows(self) -> Rows:
        """The fields, with what stands in them and what is wrong."""
        told = [
            (one.name, one.value, one.said, "; ".join(fault.message for fault in one.faults)) for one in self.fields
        ]
        return Rows(("column", "value", "in_words", "faults"), told)


class Form:
    """What the forms of rows that stand and of new ones share."""

    def __init__(
        self, asked: Asked, draft: Draft, table: str, key: str, cells: dict[str, str], columns: Mapping[str, Column]
    ) -> None:
        self.asked, self.draft, self.table, self.key = asked, draft, table, key
        self.cells, self.columns = cells, columns
        self.words = Words.of(asked.record)
        self.kind = draft.book.kinds.get(table)
        self.would_be = key

    def findings(self, checking: bool) -> tuple[Finding, ...]:
        """What the rules say: of the row as it stands what the case's check has found, else what one finds now."""
        sent = self.asked.sent
        if not checking:
            return tuple(one for one in self.asked.findings if one.subject == self.key and one.subject)
        own = (draft_key := self.draft.key_column(self.table)) in self.cells and self.cells[draft_key]
        row = {**self.cells, draft_key: own or self.would_be}
        try:
            found = alone(self.draft.folder, self.asked.record, self.draft.book, self.table, self.key, row)
        except (DeskError, CaseError, OSError) as error:
            found = (Finding(UNCHECKED, "warning", "", 0, f"The row could not be checked: {error}."),)
        known = {(one.field, one.message) for one in found}
        refused = [one for one in (sent.findings if sent else ()) if (one.field, one.message) not in known]
        return (*refused, *found)

    def made(self, findings: Sequence[Finding], broken: str, **more: Any) -> Edit:
        """The page's content."""
        asked, sent = self.asked, self.asked.sent or Sent({})
        by_column, others = beside(findings, self.columns, more.get("file", ""), (self.key, self.would_be))
        if broken:
            others.insert(0, Fault("error", broken, ""))
        moved_by = more.pop("moved_by", {})
        by_whom = more.pop("by_whom", "")
        by = more.pop("by", "")
        event = self.cells.get("event", "") if self.kind else ""
        label = self.kind.label if self.kind else self.draft.book.tables[self.table].label if self.table else ""
        name = self.key or (f"New {label}" if self.kind else f"New row of {label.lower()}")
        given: dict[str, Any] = {
            "file": "", "line": 0, "header": "", "row": "", "unchanged": True, "moved": (), "gone": False, "was": "",
            "seen": "", "confirm": False, **more,
        }  # fmt: skip
        return Edit(
            title=f"Edit {name}" if self.key else name,
            table=self.table,
            table_label=label,
            claim=self.kind is not None,
            key=self.key,
            event=event,
            event_title=self.words.title(event) if event else "",
            source=self.cells.get("source", "") if self.kind else "",
            sentence=self._sentence(),
            fields=fields(
                self.columns.values(), self.cells, self.words.label,
                key=self.draft.key_column(self.table) if self.table else "", fixed=bool(self.key), faults=by_column,
                moved=moved_by, without=() if self.key else (*OWN_CELLS, *(("claim",) if self.kind else ())),
                claim=self.kind is not None,
            ),
            faults=tuple(others),
            errors=sum(one.severity == "error" for one in findings) + bool(broken),
            message=sent.message,
            hint=sent.hint.replace("`", ""),
            by=f"{by.rstrip('.')} ({by_whom})" if by else "",
            who=sent.one(WHO) or signer(self.draft.folder),
            reason=sent.one(REASON),
            done=saved(self.draft.folder, asked.selection.asked("done")),
            **given,
        )  # fmt: skip

    def _sentence(self) -> str:
        if self.kind is None or not any(self.cells.get(column.name) for column in self.kind.parties):
            return ""
        return sentence(self.kind, self.cells, self._within, self.words.plural)

    def _within(self, key: str) -> str:
        """A key as it is named inside a sentence; a state needs no row."""
        known = self.words.name(key)
        return known if known != key else self.words.label(key)


def saved(folder: Path, decision: str) -> Saved | None:
    """A decision by its identifier, to be told of and taken back."""
    if not decision:
        return None
    try:
        entries = log.read(folder)
    except DeskError:
        return None
    found = next((entry for entry in entries if entry.id == decision), None)
    return Saved(found.id, found.said, found.id in log.undone(entries)) if found else None


_SIGNERS: dict[Path, str] = {}


def signer(folder: Path) -> str:
    """Who decides where nobody says who: asked once for a case."""
    if folder not in _SIGNERS:
        _SIGNERS[folder] = log.sign(folder).who
    return _SIGNERS[folder]
