"""Where else to look, when an address leads nowhere."""

from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from foedus.pages.site.links import Links
from foedus.pages.site.page import pages
from foedus.pages.site.render import Suggestion
from foedus.record import Record
from foedus.record.words import Words
from foedus.terms.words import fold, nearest

MOST = 6
KEYS = {
    "event": "SELECT event FROM store.events",
    "source": "SELECT source FROM store.sources",
    "entity": "SELECT entity FROM entities",
}
"""For each page with a key: the keys that there are."""


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


def _pairs(record: Record, one: str, other: str, links: Links) -> Iterator[Suggestion]:
    """Two entities that are like the two of an address."""
    words = Words.of(record)
    keys = [row[0] for row in record.con.execute(KEYS["entity"]).fetchall()]
    for a in _near(keys, one, words):
        for b in _near(keys, other, words):
            if a != b and (href := links.to("pair", *sorted((a, b)))):
                yield Suggestion(f"{words.label(a)} – {words.label(b)}", href)


def _keys(record: Record, name: str, wanted: str, links: Links) -> Iterator[Suggestion]:
    words = Words.of(record)
    keys = [row[0] for row in record.con.execute(KEYS[name]).fetchall()]
    for key in _near(keys, wanted, words):
        if href := links.to(name, key):
            yield Suggestion(words.title(key) if name == "event" else words.label(key), href)


def _near(keys: list[str], wanted: str, words: Words) -> Iterable[str]:
    text = fold(wanted)
    if not text:
        return
    by_name = {fold(words.label(key)): key for key in keys}
    if text in by_name:
        yield by_name[text]
    yield from [key for key in keys if fold(key) == text][:1]
    if len(text) > 2:
        yield from [key for key in keys if text in fold(key)][: MOST // 2]
    near = nearest(wanted, keys)
    if near:
        yield near
