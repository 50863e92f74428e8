"""A document becomes proposals: named things and expressions found, promising passages parsed, frames matched.

A proposal is a row of its kind's table with the characters that each part was read from. Nothing is accepted here.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Any

import msgspec

from foedus.codebook import load
from foedus.reader.clock import Clock, time_after
from foedus.reader.completed import carried, completed
from foedus.reader.document import Document, Passage
from foedus.reader.ellipsis import each_as_many, in_turn, left_out, with_verb_left_out
from foedus.reader.expressions import find as expressions
from foedus.reader.expressions.currency import whose
from foedus.reader.expressions.dates import Anchor
from foedus.reader.focus import body, foci, partners
from foedus.reader.frames import attach, model, wording
from foedus.reader.frames.match import Candidate, candidates
from foedus.reader.frames.plan import FALLBACKS
from foedus.reader.frames.sentence import Context, Sentence, Time
from foedus.reader.frames.tree import plain
from foedus.reader.items import is_item, leads
from foedus.reader.mention import PARTIES, Mention
from foedus.reader.once import best_of, once
from foedus.reader.proposal import Proposal
from foedus.reader.scene import scene_after
from foedus.reader.scorer.features import features
from foedus.reader.spread import NAMES_THEM, counts_members, in_series, on_each_day, told_by_name, what_stands_before
from foedus.reader.steps import goes_on, steps
from foedus.reader.subject import concerns
from foedus.reader.voice import voices

__all__ = ["Marked", "Names", "Proposal", "apart", "marked", "promising", "proposals", "propose"]

DOUBTED = -0.5
"""Frames of at most this prior say nothing where the sentence only weighs a possibility."""
LONGEST_QUOTE = 300
"""Characters, as the codebook has it."""


class Marked(msgspec.Struct, frozen=True):
    """A passage and what is named in it: what a worker is handed."""

    passage: Passage
    mentions: tuple[Mention, ...]
    before: tuple[Mention, ...] = ()
    """Who was named at the end of the passage before it."""
    focus: str = ""
    voice: tuple[str, ...] = ()
    """Who says "I" in it."""
    scene: Mention | None = None
    """Where the passage before it left off: see `scene`."""
    time: Time | None = None
    """When it begins: see `clock`."""
    published: str = ""
    body: str = ""
    """The organisation that the document is about, if any."""
    partner: str = ""
    """The other state, where it is about two."""

    @property
    def text(self) -> str:
        """The passage's text, in which offsets count."""
        return self.passage.text


Names = Callable[[Sequence[Passage]], Sequence[Sequence[Mention]]]
"""Whatever finds the names in passages, in document order."""


def marked(document: Document, names: Names, published: str, authors: Sequence[str] = ()) -> Iterator[Marked]:
    """The passages that are read, with all their mentions, those that overlap a longer one left out.

    Left out are passages about something else than security and foreign affairs.

    `authors`: names, where not those that the document gives itself.
    """
    anchor = Anchor(published)
    passages = list(document.passages())
    found = [
        tuple(apart([*(one for one in named if not _is_cited(passage.text, one)), *_said_when(passage, anchor)]))
        for passage, named in zip(passages, names(passages), strict=True)
    ]
    texts = [passage.text for passage in passages]
    about_body = body(texts, found)
    before: tuple[Mention, ...] = ()
    scene: Mention | None = None
    clock = Clock(texts, found, anchor, published)
    fitting = concerns(texts)
    speaking = voices(texts, found, authors or document.about.authors)
    states = foci(texts, found)
    others = partners(texts, found, states)
    for passage, mentions, voice, fits, about, partner in zip(
        passages, found, speaking, fitting, states, others, strict=True
    ):
        time = clock.begin(passage, mentions)
        if fits:
            dated = time is not None and time.head is not None  # an entry of a chronology goes on from no other
            yield Marked(
                passage, mentions, () if dated else before, about, voice, scene, time, published, about_body, partner
            )
        scene = scene_after(passage.text, mentions, scene)
        if any(one.type in PARTIES for one in mentions):
            before = mentions[-6:]


def _said_when(passage: Passage, anchor: Anchor) -> list[Mention]:
    """Times, sums and numbers of a passage; a year that stands over the next ones holds for days without a year."""
    if passage.role == "heading":
        year = _CHAPTER.fullmatch(passage.text)
        anchor.chapter = int(year[1]) if year else None
    return expressions(passage.text, anchor)


