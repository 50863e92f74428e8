"""Who a pronoun is that no name in reach has been found for: "the tanks that it sells", "India has given it a dock"."""

from collections.abc import Mapping, Sequence

import msgspec

from foedus.reader.frames.grammar import PASSIVE, SUBJECTS, VERBS, subjects
from foedus.reader.frames.tree import Token
from foedus.reader.mention import Mention, Type

_WHO: tuple[Type, ...] = ("state", "armed-group", "territory")


def subject_of_all(
    pronoun: Token, main: Token, at: Mapping[int, Sequence[Mention]], types: Sequence[Type]
) -> list[Mention]:
    """Who is the subject of a sentence, for a subject below it: "Chad, for the tanks that it sells, is blamed"."""
    if main.pos_ not in VERBS or pronoun.head == main:
        return []
    own = [child for child in main.children if child.dep_ in SUBJECTS | PASSIVE and child.i < pronoun.i]
    return [one for subject in own for one in at.get(subject.i, ()) if one.type in types]


def spoken_of(
    pronoun: Token,
    named: Sequence[Mention],
    before: Sequence[Mention],
    at: Mapping[int, Sequence[Mention]],
    types: Sequence[Type],
) -> list[Mention]:
    """Who is given something: whoever was named last in the sentence, or first in the one before; not who gives it.

    Only of a pronoun that something is given "to", or that is an indirect object.
    """
    if pronoun.dep_ != "dative" and pronoun.head.lower_ != "to":
        return []
    verbs = (pronoun.head, pronoun.head.head)
    giving = {one.key for verb in verbs for who in subjects(verb) for one in at.get(who.i, ())}
    own = [one for one in reversed(named) if one.end <= pronoun.idx]
    for one in (*own, *before):
        if one.type in _WHO and one.type in types and one.key not in giving and one.form != "demonym":
            place = {"start": pronoun.idx, "end": pronoun.idx + len(pronoun)}
            return [msgspec.structs.replace(one, form="pronoun", **place)]
    return []
