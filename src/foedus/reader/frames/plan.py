"""What the engine asks of a frame at every trigger, worked out once: paths, types of fillers, words to look for."""

from collections.abc import Iterable, Mapping
from functools import cache

import msgspec

from foedus.codebook import load
from foedus.reader.frames import model
from foedus.reader.frames.model import Frame, Trigger
from foedus.reader.mention import Type

FALLBACKS = frozenset(
    [
        "again",
        "likewise",
        "clause",
        "sentence",
        "after",
        "ahead",
        "behind",
        "before",
        "focus",
        "pair",
        "elided",
        "maker",
    ]
)
"""Paths that go by nearness, not by grammar."""
_GUESSES = frozenset(["before", "focus", "elided", "clause", "sentence"])
_FAR: tuple[Type, ...] = ("territory", "armed-group")
"""Types that only grammar makes a party."""


class Words(msgspec.Struct, frozen=True):
    """Words and phrases, one of which is looked for in a text of words apart."""

    single: frozenset[str]
    several: tuple[str, ...]
    """Phrases of several words, with a blank on both sides."""

    def stand_in(self, text: "Text") -> bool:
        """Whether one of them stands in a text."""
        return not self.single.isdisjoint(text.words) or any(phrase in text.padded for phrase in self.several)


class Text(msgspec.Struct, frozen=True):
    """A text of words apart, in which words and phrases are looked for."""

    padded: str
    """With a blank on both sides."""
    words: frozenset[str]


def text_of_words(words: Iterable[str]) -> Text:
    """Words as a text."""
    padded = f" {' '.join(words)} "
    return Text(padded, frozenset(padded.split(" ")))


def phrases(words: Iterable[str]) -> Words:
    """Words and phrases as they are looked for."""
    listed = list(words)
    return Words(
        frozenset(word for word in listed if " " not in word), tuple(f" {word} " for word in listed if " " in word)
    )


class Way(msgspec.Struct, frozen=True):
    """A path by which a role may be filled."""

    path: str
    adds: bool
    """Whether it adds to what is there."""
    spare: bool
    """Whether it does so only while more are needed."""
    guessed: bool
    near: bool
    """Whether it goes by nearness."""


class Filling(msgspec.Struct, frozen=True, kw_only=True):
    """How a role of a frame is filled."""

    ways: tuple[Way, ...]
    types: tuple[Type, ...]
    bold: tuple[Type, ...]
    shy: tuple[Type, ...]
    """Of the types those that the grammar must lead to, by name."""
    rolled: tuple[Type, ...]
    """Types that stand for their country."""
    far: tuple[Type, ...]
    """Types of which nearness makes no party."""
    unlike: tuple[str, ...]
    least: int
    each: bool
    """Whether each filler makes a claim of its own."""
    other: str
    """The role on the other side of the tie, if there is one."""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """A frame as it is asked for."""

    roles: Mapping[str, Filling]
    with_words: frozenset[str]
    without: frozenset[str]
    within: Words | None
    not_within: Words | None
    compound: bool
    """Whether it takes one half of a compound: "Indian-made"."""
    distinct: tuple[tuple[str, ...], ...]
    """Roles whose fillers are never the same."""


@cache
def plan(frame: Frame) -> Plan:
    """What is asked of a frame."""
    kind = load().kinds[frame.kind]
    directed = [(kind.ties.source, kind.ties.target)] if kind.ties and kind.ties.source else []
    return Plan(
        roles={role: _filling(frame, role, paths) for role, paths in frame.roles.items()},
        with_words=frozenset(frame.with_words),
        without=frozenset(frame.without),
        within=phrases(frame.within) if frame.within else None,
        not_within=phrases(frame.not_within) if frame.not_within else None,
        compound=any(path.strip("+?") == "mod" for paths in frame.roles.values() for path in paths),
        distinct=(*kind.distinct, *directed, *([frame.apart] if frame.apart else [])),
    )


def _filling(frame: Frame, role: str, paths: Iterable[str]) -> Filling:
    rules, ties = model.rules()[frame.kind], load().kinds[frame.kind].ties
    types = model.types_of(frame, role)
    sides = {ties.source: ties.target, ties.target: ties.source} if ties is not None else {}
    return Filling(
        ways=tuple(_way(path) for path in paths),
        types=types,
        bold=tuple(one for one in types if one not in rules.by_grammar),
        shy=tuple(one for one in rules.by_grammar if one in types),
        rolled=rules.rolled.get(role, ()),
        far=(*_FAR, *rules.by_grammar),
        unlike=rules.unlike.get(role, ()),
        least=model.least(frame, role),
        each=role in (frame.each or rules.each),
        other=sides.get(role) or "",
    )


def _way(written: str) -> Way:
    path = written.lstrip("+?")
    return Way(path, written[0] in "+?", written[0] == "?", path in _GUESSES, path in FALLBACKS)


@cache
def asked(*, loose: bool) -> Mapping[str, tuple[tuple[Trigger, Frame, Plan], ...]]:
    """Frames by the lemma of their trigger's head: those that take things loosely, or the others."""
    found = {
        lemma: tuple((trigger, frame, plan(frame)) for trigger, frame in frames if frame.loose == loose)
        for lemma, frames in model.triggers().items()
    }
    return {lemma: frames for lemma, frames in found.items() if frames}


@cache
def choices(kind: str) -> Mapping[str, Mapping[str, Words]]:
    """What says the words of a kind's closed lists, by column and word."""
    return {
        column: {word: phrases(said) for word, said in words.items()}
        for column, words in model.rules()[kind].choices.items()
    }
