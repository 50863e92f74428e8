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


def _dated_state(one: Proposal, role: str, sentence: Sentence) -> bool:
    """Whether the date stands right behind the state that fills a role: "left Peru in 1991, Chile in 1996"."""
    end = one.spans[role][-1][1]
    day = one.spans.get("date", ((0, 0),))[0][0]
    state = any(each.type == "state" and each.end == end for each in sentence.mentions)
    return state and day >= end and _THEN.fullmatch(sentence.text, end, day) is not None


def left_out(one: Proposal, sentence: Sentence) -> Iterator[Proposal]:
    """What is said of another with the verb left out: "Peru joined in 1991, Chile in 1996 and Guyana in 2013"."""
    rules = model.rules()[one.kind]
    roles = [role for role in rules.each if role in one.spans and role in one.row and role != "item"]
    if not roles:
        return
    role = next((role for role in roles if _dated_state(one, role, sentence)), roles[0])
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


_THERE = re.compile(r"\s*(?:that|those|the one|one|its own)?\s*in\s+(?:the\s+)?", re.IGNORECASE)


def in_turn(one: Proposal, sentence: Sentence) -> Iterator[Proposal]:
    """What several do, each somewhere else: "Chile leads the force in Haiti, Ghana that in Mali, Fiji one in Iraq"."""
    if one.kind != "presences" or not {"sender", "host"} <= one.spans.keys():
        return
    text = sentence.text
    for who, where in pairwise(one for one in sentence.mentions if one.type in ("state", "place", "territory")):
        before = text[sentence.span.start_char : who.start].rstrip()
        if (
            who.type != "state"
            or who.start < one.spans["host"][0][1]
            or not _THERE.fullmatch(text, who.end, where.start)
            or not before.endswith((",", ";", " and"))
        ):
            continue
        host = where.country if where.type == "place" else where.key
        if host and host != who.key:
            spans = {**one.spans, "sender": ((who.start, who.end),), "host": ((where.start, where.end),)}
            yield msgspec.structs.replace(one, row={**one.row, "sender": who.key, "host": host}, spans=spans)
