"""What goes with a claim besides its roles: when, how many, for how much, where, and words of closed lists."""

from collections.abc import Mapping

from foedus.codebook import load
from foedus.reader.frames.counted import given_to, number_at, people_at, share_of, told_apart
from foedus.reader.frames.dated import date_at
from foedus.reader.frames.grammar import clause, joined, position
from foedus.reader.frames.match import Candidate
from foedus.reader.frames.plan import Text, choices, text_of_words
from foedus.reader.frames.priced import money_of
from foedus.reader.frames.sentence import Sentence
from foedus.reader.frames.tree import Token, kept
from foedus.reader.mention import Mention

_PLACES = ("place", "facility", "state", "territory")


def fillings(candidate: Candidate, sentence: Sentence, trigger: Token) -> dict[str, Mention]:
    """What a candidate's columns besides its roles are read from: when, how many, for how much, where."""
    things = [
        one
        for role in ("item", "participants", "recipient", "sender")
        if role in candidate.roles
        for one in candidate.roles[role].mentions
    ]
    takers = [key for role in ("recipient", "sender") for key in candidate.keys(role)]
    counted = (share_of(sentence, takers[0]) if takers else None) or told_apart(sentence, trigger)
    parties = [key for role in ("supplier", "recipient") for key in candidate.keys(role)]
    counted = counted or given_to(sentence, parties) or number_at(sentence, things, trigger)
    taught = candidate.kind == "training"
    people = people_at(sentence, trigger, taught=taught) or (None if taught and not things else counted)
    goods = [one for role in ("item", "_item") if role in candidate.roles for one in candidate.roles[role].mentions]
    found = {
        "date": date_at(candidate, sentence, trigger),
        "quantity": counted,
        "personnel": people,
        "people": people,
        "value": money_of(sentence, trigger, goods),
        "place": place_of(sentence, trigger),
    }
    return {column: one for column, one in found.items() if one is not None}


def place_of(sentence: Sentence, trigger: Token) -> Mention | None:
    """Where: what "in", "at" or "near" governs on the trigger or on the verb above it."""
    for path in ("in", "at", "near", "verb.in", "verb.at", "off"):
        for end in sentence.walk(trigger, path):
            for part in joined(end):
                for one in sentence.at.get(part.i, ()):
                    if one.type in _PLACES:
                        return one
    return None


def chosen(kind: str, sentence: Sentence, trigger: Token, said: Mapping[str, str]) -> dict[str, str]:
    """The words of closed lists that the trigger, its noun phrase or its clause says, for columns not `said` yet."""
    book = load().kinds[kind]
    found: dict[str, str] = {}
    for column, words in choices(kind).items():
        if column in said:
            continue
        fitting = [word for text in _around(trigger) for word, phrases in words.items() if phrases.stand_in(text)]
        if fitting:
            many = book.by_name[column].many
            found[column] = "; ".join(dict.fromkeys(fitting)) if many else fitting[0]
    return found


@kept
def _around(trigger: Token) -> tuple[Text, Text, Text]:
    """The lemmas of a trigger, of its phrase, of its clause."""
    near = sorted(trigger.subtree, key=position)
    own, wide = [trigger], clause(trigger)
    first, second, third = (text_of_words(one.lemma_.lower() for one in stretch) for stretch in (own, near, wide))
    return first, second, third
