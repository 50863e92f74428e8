"""Entities: who and what the claims are about, by type; each leads to its dossier."""

from foedus.pages.site.page import CLOCKS, Page
from foedus.views.site.entities import entities

PAGE = Page(
    name="entities",
    path="/entities",
    label="Entities",
    template="site/entities.html.j2",
    content=entities,
    place=45,
    letter="a",
    obeys=("q", *CLOCKS),
)
