"""Frames held against a parsed sentence: where a trigger stands, its roles are filled, and a candidate is made."""

from collections.abc import Container, Iterable, Iterator, Mapping

import msgspec

from foedus.codebook import load
from foedus.reader.frames import model
from foedus.reader.frames.conditions import bidden, negated, words_within
from foedus.reader.frames.fill import Filled, fill, keys_of, role_keys
from foedus.reader.frames.grammar import lemma_of, misread, simple_past
from foedus.reader.frames.model import Frame, Trigger
from foedus.reader.frames.phase import Assertion, Standing, begins, standing, verbs_about
from foedus.reader.frames.plan import FALLBACKS, Plan, asked, plan
from foedus.reader.frames.sentence import Sentence, Told
from foedus.reader.frames.things import THINGS
from foedus.reader.frames.tree import Token
from foedus.reader.mention import Mention, Type


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A claim that a sentence may make, before it is scored. Offsets are those of the block."""

    frame: str
    kind: str
    roles: dict[str, Filled]
    set: dict[str, str]
    stage: str
    phase: str
    assertion: str
    on_word_of: tuple[Mention, ...]
    tense: str
    start: int
    end: int
    """Of the trigger."""
    token: int
    """The trigger's index in the parse."""
    sentence: tuple[int, int]
    grain: str = ""
    prior: float = 0.0

    def keys(self, role: str) -> tuple[str, ...]:
        """The keys that fill a role, collectives replaced by whom they stand for."""
        filled = self.roles.get(role)
        if filled is None:
            return ()
        return role_keys(self.kind, role, filled.mentions)


def candidates(sentence: Sentence) -> Iterator[Candidate]:
    """All that the frames find in a sentence, each frame at each of its triggers.

    Frames that take things loosely are asked only for kinds of which the others find nothing.
    """
    found = [*_at_triggers(sentence, loose=False), *_listed(sentence)]
    yield from found
    more = list(_at_triggers(sentence, loose=True, but={one.kind for one in found}))
    yield from more
    yield from _at_things(sentence, [*found, *more])


def _at_things(sentence: Sentence, found: Iterable[Candidate]) -> Iterator[Candidate]:
    """What frames whose trigger is `thing/THING` find at things of which the others have found nothing."""
    frames = [frame for trigger, frame in model.triggers().get("thing", ()) if trigger.pos == "THING"]
    told = {(one.kind, key) for one in found for key in one.keys("item")}
    for thing, head in list(sentence.heads.items()):
        if thing.type in THINGS and thing.form != "pronoun":
            for frame in frames:
                if (frame.kind, thing.key) not in told and words_within(frame, plan(frame), head):
                    yield from _found(frame, sentence, head)


def _at_triggers(sentence: Sentence, *, loose: bool, but: Container[str] = ()) -> Iterator[Candidate]:
    """What the frames, either those that take things loosely or the others, find for kinds except some."""
    by_lemma = asked(loose=loose)
    made: set[tuple[object, ...]] = set()
    for token in sentence.span:
        here = by_lemma.get(lemma_of(token))
        if here is None or _part_of_a_name(sentence, token):
            continue
        kinds: set[str] = set()
        for trigger, frame, its in here:
            if frame.kind in kinds or frame.kind in but or not triggered(trigger, token):
                continue
            if not _fits(frame, its, token, sentence):
                continue
            one = model.rules()[frame.kind].one
            for candidate in _found(frame, sentence, token):
                same = _gist(candidate)
                if one and same in made:
                    continue
                made.add(same)
                yield candidate
                if one:
                    kinds.add(frame.kind)


def _fits(frame: Frame, its: Plan, token: Token, sentence: Sentence) -> bool:
    """Whether around a frame's trigger stand the words that the frame asks for."""
    if its.with_words and its.with_words.isdisjoint(sentence.lemmas) and not _goes_on(frame, sentence):
        return False
    if its.without and not its.without.isdisjoint(sentence.lemmas):
        return False
    if not its.compound and _bound(token):
        return False
    if model.rules()[frame.kind].not_bidden and bidden(token):
        return False
    return words_within(frame, its, token)


def _goes_on(frame: Frame, sentence: Sentence) -> bool:
    """Whether figures follow upon figures: then the sentence need not say again what they are about."""
    told = sentence.context.told
    return frame.kind == "indicators" and bool(told) and told[-1].kind == "indicators"


_NAMED: tuple[Type, ...] = ("organisation", "agency", "firm", "person", "place", "facility", "territory")


def _part_of_a_name(sentence: Sentence, token: Token) -> bool:
    """Whether a word is only part of a known name: there is no treaty in "Collective Security Treaty Organization"."""
    one = sentence.over.get(token.i)
    return one is not None and one.type in _NAMED and one.form not in ("new", "pronoun", "unnamed")


LISTED = 3
"""How many platforms of one maker's state make a list of what it makes."""


