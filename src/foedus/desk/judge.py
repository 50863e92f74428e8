"""Judge a source's reliability (Admiralty A to F) and a claim's credibility (1 to 6).

The cell holds the value, the log who judged and when. F and 6 mean that it cannot be judged; they are words of
the list like the others, and nothing may ever count with them.
"""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from foedus.desk import log
from foedus.desk.claims import Step, find, quietly
from foedus.desk.draft import Done, drafting
from foedus.desk.errors import DeskError
from foedus.desk.log import Signature


class Judgement(msgspec.Struct, frozen=True):
    """What somebody has judged of a source or a claim."""

    key: str
    value: str
    """A to F, 1 to 6; '' where it was taken back."""
    who: str
    when: str
    reason: str
    decision: str


def judge(folder: Path, key: str, value: str, signed: Signature, *, step: Step = quietly) -> Done:
    """Set the reliability of a source or the credibility of a claim; '' takes it away.

    Raises `DeskError` for a key that there is not, and a value that the list does not have.
    """
    with drafting(folder) as draft:
        kind = draft.book.kind_of(key)
        table, sheet, _ = find(draft, key, kind.kind if kind else "sources")
        column = draft.columns(table)["credibility" if kind else "reliability"]
        value = value.strip().upper()
        if value and value not in column.words:
            hint = "It is one of: " + "; ".join(column.words.values()) + "."
            raise DeskError(f"The {column.name} of {key} cannot be '{value}'.", hint)
        sheet.widen([column.name])
        sheet.change(sheet.find(key), {column.name: value})
        meaning = f"judged {column.words[value]}" if value else "not judged any more"
        said = f"{key} is {meaning} ({column.name})."
        return draft.carry_out("judge", said, [key, value], signed, step=step)


def judgements(folder: Path) -> Mapping[str, Judgement]:
    """The last judgement on each source and claim that stands in the log: who, when, why."""
    entries = log.read(folder)
    back = log.undone(entries)
    return {
        entry.about[0]: Judgement(entry.about[0], entry.about[1], entry.who, entry.when, entry.reason, entry.id)
        for entry in entries
        if entry.what == "judge" and entry.id not in back
    }
