"""Claims: paged, filtered, sorted, searched; each leads to its event and its paragraph."""

from foedus.pages.site.page import WHO_AND_WHEN, Page
from foedus.views.site.claims import claims, table

PAGE = Page(
    name="claims",
    path="/claims",
    label="Claims",
    template="site/claims.html.j2",
    content=claims,
    place=50,
    letter="c",
    obeys=("q", *WHO_AND_WHEN),
    table=table,
)
