"""Cells of states and blocs, and of pairs of blocs: by claims where one speaks, else by data."""

from collections.abc import Mapping, Sequence
from itertools import combinations

import msgspec

from foedus.measures.measured import Line
from foedus.measures.membership import MEMBER, Standings, labels, short
from foedus.measures.overlaps import duties
from foedus.measures.overlaps.duties import Duties
from foedus.measures.overlaps.held import both, held
from foedus.measures.overlaps.voices import Voices
from foedus.measures.told import stated
from foedus.record import Record
from foedus.record.figure import DataRow, Figure, missing
from foedus.reference.profile import Membership, Profile

DECIDED = ("in", "out", "denied", "open")
"""Standings that say whether a state belongs; an invitation or an expectation does not."""


class Held(msgspec.Struct, frozen=True):
    """Whether a state belongs to a bloc as a member, and by what."""

    yes: bool | None
    """None: not known."""
    claims: tuple[str, ...] = ()
    rows: tuple[DataRow, ...] = ()


class Pairs(msgspec.Struct, frozen=True):
    """Pairs of blocs of which something is known."""

    lines: tuple[Line, ...]
    note: str
    shared: Mapping[tuple[str, str], tuple[str, ...]]
    """The states that are in both, by claims or data."""
    inside: Mapping[str, tuple[str, ...]]
    """The states that are in each bloc, by claims or data."""


def data(record: Record, state: str, bloc: str, last: int | None) -> Membership:
    """What a dataset has of a state in a bloc, in the last year that it covers or that is asked about."""
    profile = Profile.of(record)
    known = [row for row in profile.tables["organisations"] if row["organisation"] == bloc]
    if not known:
        return Membership(status="not covered")
    end = profile.coverage[known[0]["dataset"]].until
    return profile.membership(state, bloc, min(last, end) if last else end)


def _row(state: str, bloc: str, found: Membership) -> tuple[DataRow, ...]:
    key = f"{state} in {bloc}" + (f", {found.since}–{found.until}" if found.since else ": none")
    return (DataRow(found.dataset, found.version, key),)


def cell(record: Record, standings: Standings, state: str, bloc: str, last: int | None) -> Figure:
    """How a state stands to a bloc: by claims, else by data, else that nothing covers it."""
    one = standings.get((state, bloc))
    known = data(record, state, bloc, last)
    if one and one.status in DECIDED:
        return stated(one.words, one.claims, record)
    beside = _beside(known)
    if one:
        figure = stated("; ".join(text for text in (one.words, beside) if text), one.claims, record)
        return msgspec.structs.replace(figure, rows=_row(state, bloc, known) if beside else ())
    if not beside:
        return missing("not-covered", "No claim speaks of it, and no dataset of the profile covers it.")
    return Figure(value=beside, rows=_row(state, bloc, known), coverage=f"{known.dataset} {known.version}.")


def _beside(known: Membership) -> str:
    if known.status == "not covered":
        return ""
    return f"data: {known.status} {known.since}–{known.until}" if known.since else "data: none"


def member(record: Record, standings: Standings, state: str, bloc: str, last: int | None) -> Held:
    """Whether a state is a full member: what claims decide, else what data have."""
    one = standings.get((state, bloc))
    if one and one.status in DECIDED:
        return Held(None if one.status == "open" else one.status == "in" and one.full, one.claims)
    known = data(record, state, bloc, last)
    if known.status in ("not covered", "unknown"):
        return Held(None, one.claims if one else ())
    return Held(known.status == MEMBER, (), _row(state, bloc, known))


def pairs(
    record: Record,
    states: Sequence[str],
    blocs: Sequence[str],
    standings: Standings,
    texts: Mapping[str, Duties],
    years: tuple[int | None, int | None],
) -> Pairs:
    """Every pair of blocs of which claims or data know something, in the order of the blocs."""
    label = short(record, blocs)
    voices = Voices(record, blocs, standings, label)
    spells = held(Profile.of(record), blocs, *years)
    belongs = {(state, bloc): member(record, standings, state, bloc, years[1]) for state in states for bloc in blocs}
    lines: list[Line] = []
    shared: dict[tuple[str, str], tuple[str, ...]] = {}
    silent = 0
    for one, other in combinations(blocs, 2):
        figures = (
            _shared(record, states, one, other, belongs),
            duties.of_pair(record, one, other, texts, label),
            voices.of(one, other),
            *both(spells, one, other, label),
        )
        inside = tuple(state for state in states if belongs[state, one].yes and belongs[state, other].yes)
        if inside:
            shared[one, other] = inside
        if inside or figures[2].known or figures[3].value:
            lines.append(Line(f"{label[one]} and {label[other]}", figures, f"{one}+{other}"))
        else:
            silent += 1
    note = (
        f"Left out: {silent} pairs that nobody is known to hold or to have held, and of which nobody speaks."
        if silent
        else ""
    )
    within = {bloc: tuple(state for state in states if belongs[state, bloc].yes) for bloc in blocs}
    return Pairs(tuple(lines), note, shared, within)


def _shared(
    record: Record, states: Sequence[str], one: str, other: str, belongs: Mapping[tuple[str, str], Held]
) -> Figure:
    """Who of the states is in both."""
    by_claims: list[str] = []
    by_data: list[str] = []
    unknown: list[str] = []
    claims: list[str] = []
    rows: list[DataRow] = []
    for state in states:
        a, b = belongs[state, one], belongs[state, other]
        if a.yes and b.yes:
            (by_data if a.rows or b.rows else by_claims).append(state)
            claims += [*a.claims, *b.claims]
            rows += [*a.rows, *b.rows]
        elif a.yes is not False and b.yes is not False:
            unknown.append(state)
    left = f"Not known of {labels(record, unknown)}." if unknown else "Known of each state."
    told = [labels(record, by_claims)] if by_claims else []
    told += [f"by data: {labels(record, by_data)}"] if by_data else []
    if not told and unknown:
        return missing("unknown", left)
    figure = stated("; ".join(told) or "nobody", sorted(set(claims)), record)
    cover = "partly" if unknown else "covered"
    if not told:
        claims = [claim for state in states for bloc in (one, other) for claim in belongs[state, bloc].claims]
        figure = stated("nobody", sorted(set(claims)), record)
    return msgspec.structs.replace(figure, rows=tuple(rows), cover=cover, coverage=left)
