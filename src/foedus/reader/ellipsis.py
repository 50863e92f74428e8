"""What is said of others with the verb left out: "Norway sold ten tanks to Ghana and six jets to Togo"."""

import re
from collections.abc import Iterator
from itertools import pairwise

import msgspec

from foedus.reader.frames import model
from foedus.reader.frames.sentence import Sentence
from foedus.reader.mention import Mention
from foedus.reader.proposal import ROLES, Proposal
from foedus.reader.spread import is_amount

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
        if item.type == "number" and not item.category and party is not None:
            same = _of_the_same(one, item, party, text[at : item.start], text[item.end : party.start])
            if same is not None:
                at = party.end
                yield same
            continue
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


def _of_the_same(one: Proposal, number: Mention, party: Mention, before: str, between: str) -> Proposal | None:
    """As many of the same for another: "ten tanks to Ghana and six to Togo"."""
    others = {one.row["supplier"], one.row["recipient"]}
    if party.type != "state" or party.key in others or "quantity" not in one.spans:
        return None
    if not _AND_ITS.fullmatch(before) or not _TO_ANOTHER.fullmatch(between):
        return None
    row = {key: value for key, value in one.row.items() if key not in ("value", "currency")}
    row |= {"recipient": party.key, "quantity": number.key}
    spans = {key: value for key, value in one.spans.items() if key != "value"}
    spans |= {"recipient": ((party.start, party.end),), "quantity": ((number.start, number.end),)}
    return msgspec.structs.replace(one, row=row, spans=spans)


_TO_ANOTHER = re.compile(r"\s+(?:more\s+|others?\s+)?(?:to|for)\s+(?:the\s+)?", re.IGNORECASE)
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


_NEXT = re.compile(r"\s*(?:[,;.)]|and\b|in\b|since\b|to\b|for\b|$)")


def each_as_many(one: Proposal, sentence: Sentence) -> Iterator[Proposal]:
    """How much others get, the verb left out: "Togo received six in 2022, Mali ten", "5 million to Chad, 3 to Mali"."""
    column, role = ("value", "recipient") if one.kind == "assistance" else ("quantity", "recipient")
    if one.kind not in ("transfers", "assistance") or not {column, role} <= one.spans.keys():
        return
    text, kind = sentence.text, "money" if column == "value" else "number"
    at = max(one.spans[column][0][1], one.spans[role][0][1])
    taken = {key for name in ("supplier", "donor", role) for key in one.row.get(name, "").split("; ")}
    there = [each for each in sentence.mentions if each.start >= at]
    for place, (first, second) in enumerate(pairwise(there)):
        who, amount = (first, second) if first.type == "state" else (second, first)
        if who.type != "state" or not is_amount(amount, kind) or who.key in taken:
            continue
        between = text[first.end : second.start]
        before = text[sentence.span.start_char : first.start].rstrip()
        fits = between.isspace() and _NEXT.match(text, second.end) if who is first else _TO_ANOTHER.fullmatch(between)
        if not fits or not before.endswith((",", ";", " and")):
            continue
        taken.add(who.key)
        day = there[place + 2] if len(there) > place + 2 and there[place + 2].type == "date" else None
        day = day if day and _THEN.fullmatch(text, second.end, day.start) else None
        row = {key: value for key, value in one.row.items() if key != "date"} if who is first else dict(one.row)
        row |= {role: who.key, column: amount.key} | ({"date": day.key} if day else {})
        spans = {key: value for key, value in one.spans.items() if key in row or key == "trigger"}
        spans |= {role: ((who.start, who.end),), column: ((amount.start, amount.end),)}
        spans |= {"date": ((day.start, day.end),)} if day else {}
        if column == "quantity":
            row = {key: value for key, value in row.items() if key not in ("value", "currency")}
        yield msgspec.structs.replace(
            one, row=row, spans={key: at for key, at in spans.items() if key in row or key == "trigger"}
        )


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
