"""A plan: a decision that touches many places, to be looked at before it is carried out."""

from collections.abc import Sequence

from foedus.desk.claims import Step, quietly
from foedus.desk.draft import Done, Draft
from foedus.desk.log import Signature
from foedus.desk.references import Change


class Plan:
    """What would be done, and the draft of it. Nothing is written before `carry_out`."""

    def __init__(
        self, draft: Draft, what: str, said: str, about: Sequence[str], changes: Sequence[Change], notes: Sequence[str]
    ) -> None:
        self.draft = draft
        self.what, self.said = what, said
        """The verb, and what is done in a sentence."""
        self.about = tuple(about)
        self.changes = tuple(sorted(changes, key=lambda change: (change.file, change.line)))
        """Every cell that would be different, in the order of the files."""
        self.notes = tuple(notes)
        """What one should know before saying yes."""

    def carry_out(self, signed: Signature, step: Step = quietly) -> Done:
        """Do it, as one decision. Raises `DeskError` where the case has changed since, or would have errors."""
        return self.draft.carry_out(self.what, self.said, self.about, signed, step=step)

    def as_dict(self) -> dict[str, object]:
        """For `--json`."""
        return {
            "what": self.what,
            "said": self.said,
            "changes": [change._asdict() for change in self.changes],
            "notes": list(self.notes),
            "files": sorted({change.file for change in self.changes}),
        }
