"""For how much: the sum that goes with a trigger."""

import re
from collections.abc import Sequence

from foedus.reader.frames.counted import nearest
from foedus.reader.frames.grammar import VERBS, alone, governors
from foedus.reader.frames.sentence import Sentence
from foedus.reader.frames.tree import Token
from foedus.reader.mention import Mention


def money_of(sentence: Sentence, trigger: Token, goods: Sequence[Mention] = ()) -> Mention | None:
    """The sum nearest to the trigger: within its phrase, what its verb governs, its clause, else the sentence.

    Of `goods` it is not the price that stands right behind something else.
    """
    there = [(head, one) for one, head in sentence.heads.items() if one.type == "money"]
    there = [
        pair
        for pair in there
        if not goods or not (_of_other_goods(sentence, pair[1], goods) or _of_another_party(sentence, pair[0], trigger))
    ]
    verb = next(iter([trigger] if trigger.pos_ in VERBS else governors(trigger)), trigger)
    phrase = [token.i for token in trigger.subtree] if trigger.pos_ in ("NOUN", "PROPN") else []
    inner = [pair for pair in there if pair[0].i in phrase]
    return nearest(trigger, inner or there, (token.i for token in alone(verb)))


def _of_other_goods(sentence: Sentence, one: Mention, goods: Sequence[Mention]) -> bool:
    """Whether a sum is the price of something else, which stands before it: "spare parts worth 6 million"."""
    keys = {each.key for each in goods}
    before = [each for each in sentence.mentions if each.type in ("item", "platform") and each.end <= one.start]
    last = before[-1] if before else None
    if last is None or last.key in keys or any(last in sentence.lists.get(each, ()) for each in goods):
        return False
    return _FOR.fullmatch(sentence.text, last.end, one.start) is not None


_FOR = re.compile(
    r"(?:\s+from\s+[\w ]{2,30})?,?\s+(?:for|worth|valued at|at a (?:price|cost) of|costing|at)\s+(?:some\s+|about\s+)?"
)
"""What stands between goods and their price."""


def _of_another_party(sentence: Sentence, money: Token, trigger: Token) -> bool:
    """Whether a sum stands in what is only added about a party: "Togo got six, and Niger, which had paid 5 million"."""
    here = money
    while here not in (here.head, trigger):
        if here.dep_ == "relcl" and not here.is_ancestor(trigger):
            return any(one.type == "state" for one in sentence.at.get(here.head.i, ()))
        here = here.head
    return False
