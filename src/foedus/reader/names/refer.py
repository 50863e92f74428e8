"""What "the two countries", "the former" or "its" stand for, where the text fixes it; elsewhere they are left alone.

Nearest first: the sentence itself before the word, then the sentence before, within the block; for numbers of states
also the block before. The number must agree, and where several would fit nothing is resolved, save that the subject
of a sentence goes before the rest of it.
"""

import re
from collections.abc import Callable, Mapping, Sequence

import msgspec

from foedus.reader.mention import PARTIES, Mention
from foedus.reader.names.references import (
    BARE,
    BODY,
    CLAUSE,
    COUNTED,
    COUNTRY,
    HOW_MANY,
    KINGDOMS,
    NUMBERS,
    ORDINAL,
    OWNS,
    PRONOUN,
    SHARE,
    fits,
)  # fmt: skip
from foedus.reader.names.scene import Sentence, distinct, joined, modifies, scene

LONGEST = 50_000
"""Characters of a block in which references are looked for: what is longer is no paragraph."""


class _Found(msgspec.Struct, frozen=True):
    start: int
    end: int
    keys: tuple[str, ...] = ()
    of: Mention | None = None

    def mention(self) -> Mention:
        if self.of is None:
            return Mention(self.start, self.end, "; ".join(self.keys), "collective", "pronoun", self.keys)
        one = self.of
        return Mention(self.start, self.end, one.key, one.type, "pronoun", one.keys, one.country, one.category)


def resolve(
    texts: Sequence[str],
    mentions: Sequence[Sequence[Mention]],
    names: Mapping[str, str] | None = None,
    about: Sequence[str] = (),
    body: str = "",
    party: Sequence[Sequence[str]] = (),
) -> list[list[Mention]]:
    """The mentions of a document's blocks with references to earlier ones added, in order.

    `names` gives the names by which a key's entity goes, in small letters, so that "the union" finds unions only.
    `about`: for each block the state that it is about, which "the country" is before one of several that are named.
    `body`: the organisation that the document is about; `party`: sets of states that it is about, whom "the three"
    means where nobody nearer is meant.
    """
    called = names or {}
    done: list[list[Mention]] = []
    past: list[Sentence] = []
    for number, (text, found) in enumerate(zip(texts, mentions, strict=True)):
        if len(text) > LONGEST:
            done.append(list(found))
            continue
        block = _Block(number, text, list(found), past, called, about[number] if about else "", body, party)
        done.append(block.run())
        past = [*past[-12:], *scene(number, text, done[-1])]
    return done


