"""One thing said of several: on several days, of those who are named next, of each what stands beside it."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

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
    if len(days) < 2 or date is None or _amount_between(days, sentence):
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


def _amount_between(days: Sequence[Mention], sentence: Sentence) -> bool:
    """Whether a number stands between days, so that each has its own: "five in January and eleven in April"."""
    first, last = min(day.end for day in days), max(day.start for day in days)
    return any(each.type in ("number", "money") and first <= each.start < last for each in sentence.mentions)


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
        if date.type != "date" or not is_amount(amount, kind):
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


def is_amount(one: Mention, kind: str) -> bool:
    """Whether a mention may stand for the next sum, or number, of a series; of money the currency may be left out."""
    return one.type == kind or (kind == "money" and one.type == "number" and not one.category and len(one.key) > 4)


_ORDINALS = (
    "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
    "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",
)  # fmt: skip
_NTH = re.compile(
    rf"\b(?P<nth>{'|'.join(_ORDINALS)}|(?P<figure>\d+)(?:st|nd|rd|th))\s+(?:full\s+|new\s+)?"
    r"(?:member|partner state|member state)\b",
    re.IGNORECASE,
)


def counts_members(one: Proposal, sentence: Sentence) -> Iterator[Proposal]:
    """How many members a body has had since somebody joined: "Somalia became its eighth member"."""
    joined = one.kind == "memberships" and one.row["stage"] == "in-force" and one.row.get("role", "member") == "member"
    if not joined or "organisation" not in one.spans:
        return
    start, end = sentence.span.start_char, sentence.span.end_char
    said = _NTH.search(sentence.text, start, end)
    if said is None:
        return
    figure = said["figure"] or str(_ORDINALS.index(said["nth"].lower()) + 2)
    kept = ("assertion", "attribution", "locator", "quote", "date")
    row = {column: one.row[column] for column in kept if column in one.row}
    row |= {"subject": one.row["organisation"], "measure": "members", "value": figure, "unit": "states"}
    row |= {"stage": "reported", "grain": "summary"}
    spans = {column: at for column, at in one.spans.items() if column in ("trigger", "date")}
    spans |= {"subject": one.spans["organisation"], "value": (said.span("nth"),)}
    yield msgspec.structs.replace(one, kind="indicators", row=row, spans=spans, frame="nth-member")


_COUNTING = re.compile(r"\s+(?:[\w’'-]+\s+){0,2}")
_FROM = re.compile(r"\s+from\s+(?:the\s+)?", re.IGNORECASE)


def what_stands_before(one: Proposal, sentence: Sentence) -> Proposal:
    """With what stands right before its supplier, or whoever stands right behind its item.

    Of "ten tanks from Norway and six jets from Chile" the jets are Chile's.

    The number is that which stands right before it, or none.
    """
    if one.kind != "transfers" or not {"item", "supplier"} <= one.spans.keys():
        return one
    text, start = sentence.text, one.spans["supplier"][0][0]
    end = one.spans["item"][-1][1]
    party = next((each for each in sentence.mentions if each.start >= end), None)
    others = (one.row["supplier"], one.row.get("recipient"))
    behind = start < end and party is not None and party.type == "state" and party.key not in others
    if party is not None and behind and _FROM.fullmatch(text, end, party.start):
        spans = {**one.spans, "supplier": ((party.start, party.end),)}
        return msgspec.structs.replace(one, row={**one.row, "supplier": party.key}, spans=spans)
    there = [each for each in sentence.mentions if each.end <= start]
    item = there[-1] if there and there[-1].type in ("platform", "item") else None
    if item is None or item.key == one.row["item"] or not _FROM.fullmatch(text, item.end, start):
        return one
    if not any(each.type == "state" and end <= each.start < item.start for each in there):
        return one  # "tanks and jets from Norway" are both Norway's
    number = there[-2] if len(there) > 1 and there[-2].type == "number" else None
    row = {key: value for key, value in one.row.items() if key not in ("quantity", "value", "currency", "category")}
    row |= {"item": item.key} | ({"category": item.category} if item.category else {})
    spans = {key: value for key, value in one.spans.items() if key not in ("quantity", "value")}
    spans["item"] = ((item.start, item.end),)
    if number and _COUNTING.fullmatch(text, number.end, item.start):
        row["quantity"], spans["quantity"] = number.key, ((number.start, number.end),)
    return msgspec.structs.replace(one, row=row, spans=spans)
