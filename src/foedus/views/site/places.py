"""Places in a source: the anchor that a locator leads to on the source's page."""

import re

_PARAGRAPH = re.compile(r"¶\s*(\d+)")
_PAGE = re.compile(r"\bpp?\.\s*(\d+)")
_NUMBER = re.compile(r"\d+")


def anchor(locator: str) -> str:
    """The identifier of the first place that a locator names; '' where it names none.

    >>> anchor("¶45; ¶46"), anchor("p. 7"), anchor("Table 2"), anchor("")
    ('p45', 'page7', 'at2', '')
    """
    for pattern, prefix in ((_PARAGRAPH, "p"), (_PAGE, "page"), (_NUMBER, "at")):
        found = pattern.search(locator)
        if found:
            return prefix + (found[1] if found.re.groups else found[0])
    return ""
