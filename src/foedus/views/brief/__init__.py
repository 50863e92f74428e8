"""The brief: what a record says of its question, as a document.

Comes in: a `Record` at its clocks. Goes out: a `Document` of sections, each made by a module of its own; a
section about which there is no claim is left out. Nothing here knows the case: what is asked, of whom, and which
blocs stand side by side comes from `case.toml`.
"""

from foedus.record import Record
from foedus.terms.words import join_words
from foedus.views.brief.aid import aid
from foedus.views.brief.blocs import blocs
from foedus.views.brief.expected import expected
from foedus.views.brief.material import Material
from foedus.views.brief.pairs import dossiers
from foedus.views.brief.production import production
from foedus.views.brief.restrictions import restrictions
from foedus.views.brief.scope import clocks, scope
from foedus.views.brief.short import short
from foedus.views.brief.sources import sources
from foedus.views.brief.ties import ties
from foedus.views.brief.transfers import transfers
from foedus.views.brief.wording import capital
from foedus.views.document import Document

SECTIONS = (short, scope, blocs, ties, dossiers, transfers, production, aid, restrictions, expected, sources)


def brief(record: Record) -> Document:
    """The brief of a record at its clocks."""
    material = Material(record)
    settings = record.settings
    meta = [("Clocks", clocks(material))]
    if material.coalition:
        states = join_words([material.label(state) for state in material.coalition])
        meta.insert(0, (capital(material.coalition_name), states))
    if settings.licence:
        meta.append(("Licence of the coded case", settings.licence))
    return Document(
        title=settings.title or "An untitled case",
        question=settings.question,
        meta=tuple(meta),
        sections=tuple(section for make in SECTIONS if (section := make(material)) is not None),
    )
