"""Frames as they are written in `rules/<kind>.toml`, and the words that trigger them.

A trigger is a lemma and a part of speech, `sell/VERB`; of several words the last is the head: `joint exercise/NOUN`,
or, of a verb with a particle, the first: `hand over/VERB`. A role lists paths in order of preference; the first that
finds a mention of an allowed type fills it. A path that begins with `+` adds to what is there, one that begins with `?`
adds only while the role has fewer fillers than the frame needs. Roles are filled in the order in which they are
written; what `clause`, `sentence`, `before`, `focus` and `maker` find is never what fills another role already.
The trigger `thing/THING` is any thing of which the other frames of the kind have found nothing.
"""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import msgspec

from foedus.codebook import load
from foedus.reader.mention import PARTIES, Type

RULES = Path(__file__).with_name("rules")


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence and the claims that it makes by this frame: columns and values; an empty list says it makes none."""

    text: str
    claims: tuple[dict[str, str], ...] = ()


class Frame(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, eq=False):
    """One way in which a kind of claim is said."""

    name: str
    kind: str = ""
    says: str = ""
    """What it is for, in a sentence."""
    triggers: tuple[str, ...]
    roles: Mapping[str, tuple[str, ...]]
    """Paths by column; a role whose name begins with `_` must be filled where it is needed, but stands in no column."""
    types: Mapping[str, tuple[Type, ...]] = {}
    """Types of mention that may fill a role, where not those of the kind."""
    needs: tuple[str, ...] = ()
    """What must be filled: `supplier|manufacturer` one of them, `parties>=2` at least two."""
    wants: Mapping[str, int] = {}
    """How many fillers of a role its `?` paths try to reach, where more than are needed."""
    set: Mapping[str, str] = {}
    """Columns that the frame says by itself: `mode = "licence"`."""
    stages: Mapping[str, str] = {}
    """Stage by phase, where not that of the kind."""
    phase: str = ""
    """The phase where grammar does not say otherwise."""
    with_words: tuple[str, ...] = ()
    """Lemmas of which one must stand in the sentence."""
    without: tuple[str, ...] = ()
    """Lemmas of which none may stand in the sentence."""
    each: tuple[str, ...] = ()
    """Roles of which every filler makes a claim of its own: `member`, or `recipient`."""
    within: tuple[str, ...] = ()
    """Words or phrases of which one must stand in what hangs on the trigger: lemmas, or the words themselves."""
    not_within: tuple[str, ...] = ()
    """Words or phrases of which none may stand in what hangs on the trigger."""
    under: tuple[str, ...] = ()
    """Lemmas of which the nearest verb above the trigger must be one: "express interest", "is its aim"."""
    not_under: tuple[str, ...] = ()
    """Lemmas of which the nearest verb above the trigger must be none."""
    not_on: tuple[str, ...] = ()
    """Lemmas of nouns on none of which the trigger may hang: "a ban on the sale"."""
    after: tuple[str, ...] = ()
    """Prepositions of which one must govern the trigger: "at the request of", "under an embargo"."""
    not_after: tuple[str, ...] = ()
    """Prepositions of which none may."""
    among: Mapping[str, tuple[Type, ...]] = {}
    """By role, types of which one of its fillers must be: of those who fight, an armed group."""
    bare: bool = False
    """Whether the verb must have no object: "they train in Oman", not "they train troops in Oman"."""
    full: bool = False
    """Whether it must have one."""
    said: bool = False
    """Whether something must be said: a clause hangs on the trigger, or quotation marks stand around one."""
    negated: Mapping[str, str] = {}
    """Columns that the frame says where the trigger is negated: "does not support" opposes. The claim is no denial."""
    alone: bool = False
    """Whether the trigger must not stand before the noun it belongs to: patrols, not "patrol boats"."""
    pairs: tuple[str, ...] = ()
    """Roles in which one party and several others make a claim for each pair, where the trigger is a verb or plural."""
    pairs_always: bool = False
    """Pairs even where the trigger is a noun in the singular: one visit to two countries is two."""
    apart: tuple[str, ...] = ()
    """Two roles whose fillers are never the same, besides those that the codebook keeps distinct."""
    grain: str = ""
    prior: float = 0.0
    """Added to the score: how far the frame is to be trusted, in log-odds."""
    loose: bool = False
    """Whether it says nothing where another frame of its kind finds something in the sentence."""
    examples: tuple[Example, ...] = ()


class KindRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What all frames of a kind share, and the frames."""

    types: Mapping[str, tuple[Type, ...]] = {}
    rolled: Mapping[str, tuple[Type, ...]] = {}
    """By role, the types of fillers that stand for their country: the ministry, the minister, the maker."""
    stages: Mapping[str, str] = {}
    """Stage by phase: see `phase.PHASES`."""
    awaited: bool = False
    """Whether what is only planned is expected, whatever the grammar: an exercise, a meeting."""
    over: str = ""
    """Stage of what verbs tell in the simple past, where that is not the stage of what goes on: "taught", once."""
    verbs: Mapping[str, str] = {}
    """Stage by a verb above the trigger, or by its participle, where the phase is too coarse: `ratify`."""
    by_grammar: tuple[Type, ...] = ()
    """Types that fill a role only where the grammar leads to one with a name and to nobody else."""
    apart: tuple[str, ...] = ()
    """Roles of which each who is named makes a claim of his own, but not "both sides" nor a text's authors."""
    not_bidden: bool = False
    """Whether a verb under "should", "must" or "might" says nothing: what somebody ought to want he does not want."""
    unlike: Mapping[str, tuple[str, ...]] = {}
    """By role, endings of groups' keys that do not fill it: `-states` is a part of the world, no organisation."""
    each: tuple[str, ...] = ()
    one: bool = False
    """At a trigger only the first frame that fits makes a claim; in a sentence the same roles make one claim."""
    group_is_several: bool = True
    """Whether one organisation or group is enough where two are needed: its members sign together, but fight others."""
    sure: bool = False
    """Whether the grammar must say who gives or who takes: where both are guessed, it is seldom they."""
    assertion: str = ""
    """`asserted` where the source vouches for the claim whatever the grammar: that a position was taken."""
    lists: Mapping[str, tuple[str, ...]] = {}
    """Lists that several frames share: a trigger, path or word `@speech` stands for all of the list `speech`."""
    choices: Mapping[str, Mapping[str, tuple[str, ...]]] = {}
    """Columns of a closed list: for each word the words or phrases of the clause that say it; the first fits."""
    frames: tuple[Frame, ...] = ()


