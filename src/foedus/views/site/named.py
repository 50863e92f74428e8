"""Something with a page of its own, by its key and what it is called."""

from collections.abc import Iterable

import msgspec

from foedus.record.words import Words


class Named(msgspec.Struct, frozen=True):
    """A key and what it is called."""

    key: str
    name: str


def named(words: Words, keys: Iterable[str]) -> tuple[Named, ...]:
    """Entities, sources, topics or events by key, in order of name."""
    return tuple(sorted((Named(key, words.label(key)) for key in keys), key=lambda one: (one.name.casefold(), one.key)))
