"""Cells of tables as HTML, where a page has so many that a template would take most of its time for them."""

from typing import Any

from markupsafe import Markup, escape

SHORT = 44
"""Characters of a cell up to which all of it is the link."""


def figure(cell: Any, says: str) -> Markup:
    """A figure or words, with a link to what they rest on; `says`: what that link is called where it is a sign."""
    missing = bool(cell.cover) and cell.value is None
    text = escape(cell.text)
    if not cell.ground:
        return Markup('<em class="soft">%s</em>') % text if missing else text
    if len(cell.text) > SHORT:
        sign = cell.claims or "i"
        return Markup(
            f'{text} <a class="figure-link mark" href="#ground-{cell.ground}" aria-label="{escape(says)}">{sign}</a>'
        )
    return Markup(f'<a class="figure-link{" missing" if missing else ""}" href="#ground-{cell.ground}">{text}</a>')
