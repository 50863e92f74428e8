"""What has been found, before it is put together."""

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable
from functools import cached_property

import msgspec

from foedus.reader.mention import Mention
from foedus.reader.names.entries import Entry


class Hit(msgspec.Struct, frozen=True):
    """A form at its place. `key` and the like, where they are not the entry's own."""

    start: int
    end: int
    entry: Entry
    key: str = ""
    form: str = ""

    def mention(self) -> Mention:
        """As a mention."""
        one = self.entry
        form = self.form or one.form.removeprefix("other-")
        return Mention(self.start, self.end, self.key or one.key, one.type, form, (), one.country, one.category)


class Row:
    """Hits in order, of which none overlap: what stands at a place is found without looking through all."""

    def __init__(self, hits: Iterable[Hit] = ()) -> None:
        self.hits = sorted(hits, key=_start)

    def over(self, start: int, end: int) -> list[Hit]:
        """The hits that share a character with a stretch."""
        at = bisect_left(self.hits, start, key=_start)
        if at and self.hits[at - 1].end > start:
            at -= 1
        found = []
        while at < len(self.hits) and self.hits[at].start < end:
            found.append(self.hits[at])
            at += 1
        return found

    def before(self, place: int) -> Hit | None:
        """The last hit that ends at a place or before it."""
        at = bisect_right(self.hits, place, key=_start)
        while at and self.hits[at - 1].end > place:
            at -= 1
        return self.hits[at - 1] if at else None

    def add(self, hit: Hit) -> bool:
        """Take a hit in, where nothing stands yet; whether it was taken."""
        if self.over(hit.start, hit.end):
            return False
        insort(self.hits, hit, key=_start)
        return True


def _start(hit: Hit) -> int:
    return hit.start


class Stretch:
    """A block's text, and what is true of it as a whole."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def shouts(self) -> bool:
        """Whether it is a heading in capitals, so that capitals tell nothing."""
        large = sum(map(str.isupper, self.text[:200]))
        return large > 1 and large > 4 * sum(map(str.islower, self.text[:200]))

    @cached_property
    def titled(self) -> bool:
        """Whether it is a heading in which nearly every word has a capital."""
        words = _LONG.findall(self.text[:300])
        if self.text.rstrip().endswith((".", "!", "?", "”", '"', ":")):
            return False
        return len(self.text) < 200 and len(words) > 3 and sum(word[0].isupper() for word in words) > 0.7 * len(words)

    @cached_property
    def addresses(self) -> list[tuple[int, int]]:
        """Where addresses of web pages and mail stand."""
        if "www." not in self.text and "://" not in self.text and "@" not in self.text:
            return []
        return [found.span() for found in _ADDRESS.finditer(self.text)]

    @cached_property
    def words(self) -> frozenset[str]:
        """Its words in small letters."""
        return frozenset(
            self.text.casefold().replace("’", " ").replace("'", " ").replace("-", " ").translate(_MARKS).split()
        )


_LONG = re.compile(r"[^\W\d_]{4,}")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\S+")
_MARKS = dict.fromkeys(map(ord, '.,;:!?()[]"“”‘«»/—–'), " ")
