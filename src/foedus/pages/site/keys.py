"""Keys: what to write in a cell for an entity, an event, a source or a topic. Forms complete from its JSON."""

from foedus.pages.site.page import Page
from foedus.views.site.keys import keys

PAGE = Page(
    name="keys",
    path="/keys",
    label="",
    template="site/keys.html.j2",
    content=keys,
    place=89,
    obeys=(),
    own=("of", "q"),
    reads=False,
)