def _listed(sentence: Sentence) -> Iterator[Candidate]:
    """What frames find in a bare list of things that one state makes: their trigger is `list/PLATFORM`."""
    things = [one for one in sentence.mentions if one.type == "platform" and one in sentence.heads]
    makers = {one.country for one in things if one.country}
    others = {one.key for one in (*sentence.mentions, *sentence.context.last(("state",))) if one.type == "state"}
    if len({one.key for one in things}) >= LISTED and len(makers) == 1 and others <= makers:
        for trigger, frame in model.triggers().get("list", ()):
            if trigger.pos == "PLATFORM":
                yield from _found(frame, sentence, sentence.heads[things[0]])


def _gist(candidate: Candidate) -> tuple[object, ...]:
    roles = (
        (role, frozenset(candidate.keys(role))) for role in candidate.roles if role not in ("about", "item", "place")
    )
    return (candidate.kind, *sorted(roles, key=str), *sorted(candidate.set.items()))


def triggered(trigger: Trigger, token: Token) -> bool:
    """Whether a token is a trigger's head, with its other words beside it."""
    other = (trigger.pos == "NOUN" and token.pos_ == "PROPN") or (trigger.pos == "VERB" and misread(token))
    if trigger.pos not in (token.pos_, "ANY") and not other:
        return False
    if not trigger.others:
        return True
    if trigger.pos == "VERB":
        there = {child.lower_ for child in token.children}
        return all(word in there for word in trigger.others)
    around = {child.lemma_.lower() for child in token.children} | {child.lower_ for child in token.children}
    if token.i > 0:
        before = token.nbor(-1)
        around |= {before.lower_, before.lemma_.lower()}
    return all(word in around for word in trigger.others)


def _bound(token: Token) -> bool:
    """Whether a participle is one half of a compound, "Indian-made": then it says who, and nothing of its own."""
    return token.pos_ == "VERB" and token.i > 0 and token.nbor(-1).text in "-‐‑"


def _found(frame: Frame, sentence: Sentence, token: Token) -> Iterator[Candidate]:
    roles: dict[str, Filled] = {}
    for role in frame.roles:
        filled = fill(frame, sentence, token, role, roles)
        if filled:
            roles[role] = filled
        elif role in frame.needs:
            return
    if not _enough(frame, roles) or _guessed(frame, roles):
        return
    how = standing(sentence, token)
    said = {role: filled.mentions for role, filled in roles.items()}
    sentence.context.told.append(Told(frame.kind, said, sentence.span.start_char))
    in_order = "respectively" in sentence.lemmas
    for each in _apart(frame, roles, token, in_order):
        if not _same(frame, each):
            yield _candidate(frame, token, sentence, each, how)


def _same(frame: Frame, roles: Mapping[str, Filled]) -> bool:
    """Whether one filler stands on both sides: nobody sells to himself."""
    pairs = plan(frame).distinct
    sides = [[set(keys_of(frame, role, roles[role].mentions)) for role in pair if role in roles] for pair in pairs]
    return any(len(both) == 2 and bool(both[0] & both[1]) for both in sides)


_GUESSES = frozenset(["clause", "sentence", "before", "focus", "scene", "elided"])


def _guessed(frame: Frame, roles: Mapping[str, Filled]) -> bool:
    """Whether who gives and who takes are both guessed: then somebody else is meant nearly always."""
    ties = load().kinds[frame.kind].ties
    if not model.rules()[frame.kind].sure or ties is None or not ties.source:
        return False
    sides = [roles[role] for role in (ties.source, ties.target) if role in roles]
    return len(sides) == 2 and all(set(side.path.split()) <= _GUESSES for side in sides)


def _enough(frame: Frame, roles: Mapping[str, Filled]) -> bool:
    def has(need: str) -> bool:
        role, _, least = need.partition(">=")
        filled = roles.get(role)
        if filled is None:
            return False
        sure = frame.prior > -0.5 and model.rules()[frame.kind].group_is_several  # "its members signed a pact"
        sure = sure and not set(filled.path.split()) <= FALLBACKS - {"focus"}
        several = least == "2" and sure and any(one.type in ("organisation", "group") for one in filled.mentions)
        if (
            least == "2"
            and not several
            and len({one.country or one.key for one in filled.mentions if not one.keys}) == 1
        ):
            return any(one.keys for one in filled.mentions)  # a firm and its own state are not two
        return several or len(keys_of(frame, role, filled.mentions)) >= int(least or 1)

    if not all(any(has(one) for one in need.split("|")) for need in frame.needs):
        return False
    return all(
        role in roles and any(one.type in types for one in roles[role].mentions) for role, types in frame.among.items()
    )


