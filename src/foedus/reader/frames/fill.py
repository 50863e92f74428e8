"""Filling a frame's roles: by the grammar where it leads to somebody, else by nearness, as far as the frame allows."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from foedus.codebook import load
from foedus.reader.frames import model
from foedus.reader.frames.grammar import Token, own_clause
from foedus.reader.frames.model import Frame
from foedus.reader.frames.sentence import Sentence
from foedus.reader.frames.things import THINGS
from foedus.reader.mention import Mention, Type
from foedus.reader.scene import soil


class Filled(msgspec.Struct, frozen=True):
    """A role of a candidate: who fills it, and by which path."""

    mentions: tuple[Mention, ...]
    path: str
    first: int = 0
    """How many of them the first path led to."""


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
_LISTED = ("after", "ahead", "behind", "again", "likewise")
"""Of these, paths that lead to an enumeration as a whole."""
"""Paths that go by nearness, not by grammar."""


def fill(
    frame: Frame, sentence: Sentence, token: Token, role: str, paths: Sequence[str], others: Mapping[str, Filled]
) -> Filled | None:
    """Fill a role by the first path that leads to a mention, by all that begin with `+`, by `?` while it needs more.

    `again` gives who filled the role in the claim of the same kind that was found last and is on the same thing, or
    shares another party; `likewise` in the last of any.
    """
    types = model.types_of(frame, role)
    found: list[Mention] = []
    used: list[str] = []
    first, taken = 0, False
    least = model.least(frame, role)
    each = frame.each or model.rules()[frame.kind].each
    for written in paths:
        path = written.lstrip("+?")
        if written[0] == "?" and len(keys_of(frame, role, found)) >= least:
            continue
        if written[0] not in "+?" and found:
            continue
        if path in _GUESSES and taken:
            continue
        more = [one for one in _led_to(frame, sentence, token, role, path, types, others) if one not in found]
        if path == "focus" and _is_taken(frame, role, more, others):
            more = sentence.fill(token, "partner", types)
        taken = taken or (role in each and not more and not found and _by_another(sentence, token, path))
        more = [one for one in more if one.form != "new" or not one.start <= token.idx < one.end]
        if frame.loose:  # what goes by nearness must be named
            more = [one for one in more if one.form != "pronoun" or one.type not in THINGS]
        if path == "pair" and not {one.key for one in found} <= {one.key for one in more}:
            continue  # one of the two with somebody else: then it is not about the two
        if path == "focus" and found and any(one.type == "organisation" for one in more):
            continue  # a state has seldom signed with the body that a text is about
        more = [one for one in more if keys_of(frame, role, (one,))]
        more = _not_beside(frame, role, sentence, more, others)
        unlike = model.rules()[frame.kind].unlike.get(role)
        if unlike:
            more = [one for one in more if one.type != "group" or not one.key.endswith(unlike)]
        if path in FALLBACKS:
            more = _by_nearness(frame, role, sentence, token, more, found, others, path)
        if more:
            used.append(path)
            first = first or len(more)
        found += more
    bodies = {(one.start, f"{one.key}-members") for one in found if one.type == "organisation"}
    found = [one for one in found if (one.start, one.key) not in bodies]  # "NATO members" are NATO, once
    return Filled(tuple(found), " ".join(used), first) if found else None


def _is_taken(frame: Frame, role: str, more: Sequence[Mention], others: Mapping[str, Filled]) -> bool:
    """Whether whom the text is about stands on the other side already, so that the other of two is meant."""
    ties = load().kinds[frame.kind].ties
    if ties is None or role not in (ties.source, ties.target):
        return False
    taken = _keys(frame, others)
    return bool(more) and all(one.key in taken for one in more)


def _not_beside(
    frame: Frame, role: str, sentence: Sentence, more: list[Mention], others: Mapping[str, Filled]
) -> list[Mention]:
    """Fillers that stand in no enumeration with the other side: of "Chad and Mali" neither gives to the other."""
    ties = load().kinds[frame.kind].ties
    if ties is None or role not in (ties.source, ties.target):
        return more
    other = others.get(ties.target if role == ties.source else ties.source)
    if other is None:
        return more
    beside = {one for there in other.mentions for one in sentence.lists.get(there, ())}
    theirs = set(keys_of(frame, role, other.mentions))
    own = [one for one in more if one.form == "pronoun" and theirs & {one.key}]  # "receives the first of its ships"
    return [one for one in more if one not in beside and one not in own]


_GUESSES = frozenset(["before", "focus", "elided", "clause", "sentence"])


def _by_another(sentence: Sentence, token: Token, path: str) -> bool:
    """Whether the grammar gives a role to somebody who is not known, so that nobody else may be guessed for it.

    Pronouns and what is only pointed at ("the country", "its neighbour") leave it open.
    """
    if path not in ("subject", "object", "to", "into", "from"):
        return False
    ends = sentence.walk(token, path)
    return any(
        end.pos_ in ("NOUN", "PROPN")
        and not any(child.dep_ in ("det", "poss") and child.lower_ in _POINTING for child in end.children)
        for end in ends
    )


def _only_where(sentence: Sentence, one: Mention) -> bool:
    """Whether a capital is where something happened, not who did it: "signed in Tunis"."""
    head = sentence.heads.get(one)
    return (
        one.form == "capital" and head is not None and head.dep_ == "pobj" and head.head.lower_ in ("in", "at", "near")
    )


_POINTING = frozenset(["the", "this", "that", "its", "their", "his", "her", "both", "these", "those"])
_FAR: tuple[Type, ...] = ("territory", "armed-group")
"""Types that only grammar makes a party."""
_MOST = 4
"""How many parties nearness alone may make one of; more than that is a list of something else."""


def _by_nearness(
    frame: Frame,
    role: str,
    sentence: Sentence,
    token: Token,
    more: list[Mention],
    found: list[Mention],
    others: Mapping[str, Filled],
    path: str,
) -> list[Mention]:
    """What nearness gives a role: not what fills another; one where each would make a claim of its own."""
    taken = _keys(frame, others)
    taken |= set(keys_of(frame, role, found))
    if len(found) != 1 or found[0].type in ("organisation", "group"):  # a guest alone has signed with the host
        more = [one for one in more if not _only_where(sentence, one)]
    far = (*_FAR, *model.rules()[frame.kind].by_grammar)
    free = [
        one
        for one in more
        if one.type not in far and one.form != "new" and not taken & set(keys_of(frame, role, (one,)))
    ]
    if path in _LISTED:
        return free
    if role in (frame.each or model.rules()[frame.kind].each) and len(set(keys_of(frame, role, free))) > 1:
        about = [one for one in free if one.key == sentence.context.focus]
        return about[:1] or [min(free, key=lambda one: abs(one.start - token.idx))]
    return free if len({*keys_of(frame, role, found), *keys_of(frame, role, free)}) <= _MOST else []


_RECENT = 2
"""Sentences, beside its own, in which a claim looks for what another like it has said."""


def _keys(frame: Frame, others: Mapping[str, Filled]) -> set[str]:
    return {key for other, filled in others.items() for key in keys_of(frame, other, filled.mentions)}


def _told(
    frame: Frame, sentence: Sentence, token: Token, role: str, others: Mapping[str, Filled], alike: bool
) -> list[Mention]:
    """Who fills a role of the claim of its kind that was found last; `alike`: of one on the same thing, or party."""
    if not any(told.kind == frame.kind and role in told.roles for told in sentence.context.told):
        return []
    if not alike:
        ours = [one for part in own_clause(token) if part.i > token.i for one in sentence.at.get(part.i, ())]
        if any(one.type == "state" and one.key not in _keys(frame, others) for one in ours):
            return []  # somebody else is named with this one
    begins = sorted({one.sentence for one in sentence.context.told} | {sentence.span.start_char})[-_RECENT - 1 :]
    taken = _keys(frame, others)
    same = set(keys_of(frame, "item", others["item"].mentions)) if "item" in others else taken
    for told in reversed(sentence.context.told):
        if told.kind != frame.kind or told.sentence not in begins or role not in told.roles:
            continue
        theirs = {key for other, found in told.roles.items() if other != role for key in keys_of(frame, other, found)}
        if alike and not theirs & same:
            continue
        if not taken & set(keys_of(frame, role, told.roles[role])):
            return list(told.roles[role])
    return []


def _led_to(
    frame: Frame, sentence: Sentence, token: Token, role: str, path: str, types: Sequence[Type],
    others: Mapping[str, Filled],
) -> list[Mention]:  # fmt: skip
    if path in ("again", "likewise"):
        return _told(frame, sentence, token, role, others, alike=path == "again")
    if path == "soil":  # of a mission, or of who trains there
        missions = next((others[role].mentions for role in ("_mission", "sender", "provider") if role in others), ())
        return [found for one in missions if one.type == "organisation" and (found := soil(one))]
    if path == "maker":
        items = others["item"].mentions if "item" in others else ()
        made_in = [Mention(one.start, one.end, one.country, "state", "maker") for one in items if one.country]
        return list({one.key: one for one in made_in}.values())
    other, _, rest = path.partition(".")
    if other in others and rest:
        heads = [sentence.heads[one] for one in others[other].mentions if one in sentence.heads]
        return list(dict.fromkeys(one for head in heads for one in sentence.fill(head, rest, types)))
    shy = tuple(one for one in model.rules()[frame.kind].by_grammar if one in types)
    bold: tuple[Type, ...] = tuple(one for one in types if one not in shy)
    return sentence.fill(token, path, bold) or (_by_name(frame, role, sentence.fill(token, path, shy)) if shy else [])


def _by_name(frame: Frame, role: str, people: Iterable[Mention]) -> list[Mention]:
    """Of people those with a name, and with a state where they stand for theirs."""
    rolled = model.rules()[frame.kind].rolled.get(role, ())
    return [one for one in people if one.form != "unnamed" and (one.country or one.type not in rolled)]


def keys_of(frame: Frame, role: str, mentions: Iterable[Mention]) -> tuple[str, ...]:
    return role_keys(frame.kind, role, mentions)


def role_keys(kind: str, role: str, mentions: Iterable[Mention]) -> tuple[str, ...]:
    """The keys of fillers of a role: of a collective those it stands for, of an agency its country where it counts."""
    rolled = model.rules()[kind].rolled.get(role, ())
    keys = [
        key for one in mentions for key in (one.keys or ((one.country,) if one.type in rolled else (one.key,))) if key
    ]
    return tuple(dict.fromkeys(keys))
