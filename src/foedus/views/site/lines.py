"""A claim as one line of a page: what it says, who says so, and the place to which it leads."""

from collections.abc import Iterable

import msgspec

from foedus.record.words import Words
from foedus.views.evidence import Evidence
from foedus.views.history import MANNERS
from foedus.views.site.places import anchor


class ClaimLine(msgspec.Struct, frozen=True):
    """One claim, all in words, with the keys to link it by."""

    claim: str
    kind: str
    kind_label: str
    event: str
    title: str
    """Of the event."""
    sentence: str
    when: str
    """The date in words; '' where the source gives none."""
    date: str
    stage: str
    stage_label: str
    phase: str
    manner: str
    """told | passed on | denied | expected | weighed"""
    source: str
    cite: str
    locator: str
    anchor: str
    """Where on the source's page the paragraph stands."""
    via: str
    quote: str
    note: str
    file: str
    line: int


def line(words: Words, claim: Evidence) -> ClaimLine:
    """A claim as a line."""
    kind = words.record.codebook.kinds[claim.kind]
    return ClaimLine(
        claim=claim.claim,
        kind=claim.kind,
        kind_label=kind.label,
        event=claim.event,
        title=words.title(claim.event),
        sentence=claim.sentence,
        when=claim.when,
        date=claim.date,
        stage=claim.stage,
        stage_label=kind.stage[claim.stage].label,
        phase=claim.phase,
        manner=MANNERS[claim.assertion],
        source=claim.source,
        cite=claim.cite,
        locator=claim.locator,
        anchor=anchor(claim.locator),
        via=claim.via,
        quote=claim.row["quote"] or "",
        note=claim.note,
        file=claim.file,
        line=claim.line,
    )


def lines(words: Words, claims: Iterable[Evidence]) -> tuple[ClaimLine, ...]:
    """Claims as lines, in their order."""
    shown = list(claims)
    words.read(claim.event for claim in shown)
    return tuple(line(words, claim) for claim in shown)


def cited(found: Iterable[ClaimLine]) -> tuple[str, ...]:
    """The sources of claims as one cites them, in order of the alphabet: the foot of a page names them."""
    return tuple(sorted({claim.cite for claim in found}, key=str.casefold))
