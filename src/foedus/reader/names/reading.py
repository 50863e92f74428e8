"""A whole document: what one block introduces (a surname, an acronym) is known in the others; then references."""

import re
from collections.abc import Sequence

import msgspec

from foedus.reader.mention import Mention
from foedus.reader.names.entries import Entry
from foedus.reader.names.hits import Hit, Row, Stretch
from foedus.reader.names.people import surnames

_GENITIVE = re.compile(r"['’]s?$")
_ANOTHER = re.compile(r"\s[^\W\d_a-z][\w-]+")
_CAPITALISED = re.compile(r"(?<![\w'’.-])[^\W\d_a-z][\w'’-]*")


class Memory(msgspec.Struct):
    """What a document has introduced: mentions by the short form that stands for them from then on."""

    surnames: dict[str, tuple[str, str]]
    acronyms: dict[str, Hit]

    def recall(self, stretch: Stretch, hits: Sequence[Hit]) -> list[Hit]:
        """The hits of a block with the short forms added where nothing else stands."""
        if not self.surnames and not self.acronyms:
            return list(hits)
        row = Row(hits)
        for word in _CAPITALISED.finditer(stretch.text):
            text = _GENITIVE.sub("", word[0])
            end = word.start() + len(text)
            hit = self._known(text, word.start(), end)
            if hit is None or _ANOTHER.match(stretch.text, end):
                continue
            there = row.over(hit.start, hit.end)
            if len(there) == 1 and there[0].entry.form == "new" and (there[0].start, there[0].end) == (hit.start, end):
                row.hits.remove(there[0])
            row.add(hit)
        return row.hits

    def _known(self, text: str, start: int, end: int) -> Hit | None:
        if text in self.acronyms:
            known = self.acronyms[text]
            return Hit(start, end, msgspec.structs.replace(known.entry, form="acronym"))
        if text in self.surnames:
            key, country = self.surnames[text]
            return Hit(start, end, Entry(key, "person", "surname", country, text=text))
        return None


def memory(texts: Sequence[str], found: Sequence[Sequence[tuple[Hit, str]]]) -> Memory:
    """What the blocks' hits, and the acronyms given with them, introduce."""
    people = [
        (texts[at][hit.start : hit.end], hit.key or hit.entry.key, hit.entry.country)
        for at, hits in enumerate(found)
        for hit, _ in hits
        if hit.entry.type == "person" and hit.entry.form in ("name", "alias", "new")
    ]
    acronyms = {acronym: hit for hits in found for hit, acronym in hits if acronym}
    return Memory(surnames(people), acronyms)


def mentions(hits: Sequence[Hit]) -> list[Mention]:
    """The hits as mentions, in order, none overlapping."""
    done: list[Mention] = []
    for hit in sorted(hits, key=lambda one: (one.start, -one.end)):
        if not done or done[-1].end <= hit.start:
            done.append(hit.mention())
    return done
