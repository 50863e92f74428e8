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
    """What happened "in 2019 and 2021" happened twice; but a number of things that came "in 2019 and 2020" did so once.

    Of as many things as there are days, the first goes with the first: "tanks and jets in 2014 and 2012".
    """
    start, end = one.spans["date"][0] if "date" in one.spans else (0, 0)
    date = next((each for each in sentence.mentions if (each.start, each.end, each.type) == (start, end, "date")), None)
    days = [each for each in sentence.lists.get(date, (date,)) if each.form == "expression"] if date is not None else []
    if len(days) < 2 or date is None:
        yield one
        return
    at = _place(one, sentence, len(days))
    if at is not None:
        days = [days[at]]
    elif "quantity" in one.row and days[0].key.isdigit() and days[-1].key.isdigit():
        span = f"{min(days[0].key, days[-1].key)}/{max(days[0].key, days[-1].key)}"
        yield msgspec.structs.replace(one, row={**one.row, "date": span})
        return
    for day in days:
        spans = {**one.spans, "date": ((day.start, day.end),)}
        yield msgspec.structs.replace(one, row={**one.row, "date": day.key}, spans=spans)


def _place(one: Proposal, sentence: Sentence, days: int) -> int | None:
    """The place of a claim's thing in an enumeration of as many things as there are days."""
    start = one.spans["item"][0][0] if "item" in one.spans else -1
    thing = next((each for each in sentence.mentions if each.start == start), None)
    things = sentence.lists.get(thing, ()) if thing is not None else ()
    return things.index(thing) if thing is not None and len(things) == days else None


_AMOUNTS = ("quantity", "people", "personnel", "value")
_AND = r"[\s,;)]*(?:,|;|\band\b|\bbut\b)\s*(?:then\s+|again\s+|only\s+)*"
_MORE = r"(?:(?:another|a further|a total of|the (?:last|remaining|other|next|final)|of|by|for|to|about|some)\s+)*"
_AMOUNT_FIRST = re.compile(_AND + _MORE, re.IGNORECASE)
_THEN_WHEN = re.compile(
    r"\s*(?:more|others?|further|additional)?\s*(?:in|on|during|by|since|until)?\s*(?:the\s+)?", re.IGNORECASE
)
_WHEN_FIRST = re.compile(_AND + r"(?:in\s+|on\s+|during\s+)?", re.IGNORECASE)
_THEN_AMOUNT = re.compile(r"\s*,?\s*" + _MORE, re.IGNORECASE)
_ENDS = re.compile(r"\s*(?:more\b|others?\b)?\s*(?:[,.;)]|and\b|from\b|to\b|$)", re.IGNORECASE)
_BETWEEN = re.compile(r"[^.;:]{0,45}")


def in_series(one: Proposal, sentence: Sentence) -> Iterator[Proposal]:
    """What is told year by year: "delivered ten boats in 2019 and twelve in 2021", "2 million in 2019, 3 in 2020"."""
    column = next((each for each in _AMOUNTS if each in one.spans), "")
    if not column or "date" not in one.spans:
        return
    first = one.spans[column][0]
    kind = "money" if column == "value" else "number"
    text = sentence.text
    there = [
        each
        for each in sentence.mentions
        if each.type in ("date", "number", "money") and each.start >= first[0] and each.form not in ("now", "cited")
    ]
    at = max(first[1], one.spans["date"][0][1])
    if there and not _BETWEEN.fullmatch(text, *sorted((first[1], one.spans["date"][0][0]))):
        return
    for before, after in pairwise(each for each in there if each.start >= at):
        amount, date = (after, before) if before.type == "date" else (before, after)
        if date.type != "date" or not _is_amount(amount, kind):
            continue
        if date is after:
            fits = _AMOUNT_FIRST.fullmatch(text, at, before.start) and _THEN_WHEN.fullmatch(
                text, before.end, after.start
            )
        else:
            fits = _WHEN_FIRST.fullmatch(text, at, before.start) and _THEN_AMOUNT.fullmatch(
                text, before.end, after.start
            )
            fits = fits and _ENDS.match(text, after.end)
        if not fits:
            continue
        at = after.end
        spans = {**one.spans, column: ((amount.start, amount.end),), "date": ((date.start, date.end),)}
        row = {**one.row, column: amount.key, "date": date.key}
        if amount.type == "money" and amount.category:
            row["currency"] = amount.category
        yield msgspec.structs.replace(one, row=row, spans=spans)


def _is_amount(one: Mention, kind: str) -> bool:
    """Whether a mention may stand for the next sum, or number, of a series; of money the currency may be left out."""
    return one.type == kind or (kind == "money" and one.type == "number" and not one.category and len(one.key) > 4)


_TO = re.compile(r"\s+(?:to|for|from)\s+(?:the\s+)?", re.IGNORECASE)
_AND_ITS = re.compile(r"\s*(?:,|;|,? and|,? but)\s+(?:the\s+|a\s+|an\s+|another\s+)?", re.IGNORECASE)
_COUNTING = re.compile(r"\s+(?:[\w’'-]+\s+){0,2}")


def with_verb_left_out(one: Proposal, sentence: Sentence) -> Iterator[Proposal]:
    """What else one gives, to others, the verb left out: "Norway sold ten tanks to Ghana and six jets to Togo"."""
    if one.kind != "transfers" or not {"item", "recipient", "supplier"} <= one.spans.keys():
        return
    text = sentence.text
    at = max(end for column in ("item", "recipient") for _, end in one.spans[column])
    there = [each for each in sentence.mentions if each.start >= at]
    for place, item in enumerate(there):
        party = there[place + 1] if place + 1 < len(there) else None
        if item.type not in ("platform", "item") or party is None or party.type != "state":
            continue
        number = there[place - 1] if place and there[place - 1].type == "number" else None
        number = number if number and _COUNTING.fullmatch(text, number.end, item.start) else None
        begins = number.start if number else item.start
        taken = {one.row["supplier"], one.row["recipient"]}
        if (
            not (_AND_ITS.fullmatch(text, at, begins) and _TO.fullmatch(text, item.end, party.start))
            or party.key in taken
        ):
            continue
        if text[item.end : party.start].strip().startswith("from"):
            continue
        row = {key: value for key, value in one.row.items() if key not in ("quantity", "value", "currency", "category")}
        row |= {"item": item.key, "recipient": party.key} | ({"category": item.category} if item.category else {})
        spans = {key: value for key, value in one.spans.items() if key not in ("quantity", "value")}
        spans |= {"item": ((item.start, item.end),), "recipient": ((party.start, party.end),)}
        if number:
            row["quantity"], spans["quantity"] = number.key, ((number.start, number.end),)
        at = party.end
        yield msgspec.structs.replace(one, row=row, spans=spans)


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
