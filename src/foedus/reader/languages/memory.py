"""What is carried from sentence to sentence of a document: who was named together, of whom it speaks, on which day."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import msgspec

from foedus.reader.languages.clauses import Group
from foedus.reader.languages.data import language
from foedus.reader.languages.dates import Dated
from foedus.reader.languages.names import Named
from foedus.reader.languages.tokens import Patterns, Token, patterns
from foedus.reader.mention import Mention

_STANDS_FOR = frozenset(["nom", "between", "gen", "dat"])
"""Slots that words for those named together may have."""


class Memory:
    """What was said before, in a document."""

    def __init__(self) -> None:
        self.people: dict[str, Mention] = {}
        """Those named, by the consonants of their surname, and by state and office."""
        self.together: tuple[Named, ...] = ()
        self.of_size: dict[int, tuple[Named, ...]] = {}
        """Those last named together, by how many they were."""
        self.subject: tuple[Named, ...] = ()
        self.body: tuple[Named, ...] = ()
        """The organisation last named."""
        self.date = ""
        """The date last named in this passage, EDTF."""

    def keep(self, groups: Sequence[Group], inside: Sequence[Named], dated: Sequence[Dated]) -> None:
        """Keep what a sentence names."""
        actors = [one for one in inside if one.mention.type in ("state", "territory", "person", "agency")]
        parties = {one.party: one for one in actors if one.party}
        together = [group for group in groups if len({one.party for one in group.names if one in actors}) > 1]
        for group in together:
            self.of_size[_size(group.names)] = _absent(group.names)
        if together:
            self.together = _absent(together[0].names)
        elif len(parties) == 2:
            self.together = self.of_size[2] = _absent(parties.values())
        subjects = [group.names[0] for group in groups if "nom" in group.slots and group.names[0] in actors]
        if subjects or len(parties) == 1:
            self.subject = _absent(subjects[:1] or parties.values())
        bodies = [one for one in inside if one.mention.type == "organisation" and one.mention.form != "capital"]
        self.body = _absent(bodies[:1]) or self.body
        days = [one.mention.key for one in dated if "/.." not in one.mention.key and one.mention.form != "for"]
        self.date = days[0] if days else self.date


def _size(names: Iterable[Named]) -> int:
    return len({one.party for one in names})


def _absent(names: Iterable[Named]) -> tuple[Named, ...]:
    """The names as those that stand elsewhere."""
    return tuple(msgspec.structs.replace(one, first=-1, last=-1) for one in names)


def home(code: str) -> tuple[Named, ...]:
    """A language's own state, as somebody who is meant and not named."""
    key = language(code).grammar.home
    return (Named(Mention(0, 0, key, "state", "home"), -1, -1, frozenset()),) if key else ()


def referring(
    words: Sequence[Token], first: int, last: int, groups: Sequence[Group], memory: Memory, code: str
) -> Iterator[Group]:
    """Words of a sentence that stand for somebody: "he", "the two countries", as groups."""
    collectives, pronouns = _phrases(code)
    for start, end, slot in pronouns.within(words, first, last):
        if memory.subject:
            yield Group(_standing(memory.subject, words, start, end, "pronoun"), frozenset([str(slot)]), start, end)
    for start, end, count in collectives.within(words, first, last):
        size = int(str(count))
        behind = [group.names for group in groups if group.last <= start and _size(group.names) > 1]
        fits = [names for names in behind if not size or _size(names) == size]
        meant = fits[-1] if fits else memory.of_size.get(size, ()) if size else memory.together
        if _size(meant) > 1:
            yield Group(_standing(meant, words, start, end, "collective"), _STANDS_FOR, start, end)


def _standing(meant: Iterable[Named], words: Sequence[Token], first: int, last: int, form: str) -> tuple[Named, ...]:
    """The names as what the words between two places stand for."""
    start, end = words[first].start, words[last - 1].end
    return tuple(
        msgspec.structs.replace(
            one, mention=msgspec.structs.replace(one.mention, start=start, end=end, form=form), first=first, last=last
        )
        for one in meant
    )


@cache
def _phrases(code: str) -> tuple[Patterns, Patterns]:
    """Words for those named together, and for who was spoken of."""
    grammar = language(code).grammar
    return patterns(code, grammar.collectives), patterns(code, grammar.pronouns)
