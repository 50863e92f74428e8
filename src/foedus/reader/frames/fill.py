"""Filling a frame's roles: by the grammar where it leads to somebody, else by nearness, as far as the frame allows."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from foedus.reader.frames import model
from foedus.reader.frames.grammar import own_clause
from foedus.reader.frames.model import Frame
from foedus.reader.frames.plan import Filling, plan
from foedus.reader.frames.sentence import Sentence
from foedus.reader.frames.things import THINGS
from foedus.reader.frames.tree import Token
from foedus.reader.mention import Mention, Type
from foedus.reader.scene import soil


class Filled(msgspec.Struct, frozen=True):
    """A role of a candidate: who fills it, and by which path."""

    mentions: tuple[Mention, ...]
    path: str
    first: int = 0
    """How many of them the first path led to."""


_LISTED = ("after", "ahead", "behind", "again", "likewise")
"""Paths by nearness that lead to an enumeration as a whole."""


def fill(frame: Frame, sentence: Sentence, token: Token, role: str, others: Mapping[str, Filled]) -> Filled | None:
    """Fill a role by the first path that leads to a mention, by all that begin with `+`, by `?` while it needs more.

    `again` gives who filled the role in the claim of the same kind that was found last and is on the same thing, or
    shares another party; `likewise` in the last of any.
    """
    how = plan(frame).roles[role]
    found: list[Mention] = []
    used: list[str] = []
    first, taken = 0, False
    for way in how.ways:
        if (found and not way.adds) or (taken and way.guessed):
            continue
        if way.spare and len(keys(how.rolled, found)) >= how.least:
            continue
        path = way.path
        more = [one for one in _led_to(frame, how, sentence, token, role, path, others) if one not in found]
        if not more:
            taken = taken or (how.each and not found and _by_another(sentence, token, path))
            continue
        if path == "focus" and how.other and _is_taken(frame, more, others):
            more = sentence.fill(token, "partner", how.types)
        more = _fitting(frame, how, sentence, token, path, more, found, others)
        if way.near and more:
            more = _by_nearness(frame, how, sentence, token, more, found, others, path)
        if more:
            used.append(path)
            first = first or len(more)
            found += more
    bodies = {(one.start, f"{one.key}-members") for one in found if one.type == "organisation"}
    found = [one for one in found if (one.start, one.key) not in bodies]  # "NATO members" are NATO, once
    return Filled(tuple(found), " ".join(used), first) if found else None


def _fitting(
    frame: Frame, how: Filling, sentence: Sentence, token: Token, path: str, more: list[Mention],
    found: Sequence[Mention], others: Mapping[str, Filled],
) -> list[Mention]:  # fmt: skip
    """Of those whom a path leads to, those who may fill the role."""
    more = [one for one in more if one.form != "new" or not one.start <= token.idx < one.end]
    if frame.loose:  # what goes by nearness must be named
        more = [one for one in more if one.form != "pronoun" or one.type not in THINGS]
    if path == "pair" and not {one.key for one in found} <= {one.key for one in more}:
        return []  # one of the two with somebody else: then it is not about the two
    if path == "focus" and found and any(one.type == "organisation" for one in more):
        return []  # a state has seldom signed with the body that a text is about
    more = [one for one in more if keys(how.rolled, (one,))]
    more = _not_beside(how, sentence, more, others)
    if how.unlike:
        more = [one for one in more if one.type != "group" or not one.key.endswith(how.unlike)]
    return more


def _is_taken(frame: Frame, more: Sequence[Mention], others: Mapping[str, Filled]) -> bool:
    """Whether whom the text is about stands on the other side already, so that the other of two is meant."""
    taken = _keys(frame, others)
    return bool(more) and all(one.key in taken for one in more)


def _not_beside(how: Filling, sentence: Sentence, more: list[Mention], others: Mapping[str, Filled]) -> list[Mention]:
    """Fillers that stand in no enumeration with the other side: of "Chad and Mali" neither gives to the other."""
    other = others.get(how.other) if how.other else None
    if other is None or not more:
        return more
    beside = {one for there in other.mentions for one in sentence.lists.get(there, ())}
    theirs = set(keys(how.rolled, other.mentions))
    own = [one for one in more if one.form == "pronoun" and theirs & {one.key}]  # "receives the first of its ships"
    return [one for one in more if one not in beside and one not in own]


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
_MOST = 4
"""How many parties nearness alone may make one of; more than that is a list of something else."""


def _by_nearness(
    frame: Frame,
    how: Filling,
    sentence: Sentence,
    token: Token,
    more: list[Mention],
    found: list[Mention],
    others: Mapping[str, Filled],
    path: str,
) -> list[Mention]:
    """What nearness gives a role: not what fills another; one where each would make a claim of its own."""
    taken = _keys(frame, others)
    taken |= set(keys(how.rolled, found))
    if len(found) != 1 or found[0].type in ("organisation", "group"):  # a guest alone has signed with the host
        more = [one for one in more if not _only_where(sentence, one)]
    free = [
        one
        for one in more
        if one.type not in how.far and one.form != "new" and taken.isdisjoint(keys(how.rolled, (one,)))
    ]
    if path in _LISTED:
        return free
    if how.each and len(set(keys(how.rolled, free))) > 1:
        about = [one for one in free if one.key == sentence.context.focus]
        return about[:1] or [min(free, key=lambda one: abs(one.start - token.idx))]
    return free if len({*keys(how.rolled, found), *keys(how.rolled, free)}) <= _MOST else []


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
    frame: Frame, how: Filling, sentence: Sentence, token: Token, role: str, path: str, others: Mapping[str, Filled]
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
    if rest and other in others:
        heads = [sentence.heads[one] for one in others[other].mentions if one in sentence.heads]
        return list(dict.fromkeys(one for head in heads for one in sentence.fill(head, rest, how.types)))
    sure = sentence.fill(token, path, how.bold)
    return sure or (_by_name(how, sentence.fill(token, path, how.shy)) if how.shy else sure)


def _by_name(how: Filling, people: Iterable[Mention]) -> list[Mention]:
    """Of people those with a name, and with a state where they stand for theirs."""
    return [one for one in people if one.form != "unnamed" and (one.country or one.type not in how.rolled)]


def keys_of(frame: Frame, role: str, mentions: Iterable[Mention]) -> tuple[str, ...]:
    return role_keys(frame.kind, role, mentions)


def role_keys(kind: str, role: str, mentions: Iterable[Mention]) -> tuple[str, ...]:
    """The keys of fillers of a role: of a collective those it stands for, of an agency its country where it counts."""
    return keys(model.rules()[kind].rolled.get(role, ()), mentions)


def keys(rolled: Sequence[Type], mentions: Iterable[Mention]) -> tuple[str, ...]:
    """The same, where it is known which types stand for their country."""
    found: dict[str, None] = {}
    for one in mentions:
        for key in one.keys or (one.country if one.type in rolled else one.key,):
            if key:
                found[key] = None
    return tuple(found)
