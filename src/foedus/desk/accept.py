"""Decide about proposals: accepted ones become claims through the safe writer, with the rows that they need.

What was decided stands in `reviews.jsonl`, with the proposal as it was: written in one piece with the claim, and taken
out again when the decision is undone. The first line of the file says what it is.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC
from pathlib import Path

import msgspec

from foedus.case import proposals as filed
from foedus.case.proposals import Proposed, Review
from foedus.desk import journal, log
from foedus.desk.claims import Step, put, quietly
from foedus.desk.draft import Done, Draft, drafting
from foedus.desk.errors import DeskError
from foedus.desk.file import Sheet
from foedus.desk.log import Signature
from foedus.desk.undo import undo

Row = Mapping[str, str]
Offered = Mapping[str, Sequence[Row]]
"""Rows of sources, entities and topics that came with proposals, by table."""


def accept(
    folder: Path,
    one: Proposed,
    signed: Signature,
    offered: Offered,
    *,
    changes: Row | None = None,
    step: Step = quietly,
) -> Done:
    """Make a claim of a proposal, with `changes` to its cells; `Done.key` is the claim's.

    The claim's coder is who signs, its origin stays `reader`. Of the rows offered those are added that it refers to and
    that the case lacks. Raises `DeskError`, also for a proposal that has been decided about.
    """
    changed = {
        column: cell.strip() for column, cell in (changes or {}).items() if one.row.get(column, "") != cell.strip()
    }
    row = {column: cell for column, cell in {**one.row, **changed}.items() if cell}
    row |= {"coder": signed.who, "coded": signed.clock().date().isoformat()}
    row.pop("claim", None)
    with drafting(folder) as draft:
        _undecided(folder, one)
        if one.kind not in draft.book.kinds:
            raise DeskError(f"The case has no kind '{one.kind}'.", "Reject the proposal, or read the document again.")
        for table, rows in _needed(draft, one.kind, row, offered).items():
            put(draft, table, rows, signed)
        (key,) = put(draft, one.kind, [row], signed)
        what = "edited" if changed else "accepted"
        _note(draft.sheet(filed.REVIEWS), _review(what, one, signed, claim=key, changed=changed))
        said = f"{key} was accepted from {row.get('source', '')} {row.get('locator', '')}".rstrip()
        said += f", with {', '.join(changed)} changed." if changed else "."
        return draft.carry_out("accept", said, [key], signed, step=step)


def reject(folder: Path, one: Proposed, signed: Signature) -> Review:
    """Note that a proposal is not a claim. Raises `DeskError` where it has been decided about."""
    review = _review("rejected", one, signed)
    with drafting(folder) as draft:
        _undecided(folder, one)
        sheet = draft.sheet(filed.REVIEWS)
        _note(sheet, review)
        _write(folder, sheet)
    return review


def take_back(folder: Path, signed: Signature, *, wanted: str | None = None, step: Step = quietly) -> Review | None:
    """Undo the last decision about a proposal; returns what it was, or None where there is none.

    `wanted`: the proposal that it was about, as whoever undoes has seen it. Raises `DeskError` where the last one is
    another by now, and where the claim has been changed since.
    """
    reviews = filed.reviews(folder)
    if not reviews:
        return None
    last = reviews[-1]
    if wanted is not None and last.proposal.id != wanted:
        raise _another(last)
    if last.claim:
        decision = next((entry.id for entry in _decisions(folder) if entry.about == (last.claim,)), None)
        undo(folder, signed, decision, step=step)
        return last
    with drafting(folder) as draft:
        now = filed.reviews(folder)
        if now[-1:] != [last]:  # somebody has decided in between
            raise _another(now[-1] if now else last)
        sheet = draft.sheet(filed.REVIEWS)
        sheet.remove(sheet.records[-1])
        _write(folder, sheet)
    return last


def _another(last: Review) -> DeskError:
    return DeskError(
        f"The last decision is another one by now: {last.who} has {last.what} a proposal on {last.when[:10]}.",
        "Look again, then decide what to undo.",
    )


def _decisions(folder: Path) -> Iterator[log.Entry]:
    """The acceptances that stand, the latest first."""
    entries = log.read(folder)
    back = log.undone(entries)
    return (entry for entry in reversed(entries) if entry.what == "accept" and entry.id not in back)


def _undecided(folder: Path, one: Proposed) -> None:
    before = filed.standing(filed.reviews(folder)).get(one.id)
    if before is not None:
        raise DeskError(
            f"The proposal was {before.what} already, by {before.who} on {before.when[:10]}.",
            f"`foedus review {folder}` shows what is left.",
        )


def _review(what: str, one: Proposed, signed: Signature, *, claim: str = "", changed: Row | None = None) -> Review:
    when = signed.clock().astimezone(UTC).isoformat(timespec="seconds")
    return Review(when=when, who=signed.who, what=what, proposal=one, claim=claim, changed=dict(changed or {}))


def _note(sheet: Sheet, review: Review) -> None:
    """Put a decision at the end of the file."""
    lines = [] if sheet.records else [filed.FIRST + "\n"]
    sheet.insert(len(sheet.records), [*lines, msgspec.json.encode(review).decode() + "\n"])


def _write(folder: Path, sheet: Sheet) -> None:
    journal.write(folder, {sheet.name: journal.Write(sheet.digest, sheet.data)}, {})


def _needed(draft: Draft, kind: str, row: Row, offered: Offered) -> dict[str, list[Row]]:
    """The rows offered that a claim refers to, by itself or through them, and that the case lacks."""
    found: dict[str, dict[str, Row]] = {}
    at_hand = {
        table: {
            rows[draft.key_column(table)]: rows for rows in offered.get(table, ()) if draft.key_column(table) in rows
        }
        for table in ("sources", "entities", "topics")
    }
    there = {
        table: {draft.table(table).cell(record, draft.key_column(table)) for _, record in draft.table(table).rows()}
        for table in at_hand
    }
    waiting = list(_values(draft, kind, row))
    while waiting:
        value = waiting.pop()
        for table, known in at_hand.items():
            if value in known and value not in there[table] and value not in found.setdefault(table, {}):
                own = {column: cell for column, cell in known[value].items() if cell and column in draft.columns(table)}
                found[table][value] = own
                waiting += _values(draft, table, own)
    return {table: list(rows.values()) for table, rows in found.items() if rows}


_REFERRING = frozenset(
    ["entity", "entities", "entity-or-text", "source", "sources", "entities-or-sources", "entity-event-or-topic",
     "topic-or-event"]
)  # fmt: skip


def _values(draft: Draft, table: str, row: Row) -> Iterable[str]:
    columns = draft.columns(table)
    cells = [cell for column, cell in row.items() if column in columns and columns[column].type in _REFERRING]
    return (value.strip() for cell in cells for value in cell.split(";") if value.strip())