class _Block:
    """A block in which references are resolved one after the other, so that later ones can build on earlier ones."""

    def __init__(
        self,
        number: int,
        text: str,
        mentions: list[Mention],
        past: Sequence[Sentence],
        names: Mapping[str, str],
        about: str = "",
        body: str = "",
        party: Sequence[Sequence[str]] = (),
    ) -> None:
        self.about, self.body, self.party = about, body, party
        self.number, self.text, self.mentions, self.past, self.names = number, text, mentions, past, names
        self.here = scene(number, text, mentions)

    def run(self) -> list[Mention]:
        """The mentions of the block with those resolved."""
        wanted: list[tuple[int, int, Callable[[re.Match[str]], _Found | None], re.Match[str]]] = []
        pairs: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], _Found | None]], ...] = (
            (COUNTED, self._counted), (BARE, self._bare), (ORDINAL, self._ordinal), (COUNTRY, self._country),
            (BODY, self._body), (PRONOUN, self._pronoun),
        )  # fmt: skip
        for pattern, resolver in pairs:
            wanted += [(found.start(), -found.end(), resolver, found) for found in pattern.finditer(self.text)]
        end = 0
        for start, _, resolver, match in sorted(wanted, key=lambda one: one[:2]):
            if start < end or any(one.start < match.end() and start < one.end for one in self.mentions):
                continue
            found = resolver(match)
            if found is not None:
                end = found.end
                self.mentions = sorted([*self.mentions, found.mention()], key=lambda one: one.start)
                self.here = scene(self.number, self.text, self.mentions)
        return self.mentions

    # --- looking back ---

    def _sentence(self, place: int) -> int:
        return next((at for at, one in enumerate(self.here) if one.start <= place < one.end), 0)

    def _back(self, place: int, blocks: int = 0) -> list[tuple[Sentence, tuple[Mention, ...]]]:
        """The sentence of a place up to it, then those before, of the block and of so many blocks before it."""
        at = self._sentence(place)
        found = [(self.here[at], self.here[at].before(place))] if self.here else []
        found += [(one, one.named) for one in reversed(self.here[:at])]
        found += [(one, one.named) for one in reversed(self.past) if one.block >= self.number - blocks]
        return found

    # --- so many states ---

    def _counted(self, match: re.Match[str]) -> _Found | None:
        both = (match["both"] or "").split()
        number = NUMBERS[(match["number"] or both[0]).lower()]
        return self._so_many(number, match.start(), match.end())

    def _bare(self, match: re.Match[str]) -> _Found | None:
        return self._so_many(NUMBERS[(match["number"] or match["both"]).lower()], match.start(), match.end())

    def _so_many(self, number: int, start: int, end: int) -> _Found | None:
        keys = self._named_after(number, end) or self._named_before(number, start) or self._about_all(number)
        return _Found(start, end, keys) if keys else None

    def _about_all(self, number: int) -> tuple[str, ...]:
        """Those whom the document is about, where they are so many."""
        return next((tuple(keys) for keys in self.party if len(keys) == number), ())

    def _named_after(self, number: int, end: int) -> tuple[str, ...]:
        """ "Both countries, Kenya and Uganda, ..." """
        for run in joined(self.text, [one for one in self.mentions if one.start >= end]):
            if run[0].start - end <= 3 and len(distinct(run)) == number:
                return distinct(run)
            break
        return ()

    def _named_before(self, number: int, start: int) -> tuple[str, ...]:
        seen: dict[str, None] = {}
        titled = len(self.party) > 0 and len(self.party[0]) == number
        for sentence, named in self._back(start, blocks=0 if titled else 1):
            runs = [distinct(run) for run in joined(sentence.text, named)]
            runs += [one.keys for one in named if one.type == "collective"]
            fitting = [run for run in runs if len(run) == number]
            here = distinct(named)
            subject = self._subjects(number, sentence)
            if len({frozenset(run) for run in fitting}) > 1:
                return ()
            if fitting and (len(here) == number or not subject):
                return fitting[0]
            if subject and (fitting or len(here) > number):
                return subject
            near = sentence.block == self.number or number == 2
            if near and len(here) == number:
                return here
            seen = dict.fromkeys([*here, *seen])
            if near and len(seen) == number:
                return tuple(seen)
            if len(seen) > number:
                return ()
        return ()

    def _subjects(self, number: int, last: Sentence) -> tuple[str, ...]:
        """So many states as the joint subject of an earlier sentence of the block, where there is just one such set."""
        found = {
            frozenset(distinct(run)): distinct(run)
            for sentence in self.here
            if sentence.start <= last.start and last.block == self.number
            for run in joined(sentence.text, sentence.named)
            if run[0].start - sentence.start < 5 and len(distinct(run)) == number
        }
        return next(iter(found.values())) if len(found) == 1 else ()

    # --- one of those before ---

    def _ordinal(self, match: re.Match[str]) -> _Found | None:
        for sentence, named in self._back(match.start())[:2]:
            runs = [run for run in joined(sentence.text, named) if len(run) == 2]
            parties = [one for one in named if one.type in PARTIES]
            two = runs[-1] if runs else tuple(parties) if len({one.key for one in parties}) == len(parties) == 2 else ()
            if two:
                return _Found(match.start(), match.end(), of=two[0 if match["which"].lower() == "former" else 1])
        return None

    def _country(self, match: re.Match[str]) -> _Found | None:
        kingdom = match["noun"].lower() in ("kingdom", "monarchy")
        back = self._back(match.start(), blocks=int(kingdom))
        for sentence, named in back if kingdom else back[:2]:
            states = [one for one in named if one.type == "state" and not modifies(sentence.text, one)]
            if kingdom:
                states = [Mention(0, 0, key, "state") for key in distinct(named) if key in KINGDOMS]
            one = _only(states)
            if one is None and states and self.about and not kingdom:
                one = Mention(0, 0, self.about, "state")
            one = one or (sentence.subject if sentence.subject in states else None)
            if one is not None and one is sentence.subject and self._same_clause(sentence, one, match.start()):
                return None
            if one is not None:
                return _Found(match.start(), match.end(), of=one)
            if states:
                return None
        return None

    def _same_clause(self, sentence: Sentence, subject: Mention, place: int) -> bool:
        """Whether a place stands in the clause of a subject, which would there be "its", not "the country's"."""
        here = sentence.block == self.number and sentence.start <= place < sentence.end
        return here and CLAUSE.search(self.text, subject.end, place) is None

    def _body(self, match: re.Match[str]) -> _Found | None:
        noun = match["noun"].lower()
        for _, named in self._back(match.start(), blocks=1):
            fitting = [one for one in named if fits(one, noun, self.names.get(one.key, ""))]
            if fitting:
                return _Found(match.start(), match.end(), of=fitting[-1])
        one = Mention(0, 0, self.body, "organisation")
        if self.body and fits(one, noun, self.names.get(self.body, "")):
            return _Found(match.start(), match.end(), of=one)
        if noun == "alliance" and any(one.key == "nato" for sentence in self.past for one in sentence.named):
            return _Found(match.start(), match.end(), of=Mention(0, 0, "nato", "organisation"))
        return None

    def _pronoun(self, match: re.Match[str]) -> _Found | None:
        if match["he"]:
            return self._person(match)
        if match["they"]:
            return self._they(match)
        return self._it(match)

    def _it(self, match: re.Match[str]) -> _Found | None:
        at = self._sentence(match.start())
        sentence = self.here[at]
        named = [one for one in sentence.before(match.start()) if one.type in (*PARTIES, "platform")]
        before = [one for one in named if not modifies(self.text, one)]
        if before:
            one = self._nearest(sentence, before, match.start())
            return _Found(match.start(), match.end(), of=one) if one is not None else None
        others = [one for one in sentence.before(match.start()) if one not in named]
        if others or at == 0 or match.start() - sentence.start > 60:
            return None
        before_it = self.here[at - 1].subject
        if before_it is None or before_it.type in ("collective", "group"):
            return None
        return _Found(match.start(), match.end(), of=before_it)

    def _nearest(self, sentence: Sentence, before: Sequence[Mention], place: int) -> Mention | None:
        """The one in the clause before a place, else the subject of a sentence that is one clause so far."""
        if SHARE.search(self.text, max(0, place - 14), place):
            return None
        cuts = [cut.end() for cut in CLAUSE.finditer(self.text, sentence.start, place)]
        clause = [one for one in before if not cuts or one.start >= cuts[-1]]
        if len(before) > 1:
            clause = [one for one in clause if not OWNS.match(self.text, one.end)]
        one = _only(clause)
        if one is None and (not cuts or cuts[-1] <= before[0].start) and sentence.subject in before:
            one = sentence.subject
        if one is None and not clause and len(cuts) == 1:
            one = sentence.subject if sentence.subject is not None and _only(before) is not None else None
        if one is None or one.type in ("collective", "group"):
            return None
        modifies = one.form == "demonym" and len(before) > 1
        return None if modifies else one

    def _they(self, match: re.Match[str]) -> _Found | None:
        for sentence, named in self._back(match.start())[:2]:
            subject = sentence.subject if sentence.subject in named else None
            if subject is not None and subject.type in ("collective", "group"):
                return _Found(match.start(), match.end(), subject.keys, of=subject if subject.type == "group" else None)
            runs = [run for run in joined(sentence.text, named) if run[0] is subject or run[0].start == sentence.start]
            if runs and len(distinct(runs[0])) > 1 and len(distinct(runs[0])) == len(runs[0]):
                return _Found(match.start(), match.end(), distinct(runs[0]))
            if any(one.type in PARTIES for one in named):
                return None
        return None

    def _person(self, match: re.Match[str]) -> _Found | None:
        own = match["he"].lower() in ("his", "her")
        opens = match.start() - self.here[self._sentence(match.start())].start < 12
        back = self._back(match.start(), blocks=int(opens))
        for _, named in back[: 1 if own and not opens else 2 if own else 5]:
            people = [one for one in named if one.type == "person"]
            if people:
                one = _only(people)
                return _Found(match.start(), match.end(), of=one) if one is not None else None
        return None


def _only(mentions: Sequence[Mention]) -> Mention | None:
    """The mention, where all are of one and the same."""
    return mentions[-1] if mentions and len({one.key for one in mentions}) == 1 else None


def counted(text: str, mentions: Sequence[Mention], members: Mapping[str, Sequence[str]]) -> list[Mention]:
    """The mentions with groups that a number fixes as collectives: "all five Nordic states" are the five."""
    return [_fixed(text, one, members.get(one.key, ())) for one in mentions]


def _fixed(text: str, one: Mention, members: Sequence[str]) -> Mention:
    number = HOW_MANY.search(text, max(0, one.start - 20), one.start) if members else None
    if number is None or NUMBERS.get(number["number"].lower()) != len(members):
        return one
    return Mention(number.start(), one.end, one.key, "collective", "counted", tuple(members))
