"""Finding names in a text: one pass over it for all forms, then what stands together is put together.

Of forms that overlap the first and longest wins that may stand there at all (`allowed`). What is found is then joined:
"Norwegian" and "Ministry of Defence", "light" and "helicopters", "F-16" and "fighters" (`compose`).
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from ahocorasick_rs import AhoCorasick, Implementation

from foedus.reader.focus import body, foci, party_to_it
from foedus.reader.mention import Mention
from foedus.reader.names.case import adapt
from foedus.reader.names.compose import compose
from foedus.reader.names.entries import Entry, shipped
from foedus.reader.names.epithets import epithets
from foedus.reader.names.folding import Folded, fold
from foedus.reader.names.hits import Hit, Row, Stretch
from foedus.reader.names.holders import holders
from foedus.reader.names.novel import novel
from foedus.reader.names.owned import owned
from foedus.reader.names.people import MONARCHS, people
from foedus.reader.names.reading import memory, mentions
from foedus.reader.names.refer import counted, resolve
from foedus.reader.names.senses import best
from foedus.terms.words import slug

_WIDE = frozenset(["group", "territory", "place"])
_BODIES = frozenset(["organisation", "agency", "armed-group", "firm"])
_ORDER = ("name", "alias", "demonym", "former-demonym", "capital")


class Gazetteer:
    """Names and what they stand for, with those of a case where its entities are given (rows of `entities.csv`)."""

    def __init__(self, entities: Iterable[Mapping[str, str]] = ()) -> None:
        self.entries: dict[str, list[Entry]] = {}
        """By folded form, the likeliest first."""
        for one in adapt(shipped(), list(entities)):
            form = fold(one.text).text.strip()
            if form:
                known = self.entries.setdefault(form, [])
                if all(_sense(one) != _sense(other) for other in known):
                    known.append(one)
        for known in self.entries.values():
            known.sort(key=_rank)
        self._forms = list(self.entries)
        self._automaton = AhoCorasick(
            [f" {form} " for form in self._forms], implementation=Implementation.ContiguousNFA, store_patterns=False
        )

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The forms of organisations and agencies by key, in small letters: what tells a union from a council."""
        found: dict[str, list[str]] = {}
        for form, known in self.entries.items():
            for one in known:
                if one.type in ("organisation", "agency", "armed-group"):
                    found.setdefault(one.key, []).append(form)
        return {key: " ".join(forms) for key, forms in found.items()}

    def find(self, text: str) -> list[Mention]:
        """The mentions in a block's text by itself, in order; none overlap."""
        return mentions([hit for hit, _ in self._read(Stretch(text))])

    def read(self, texts: Sequence[str]) -> list[list[Mention]]:
        """The mentions in a document's blocks: `find`, what one block introduces for the others, and references."""
        stretches = [Stretch(text) for text in texts]
        hits = [self._read(stretch) for stretch in stretches]
        known = memory(texts, hits)
        blocks = [
            counted(stretch.text, mentions(known.recall(stretch, [hit for hit, _ in here])), self.members)
            for stretch, here in zip(stretches, hits, strict=True)
        ]
        blocks = holders(texts, blocks, self.offices, foci(texts, blocks))
        about = body(texts, blocks)
        party = (party_to_it(texts, blocks), self.members.get(about, ()))
        found = resolve(texts, blocks, self.names, foci(texts, blocks), about, party)
        return owned(texts, epithets(texts, found), self._bodies)

    def _bodies(self, text: str) -> list[Hit]:
        """The words for bodies and offices in a text, which need an owner."""
        return [hit for hit in self.hits(Stretch(text)) if hit.entry.role in ("agency", "office")]

    @cached_property
    def members(self) -> Mapping[str, tuple[str, ...]]:
        """The members of groups and of bodies whose members are fixed by usage, by key."""
        return {one.key: one.members for known in self.entries.values() for one in known if one.members}

    @cached_property
    def leaders(self) -> Mapping[tuple[str, str], tuple[str, str]]:
        """Keys and states of office-holders by surname, folded, and state; where two of a state share one, none.

        Without a state: those whose surname nobody else bears.
        """
        found: dict[tuple[str, str], set[tuple[str, str]]] = {}
        for form, known in self.entries.items():
            for one in known:
                if one.type == "person" and one.country and " " in form:
                    for country in (one.country, ""):
                        found.setdefault((form.rsplit(" ", 1)[1], country), set()).add((one.key, one.country))
        return {who: keys.pop() for who, keys in found.items() if len(keys) == 1}

    @cached_property
    def offices(self) -> Mapping[str, frozenset[str]]:
        """The offices of persons by key, as the slugs that role words have: `defence-minister`."""
        words = {
            slug(entry.text): entry.key for known in self.entries.values() for entry in known if entry.role == "office"
        }
        found: dict[str, set[str]] = {}
        for known in self.entries.values():
            for one in known:
                if one.type == "person" and one.office and not one.role:
                    found.setdefault(one.key, set()).add(words.get(slug(one.office), slug(one.office)))
        return {key: frozenset(offices) for key, offices in found.items()}

    @cached_property
    def monarchs(self) -> Mapping[tuple[str, str], tuple[tuple[str, str], ...]]:
        """Keys and states of monarchs by title and first name, folded: several kings are called Abdullah."""
        found: dict[tuple[str, str], dict[tuple[str, str], None]] = {}
        for form, known in self.entries.items():
            for one in known:
                title = one.office.casefold()
                name = form.removeprefix(f"{title} ").split()[0] if title in MONARCHS and one.type == "person" else ""
                if name:
                    found.setdefault((slug(title), name), {})[one.key, one.country] = None
        return {who: tuple(keys) for who, keys in found.items()}

    def _read(self, stretch: Stretch) -> list[tuple[Hit, str]]:
        """The hits of a block put together, with the acronym that is given with each, if any."""
        raw = self.hits(stretch)
        kept = compose(stretch, raw)
        kept += people(stretch, raw, kept, self.leaders, self.monarchs)
        new = list(novel(stretch, kept))
        given = {(hit.start, hit.end): acronym for hit, acronym in new}
        known = {id(hit) for hit in kept}
        fresh = [(hit, acronym) for hit, acronym in new if hit.entry.form == "new" and id(hit) not in known]
        covered = Row(hit for hit, _ in fresh)
        rest = [(hit, given.get((hit.start, hit.end), "")) for hit in kept if not covered.over(hit.start, hit.end)]
        return sorted([*rest, *fresh], key=lambda pair: pair[0].start)

    def _swallowed(self, stretch: Stretch, folded: Folded, found: Sequence[tuple[int, int, int]], at: int) -> bool:
        """Whether a form ends in a body's longer name: "states of the Gulf" in "of the Gulf Cooperation Council"."""
        pattern, start, end = found[at]
        if all(one.type not in _WIDE for one in self.entries[self._forms[pattern]]):
            return False
        for other, begin, close in found[at + 1 :]:
            if begin + 1 >= end - 1:
                break
            if close <= end or close - begin <= end - start:
                continue
            known = self.entries[self._forms[other]]
            first, last = folded.origin(begin), folded.origin(close - 2)
            if known[0].type in _BODIES and best(known, stretch, first, last) is not None:
                return True
        return False

    def hits_of(self, text: str) -> list[Hit]:
        """What stands in a text by itself, before it is put together."""
        return self.hits(Stretch(text))

    def hits(self, stretch: Stretch) -> list[Hit]:
        """What stands in a text by itself, role words and modifiers included, in order; none overlap."""
        folded = fold(stretch.text)
        found = self._automaton.find_matches_as_indexes(f" {folded.text} ", overlapping=True)
        found.sort(key=lambda match: (match[1], -match[2]))
        hits: list[Hit] = []
        end_before = 0
        for at, (pattern, start, end) in enumerate(found):
            if start + 1 < end_before or self._swallowed(stretch, folded, found, at):
                continue
            first, last = folded.origin(start), folded.origin(end - 2)
            if stretch.text[last : last + 1] == "." and stretch.text[last - 2 : last - 1] == ".":
                last += 1  # the last dot of "U.S."
            if any(begin <= first < close for begin, close in stretch.addresses):
                continue
            entry = best(self.entries[self._forms[pattern]], stretch, first, last)
            if entry is not None:
                hits.append(Hit(first, last, entry))
                end_before = end - 1
        return hits


def _sense(entry: Entry) -> tuple[str, str, str, bool, str]:
    """What tells two entries of a folded form apart: also how they must be written."""
    return entry.key, entry.type, entry.role, entry.article, entry.text if entry.capitals else ""


def _rank(entry: Entry) -> tuple[bool, bool, bool, int]:
    """The case's before ours, a state before the town that is its capital, the usual bearer of a name before others."""
    form = entry.form.removeprefix("other-")
    rank = _ORDER.index(form) if form in _ORDER else 9
    return entry.type in ("place", "person"), not entry.case, entry.form.startswith("other-"), rank
