"""Putting together what stands together: who an office belongs to, what an item is like.

"Norwegian" and "Ministry of Defence" are an agency, "Defence Minister of Serbia" an office, "the Turkish side" the
state; "light" and "helicopters" are one item, "F-16" and "fighters" one platform.
"""

import re
from collections.abc import Sequence

from foedus.reader.names.entries import Entry
from foedus.reader.names.hits import Hit, Stretch
from foedus.reader.names.items import items
from foedus.reader.names.roles import roles
from foedus.terms.words import slug

_DATELINE = re.compile(r"[\s(]*[^\W\d_a-z][^\na-z]{2,40}?(?:[,(–—-]|\s[-–—]|,? [A-Z][a-z]{2,8}\.? \d)")


def compose(stretch: Stretch, hits: Sequence[Hit]) -> list[Hit]:
    """The hits of a block put together; role words, modifiers and blocked names that are left over are dropped."""
    together = items(stretch, roles(stretch, hits))
    kept = [hit for hit in together if not hit.entry.role]
    if any(_doubtful(hit) for hit in kept):
        armed = any(hit.entry.type in ("item", "platform", "firm") and not hit.entry.wary for hit in kept)
        kept = [hit for hit in kept if armed or not _doubtful(hit)]
    return [_dateline(stretch, hit) for hit in kept]


def _doubtful(hit: Hit) -> bool:
    return hit.entry.wary and hit.entry.type != "person"


def _dateline(stretch: Stretch, hit: Hit) -> Hit:
    """A town in capitals at the head of a report is where it was written, no party to anything."""
    if hit.entry.form != "capital" or hit.start > 40:
        return hit
    text = stretch.text
    if text[hit.start : hit.end].isupper() and not stretch.shouts and _DATELINE.match(text):
        return Hit(hit.start, hit.end, place(hit.entry, text[hit.start : hit.end]))
    return hit


def place(capital: Entry, text: str) -> Entry:
    """A capital as a town."""
    return Entry(slug(text), "place", "dateline", country=capital.key, text=text)
