"""Organisations, agencies and firms that the gazetteer lacks: names with a word that tells what they are.

"Gotland Regiment", "Kovačević Shipyards Ltd", "Regional Security Dialogue (RSD)". They are proposals, form `new`,
with the slug of the name as their key; an acronym in brackets is an alias for the rest of the document.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from foedus.reader.mention import Type
from foedus.reader.names.entries import Entry
from foedus.reader.names.hits import Hit, Row, Stretch
from foedus.reader.names.lists import words
from foedus.terms.words import slug

_CAP = r"[^\W\d_a-z](?:[\w'’&-]|\.(?=\w))*"
_JOIN = r"(?:(?:of|for|on|and|in|to|de|du|des|del|der)\s(?:the\s)?|&\s)"
_STRETCH = re.compile(rf"(?<![\w.-])({_CAP}(?:\s{_JOIN}?{_CAP})+)")
_AND = re.compile(r"\sand\s")
_ACRONYM = re.compile(r"\s\((?:the\s)?[\"“'‘]?([^\W\d_a-z][\w-]*[^\W\d_a-z][\w-]*|[^\W\d_a-z]{2,})[\"”'’]?\)")
_HEADS: Mapping[Type, str] = {
    "firm": "heads_firm", "agency": "heads_agency", "organisation": "heads_organisation",
    "armed-group": "heads_armed_group",
}  # fmt: skip
_WORDS: Mapping[str, Type] = {word: type for type, name in _HEADS.items() for word in words(name)}
_EDITION = re.compile(rf"(?<![\w.-])(?P<name>{_CAP}(?:\s{_CAP}){{1,2}})(?:\s(?:19|20)\d\d|[- ’']\d\d)(?![\w.,]\d)\b")
_NO_EDITIONS = words("no_editions")
_LEADING = words("leading")


def novel(stretch: Stretch, kept: Sequence[Hit]) -> Iterator[tuple[Hit, str]]:
    """New names, and the acronym given with each (or with a known name); of known names only with their acronym."""
    if stretch.shouts or stretch.titled:
        return
    row = Row(kept)
    yield from _editions(stretch.text, row)
    for start, end in _stretches(stretch.text, row):
        given = _ACRONYM.match(stretch.text, end)
        acronym = given[1] if given and _fits(given[1], stretch.text[start:end]) else ""
        inner = row.over(start, end)
        whole = next((hit for hit in inner if hit.end == end and hit.start <= start + 4), None)
        if whole is not None:
            if acronym and whole.entry.type not in ("state", "place", "item"):
                yield whole, acronym
            continue
        type = _type(stretch.text[start:end])
        if type is None and acronym:
            type = "organisation"
        if type is None or not all(_may_be_part(hit, start) for hit in inner) or not stretch.text[start].isupper():
            continue
        name = stretch.text[start:end]
        country = next((_of(hit) for hit in inner if hit.entry.type in ("state", "place")), "")
        yield Hit(start, end, Entry(slug(name), type, "new", country, text=name)), acronym


def _editions(text: str, row: Row) -> Iterator[tuple[Hit, str]]:
    """Exercises by their name and year: "Peace Bridge 2024", "Steady Shield-23"; the year is left to be a date."""
    for found in _EDITION.finditer(text):
        name = found["name"]
        if not _NO_EDITIONS & set(name.casefold().split()) and not row.over(*found.span("name")):
            yield Hit(*found.span("name"), Entry(slug(name), "topic", "new", text=name)), ""


def _stretches(text: str, row: Row) -> Iterator[tuple[int, int]]:
    """Capitalised stretches; those that are joined by "and" are apart where a known name is among them."""
    for found in _STRETCH.finditer(text):
        start, end = found.span(1)
        inner = row.over(start, end)
        cuts = [start, *(start + at.end() for at in _AND.finditer(found[1])), end + 5] if inner else [start, end + 5]
        for first, last in pairwise(cuts):
            if last - 5 > first:
                yield _trimmed(text, first, last - 5)


def _may_be_part(hit: Hit, start: int) -> bool:
    """Whether a known name may stand in a longer one: "Kosovo Security Force", "NATO Defence College"."""
    if hit.entry.type in ("state", "territory", "place", "item"):
        return True
    return hit.entry.type == "organisation" and hit.start == start


def _of(hit: Hit) -> str:
    return hit.entry.key if hit.entry.type == "state" else hit.entry.country


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without a capitalised first word that is none of the name's, and without a genitive."""
    while (space := text.find(" ", start, end)) > 0 and text[start:space].casefold() in _LEADING:
        start = space + 1
    name = re.sub(r"(?:['’]s?|[.,])$", "", text[start:end])
    return start, start + len(name)


def _type(name: str) -> Type | None:
    words = name.casefold().split()
    if len(words) < 2:
        return None
    if words[-1] in _WORDS:
        return _WORDS[words[-1]]
    if words[0] in _WORDS and len(words) > 2 and words[1] in ("of", "for", "on"):
        return _WORDS[words[0]]
    return None


def _fits(acronym: str, name: str) -> bool:
    """Whether an acronym may be made of a name's initials: most of its letters are, in order."""
    initials = "".join(word[0] for word in re.split(r"[\s-]+", name) if word).upper()
    at = 0
    for char in acronym.upper():
        place = initials.find(char, at)
        if place >= 0:
            at = place + 1
    return acronym[0].upper() == initials[:1] and at >= 2
