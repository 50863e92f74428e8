"""The pages of the studio and the static site: one module a page, found by its `PAGE`.

Comes in: the content of a page (`foedus.views.site`). Goes out: HTML, and the twins of the page as JSON, CSV, SVG and
what else it exports. `Links` makes every address, so that the same templates serve a server and a memory stick.
May import: what `foedus.pages` may.
"""

from foedus.pages.site.page import Export, Page, find, pages

__all__ = ["Export", "Page", "find", "pages"]
"""What a page's own module needs, and the list of them all."""
