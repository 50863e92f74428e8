"""A case's exercises against the Multinational Military Exercises of D'Orazio and Galambos."""

from collections.abc import Iterator, Sequence
from datetime import date

import duckdb

from foedus.reference.compare.days import MONTH, SAID, edtf, nearness, span
from foedus.reference.compare.model import Difference, Fit, Ours, Theirs
from foedus.reference.compare.ours import TOLD, Case, several
from foedus.terms.words import fold

DATASET, PART, TABLES = "mme", "exercises", ("mme_exercises", "mme_participants")
TWO = 2
HELPED: tuple[str, ...] = ()
RULE = (
    "Two participants at least agree, and the begin meets the date that claims give: in the month, or in the year "
    "where the name (or the series) is the same. Of several that fit, the one with the same name, then the closest "
    "date, then most participants in common; where two fit as well, none."
)


def ours(case: Case) -> Iterator[Ours]:
    """The case's exercises by event."""
    for event, rows in case.events("exercises").items():
        states = case.states(key for row in rows for column in ("participants", "host") for key in several(row[column]))
        told = [row for row in rows if row["assertion"] in TOLD and row["grain"] == "single"]
        held = {row["stage"] for row in told} & {"held"}
        aside = "" if held or not told else "No source tells of it as held."
        names = tuple(dict.fromkeys(row["name"] for row in rows if row["name"]))
        yield case.ours("exercises", event, rows, states, aside=aside, words=names)


def theirs(con: duckdb.DuckDBPyConnection, states: Sequence[str], outer: Sequence[str]) -> Iterator[Theirs]:
    """The dataset's exercises in which one of the states took part with another, or with one of the outer."""
    rows = con.execute(
        "WITH who AS (SELECT exercise, list_sort(list_distinct(list(state))) AS states, count(*) AS parties "
        "FROM mme_participants WHERE state IS NOT NULL GROUP BY exercise) "
        "SELECT exercise, mme_id, name, series, location, begins_year, begins_month, begins_day, ends_year, "
        "list_filter(states, lambda x: list_contains(?, x)), parties FROM mme_exercises JOIN who USING (exercise) "
        "WHERE begins_year IS NOT NULL AND list_has_any(states, ?) "
        "AND len(list_filter(states, lambda x: list_contains(?, x))) >= 2 ORDER BY begins_year, begins_month, exercise",
        [[*states, *outer], list(states), [*states, *outer]],
    ).fetchall()
    for exercise, mme_id, name, series, place, year, month, day, ends, members, parties in rows:
        first, last = span(year, month, day)
        others = f" and {parties - len(members)} others" if parties > len(members) else ""
        yield Theirs(
            key=f"{mme_id or ''} (exercise {exercise})".strip(),
            states=tuple(members),
            says=f"{name or 'unnamed'}{f', {place}' if place else ''}, {edtf(year, month, day)}{others}",
            first=first,
            last=max(last, date(ends or year, 1, 1)),
            name=name or "",
            facts={"begins": edtf(year, month, day), "series": series or ""},
        )


def scope(one: Ours, window: tuple[int, int]) -> str:
    """Why the dataset could not have it: its years, or one state alone; '' where it could."""
    held = one.when("held")
    if held and all(when.first.year > window[1] or when.last.year < window[0] for when in held):
        return f"The dataset covers exercises of {window[0]}-{window[1]}."
    return "" if len(one.states) >= TWO else "The dataset holds exercises of two states or more."


def limits(one: Ours) -> str:
    """What else the reader must know of a row that the dataset lacks."""
    return "" if one.when("held") else "The case gives no date, so it cannot be told which it would be."


def _same_name(one: Ours, other: Theirs) -> bool:
    theirs_ = {fold(text) for text in (other.name, other.facts["series"]) if text}
    return any(fold(name) in theirs_ for name in one.words)


def fits(one: Ours, other: Theirs) -> Fit | None:
    """Whether an exercise of the case may be one of the dataset, and how well."""
    common = set(one.states) & set(other.states)
    if one.aside or len(common) < TWO or other.first is None or other.last is None:
        return None
    near = nearness(one.when("held"), other.first, other.last)
    named = _same_name(one, other)
    if near is None or (near < MONTH and not named):
        return None
    said = f"{len(common)} participants, {SAID[near]}" + (", name" if named else "")
    return Fit((float(named), float(near), float(len(common))), said)


def differences(one: Ours, other: Theirs) -> Iterator[Difference]:
    """What the two sides of a pair do not say alike: participants that one side lacks."""
    missing = [state for state in other.states if state not in one.states]
    if missing:
        yield Difference("participants", ", ".join(one.states), f"also {', '.join(missing)}")


def may_be(one: Ours, other: Theirs) -> bool:
    """Whether an exercise without a date may be one of the dataset: its name or series is the same."""
    return not one.when("held") and len(set(one.states) & set(other.states)) >= TWO and _same_name(one, other)
