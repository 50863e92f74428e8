"""Log: what has been decided on the case, and taking it back."""

from foedus.pages.site.page import Page
from foedus.views.site.decisions import decisions

PAGE = Page(
    name="log",
    path="/log",
    label="",
    template="site/log.html.j2",
    content=decisions,
    place=88,
    obeys=(),
    own=("about", "done"),
    reads=False,
)
