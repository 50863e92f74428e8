"""When things happen, as a text goes on: the day of one sentence holds for the next ones that tell what came of it.

A chronology gives a day at the head of a passage; a report the day of what it reports in its first lines.
"""

import re
from collections.abc import Iterable, Sequence

import msgspec

from foedus.reader.document import Passage
from foedus.reader.expressions.dates import Anchor
from foedus.reader.frames.sentence import Sentence, Time
from foedus.reader.mention import Mention
from foedus.reader.names.sentences import sentences
from foedus.terms import dates

LASTS = 2
"""Sentences at the end of a passage whose day the next one may go on from."""
HOLDS = 4
"""Sentences for which a day holds."""
FIRST_LINES = 3
"""Passages in which a report says when it was."""
_HEAD = re.compile(r"\s*(?:[-–—:.|]|$)")
_POINTS = re.compile(
    r"(?:today|yesterday|(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:earlier )?this (?:week|month))",
    re.IGNORECASE,
)
_ASIDE = frozenset(["relcl", "acl"])


class Clock:
    """The time with which each passage of a document begins; passages are taken in their order."""

    def __init__(
        self, texts: Sequence[str], found: Sequence[Sequence[Mention]], anchor: Anchor, published: str
    ) -> None:
        self.lead = lead_of(texts, found) if anchor.sure else None
        self.published = published
        self.heading: Mention | None = None
        self.lately: Mention | None = None

    def begin(self, passage: Passage, mentions: Sequence[Mention]) -> Time | None:
        """The time at the beginning of a passage; what it says itself is kept for the next."""
        titles = passage.role == "heading"
        head = head_of(passage.text, mentions)
        here = head or self.heading or (self.lead if titles else None)
        time = Time(None, head=here, lead=self.lead if passage.role == "body" else None, lately=self.lately)
        self.heading = head if titles else self.heading
        self.lately = lately_of(passage.text, mentions, self.published)
        return time if any((time.head, time.lead, time.lately)) else None


def head_of(text: str, mentions: Iterable[Mention]) -> Mention | None:
    """The day that stands at the head of a passage, as in a chronology: "12 May 2019 – ..."."""
    first = next((one for one in mentions if one.type == "date"), None)
    if first is None or text[: first.start].strip(" \n\t*•-–—(["):
        return None
    return first if _HEAD.match(text, first.end) or text[first.end : first.end + 1] in ")]" else None


def lead_of(texts: Sequence[str], found: Sequence[Sequence[Mention]]) -> Mention | None:
    """The day of what a report is about, where its first lines point to it: "on Tuesday", "yesterday"."""
    for text, mentions in zip(texts[:FIRST_LINES], found, strict=False):
        for one in mentions:
            if one.type == "date" and _POINTS.fullmatch(text, one.start, one.end):
                return one
    return None


def lately_of(text: str, mentions: Iterable[Mention], published: str) -> Mention | None:
    """The day with which a passage ends: the only one in its last two sentences."""
    spans = sentences(text)
    start = spans[-LASTS][0] if len(spans) >= LASTS else 0
    told = [one for one in mentions if one.type == "date" and one.form == "expression" and one.start >= start]
    told = [one for one in told if _one_day(one.key) and begun(one.key, published)]
    return told[-1] if len({one.key[:4] for one in told}) == 1 else None


def time_after(sentence: Sentence, time: Time | None) -> Time | None:
    """The time after a sentence, `time` being that before it.

    A day that only belongs to something described in passing, a span, and what is still to come set no time.
    """
    told = [one for one in sentence.mentions if one.type == "date" and one.form == "expression"]
    main = [one for one in told if not _in_passing(sentence, one) and _one_day(one.key)]
    main = [one for one in main if begun(one.key, sentence.context.published)]
    head = time.head if time else None
    if len({one.key[:4] for one in main}) == 1:
        return Time(main[-1], head=head)
    if main:
        return Time(None, head=head)
    return msgspec.structs.replace(time, age=time.age + 1) if time is not None else None


def begun(date: str, published: str) -> bool:
    """Whether a date is none that was still to come when a document was published."""
    earliest = dates.parse(date).earliest
    latest = dates.parse(published).latest if published else None
    return earliest is None or latest is None or earliest <= latest


def _one_day(key: str) -> bool:
    return "/" not in key and "X" not in key


def _in_passing(sentence: Sentence, one: Mention) -> bool:
    here = sentence.heads.get(one)
    while here is not None and here.head != here:
        if here.dep_ in _ASIDE:
            return True
        here = here.head
    return here is None
