"""Text folded for looking up names, with the way back: every folded character knows where it stood.

Lower case, no diacritics, one blank for whatever is no letter or digit; runs of white space become one blank, so that
a name may be broken over two lines, while "Mali, Chad" keeps its two blanks and no name reaches across the comma.
"""

import re
import unicodedata
from bisect import bisect_right

import msgspec

_PLAIN = {
    "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ə": "e", "ħ": "h", "ŋ": "n",
}  # fmt: skip
_RUNS = re.compile(r"\s{2,}")


class _Table(dict[int, str]):
    """What each character folds to, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = found = _folded(chr(code))
        return found


def _folded(char: str) -> str:
    kind = unicodedata.category(char)
    if kind[0] == "M" or kind == "Cf":
        return ""
    if not char.isalnum():
        return " "
    text = _PLAIN.get(char.casefold(), char)
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    text = "".join(_PLAIN.get(one, one) for one in text if unicodedata.category(one)[0] != "M")
    return text if text and text.isalnum() else " "


_TABLE = _Table()


class Folded(msgspec.Struct, frozen=True):
    """A folded text and where its characters come from."""

    text: str
    breaks: list[int]
    """Places in the folded text from which on the distance to the original changes."""
    origins: list[int]
    """The places in the original that belong to them."""

    def origin(self, place: int) -> int:
        """The place in the original of a place in the folded text; its end for its end."""
        if not self.breaks:
            return place
        at = bisect_right(self.breaks, place) - 1
        return place if at < 0 else self.origins[at] + place - self.breaks[at]


def fold(text: str) -> Folded:
    """A text as names are looked up in it.

    >>> folded = fold("Côte  d’Ivoire")
    >>> folded.text, folded.origin(5)
    ('cote d ivoire', 6)
    """
    if text.isascii():
        if _RUNS.search(text) is None:
            return Folded(text.translate(_TABLE), [], [])
        uneven = ""
    else:
        uneven = "".join(re.escape(char) for char in set(text) if len(_TABLE[ord(char)]) != 1)
        if not uneven and _RUNS.search(text) is None:
            return Folded(text.translate(_TABLE), [], [])
    return _with_breaks(text, re.compile(rf"\s{{2,}}|[{uneven}]" if uneven else r"\s{2,}"))


def _with_breaks(text: str, odd: re.Pattern[str]) -> Folded:
    pieces: list[str] = []
    breaks: list[int] = []
    origins: list[int] = []
    done = length = 0
    for found in odd.finditer(text):
        start, end = found.span()
        put = " " if end - start > 1 else _TABLE[ord(found[0])]
        pieces += (text[done:start].translate(_TABLE), put)
        length += start - done
        for inner in range(1, len(put)):
            breaks.append(length + inner)
            origins.append(start)
        length += len(put)
        breaks.append(length)
        origins.append(end)
        done = end
    pieces.append(text[done:].translate(_TABLE))
    return Folded("".join(pieces), breaks, origins)
