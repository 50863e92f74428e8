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

LASTS = 5
"""Sentences at the end of a passage whose day the next one may go on from."""
HOLDS = 4
"""Sentences for which a day holds."""
FIRST_LINES = 3
"""Passages in which a report says when it was."""
_HEAD = re.compile(r"\s*(?:[-–—:.|]|$)")
LEANS = re.compile(
    r"(?:Accordingly|As a result|Consequently|Subsequently|Following (?:this|that|these|it)|Also|"
    r"(?:Days|Weeks|Hours|A few (?:days|weeks)|Some (?:days|weeks)) (?:later|after)|"
    r"In the same (?:month|year|week|vein)|"
    r"In (?:response|return|exchange|turn)|Under (?:it|this|these|the same)|"
    r"At the same time|As part of|Later,?|Shortly (?:after|afterwards)|Soon after|Then,|"
    r"A (?:day|week|month) later|During (?:this|that|the (?:visit|meeting|talks|summit))|On (?:this|the same) occasion|"
    r"Th(?:is|ese|e) (?:agreement|deal|pact|treaty|visit|meeting|summit|talks|exercise|signing)s?)\b"
)
"""How a sentence begins that goes on from the one before."""
_POINTS = re.compile(
    r"(?:today|tonight|overnight|yesterday|last night|(?:(?:on|last|this) )?(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|(?:over |at )?(?:the|this|last) weekend|this (?:morning|afternoon|evening)|(?:earlier |late )?(?:this|last) week"
    r"|(?:earlier )?this month|(?:two|three|four|five|a few|several) days ago)",
    re.IGNORECASE,
)
RECENT = 10
"""Days before its publication on which a report's first lines may put what it is about."""
_ASIDE = frozenset(["relcl", "acl"])


class Clock:
    """The time with which each passage of a document begins; passages are taken in their order."""

    def __init__(
        self, texts: Sequence[str], found: Sequence[Sequence[Mention]], anchor: Anchor, published: str
    ) -> None:
        self.lead = lead_of(texts, found, published) if anchor.sure else None
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


def lead_of(texts: Sequence[str], found: Sequence[Sequence[Mention]], published: str = "") -> Mention | None:
    """The day of what a report is about, where its first lines point to it: "on Tuesday", "yesterday".

    Else a day there that is just before that of its publication: "met in Suva on 13 and 14 June".
    """
    told = [
        (text, one)
        for text, mentions in zip(texts[:FIRST_LINES], found, strict=False)
        for one in mentions
        if one.type == "date" and one.form == "expression"
    ]
    points = (one for text, one in told if _POINTS.fullmatch(text, one.start, one.end))
    return next(points, None) or next((one for _, one in told if _recent(one.key, published)), None)


def _recent(date: str, published: str) -> bool:
    """Whether a date is a day, or some days, not long before that of publication."""
    span, day = dates.parse(date), dates.parse(published).latest if published else None
    if span.earliest is None or span.latest is None or day is None:
        return False
    return (day - span.earliest).days <= RECENT and span.latest <= day


def lately_of(text: str, mentions: Iterable[Mention], published: str) -> Mention | None:
    """The day with which a passage ends: the only one in its last sentences."""
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
    if time is None:
        return None
    if time.lately is not None and time.age == 0 and time.date is None and LEANS.match(sentence.span.text.lstrip()):
        return msgspec.structs.replace(time, date=time.lately, age=HOLDS - 2, lately=None)  # it went on from there
    return msgspec.structs.replace(time, age=time.age + 1)


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
