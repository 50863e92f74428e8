"""One thing said of several: on several days, of those who are named next, of others with the verb left out."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from foedus.reader.frames import model
from foedus.reader.frames.sentence import Sentence
from foedus.reader.mention import Mention
from foedus.reader.proposal import ROLES, Proposal

NAMES_THEM = re.compile(r"(?:\w+ )?(?:Among|Of) (?:them|these|those)\b|(?:These|They|Examples) (?:include|are|were)\b")


def told_by_name(said: Sequence[Proposal], named: Sequence[Mention]) -> Iterator[Proposal]:
    """What was said of a group, for each that the next sentence names: "Among these countries were Chad and Mali"."""
    for one in said:
        columns = sorted(ROLES & one.spans.keys())
        role = next((column for column in columns if one.row[column] in one.groups), None)
        if role is None:
            continue
        others = {key for column in columns for key in one.row[column].split("; ")}
        for member in named:
            if member.type == "state" and member.key not in others:
                others.add(member.key)
                spans = {**one.spans, role: ((member.start, member.end),)}
                yield msgspec.structs.replace(one, row={**one.row, role: member.key}, spans=spans)


def on_each_day(one: Proposal, sentence: Sentence) -> Iterator[Proposal]:
    """What happened "in 2019 and 2021" happened twice."""
    start, end = one.spans["date"][0] if "date" in one.spans else (0, 0)
    date = next((each for each in sentence.mentions if (each.start, each.end, each.type) == (start, end, "date")), None)
    days = sentence.lists.get(date, (date,)) if date is not None else (None,)
    for day in days:
        if day is None or day == date:
            yield one
        else:
            spans = {**one.spans, "date": ((day.start, day.end),)}
            yield msgspec.structs.replace(one, row={**one.row, "date": day.key}, spans=spans)


_THEN = re.compile(r"\s*[,(]?\s*(?:in|since|on)?\s*", re.IGNORECASE)


def left_out(one: Proposal, sentence: Sentence) -> Iterator[Proposal]:
    """What is said of another with the verb left out: "Peru joined in 1991, Chile in 1996 and Guyana in 2013"."""
    rules = model.rules()[one.kind]
    role = next((role for role in rules.each if role in one.spans and role in one.row and role != "item"), None)
    if role is None:
        return
    taken = {key for column in ROLES & one.row.keys() for key in one.row[column].split("; ")}
    text = sentence.text
    for other, date in pairwise(sentence.mentions):
        if (
            other.type != "state"
            or date.type != "date"
            or other.key in taken
            or other.start < one.spans["trigger"][0][1]
        ):
            continue
        before = text[sentence.span.start_char : other.start].rstrip()
        if _THEN.fullmatch(text, other.end, date.start) and before.endswith((",", ";", " and")):
            spans = {**one.spans, role: ((other.start, other.end),), "date": ((date.start, date.end),)}
            yield msgspec.structs.replace(one, row={**one.row, role: other.key, "date": date.key}, spans=spans)