def _apart(frame: Frame, roles: dict[str, Filled], token: Token, in_order: bool) -> Iterator[dict[str, Filled]]:
    """The roles with one filler at a time in those of which every filler makes a claim of its own.

    `in_order`: where two roles have as many, the first goes with the first, "respectively".
    """
    each = frame.each or model.rules()[frame.kind].each
    sizes = [len(roles[role].mentions) for role in each if role in roles and len(roles[role].mentions) > 1]
    if in_order and len(sizes) > 1 and len(set(sizes)) == 1:
        several = [role for role in each if role in roles and len(roles[role].mentions) > 1]
        for at in range(sizes[0]):
            yield roles | {role: Filled((roles[role].mentions[at],), roles[role].path) for role in several}
        return
    apart: list[dict[str, Filled]] = [roles]
    for role in each:
        if role in roles:
            alone = [Filled((one,), roles[role].path) for one in _one_by_one(roles[role].mentions)]
            apart = [{**rest, role: filled} for rest in apart for filled in alone]
    for role in model.rules()[frame.kind].apart:
        if role in roles and not all(one.type == "person" for one in roles[role].mentions):  # co-authors speak as one
            one_each = [Filled((one,), roles[role].path) for one in roles[role].mentions]
            apart = [{**rest, role: filled} for rest in apart for filled in one_each]
    for role in frame.pairs:
        if role in roles:
            apart = [{**rest, role: pair} for rest in apart for pair in _pairs(frame, role, rest[role], token)]
    yield from apart


_MANY = frozenset(["trilateral", "multilateral", "multinational", "quadrilateral", "tripartite", "three", "four"])
"""Words that say that all of them did it together."""


def _pairs(frame: Frame, role: str, filled: Filled, token: Token) -> list[Filled]:
    """One party with each of several others: "X visited Y and Z" are two visits, "agreements with Y and Z" two ties."""
    one, others = filled.mentions[: filled.first], filled.mentions[filled.first :]
    if filled.path.endswith(("maker", "item.mod")) and len(keys_of(frame, role, others)) == 1:
        one, others = others, one
    several = token.pos_ == "VERB" or token.tag_ in ("NNS", "NNPS")
    several = several and not _MANY & {child.lemma_.lower() for child in token.children}
    if (
        len(keys_of(frame, role, one)) != 1
        or len(keys_of(frame, role, others)) < 2
        or not (several or frame.pairs_always)
    ):
        return [filled]
    return [Filled((*one, other), filled.path, 1) for other in _one_by_one(others)]


def _one_by_one(mentions: Iterable[Mention]) -> Iterator[Mention]:
    for one in mentions:
        if one.keys:
            for key in one.keys:
                yield msgspec.structs.replace(one, key=key, keys=())
        else:
            yield one


def _candidate(frame: Frame, token: Token, sentence: Sentence, roles: dict[str, Filled], how: Standing) -> Candidate:
    phase = how.phase or frame.phase or ("ongoing" if how.tense == "present" else "done")
    stage = model.stage_of(frame, phase) or model.stage_of(frame, frame.phase or "done")
    by_verb = model.rules()[frame.kind].verbs
    stage = next((by_verb[lemma] for lemma in verbs_about(token) if lemma in by_verb), stage) if by_verb else stage
    turned = bool(frame.negated) and negated(token)
    assertion = _assertion(frame, how, turned)
    if phase in ("done", "ongoing", "agreed"):
        stage = _not_yet(frame, assertion, how.tense) or (_over(frame, token, how) if phase == "done" else "") or stage
    if model.rules()[frame.kind].awaited and stage == "planned" and assertion == "asserted":
        assertion = "expected"
    each = frame.each or model.rules()[frame.kind].each
    return Candidate(
        frame=frame.name,
        kind=frame.kind,
        roles=roles,
        set=dict(frame.set) | (dict(frame.negated) if turned else {}),
        stage=stage,
        phase=phase,
        assertion=assertion,
        on_word_of=how.on_word_of,
        tense=how.tense,
        start=token.idx,
        end=token.idx + len(token),
        token=token.i,
        sentence=(sentence.span.start_char, sentence.span.end_char),
        grain=frame.grain or ("series" if token.tag_ in ("NNS", "NNPS") and not each else ""),
        prior=frame.prior,
    )


def _not_yet(frame: Frame, assertion: str, tense: str) -> str:
    """The stage of what is still to come, or only possible: of what will be held, that it is planned."""
    awaited = assertion == "expected" or (assertion == "denied" and tense == "future")
    to_come = awaited and "planned" in load().kinds[frame.kind].stage
    return model.stage_of(frame, "planned") if to_come or assertion == "hypothetical" else ""


def _over(frame: Frame, token: Token, how: Standing) -> str:
    """The stage of what somebody did for a time and, as it is told, no longer does: "taught them for two years"."""
    over = model.rules()[frame.kind].over
    told = over and token.pos_ == "VERB" and not how.phase and not begins(token) and simple_past(token)
    return over if told else ""


def _assertion(frame: Frame, how: Standing, turned: bool) -> Assertion:
    if model.rules()[frame.kind].assertion == "asserted":
        return "asserted"
    return "asserted" if turned and how.assertion == "denied" else how.assertion
