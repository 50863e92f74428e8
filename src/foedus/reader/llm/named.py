"""What is named, dated and counted in passages, in the languages that names are known in; in others nothing is."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from foedus.reader.document import Passage
from foedus.reader.expressions import find
from foedus.reader.expressions.dates import Anchor
from foedus.reader.languages import READ, amounts, dates, names, people
from foedus.reader.languages.tokens import tokens
from foedus.reader.mention import Mention

if TYPE_CHECKING:
    from foedus.reader.names import Gazetteer


def mentions(passages: Sequence[Passage], gazetteer: "Gazetteer", published: str) -> list[list[Mention]]:
    """The mentions of each passage of a document. `published`, EDTF: what times count from."""
    anchor = Anchor(published)
    latin = gazetteer.read([one.text if one.language not in READ else "" for one in passages])
    known: dict[str, Mention] = {}
    return [
        _other(one.text, one.language, published, known) if one.language in READ else [*here, *find(one.text, anchor)]
        for one, here in zip(passages, latin, strict=True)
    ]


def alone(text: str, code: str, gazetteer: "Gazetteer") -> list[Mention]:
    """The mentions in a name by itself, in the language of a passage or in English."""
    return [*gazetteer.find(text), *(_other(text, code, "", {}) if code in READ else ())]


def _other(text: str, code: str, published: str, known: dict[str, Mention]) -> list[Mention]:
    """The mentions in a language that is read without a parser. `known`: people who were named before."""
    words = tokens(text, code)
    found = people.People(words, text, code, known).composed(names.find(words, text, code))
    times = dates.find(words, text, code, published)
    timed = frozenset(place for one in times for place in range(one.first, one.last))
    counted = amounts.find(words, text, code, timed)
    return [one.mention for row in (found, times, counted) for one in row]
