"""Offices, ministries and people: role words beside states, and the names that follow them."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

import msgspec

from foedus.reader.languages.data import language
from foedus.reader.languages.decline import forms
from foedus.reader.languages.leaders import Leader, leaders, skeleton
from foedus.reader.languages.names import Named
from foedus.reader.languages.tokens import Patterns, Token, fold, patterns
from foedus.reader.mention import Mention
from foedus.reader.names.roles import adjective, agency_key
from foedus.terms.words import slug

_OWNER = frozenset(["nom", "gen", "adj"])
_HOME = ("defence-ministry", "foreign-ministry", "defence-minister", "foreign-minister")
"""Roles that are those of the language's own state where no other is named."""
_CLOSE = (" ", "-", "\u00a0")
FAMOUS = 2
"""Consonants of a surname by which alone somebody is known, more than."""
LONGEST = 3
"""Words of a person's name."""
_RUSSIAN = (("ins", re.compile("(?:ом|ем|ым|им)$")), ("gen", re.compile("[ая]$")), ("dat", re.compile("[ую]$")))


@cache
def _roles(code: str) -> Patterns:
    """Role words: `(what, role)`."""
    own = language(code).names
    table = {word: (what, role) for what in ("offices", "ministries", "sides") for word, role in own[what].items()}
    return patterns(code, table)


@cache
def _endings(code: str) -> tuple[tuple[str, str], ...]:
    folded = fold(code)
    pairs = {
        folded(end): case
        for row in language(code).grammar.nouns
        for case, ends in row.forms.items()
        for end in ends
        if end and case != "adj"
    }
    return tuple(sorted(pairs.items(), key=lambda pair: -len(pair[0])))


@cache
def _heads(code: str) -> Mapping[str, frozenset[str]]:
    """The cases of the nouns that begin a role."""
    found: dict[str, set[str]] = {}
    heads = language(code).names.get("heads", {})
    for what in ("words", "adjectives"):
        for word in heads.get(what, ()):
            for (form, *_), case in forms(word, code, adjective=what == "adjectives"):
                found.setdefault(form, set()).add(case)
    return {form: frozenset(cases) for form, cases in found.items()}


def _role_of(hit: tuple[int, object]) -> tuple[str, str]:
    """What a role word is, and which role."""
    what, role = msgspec.convert(hit[1], tuple[str, str])
    return what, role


