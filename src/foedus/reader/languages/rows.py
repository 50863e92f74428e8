"""What a rule found becomes a row of its kind's table, with the characters that each part was read from."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from foedus.codebook import load
from foedus.reader.document import Passage
from foedus.reader.languages import columns, items
from foedus.reader.languages.columns import Draft
from foedus.reader.languages.match import Found, Line
from foedus.reader.languages.names import Named
from foedus.reader.proposal import Proposal

LONGEST_QUOTE = 300
"""Characters, as the codebook has it."""
_BY_THEMSELVES = ("speaker", "item", "persons")
"""Columns that name whom they name, not the state whose they are."""


class Place(msgspec.Struct, frozen=True):
    """Where a sentence stands: its passage, its characters there, and all that is named in it."""

    passage: Passage
    start: int
    end: int
    named: Sequence[Named]
    code: str


def proposals(found: Found, line: Line, place: Place) -> Iterator[Proposal]:
    """The claims of one finding: one for each of those whom a rule tells apart, and for each item."""
    rule, clause = found.ready.rule, found.clause
    split = next((column for column, role in rule.roles.items() if role.each), "")
    parts: list[dict[str, tuple[Named, ...]]]
    parts = [{split: (one,)} for one in found.roles.get(split, ())] if split else [{}]
    if found.ready.kind == "transfers":
        named = [one for one in place.named if clause.first <= one.first < clause.last]
        arms = list(items.items(line.words, clause.first, clause.last, named, place.code))
        parts = [{**part, "item": (one,)} for part in parts for one in arms]
    for part in parts:
        yield _proposal(Draft(found, line, {**found.roles, **part}, place.code), place)


def _proposal(draft: Draft, place: Place) -> Proposal:
    found, line = draft.found, draft.line
    first, last = found.trigger
    draft.spans["trigger"] = ((line.words[first].start, line.words[last - 1].end),)
    _roles(draft)
    draft.row |= found.row
    _time(draft)
    columns.fill(draft, place.named)
    row = {column: cell for column, cell in draft.row.items() if cell}
    row |= {"stage": found.stage, "assertion": found.assertion, "grain": found.row.get("grain", "single")}
    if found.assertion == "attributed":
        row |= _word_of(line)
    row["locator"] = "; ".join(f"¶{number}" for number in place.passage.blocks(place.start, place.end))
    row["quote"] = " ".join(place.passage.text[place.start : place.end].split())[:LONGEST_QUOTE]
    return Proposal(
        kind=draft.kind, row=row, block=place.passage.place(draft.spans["trigger"][0][0])[0],
        sentence=(place.start, place.end), spans=draft.spans, frame=f"{place.code}-{found.ready.rule.name}",
        score=max(0.05, min(0.95, found.ready.rule.prior - found.doubt)), language=place.code,
    )  # fmt: skip


def _roles(draft: Draft) -> None:
    """Who and what: keys in their columns. Who visits and who is visited meet."""
    known = load().kinds[draft.kind].by_name
    for column, filled in draft.roles.items():
        keys = dict.fromkeys(one.mention.key if column in _BY_THEMSELVES else one.party for one in filled)
        draft.row[column] = "; ".join(sorted(keys) if known[column].many else list(keys)[:1])
        draft.spans[column] = tuple(dict.fromkeys((one.mention.start, one.mention.end) for one in filled if one.real))
    if draft.kind == "meetings" and "host" in draft.roles:
        both = {one.party for one in (*draft.roles.get("participants", ()), *draft.roles["host"])}
        draft.row["participants"] = "; ".join(sorted(both))
        draft.spans["participants"] = (*draft.spans.get("participants", ()), *draft.spans["host"])


_DATED_BY = ("agreements", "meetings", "exercises")
"""Kinds whose day may stand in the sentence before."""
_STANDING = ("in-force", "planned")


def _time(draft: Draft) -> None:
    """The date nearest to the trigger in its clause, else in the sentence; of some kinds, of the sentence before."""
    found, line = draft.found, draft.line
    events = [one for one in line.dates if one.mention.form != "for"]
    if not found.ready.rule.lasting:
        events = [one for one in events if not one.mention.key.startswith("../")]
    inside = [one for one in events if found.clause.first <= one.first < found.clause.last]
    options = inside or ([] if draft.kind == "statements" else events)
    if options:
        nearest = min(options, key=lambda one: abs(one.first - found.trigger[0]))
        key = nearest.mention.key
        draft.put("date", key if found.ready.rule.lasting else key.removesuffix("/.."), nearest.mention)
    elif draft.kind in _DATED_BY and found.stage not in _STANDING and found.assertion in ("asserted", "attributed"):
        draft.row["date"] = line.date_before


def _word_of(line: Line) -> Mapping[str, str]:
    """On whose word: somebody named with "according to"."""
    found = [one.mention.key for group in line.groups if "by-word" in group.slots for one in group.names]
    return {"attribution": found[0]} if found else {}
