"""A parsed sentence with what is named in it, and the paths that lead from a trigger to what fills a role.

A mention stands at the head of its stretch of tokens. A path is steps joined by dots, taken from the trigger:
`subject`, `object`, `to`, `object.of`; the steps are those of `grammar`, and all prepositions.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import msgspec

from foedus.reader.frames.grammar import (
    ANY_SUBJECT,
    MODIFIERS,
    STEPS,
    SUBJECTS,
    VERBS,
    clause,
    governed,
    instances,
    joined,
    lemma_of,
    misread,
    modifiers,
    relative,
    subjects,
)
from foedus.reader.frames.lists import lists
from foedus.reader.frames.places import place_of_clause, pointed_to, unplaced
from foedus.reader.frames.pronouns import spoken_of, subject_of_all
from foedus.reader.frames.things import THINGS, meant, pointed_at
from foedus.reader.frames.tree import Span, Token
from foedus.reader.frames.unnamed import at_home, body, leads_to, opines, unnamed
from foedus.reader.items import MARK
from foedus.reader.mention import Mention, Type
from foedus.reader.subject import words_of


class Time(msgspec.Struct, frozen=True):
    """The day that a text goes on about: see `foedus.reader.clock`."""

    date: Mention | None
    age: int = 0
    """Sentences since."""
    head: Mention | None = None
    """The day at the head of the passage, which holds for all of it."""
    lead: Mention | None = None
    """The day of what a report is about."""
    lately: Mention | None = None
    """The day on which the passage before ended, for a sentence that says that it goes on from there."""


class Told(msgspec.Struct, frozen=True):
    """A claim that was found in this sentence or one before it: its kind, and who and what it is about."""

    kind: str
    roles: Mapping[str, tuple[Mention, ...]]
    sentence: int
    """Where its sentence begins in the passage."""


class Context(msgspec.Struct):
    """What a sentence stands in: who was spoken of just before it, and whom the document is about."""

    before: list[list[Mention]] = []
    """The mentions of the sentences before this one, the nearest first; a heading counts as one."""
    focus: str = ""
    """The state, or other party, that the document names most, where one stands out."""
    voice: tuple[str, ...] = ()
    """Who says "I": the authors, or the one who is interviewed."""
    scene: Mention | None = None
    """Where it was said last that something happens: "in Lebanon", or the soil of a mission known by its name."""
    time: Time | None = None
    """When."""
    published: str = ""
    """EDTF, of the document."""
    body: str = ""
    """The organisation that the document is about, where one stands out."""
    partner: str = ""
    """The state that it is about besides `focus`, where it is about two."""
    told: list[Told] = []
    """What was found in the passage so far, the latest last."""

    def last(self, types: Sequence[Type], depth: int = 2) -> list[Mention]:
        """The mentions of given types in the nearest sentence before this one that has any."""
        for mentions in self.before[:depth]:
            found = [one for one in mentions if one.type in types]
            if found:
                return found
        return []


_BY_CONTEXT = frozenset(["before", "scene", "there", "unplaced", "voice", "partner", "pair", "focus", "elided"])
"""Paths that lead out of the sentence."""
_NEAR = _BY_CONTEXT | {"after", "left", "right", "ahead", "behind", "clause", "sentence", "all"}
_NO_HEAD = frozenset(["unnamed", "voice", "home"])
"""Forms of mentions that stand for a phrase without being part of it: "the government" for the state it governs."""


class Sentence:
    """A sentence, its tokens, and the mentions that stand at their heads. Offsets are those of the block."""

    def __init__(self, span: Span, mentions: Iterable[Mention], context: Context | None = None, text: str = "") -> None:
        self.span = span
        self.text = text or span.doc.text
        """The whole passage's, in which offsets count."""
        self.context = context or Context()
        self.mentions = [one for one in mentions if span.start_char <= one.start and one.end <= span.end_char]
        self.at: dict[int, list[Mention]] = {}
        """Mentions by the index of the token at their head."""
        self.heads: dict[Mention, Token] = {}
        self.last: dict[int, Mention] = {}
        """Mentions by the index of their last token."""
        self.over: dict[int, Mention] = {}
        """Mentions by the index of every token of theirs."""
        for one in self.mentions:
            tokens = span.doc.char_span(one.start, one.end)
            if tokens is not None and len(tokens):
                head = tokens.root
                self.at.setdefault(head.i, []).append(one)
                self.heads[one] = head
                self.last[tokens[-1].i] = one
                self.over.update((token.i, one) for token in tokens)
                if one.key.endswith("-members"):  # "NATO members" speaks of NATO
                    body = msgspec.structs.replace(one, key=one.key.removesuffix("-members"), type="organisation")
                    self.at[head.i].append(body)
                    self.heads[body] = head
        self.lists = dict(lists(self.text, self.heads))
        """For a mention in an enumeration, all that stand in it."""
        self._walked: dict[tuple[int, str], list[Token]] = {}
        self._standing: dict[tuple[int, Sequence[Type]], list[Mention]] = {}
        """What paths have led to, which several frames ask for."""

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """The lemmas in it, in small letters."""
        return frozenset(lemma_of(token) for token in self.span)

    @cached_property
    def about_security(self) -> int:
        """How many different words of security and foreign affairs it has."""
        return words_of(self.span.text)

    # --- steps ---

    def walk(self, token: Token, path: str) -> list[Token]:
        """The tokens at which a path from a token ends. Nobody may change what is found, here and below."""
        key = (token.i, path)
        found = self._walked.get(key)
        if found is None:
            first, _, rest = path.partition(".")
            found = self.step(token, first)
            if rest:
                found = [end for one in found for end in self.walk(one, rest)]
            self._walked[key] = found
        return found

    def step(self, token: Token, step: str) -> list[Token]:
        """The tokens one step away."""
        if step == "subject":
            return self._just_before(token) or subjects(token) or (modifiers(token) if misread(token) else [])
        if step == "is" and token.dep_ == "attr" and self._just_before(token.head):
            return self._just_before(token.head)
        if step == "where":
            return [noun for noun in place_of_clause(token) if noun.i in self.at][-1:]
        if step in STEPS:
            return STEPS[step](token)
        return governed(token, step)

    def _just_before(self, verb: Token) -> list[Token]:
        """Who is named right before a finite verb that the parse gives no subject, as happens after enumerations."""
        if verb.pos_ not in VERBS or verb.dep_ not in ("conj", "ccomp", "advcl", "parataxis", "ROOT"):
            return []
        if any(child.dep_ in ANY_SUBJECT or child.dep_ == "auxpass" for child in verb.children):
            return []
        at = min([verb.i, *(child.i for child in verb.children if child.dep_ in ("aux", "neg"))]) - 1
        while at > self.span.start and verb.doc[at].pos_ == "ADV":
            at -= 1
        one = self.last.get(at)
        if (
            one is None
            or verb.tag_ not in ("VBZ", "VBP", "VBD")
            or self.heads[one].dep_ in ("poss", "compound", "amod")
        ):
            return []
        return [self.heads[one]]

    # --- mentions ---

    def fill(self, token: Token, path: str, types: Sequence[Type]) -> list[Mention]:
        """The mentions of given types that a path leads to.

        `clause` and `sentence` (or `all`) give all in that stretch; `before` those of the nearest sentence before that
        has any, `focus` whom the document is about, `partner` the other of two, `pair` both, `elided` whom it is about
        for a verb without subject and object, `voice` its authors, `scene` where things happen, `there` what that word
        means, `unplaced` the scene where nothing else says where, `after` what is named next before another verb,
        `ahead` and `behind` what is named nearest before and behind whatever stands between, `left` and `right` what
        stands right before and behind. A path that ends in `!` takes no mention inside a phrase: "backs Norway", not
        "backs Norway's plan"; one that ends in `~` takes the phrase itself where it describes a body: "set up a
        committee".
        """
        if path in _NEAR:
            return self._nearby(token, path, types)
        found: list[Mention] = []
        steps = path.rstrip("!~")
        if steps == "subject" and self._is_item(token):
            found += self._both(token, types)
        for end in self.walk(token, steps):
            there = self._described(end, types) if path.endswith("~") else self.standing_at(end, types)
            if path.endswith("!"):
                sure = [one for one in there if one.form in _NO_HEAD or _is_head(self.heads.get(one), end)]
                listed = {other for one in sure if one.type == "state" for other in self.lists.get(one, ())}
                there = [one for one in there if one in sure or one in listed]
            found += [one for one in there if one not in found]
        return found

    def _nearby(self, token: Token, path: str, types: Sequence[Type]) -> list[Mention]:
        """What a path leads to that goes by nearness, or out of the sentence."""
        if path in _BY_CONTEXT:
            return self._in_context(token, path, types)
        if path == "after":
            return self._after(token, types)
        if path in ("left", "right", "ahead", "behind"):
            return self._list_of(self._neighbour(token, path, types), types)
        stretch = clause(token) if path == "clause" else self.span
        return [one for part in stretch for one in self.at.get(part.i, ()) if one.type in types]

    def _in_context(self, token: Token, path: str, types: Sequence[Type]) -> list[Mention]:
        """What the sentences before, or the document, give."""
        context = self.context
        if path == "before":
            return context.last(types)
        if path == "there":
            return pointed_to(token, self.mentions, context.scene, types)
        if path == "scene" or (path == "unplaced" and unplaced(token, self.heads)):
            return [context.scene] if context.scene is not None and context.scene.type in types else []
        if path == "voice":
            return self._voice(token)
        if path == "pair":
            return self._pair(token) if "state" in types else []
        if path == "partner":
            there = bool(context.partner) and "state" in types
            return [Mention(token.idx, token.idx, context.partner, "state", "focus")] if there else []
        return self._about(token, types) if path == "focus" or (path == "elided" and _headless(token)) else []

    def _is_item(self, token: Token) -> bool:
        """Whether a verb without subject begins an item of a list, as in a joint statement: "(a) welcomed ..."."""
        if token.dep_ not in ("ROOT", "conj") or token.pos_ != "VERB" or MARK.match(self.span.text) is None:
            return False
        return not any(child.dep_ in ANY_SUBJECT for child in token.children) and not subjects(token)

    def _both(self, token: Token, types: Sequence[Type]) -> list[Mention]:
        """The two states that the document is about, together."""
        two = tuple(sorted(one.key for one in self._pair(token)))
        fits = "collective" in types and bool(two)
        return [Mention(token.idx, token.idx, "; ".join(two), "collective", "focus", two)] if fits else []

    def _pair(self, token: Token) -> list[Mention]:
        """The two states that the document is about, where it is about two."""
        two = (self.context.focus, self.context.partner)
        return [Mention(token.idx, token.idx, key, "state", "focus") for key in two] if all(two) else []

    def _neighbour(self, token: Token, path: str, types: Sequence[Type]) -> Mention | None:
        """The mention right before or behind a token, or the nearest of given types whatever stands between."""
        end = token.idx + len(token)
        if path == "left":
            return self.last.get(token.i - 1)
        if path == "right":
            return next((one for one in self.mentions if 0 < one.start - end < 6), None)
        fitting = [one for one in self.mentions if one.type in types and one in self.heads]
        if path == "ahead":
            return next((one for one in reversed(fitting) if one.end <= token.idx), None)
        return next((one for one in fitting if one.start >= end), None)

    def _list_of(self, one: Mention | None, types: Sequence[Type]) -> list[Mention]:
        """A mention with its enumeration, as far as it is of given types."""
        return [other for other in self.lists.get(one, (one,)) if other.type in types] if one is not None else []

    def _after(self, token: Token, types: Sequence[Type], reach: int = 9) -> list[Mention]:
        """The first mention of given types after a token, with its enumeration, where no finite verb stands between."""
        for place in range(token.i + 1, min(token.i + reach, self.span.end)):
            here = [one for one in self.at.get(place, ()) if one.type in types]
            if here:
                return [other for one in here for other in self._list_of(one, types)]
            if token.doc[place].tag_ in ("VBD", "VBZ", "VBP"):
                break
        return []

    def _at_home(self, token: Token) -> bool:
        """Whether a phrase stands for the state that the document is about: not where somebody else says "we"."""
        before = self.text[: token.idx]
        inside = before.count("“") > before.count("”") or before.count('"') % 2 == 1
        return not inside and (at_home(token) or any(at_home(one) for one in token.children if one.dep_ == "poss"))

    def _about(self, token: Token, types: Sequence[Type]) -> list[Mention]:
        """Whom the document is about, as far as of given types."""
        meant: tuple[tuple[str, Type], ...] = ((self.context.focus, "state"), (self.context.body, "organisation"))
        return [Mention(token.idx, token.idx, key, kind, "focus") for key, kind in meant if key and kind in types][:1]

    def _voice(self, token: Token) -> list[Mention]:
        """Who says "I" at a token; nobody within quotation marks."""
        before = self.text[: token.idx]
        inside = before.count("“") > before.count("”") or before.count('"') % 2
        if inside or "‘" in self.span.text or not self.context.voice:
            return []
        first, *more = self.context.voice
        return [Mention(token.idx, token.idx, first, "person", "voice", (first, *more) if more else ())]

    def _described(self, token: Token, types: Sequence[Type]) -> list[Mention]:
        """The mentions at the heads of a phrase, else the bodies that it describes."""
        found: list[Mention] = []
        alone = any(child.dep_ == "acl" for child in token.children)
        for part in [token] if alone else joined(token):
            here = [one for one in self.at.get(part.i, ()) if one.type in types]
            here = here or self._called(part, types)
            described = body(part) if not here and part.i not in self.at else None
            found += here or ([described] if described else [])
        return found

    def _called(self, phrase: Token, types: Sequence[Type]) -> list[Mention]:
        """The name that stands in apposition to a phrase, before it or behind: "the M23, an armed group founded in"."""
        beside = [child for child in phrase.children if child.dep_ == "appos"]
        beside += [phrase.head] if phrase.dep_ == "appos" else []
        return [one for other in beside for one in self.at.get(other.i, ()) if one.type in types]

    def _named(self, part: Token, types: Sequence[Type]) -> list[Mention]:
        """The mentions of given types at a token, of whose name it is a part, or in apposition to it."""
        here = [one for one in self.at.get(part.i, ()) if one.type in types]
        if not here and part.i in self.over and part.i not in self.at:
            here = [one for one in (self.over[part.i],) if one.type in types]
        beside = [other for other in part.children if other.dep_ == "appos"]
        return here or [one for other in beside for one in self.at.get(other.i, ()) if one.type in types]

    def _pointed_back(self, part: Token, types: Sequence[Type], here: list[Mention]) -> list[Mention]:
        """The mentions, those of things as what they mean; of a pronoun that is not known, whom it stands for."""
        if types[0] in THINGS:
            return self._things(part, here)
        if here or part.i in self.over or part.lower_ not in ("it", "they", "them"):
            return here
        if part.dep_ in SUBJECTS:
            return subject_of_all(part, self.span.root, self.at, types)
        before = self.context.before[0] if self.context.before else []
        return spoken_of(part, self.mentions, before, self.at, types)

    def standing_at(self, token: Token, types: Sequence[Type]) -> list[Mention]:
        """The mentions of given types that a phrase is about, with those joined to it by "and", and in apposition."""
        key = (token.i, types)
        found = self._standing.get(key)
        if found is None:
            found = self._standing[key] = self._stand_at(token, types)
        return found

    def _stand_at(self, token: Token, types: Sequence[Type]) -> list[Mention]:
        found: list[Mention] = []
        for part in joined(token):
            here = self._pointed_back(part, types, self._named(part, types))
            if not here and part.lower_ in ("i", "we") and "person" in types and opines(part.head):
                here = self._voice(part)
            if not here and "person" in types:
                speaker = unnamed(part, self.at)
                several = self._inside(part, types) if speaker else []
                here = several if len(several) > 1 else [speaker] if speaker else []
            if not here:
                here = self._inside(part, types)
            if not here and "state" in types and self.context.focus and part.i not in self.over and self._at_home(part):
                here = [msgspec.structs.replace(one, form="home") for one in self._about(part, types)]
            if not here:
                here = [one for end in instances(part) for one in self.at.get(end.i, ()) if one.type in types]
            if not here and part.dep_ == "appos":
                here = [one for one in self.at.get(part.head.i, ()) if one.type in types]
            here = [self._serving(one, part) for one in here]
            found += [one for one in here if one not in found]
        for one in list(found):
            found += [other for other in self.lists.get(one, ()) if other.type in types and other not in found]
        return found

    def _things(self, part: Token, found: list[Mention]) -> list[Mention]:
        """What a phrase for things means: "them", "the first of which", "the aircraft" are what was named before."""
        if found:
            things = [meant(one, part, self.mentions, self.context.before) for one in found]
        elif part.lower_ == "which":
            things = [one for noun in relative(part) for one in self.at.get(noun.i, ()) if one.type in THINGS]
        else:
            things = pointed_at(part, self.mentions, self.context.before)
        for one in things:
            self.heads.setdefault(one, part)
        return things

    def _serving(self, one: Mention, name: Token) -> Mention:
        """A person with the state whose office stands behind the name: "Kamau, the chairman of Ghana's council"."""
        if one.type != "person" or one.country or one.form != "new":
            return one
        offices = [child for child in name.children if child.dep_ == "appos"]
        states = [held for office in offices for held in self._inside(office, ("state", "agency"))]
        country = next((held.country or held.key for held in states), "")
        if not country:
            return one
        served = msgspec.structs.replace(one, country=country)
        self.heads.setdefault(served, name)
        return served

    def _inside(self, token: Token, types: Sequence[Type]) -> list[Mention]:
        """Mentions that modify the noun: "Turkish firms", "the army of Chad"; things only where they stand within."""
        found: list[Mention] = []
        for child in token.children:
            if child.lower_ == "whose":
                found += [one for noun in relative(child) for one in self.at.get(noun.i, ()) if one.type in types]
            elif child.dep_ in MODIFIERS:
                for part in joined(child):
                    found += [one for one in self.at.get(part.i, ()) if one.type in types]
                    found += self._inside(part, types)
            elif child.dep_ == "acl" and child.lemma_ in ("lead", "head"):
                for end in subjects(child):
                    found += self.standing_at(end, types) if end != token else []  # "a firm heading a consortium"
            elif child.dep_ == "prep" and (child.lemma_ == "of" or leads_to(token, child)):
                for end in child.children:
                    if end.dep_ == "pobj":
                        found += self.standing_at(end, types)
        return found


def _headless(verb: Token) -> bool:
    """Whether a verb at the head of a sentence has neither subject nor object: "Founded in 1990 by Chad and Mali."."""
    own = ANY_SUBJECT | {"dobj", "attr"}
    return verb.dep_ == "ROOT" and not any(child.dep_ in own for child in verb.children)


def _is_head(head: Token | None, phrase: Token) -> bool:
    """Whether a mention is what a phrase is about, or part of its name: "the M23 rebellion"."""
    heads = {*joined(phrase)}
    return head is not None and (head in heads or (head.dep_ in ("compound", "nmod") and head.head in heads))
