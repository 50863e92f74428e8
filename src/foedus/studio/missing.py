"""Where else to look, when an address leads nowhere."""

from collections.abc import Iterator
from urllib.parse import unquote

from foedus.pages.site.links import Links
from foedus.pages.site.page import pages
from foedus.pages.site.render import Suggestion
from foedus.record import Record
from foedus.record.once import once
from foedus.record.words import Words
from foedus.terms.words import fold, nearest

MOST = 6
KEYS = {
    "event": "SELECT event FROM store.events",
    "source": "SELECT source FROM store.sources",
    "entity": "SELECT entity FROM entities",
}
"""For each page with a key: the keys that there are."""
MANY = 2_000
"""Keys from which on they are not all compared letter by letter, where some have been found otherwise."""


def suggestions(record: Record | None, path: str, links: Links) -> tuple[Suggestion, ...]:
    """Pages and keys that are like an address that leads nowhere, the likeliest first; each once."""
    found = dict.fromkeys(_found(record, [unquote(part)[:100] for part in path.split("/") if part], links))
    return tuple(found)[:MOST]


def _found(record: Record | None, parts: list[str], links: Links) -> Iterator[Suggestion]:
    if not parts:
        return
    if record is not None:
        wanted = parts[-1].rpartition(".")[0] or parts[-1]
        first = parts[0] if parts[0] in KEYS else ""
        if parts[0] == "pair" and len(parts) > 2:
            yield from _pairs(record, parts[1], wanted, links)
        for name in sorted(KEYS, key=lambda name: name != first):
            yield from _keys(record, name, wanted, links)
    named = {page.name: page for page in pages().values() if not page.keyed}
    near = nearest(parts[0].partition(".")[0], named)
    for name in dict.fromkeys([*([near] if near else []), *(name for name in named if named[name].label)]):
        if href := links.to(name):
            yield Suggestion(named[name].label or name, href)


class _Folded:
    """All keys of a build with the names that they have, as they are compared."""

    def __init__(self, record: Record) -> None:
        words = Words.of(record)
        self.of: dict[str, list[tuple[str, str, str]]] = {}
        """By page: key, key folded, name folded."""
        for name, sql in KEYS.items():
            keys = [row[0] for row in record.con.execute(sql).fetchall()]
            self.of[name] = [(key, fold(key), fold(words.label(key))) for key in keys]


def _pairs(record: Record, one: str, other: str, links: Links) -> Iterator[Suggestion]:
    """Two entities that are like the two of an address."""
    words = Words.of(record)
    for a in _near(record, "entity", one):
        for b in _near(record, "entity", other):
            if a != b and (href := links.to("pair", *sorted((a, b)))):
                yield Suggestion(f"{words.label(a)} – {words.label(b)}", href)


def _keys(record: Record, name: str, wanted: str, links: Links) -> Iterator[Suggestion]:
    words = Words.of(record)
    for key in _near(record, name, wanted):
        if href := links.to(name, key):
            yield Suggestion(words.title(key) if name == "event" else words.label(key), href)


def _near(record: Record, name: str, wanted: str) -> Iterator[str]:
    text = fold(wanted)
    if not text:
        return
    known = once(record, _Folded, _Folded).of[name]
    found = [key for key, _, label in known if label == text][-1:]
    found += [key for key, folded, _ in known if folded == text][:1]
    if len(text) > 2:
        found += [key for key, folded, _ in known if text in folded][: MOST // 2]
    yield from found
    if len(known) > MANY and found:
        return
    near = nearest(wanted, [key for key, _, _ in known])
    if near:
        yield near
