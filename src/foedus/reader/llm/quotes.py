"""Where words stand in a text: a quotation may differ in white space, quotation marks, dashes, capitals, no more."""

import unicodedata
from bisect import bisect_left
from functools import lru_cache

FEWEST = 6
"""Letters and digits of a quotation; fewer stand anywhere."""
_DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2015\u2212")
_MARKS = frozenset(
    "\"'`\u00b4\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u2039\u203a\u00ab\u00bb\u300c\u300d\u02bc"
)
_ENDS = " .,;:-([{)]}"


def locate(text: str, quote: str) -> tuple[int, int] | None:
    """The first characters of a text that are the quotation, or None.

    >>> locate("He said: \u201cfour  boats\u201d \u2013 no more.", "'Four boats' - no more")
    (10, 32)
    """
    wanted = _folded(quote)[0].strip(_ENDS)
    if sum(map(str.isalnum, wanted)) < FEWEST:
        return None
    return _found(text, wanted)


def words(text: str, name: str) -> tuple[int, int] | None:
    """The first place where a name or some words stand in a text, as words of their own; or None."""
    wanted = _folded(name)[0].strip(_ENDS)
    place = _found(text, wanted) if wanted else None
    while place is not None and _inside(text, *place):
        place = _found(text, wanted, place[0] + 1)
    return place


def _inside(text: str, start: int, end: int) -> bool:
    """Whether a stretch begins within a word, or ends within a number; a word may have an ending more."""
    begins = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    return begins or (text[end - 1].isdigit() and text[end : end + 1].isdigit())


def _found(text: str, wanted: str, after: int = 0) -> tuple[int, int] | None:
    """The first place of folded words, from a character of the text on."""
    folded, origins = _folded(text)
    at = folded.find(wanted, bisect_left(origins, after))
    return (origins[at], origins[at + len(wanted) - 1] + 1) if at >= 0 else None


@lru_cache(maxsize=64)
def _folded(text: str) -> tuple[str, tuple[int, ...]]:
    """A text as it is compared, and for each character of it the place from which it comes."""
    folded: list[str] = []
    origins: list[int] = []
    for place, char in enumerate(text):
        for one in _plain(char):
            if one == " " and (not folded or folded[-1] == " "):
                continue
            folded.append(one)
            origins.append(place)
    return "".join(folded), tuple(origins)


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    if char in _MARKS:
        return ""
    if char in _DASHES:
        return "-"
    kind = unicodedata.category(char)
    if char.isspace() or kind in ("Cc", "Zl", "Zp"):
        return " "
    if kind == "Cf":
        return ""
    plain = unicodedata.normalize("NFKD", char).casefold()
    return "".join(one for one in plain if unicodedata.category(one)[0] != "M")