class People:
    """Puts names, role words and states of one text together. `known`: who was named before, by surname."""

    def __init__(self, words: Sequence[Token], text: str, code: str, known: dict[str, Mention]) -> None:
        self.words, self.text, self.code, self.known = words, text, code, known
        self.verb_last = language(code).grammar.verb_last
        self.titles = frozenset(map(fold(code), language(code).names["titles"]["words"]))

    def composed(self, found: Sequence[Named]) -> list[Named]:
        """The names with offices, ministries and people among them, from left to right."""
        self.at = {one.first: one for one in found}
        self.before = {one.last: one for one in found}
        self.taken = {n for one in found for n in range(one.first, one.last)}
        place, made = 0, list[Named]()
        while place < len(self.words):
            hit = None if place in self.taken else _roles(self.code).at(self.words, place)
            one = self._role(place, hit[0], *_role_of(hit)) if hit else None
            if one is None and hit is None and place + 1 in self.at and place not in self.taken:
                one = self._around(place)
            if one is None and place not in self.taken and self.words[place].capital:
                one = self._bare(place)
            if one is None:
                place += 1
                continue
            made.append(one)
            self.taken |= set(range(one.first, one.last))
            place = max(one.last, place + 1)
        kept = [one for one in found if not any(m.first <= one.first < m.last for m in made)]
        return sorted([*kept, *made], key=lambda one: one.first)

    def _around(self, place: int) -> Named | None:
        """A role word of several words with the state's adjective inside: "глава малийской дипломатии"."""
        state = self.at[place + 1]
        if "adj" not in state.cases or state.last != place + 2:
            return None
        hit = _roles(self.code).at([self.words[place], *self.words[place + 2 : place + 5]], 0)
        if hit is None or hit[0] < 2:
            return None
        what, role = _role_of(hit)
        last = place + 1 + hit[0]
        if what != "offices":
            return None
        country = state.party
        called = self._called(last, country)
        if called is not None:
            return self._named(called[0], "person", place, called[1], place, last, called[2])
        return self._named(f"{adjective(country)}-{role}", "person", place, last, place, last, country, "office")

    def _role(self, first: int, last: int, what: str, role: str) -> Named | None:
        """A role word with its state and its bearer; None where it has neither."""
        state = self._state_before(first) or (self._state_after(last) if not self.verb_last else None)
        start, end = first, last
        if state is not None:
            start, end = min(first, state.first), max(last, state.last)
        country = (
            state.party if state is not None and state.mention.type in ("state", "territory", "organisation") else ""
        )
        if not country and role in _HOME and state is None:
            country = language(self.code).grammar.home
        if what == "sides":
            return self._side(state, start, end)
        if what == "ministries":
            if not country or not country.isupper():
                return None
            return self._named(agency_key(role, country), "agency", start, end, first, last, country, "office")
        called = self._called(end, country)
        if called is not None:
            key, last_, country_ = called
            self.known[f"{country_}-{role}"] = Mention(0, 0, key, "person", country=country_)
            return self._named(key, "person", start, last_, first, last, country_)
        if not country:
            return None
        key = f"{adjective(country)}-{role}" if country.isupper() else f"{country}-{role}"
        named = self.known.get(f"{country}-{role}")
        key = named.key if named is not None else key
        return self._named(key, "person", start, end, first, last, country, "name" if named else "office")

    def _side(self, state: Named | None, start: int, end: int) -> Named | None:
        if state is None or not state.cases & (frozenset(["adj"]) if not self.verb_last else _OWNER):
            return None
        cases = self._cases(start, end, start, end)
        mention = msgspec.structs.replace(
            state.mention, start=self.words[start].start, end=self.words[end - 1].end, form="side"
        )
        return Named(mention, start, end, cases)

    def _state_before(self, first: int) -> Named | None:
        state = self.before.get(first)
        if state is None or state.mention.type not in ("state", "territory", "organisation"):
            return None
        return state if not self.verb_last or state.cases & _OWNER else None

    def _state_after(self, last: int) -> Named | None:
        state = self.at.get(last)
        fits = (
            state is not None and state.mention.type in ("state", "territory", "organisation") and "gen" in state.cases
        )
        return state if fits else None

    def _called(self, place: int, country: str) -> tuple[str, int, str] | None:
        """The name that begins at a word, perhaps behind titles: key, the place behind it, country."""
        while place < len(self.words) and (
            self.words[place].form in self.titles or self.words[place].form.rstrip("аомуеы") in self.titles
        ):
            place += 1
        end = place
        while end < len(self.words) and end - place < LONGEST and self.words[end].capital and end not in self.taken:
            gap = self.text[self.words[end - 1].end : self.words[end].start] if end > place else " "
            if gap.strip(" -'’") or self.text[self.words[end].start].isdigit():
                break
            end += 1
        if end == place or (place and self.text[self.words[place - 1].end : self.words[place].start].strip(" -'’«\"")):
            return None
        name = [self.text[word.start : word.end] for word in self.words[place:end]]
        for length in range(len(name), 0, -1):
            known = self._known(name[:length], country)
            if known is not None:
                return known[0], self._behind(place + length), known[1]
        if len(name) == LONGEST and self._behind(end) > end:
            name, end = name[:-1], end - 1  # "Cumhurbaşkanı A B C'de": the last is where, not who
        if len(name) < 2:
            return None
        key = slug(" ".join(self._nominative(part) for part in name))
        self.known[skeleton(self._nominative(name[-1]))] = Mention(0, 0, key, "person", country=country)
        return key, self._behind(end), country

    def _known(self, name: Sequence[str], country: str) -> tuple[str, str] | None:
        """A leader, or somebody named before: key and country."""
        leader = self._leader(name, country)
        if leader is not None:
            self.known[leader.last] = Mention(0, 0, leader.key, "person", country=leader.country)
            return leader.key, leader.country
        seen = self.known.get(skeleton(self._nominative(name[-1])))
        return (seen.key, seen.country) if seen is not None else None

    def _behind(self, end: int) -> int:
        """The place behind a name's ending after an apostrophe or a hyphen."""
        return end + (end < len(self.words) and self.words[end].joined and not self.words[end].capital)

    def _nominative(self, name: str) -> str:
        """A name without the ending of its case, as far as it can be told."""
        for ending, instead in language(self.code).grammar.bare:
            made = re.sub(ending, instead, name)
            if made != name:
                return made
        return name

    def _leader(self, name: Sequence[str], country: str) -> Leader | None:
        for last in dict.fromkeys([name[-1], self._nominative(name[-1]), *self._stripped(name[-1])]):
            for leader in leaders().get(skeleton(last), ()):
                first = skeleton(name[0])
                by_first = (
                    len(name) > 1
                    and bool(first)
                    and (first.startswith(leader.first[:2]) or leader.first.startswith(first[:2]))
                )
                if country and leader.country == country and (len(name) == 1 or by_first or leader.famous):
                    return leader
                if not country and len(name) == 1 and leader.famous and len(leader.last) > FAMOUS:
                    return leader
                if not country and by_first and len(leader.last) > 1:
                    return leader
        return None

    def _stripped(self, name: str) -> list[str]:
        folded = fold(self.code)(name)
        return [
            name[: len(name) - len(end)]
            for end, _ in _endings(self.code)
            if folded.endswith(end) and len(name) - len(end) > 3 and len(folded) == len(name)
        ]

    def _bare(self, place: int) -> Named | None:
        """A name without an office: a leader's in full, a famous surname, or somebody named before."""
        if self.verb_last and self.words[place].joined:
            return None
        word = self.text[self.words[place].start : self.words[place].end]
        if place + 1 < len(self.words) and self.words[place + 1].capital and place + 1 not in self.taken:
            end = place + 2
            while end < len(self.words) and end < place + LONGEST and self.words[end].capital and end not in self.taken:
                if self.text[self.words[end - 1].end : self.words[end].start] not in _CLOSE:
                    break
                end += 1
            if self.text[self.words[place].end : self.words[place + 1].start] not in _CLOSE:
                end = place + 1
            for last in range(end, place + 1, -1):
                name = [self.text[one.start : one.end] for one in self.words[place:last]]
                leader = self._leader(name, "")
                if leader is not None:
                    self.known[leader.last] = Mention(0, 0, leader.key, "person", country=leader.country)
                    return self._person(leader.key, leader.country, place, last)
        for last_name in dict.fromkeys([word, self._nominative(word), *self._stripped(word)]):
            bones = skeleton(last_name)
            seen = self.known.get(bones)
            if seen is not None and len(bones) > 2:
                return self._person(seen.key, seen.country, place, place + 1)
            for leader in leaders().get(bones, ()):
                if leader.famous and len(bones) > 2 and slug(last_name)[:2] == leader.key.split("-")[-1][:2]:
                    return self._person(leader.key, leader.country, place, place + 1)
        return None

    def _person(self, key: str, country: str, first: int, last: int) -> Named:
        if last < len(self.words) and self.words[last].joined and not self.words[last].capital:
            last += 1
        return self._named(key, "person", first, last, last - 1, last, country)

    def _named(
        self, key: str, type: str, start: int, end: int, first: int, last: int, country: str, form: str = "name"
    ) -> Named:
        mention = msgspec.convert(
            {"start": self.words[start].start, "end": self.words[end - 1].end, "key": key, "type": type,
             "form": form, "country": country}, Mention,
        )  # fmt: skip
        return Named(mention, start, end, self._cases(start, end, first, last))

    def _cases(self, start: int, end: int, first: int, last: int) -> frozenset[str]:
        """By the ending of the role word (Russian: its first word), of the last word in the other languages."""
        if not self.verb_last:
            for word in self.words[first:last]:
                if word.form in _heads(self.code):
                    return _heads(self.code)[word.form]
            form = self.words[first].form
            for case, pattern in _RUSSIAN:
                if pattern.search(form) and not (case == "gen" and form.endswith("ия")):
                    return frozenset([case, "acc"] if case == "gen" else [case])
            return frozenset(["nom"])
        word = self.words[end - 1]
        if word.joined:
            for ending, case in _endings(self.code):
                if word.form == ending:
                    return frozenset([case])
        for ending, case in _endings(self.code):
            if len(ending) > 1 and word.form.endswith(ending) and case in ("com", "gen", "abl", "loc"):
                return frozenset([case])
        return frozenset(["nom"])
