"""Where the marks of a picture lead: charts name a page, and on a page each name becomes an address.

A mark is `<a data-to="...">` with the name of a page, its keys after slashes and changes of the selection after a
question mark: `event/sale`, `claims?kind=transfers&actor=KAZ&actor=TUR`, `here?since=2015&until=2015`. Of several with
a blank between them the first counts whose page there is.
"""

import re
from collections.abc import Iterable
from html import escape, unescape
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode

from foedus.pages.site.links import Links

_MARK = re.compile(r' data-to="([^"]*)"')
HERE = "here"
"""The page on which the picture is."""


def lead(page: str, *keys: str, changes: Iterable[tuple[str, str]] = ()) -> str:
    """A place to which a mark may lead.

    >>> lead("claims", changes=[("actor", "KAZ"), ("actor", "TUR")])
    'claims?actor=KAZ&actor=TUR'
    """
    path = "/".join((page, *(quote(key, safe="") for key in keys)))
    query = urlencode(list(changes))
    return f"{path}?{query}" if query else path


def led(svg: str, links: Links) -> str:
    """The picture with addresses on its marks; a mark that leads to no page that there is stays without one."""

    def address(found: re.Match[str]) -> str:
        for one in unescape(found[1]).split():
            if href := _address(one, links):
                return f' href="{escape(href)}"'
        return ""

    return _MARK.sub(address, svg)


def _address(mark: str, links: Links) -> str:
    path, _, query = mark.partition("?")
    page, *keys = (unquote(part) for part in path.split("/"))
    changes: dict[str, Any] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        changes[name] = (*changes.get(name, ()), value) if name == "actor" else value
    return links.here(**changes) if page == HERE else links.to(page, *keys, **changes)
