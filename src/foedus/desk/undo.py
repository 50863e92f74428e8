"""Take a decision back: precisely the records that it changed, and only if nobody has changed them since."""

from itertools import groupby
from pathlib import Path

from foedus.desk import log
from foedus.desk.claims import Step, quietly
from foedus.desk.draft import Done, Draft, drafting
from foedus.desk.errors import DeskError
from foedus.desk.log import Entry, Signature


def undo(
    folder: Path, signed: Signature, wanted: str | None = None, *, force: bool = False, step: Step = quietly
) -> Done:
    """Take back the decision `wanted` (the begin of its identifier is enough), or the last one that stands.

    Undoing is a decision too: undo it by its own identifier to do the thing again. Other records, also new ones
    in the same files, stay as they are. Raises `DeskError` where a record has changed since, or where the case
    would have errors that it has not now, unless by `force`.
    """
    with drafting(folder) as draft:
        entry = log.chosen(log.read(folder), wanted)
        take_back(draft, entry)
        said = f"{entry.what} of {entry.when[:10]} undone: {entry.said}"
        return draft.carry_out("undo", said, entry.about, signed, of=entry.id, checked=not force, step=step)


def take_back(draft: Draft, entry: Entry) -> None:
    """Draft the records as they were before a decision. Raises `DeskError` where one has changed since."""
    changed: list[str] = []
    for name, group in groupby(entry.changes, key=lambda hunk: hunk.file):
        sheet, hunks = draft.sheet(name), list(group)
        before, after = entry.files[name]
        if before is None and sheet.digest != after:
            # The decision made the file, and others have written to it: the header stays.
            first = hunks[0]
            first.at, first.behind, first.after = first.at + 1, first.after[0], first.after[1:]
        changed += [f"{key} in {name}" for key in sheet.apply(hunk.turned() for hunk in hunks)]
        sheet.gone = before is None and not sheet.records
    if changed:
        shown = ", ".join(changed[:5]) + (f" and {len(changed) - 5} more" if len(changed) > 5 else "")
        raise DeskError(
            f"Decision {entry.id} cannot be undone, for what it changed has been changed since: {shown}.",
            f"Undo the later decisions first: `foedus log {draft.folder}` lists them.",
        )
