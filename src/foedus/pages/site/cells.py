"""Parts of pages as HTML that stand there hundreds of times: a template would take most of a page's time for them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from markupsafe import Markup, escape

from foedus.pages.site.links import Links

SHORT = 44
"""Characters of a cell up to which all of it is the link."""
Say = Callable[[str], Markup]
"""A text of a template as it stands on the page."""


def row(cells: Sequence[Any], columns: Sequence[Any], says: str) -> Markup:
    """The cells of a row of a measure's table; `says`: as for `figure`."""
    heads = [f'{_RIGHT if column.right else "<td"} data-label="{escape(column.label)}">' for column in columns]
    told = [figure(cell, says) if cell.text else "" for cell in cells]
    return Markup("".join([f"{head}{text}</td>\n" for head, text in zip(heads, told, strict=True)]))


_RIGHT = '<td class="right"'


def figure(cell: Any, says: str) -> str:
    """A figure or words, with a link to what they rest on; `says`: what that link is called where it is a sign."""
    missing = bool(cell.cover) and cell.value is None
    text = escape(cell.text)
    if not cell.ground:
        return f'<em class="soft">{text}</em>' if missing else text
    if len(cell.text) > SHORT:
        sign = cell.claims or "i"
        return f'{text} <a class="figure-link mark" href="#ground-{cell.ground}" aria-label="{escape(says)}">{sign}</a>'
    return f'<a class="figure-link{" missing" if missing else ""}" href="#ground-{cell.ground}">{text}</a>'


def claim(line: Any, links: Links, say: Say) -> Markup:
    """A claim to read: its sentence, its place, its identifier, and a link to its form, where there are forms."""
    key, form = escape(line.claim), links.to("edit", line.claim)
    parts = [
        f'<p class="says">{escape(line.sentence)} {_manner(line.manner, say)}</p>\n',
        f"<blockquote>{escape(line.quote)}</blockquote>" if line.quote else "",
        f'<p class="small">{where(line, links, say)} <code>{key}</code>',
        f' <a class="edit" href="{escape(form)}" aria-label="{say("edit")} {key}">{say("edit")}</a>' if form else "",
        f' <span class="soft">{escape(line.note)}</span>' if line.note else "",
        "</p>\n",
    ]
    return Markup("".join(parts))


def _manner(name: str, say: Say) -> str:
    """How a claim is said; what is simply told goes without saying."""
    return "" if name == "told" else f'<span class="chip {escape(name.replace(" ", "-"))}">{say(name)}</span>'


def where(line: Any, links: Links, say: Say) -> Markup:
    """Where a claim stands: its source and paragraph, and on whose word."""
    place, cite = links.place(line.source, line.anchor), line.cite + (f", {line.locator}" if line.locator else "")
    via = f", {say('on the word of')} {escape(line.via)}" if line.via else ""
    link = f'<a href="{escape(place)}">{escape(cite)}</a>' if place else escape(cite)
    return Markup(f'<span class="where">{link}{via}</span>')


def named(claims: Sequence[str], listed: Mapping[str, Any], links: Links) -> Markup:
    """The claims behind a figure: they lead to where they stand on this page and in their sources, else to their own.

    `listed`: those that stand on this page, as lines.
    """
    return Markup(", ".join([_named(claim, listed.get(claim), links) for claim in claims]))


def _named(claim: str, line: Any, links: Links) -> str:
    key, there = escape(claim), f"#{claim}" if line else links.to("claims", q=claim)
    link = f'<a class="ref" href="{escape(there)}">{key}</a>'
    place = links.place(line.source, line.anchor) if line and line.locator else ""
    if not place:
        return link
    cite, locator = escape(line.cite), escape(line.locator)
    return f'{link} <a class="at" href="{escape(place)}" aria-label="{key}: {cite}, {locator}">{locator}</a>'
