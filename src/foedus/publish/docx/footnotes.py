"""The footnotes of a Word document."""

from collections.abc import Sequence

from foedus.publish.docx.xml import paragraph, run, styled, w
from foedus.publish.notes import where
from foedus.views.document import Numbered
from foedus.views.evidence import Evidence

SOFT = w("color", val="4D5A68")
SEPARATORS = w("footnote", paragraph("", w("r", w("separator"))), type="separator", id=-1) + w(
    "footnote", paragraph("", w("r", w("continuationSeparator"))), type="continuationSeparator", id=0
)


def footnotes(notes: Sequence[Numbered]) -> str:
    """All notes, after the two lines that Word draws between text and notes."""
    return SEPARATORS + "".join(w("footnote", _note(note), id=note.number) for note in notes)


def _note(note: Numbered) -> str:
    own = w("r", w("rPr", styled("FootnoteReference")), w("footnoteRef"))
    given = run(" ‖ ", SOFT).join(_said(claim) for claim in note.full)
    if note.elsewhere:
        given += run(" ‖ Also " if note.full else "See ")
        given += run(", ").join(
            run(f"{entry.claim.claim} (")
            + w("hyperlink", run(f"n. {entry.home}", styled("Hyperlink")), anchor=f"_note{entry.home}", history=1)
            + run(")")
            for entry in note.elsewhere
        ) + run(".")
    return paragraph("FootnoteText", own, run(" "), given)


def _said(claim: Evidence) -> str:
    remark = f" [{claim.note}]" if claim.note else ""
    return run(f"{claim.sentence} ") + run(f"{where(claim)}. {claim.claim}{remark}", SOFT)
