"""The brief: what a record says of its question, as a document.

Comes in: a `Record` at its clocks. Goes out: a `Document` of sections, each made by a module of its own; a
section about which there is no claim is left out. Nothing here knows the case: what is asked, of whom, and which
blocs stand side by side comes from `case.toml`.
"""

from collections.abc import Sequence

from foedus.record import Record
from foedus.terms.words import join_words
from foedus.views.brief.agreements import agreements
from foedus.views.brief.aid import aid
from foedus.views.brief.arguments import arguments
from foedus.views.brief.blocs import blocs
from foedus.views.brief.chances import chances
from foedus.views.brief.contradictions import contradictions
from foedus.views.brief.energy import energy
from foedus.views.brief.exercises import exercises
from foedus.views.brief.expected import expected
from foedus.views.brief.institutions import institutions
from foedus.views.brief.material import Material
from foedus.views.brief.omitted import omitted
from foedus.views.brief.pairs import dossiers
from foedus.views.brief.production import production
from foedus.views.brief.restrictions import restrictions
from foedus.views.brief.rivalries import rivalries
from foedus.views.brief.scope import clocks, scope
from foedus.views.brief.short import short
from foedus.views.brief.sources import sources
from foedus.views.brief.sums import sums
from foedus.views.brief.ties import ties
from foedus.views.brief.training import training
from foedus.views.brief.transfers import transfers
from foedus.views.brief.wording import capital
from foedus.views.document import Document, Section, notes

SECTIONS = (
    short, scope, blocs, institutions, ties, dossiers, agreements, exercises, transfers, production, restrictions, aid,
    training, rivalries, energy, arguments, sums, contradictions, expected, chances, omitted, sources,
)  # fmt: skip


def brief(record: Record) -> Document:
    """The brief of a record at its clocks."""
    material = Material(record)
    settings = record.settings
    sections = tuple(section for make in SECTIONS if (section := make(material)) is not None)
    meta = [("Clocks", clocks(material)), ("Extent", extent(material, sections))]
    if material.coalition:
        states = join_words([material.label(state) for state in material.coalition])
        meta.insert(0, (capital(material.coalition_name), states))
    if settings.licence:
        meta.append(("Licence of the coded case", settings.licence))
    return Document(
        title=settings.title or "An untitled case", question=settings.question, meta=tuple(meta), sections=sections
    )


def extent(m: Material, sections: Sequence[Section]) -> str:
    """How many of the record's claims the sections rest on, and of which kinds the others are."""
    noted = {c.claim for section in sections for note in notes(section) for c in note.claims} & m.by_claim.keys()
    rest = [claim for claim in m.claims if claim.claim not in noted]
    kinds = [m.kinds[kind].plural for kind in m.kinds if any(claim.kind == kind for claim in rest)]
    text = f"{len(noted):,} of {len(m.claims):,} claims stand in the notes"
    return f"{text}; the others ({join_words(kinds)}) are in the record" if rest else text
