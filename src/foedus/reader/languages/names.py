"""Who and what is named in a text of a language: mentions, each with the case that its form has."""

from collections.abc import Iterator, Sequence

import msgspec

from foedus.reader.languages.data import language
from foedus.reader.languages.lexicon import Entry, designations, endings, halves, index
from foedus.reader.languages.tokens import Token
from foedus.reader.mention import Mention
from foedus.terms.words import slug

_GAPS = frozenset([" ", "-", "'", "’", "–", "\u00a0", "\n", "  ", " «", "» ", ". "])


class Named(msgspec.Struct, frozen=True):
    """A mention, the words that it covers (`first` to before `last`), and its possible cases."""

    mention: Mention
    first: int
    last: int
    cases: frozenset[str]

    @property
    def party(self) -> str:
        """The key by which it is a party: its state where it is somebody's office, agency or people."""
        one = self.mention
        return one.country if one.type in ("agency", "person") and one.country else one.key

    @property
    def real(self) -> bool:
        """Whether it stands in the text."""
        return self.first >= 0


def find(words: Sequence[Token], text: str, code: str) -> list[Named]:
    """The names in a text, from left to right, not overlapping."""
    found: list[Named] = []
    place = 0
    while place < len(words):
        here = list(_at(words, place, text, code))
        found += here
        place = here[-1].last if here else place + 1
    return found


def _at(words: Sequence[Token], place: int, text: str, code: str) -> Iterator[Named]:
    """What begins at a word: one name, or the states of a double adjective."""
    word = words[place]
    half = halves(code).get(word.form)
    if half and place + 1 < len(words) and words[place + 1].joined:
        rest = list(_at(words, place + 1, text, code))
        if rest and rest[0].mention.type == "state":
            mention = Mention(word.start, word.end, half, "state", "adjective")
            yield Named(mention, place, place + 1, frozenset(["adj"]))
            yield from (msgspec.structs.replace(one, cases=frozenset(["adj"])) for one in rest)
            return
    for rest_, entry in index(code).get(word.form, ()):
        end = place + 1 + len(rest_)
        if end > len(words) or any(words[place + 1 + n].form != form for n, form in enumerate(rest_)):
            continue
        if entry.capital and not word.capital:
            continue
        if any(text[words[n].end : words[n + 1].start] not in _GAPS for n in range(place, end - 1)):
            continue
        yield _named(words, place, end, entry, code, text)
        return
    known = _designated(words, place, text)
    if known is not None:
        yield _named(words, place, known[0], known[1], code, text)


def _named(words: Sequence[Token], first: int, last: int, entry: Entry, code: str, text: str) -> Named:
    cases, end = entry.cases, last
    if last < len(words) and words[last].joined and text[words[last].start - 1] in "'’-‘`":
        case = next((case for ending, case in endings(code) if words[last].form == ending), "")
        if case:
            cases, end = frozenset([case]), last + 1
    mention = Mention(
        words[first].start, words[end - 1].end, entry.key, entry.type, entry.form, country=entry.country,
        category=entry.category,
    )  # fmt: skip
    if (entry.form == "adjective" and not cases & {"nom", "gen", "dat", "com"}) or (
        not language(code).grammar.verb_last and entry.form == "adjective"
    ):
        cases = frozenset(["adj"])
    return Named(mention, first, end, cases or frozenset(["nom"]))


def _designated(words: Sequence[Token], place: int, text: str) -> tuple[int, Entry] | None:
    """Arms by letters and figures, whatever follows the figures: the place behind, and what they are."""
    if place + 1 >= len(words) or not words[place + 1].joined or not words[place].capital:
        return None
    figures = text[words[place + 1].start : words[place + 1].end]
    if not figures[0].isdigit():
        return None
    key = slug(text[words[place].start : words[place].end] + "-" + figures)
    while len(key) > 2 and key[-1] != "-":
        if key in designations():
            return place + 2, designations()[key]
        if key[-1].isdigit():
            return None
        key = key[:-1]
    return None
