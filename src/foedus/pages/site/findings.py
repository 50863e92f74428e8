"""The findings: what `foedus check` says of the case, where, and what to do."""

from foedus.pages.site.page import Page
from foedus.views.site.findings import findings, table

PAGE = Page(
    name="findings",
    path="/findings",
    label="Findings",
    template="site/findings.html.j2",
    content=findings,
    place=90,
    letter="i",
    obeys=(),
    own=("code",),
    table=table,
)