_CHAPTER = re.compile(r"\W*(?:in |the year )?((?:1[5-9]|20)\d\d)\W*", re.IGNORECASE)
_YEAR = re.compile(r",? \d{4}[a-z]?\s*[);,:]")


def _is_cited(text: str, one: Mention) -> bool:
    """Whether a body is named as the author of a cited work: "(Human Rights Watch, 2019)"."""
    if one.type not in ("organisation", "agency", "firm") or text[one.start - 1 : one.start] not in "(;, ":
        return False
    opened = text.rfind("(", max(0, one.start - 100), one.start)
    return opened >= 0 and ")" not in text[opened : one.start] and _YEAR.match(text, one.end) is not None


def apart(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions that no longer one overlaps, in order."""
    kept: list[Mention] = []
    starts: list[int] = []
    for one in sorted(mentions, key=lambda mention: (mention.start - mention.end, mention.start)):
        at = bisect_left(starts, one.end)
        if at == 0 or kept[at - 1].end <= one.start:
            kept.insert(at, one)
            starts.insert(at, one.start)
    return kept


def promising(passage: Marked) -> bool:
    """Whether a passage is worth parsing: it names a party or arms and holds the beginning of a trigger word."""
    if not any(one.type in PARTIES or one.type in ("person", "collective", "platform") for one in passage.mentions):
        return False
    lower = passage.text.lower()
    return any(stem in lower for stem in _stems())


@cache
def _stems() -> frozenset[str]:
    return frozenset(lemma[: max(3, len(lemma) - 1)] for lemma in model.triggers())


def propose(
    document: Document, names: Names, parse: Callable[[str], Any], published: str, authors: Sequence[str] = ()
) -> list[Proposal]:
    """What the frames find in a document. `parse` is spaCy's; `published`, EDTF, is what dates count from."""
    found: list[Proposal] = []
    said: list[Proposal] = []
    for part in marked(document, names, published, authors):
        here = list(proposals(part, parse, said)) if promising(part) else []
        found += here
        said = [one for one in here if one.sentence[1] >= len(part.text.rstrip())]
    return once(found)


def proposals(part: Marked, parse: Callable[[str], Any], said: Sequence[Proposal] = ()) -> Iterator[Proposal]:
    """What the frames find in a passage. `said`: what was found in the sentence before it."""
    before = [list(part.before)] if part.before else []
    context = Context(before, part.focus, part.voice, part.scene, part.time, part.published, part.body, part.partner)
    mentions = part.mentions
    starts = [one.start for one in mentions]
    intro: list[Mention] = []
    waiting: list[Proposal] = []  # for what the next sentence adds
    told: list[Proposal] = []
    for span in plain(parse(part.text)).sents:
        named = mentions[bisect_left(starts, span.start_char) : bisect_left(starts, span.end_char)]
        if intro and is_item(part.text, span.start_char):
            context.before = [intro]
        sentence = Sentence(span, named, context, part.text)
        intro = sentence.mentions if leads(span.text) else intro
        if sentence.mentions or context.before:
            found = [one for one in candidates(sentence) if not _in_passing(one, part)]
            made = (what_stands_before(_proposal(part, sentence, candidate), sentence) for candidate in found)
            spread = (
                each
                for one in made
                for each in (
                    *on_each_day(one, sentence),
                    *in_series(one, sentence),
                    *with_verb_left_out(one, sentence),
                    *left_out(one, sentence),
                    *in_turn(one, sentence),
                    *counts_members(one, sentence),
                    *each_as_many(one, sentence),
                )
            )
            here = best_of(spread)
            here += [*steps(here, sentence), *goes_on(said, here, sentence)]
            here = carried(here, told, sentence)
            told += here
            waiting = completed(waiting, sentence, here)
            if here:
                yield from waiting
                waiting = here
            if NAMES_THEM.match(span.text.strip()):
                yield from told_by_name(said, named)
            said = here
        context.time = time_after(sentence, context.time)
        if sentence.mentions:
            context.before = [sentence.mentions, *context.before[:2]]
            context.scene = scene_after(part.text, named, context.scene)
            context.scene = _where(said) or context.scene
    yield from waiting


def _where(here: Sequence[Proposal]) -> Mention | None:
    """Where those are of whom a sentence says that they are somewhere: of others in the next the same holds."""
    hosts = {one.row["host"]: one.spans["host"][0] for one in here if one.kind == "presences" and "host" in one.spans}
    if len(hosts) != 1:
        return None
    ((host, (start, end)),) = hosts.items()
    return Mention(start, end, host, "state" if len(host) == 3 and host.isupper() else "territory", "soil")


def _in_passing(candidate: Candidate, part: Marked) -> bool:
    """Whether what would be a standing fact is only weighed, or only the wording of a heading or of a note's title."""
    if candidate.grain == "summary" and candidate.assertion == "hypothetical" and candidate.prior <= DOUBTED:
        return True
    return candidate.grain == "summary" and part.passage.role in ("heading", "footnote", "caption")


def _proposal(part: Marked, sentence: Sentence, candidate: Candidate) -> Proposal:
    trigger = sentence.span.doc[candidate.token]
    columns = load().kinds[candidate.kind].by_name
    row: dict[str, str] = {}
    spans: dict[str, tuple[tuple[int, int], ...]] = {"trigger": ((candidate.start, candidate.end),)}
    for role, filled in candidate.roles.items():
        keys = candidate.keys(role)
        if role.startswith("_"):
            continue
        row[role] = "; ".join(sorted(keys) if columns[role].many else keys[:1])
        spans[role] = tuple((one.start, one.end) for one in filled.mentions)
    row |= candidate.set
    row |= attach.chosen(candidate.kind, sentence, trigger, row)
    for column, one in attach.fillings(candidate, sentence, trigger).items():
        if column in columns and column not in row:
            row[column] = one.key
            spans[column] = ((one.start, one.end),)
            if one.type == "money" and "currency" in columns:
                row["currency"] = one.category or whose(part.text[one.start : one.end], _states(candidate, sentence))
    if "category" in columns and "category" not in row and "item" in candidate.roles:
        kinds = [one.category for one in candidate.roles["item"].mentions if one.category]
        row |= {"category": kinds[0]} if kinds else {}
    if "unit" in columns and "unit" not in row and "value" in candidate.roles:
        unit = candidate.roles["value"].mentions[0].category
        row |= {"unit": unit} if unit else {}
    for column, words in wording.OPEN.items():
        open_ = column in columns and columns[column].required and not columns[column].words
        if open_ and column not in row:
            said = words(trigger)
            row |= {column: said} if said else {}
    if "speaks_for" in columns and "speaker" in candidate.roles:
        row |= _speaks_for(candidate.roles["speaker"].mentions)
    row["stage"], row["assertion"] = candidate.stage, candidate.assertion
    row["grain"] = candidate.grain or "single"
    start, end = candidate.sentence
    blocks = part.passage.blocks(start, end)
    row["locator"] = "; ".join(f"¶{number}" for number in blocks)
    if candidate.on_word_of:
        row["attribution"] = "; ".join(dict.fromkeys(one.key for one in candidate.on_word_of))
    row["quote"] = " ".join(part.text[start:end].split())[:LONGEST_QUOTE]
    return Proposal(
        kind=candidate.kind,
        row=row,
        block=part.passage.place(candidate.start)[0],
        sentence=candidate.sentence,
        spans=spans,
        frame=candidate.frame,
        groups=frozenset(
            one.key
            for filled in candidate.roles.values()
            for one in filled.mentions
            if one.type == "group" and not FALLBACKS & set(filled.path.split())
        ),
        score=candidate.prior,
        features=features(candidate, sentence, part.passage),
    )


def _states(candidate: Candidate, sentence: Sentence) -> list[str]:
    """The states of a claim, then of its sentence, then of its document."""
    own = [key for role in candidate.roles for key in candidate.keys(role)]
    return [*own, *(one.country or one.key for one in sentence.mentions), sentence.context.focus]


def _speaks_for(speakers: Iterable[Mention]) -> dict[str, str]:
    """Whom speakers speak for: their country, or themselves where they are states, groups or organisations."""
    own = ("state", "group", "organisation", "armed-group")
    found = dict.fromkeys(one.country or (one.key if one.type in own else "") for one in speakers)
    return {"speaks_for": "; ".join(sorted(found))} if found and all(found) else {}