class Trigger(msgspec.Struct, frozen=True):
    """A trigger as the engine asks for it: the head's lemma and part of speech, and the other words."""

    lemma: str
    pos: str
    others: tuple[str, ...] = ()


class FrameError(ValueError):
    """A rule file that cannot be used: file, frame, what is wrong."""


@cache
def rules() -> Mapping[str, KindRules]:
    """All rules by kind. Raises `FrameError`."""
    return MappingProxyType({path.stem: read(path) for path in sorted(RULES.glob("*.toml"))})


def read(path: Path) -> KindRules:
    """The rules in a file. Raises `FrameError` where it is not of the form, or names what the codebook lacks."""
    try:
        data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        found = msgspec.convert(data, KindRules)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
        raise FrameError(f"{path.name}: {error}") from error
    book = load()
    if path.stem not in book.kinds:
        raise FrameError(f"{path.name}: the codebook has no kind {path.stem!r}")
    kind = book.kinds[path.stem]
    stages = kind.stage
    frames = []
    wrong = sorted({*found.stages.values(), *found.verbs.values()} - set(stages))
    if wrong:
        raise FrameError(f"{path.name}: the codebook's {path.stem} has no stage {', '.join(wrong)}")
    for frame in found.frames:
        named = {role for role in frame.roles if not role.startswith("_")}
        unknown = {*named, *frame.set, *frame.negated} - set(kind.by_name)
        unknown |= {stage for stage in frame.stages.values() if stage not in stages}
        if unknown:
            raise FrameError(
                f"{path.name}, {frame.name}: the codebook's {path.stem} has no {', '.join(sorted(unknown))}"
            )
        frames.append(_whole(frame, path, found.lists))
    return msgspec.structs.replace(found, frames=tuple(frames))


def least(frame: Frame, role: str) -> int:
    """How many fillers of a role are looked for before its `?` paths are left alone."""
    needed = [need.partition(">=") for text in frame.needs for need in text.split("|")]
    return max([frame.wants.get(role, 1), *(int(number or 1) for name, _, number in needed if name == role)])


def _whole(frame: Frame, path: Path, lists: Mapping[str, tuple[str, ...]]) -> Frame:
    """A frame with its kind, and with the lists that it names written out."""

    def out(words: Iterable[str]) -> tuple[str, ...]:
        found: list[str] = []
        for word in words:
            if word.startswith("@") and word[1:] not in lists:
                raise FrameError(f"{path.name}, {frame.name}: there is no list {word[1:]!r} under [lists]")
            found += lists[word[1:]] if word.startswith("@") else [word]
        return tuple(found)

    return msgspec.structs.replace(
        frame,
        kind=path.stem,
        triggers=out(frame.triggers),
        roles={role: out(paths) for role, paths in frame.roles.items()},
        with_words=out(frame.with_words),
        within=out(frame.within),
        not_within=out(frame.not_within),
        under=out(frame.under),
    )


def types_of(frame: Frame, role: str) -> tuple[Type, ...]:
    """The types of mention that may fill a role of a frame."""
    return frame.types.get(role) or rules()[frame.kind].types.get(role) or PARTIES


def stage_of(frame: Frame, phase: str) -> str:
    """The stage that a phase is for a frame; empty where it has none."""
    return frame.stages.get(phase) or rules()[frame.kind].stages.get(phase, "")


@cache
def triggers() -> Mapping[str, tuple[tuple[Trigger, Frame], ...]]:
    """Frames by the lemma of their trigger's head."""
    found: dict[str, list[tuple[Trigger, Frame]]] = {}
    for kind in rules().values():
        for frame in kind.frames:
            for text in frame.triggers:
                trigger = trigger_of(text)
                found.setdefault(trigger.lemma, []).append((trigger, frame))
    return MappingProxyType({lemma: tuple(frames) for lemma, frames in found.items()})


def trigger_of(text: str) -> Trigger:
    """A trigger as written.

    >>> trigger_of("joint exercise/NOUN")
    Trigger(lemma='exercise', pos='NOUN', others=('joint',))
    """
    words, _, pos = text.partition("/")
    first, *rest = words.split()
    if pos == "VERB":
        return Trigger(first, pos, tuple(rest))
    return Trigger(rest[-1] if rest else first, pos or "NOUN", (first, *rest[:-1]) if rest else ())
