"""The tables of the answer."""

from collections.abc import Iterable, Sequence
from typing import Any

from foedus.measures.industry.series import Series
from foedus.measures.industry.ventures import ALONE, Ventures
from foedus.measures.measured import Line, Measure, Sheet
from foedus.measures.told import TELL, Told, names, roots
from foedus.record import Record
from foedus.record.figure import DataRow, Figure, missing
from foedus.reference.profile import Profile
from foedus.terms.dates import parse, say

MOST = 400
"""Rows of a table."""
TOP = "top100_"
"""How the variables of SIPRI's list of the hundred largest makers begin."""


def figures(record: Record, found: Sequence[tuple[str, Sequence[Series]]]) -> Sheet:
    """Series with whose figures they are and where they break."""
    lines = [
        Line(
            f"{names(record, [one.subject])}: {one.measure.replace('-', ' ')}", key=one.subject,
            cells=(
                say(parse(point.period)) if point.period else "no period given",
                point.value, f"{point.whose.label}, {point.whose.why}", _word(record, point.told),
                "; ".join(point.breaks),
            ),
        )
        for _, many in found for one in many for point in one.points
    ]  # fmt: skip
    columns = (
        Measure("Period"), Measure("Figure", "As the record concludes; bounds where the source is not exact."),
        Measure("Whose figure"), Measure("On whose word"),
        Measure("Break before it", "What keeps it from being held against the figure above it."),
    )  # fmt: skip
    title = "Figures as they are given, and whose they are"
    return Sheet("figures", title, "series", columns, tuple(lines[:MOST]), _left(lines))


def _left(lines: Sequence[Line]) -> str:
    """What a table that is too long says under it."""
    return f" {len(lines) - MOST} rows more are not shown; --state narrows it down." if len(lines) > MOST else ""


def _word(record: Record, one: Told) -> str:
    keys = dict.fromkeys(key for row in one.rows for key in row["roots"])
    return names(record, keys)


def production(record: Record, made: Sequence[tuple[str, Sequence[Ventures]]]) -> Sheet:
    """Ventures by partner and mode, announced against at work."""
    modes = record.codebook.kinds["production"].by_name["mode"].words
    lines = []
    for state, many in made:
        for one in many:
            whom = names(record, [one.partner]) if one.partner != ALONE else "no other named"
            cells = (one.announced, one.at_work, one.passed_on, one.over, one.awaited, one.general)
            lines.append(
                Line(
                    names(record, [state]), key=state,
                    cells=(whom, modes.get(one.mode, "not said"), *(_count(record, of) for of in cells)),
                )
            )  # fmt: skip
    columns = (
        Measure("With"), Measure("Mode"),
        Measure("Announced only", "Single ventures proposed, negotiated or agreed; nothing told beyond that."),
        Measure("At work", "Told of as operating or resumed by a source's own word."),
        Measure("At work, passed on"), Measure("Ended or suspended"),
        Measure("Expected, weighed or denied"), Measure("Series and general", "Shown, not counted as ventures."),
    )  # fmt: skip
    return Sheet(
        "production", "Production by partner and mode: announced against at work", "state", columns,
        tuple(lines[:MOST]),
        "A venture of several partners stands with each of them, so that rows are not to be added." + _left(lines),
    )  # fmt: skip


def _count(record: Record, strands: Sequence[Told]) -> Figure:
    claims = tuple(dict.fromkeys(claim for one in strands for claim in one.claims))
    return Figure(value=len(strands), claims=claims, roots=roots(record, claims) if claims else 0, coverage=TELL)


def told_of_ventures(made: Iterable[tuple[str, Sequence[Any]]]) -> str:
    """How many single ventures were announced and how many are at work, in a sentence; each once."""
    joint = [one for _, many in made for one in many if one.partner != ALONE]
    work = {one.event for of in joint for one in of.at_work}
    announced = {one.event for of in joint for one in of.announced} - work
    passed = {one.event for of in joint for one in of.passed_on} - work - announced
    if not joint:
        return "No claim tells of a venture with another state."
    rest = f", {len(passed)} so on somebody’s word" if passed else ""
    return (
        f"Of single ventures with other states {len(work)} {'is' if len(work) == 1 else 'are'} told of as at "
        f"work{rest}, {len(announced)} only as announced."
    )


def top_firms(
    record: Record, profile: Profile, states: Sequence[str], years: tuple[int | None, int | None]
) -> tuple[Sheet, list[str]]:
    """What SIPRI's list of the hundred largest makers has of the states, where the case's profile has it."""
    rows = [row for row in profile.tables["states"] if row["measure"].startswith(TOP)]
    columns = (Measure("Year"), Measure("Measure"), Measure("Figure"))
    title = "SIPRI’s hundred largest arms makers"
    if not rows:
        return Sheet("top100", title, "state", columns, ()), [
            "SIPRI’s list of the hundred largest makers is not covered: the case's profile does not have it."
        ]
    first, last = years
    lines = [
        Line(names(record, [row["state"]]), key=row["state"], cells=(row["year"], row["measure"], _figure(row)))
        for row in sorted(rows, key=lambda row: (row["state"], row["measure"], int(row["year"])))
        if row["state"] in states and (first or 0) <= int(row["year"]) <= (last or 9999)
    ]  # fmt: skip
    about = profile.coverage[rows[0]["dataset"]]
    outside = []
    if (first and first > about.until) or (last and last < about.since):
        outside = [f"{about.title} covers {about.since} to {about.until}: the years asked for are not covered."]
    elif not lines:
        outside = [f"{about.title} has none of these states in the years asked for."]
    note = f"{about.title} {about.version}, {about.since} to {about.until}."
    return Sheet("top100", title, "state", columns, tuple(lines[:MOST]), note), outside


def _figure(row: Any) -> Figure:
    key = DataRow(row["dataset"], row["version"], f"{row['state']}, {row['measure']}, {row['year']}")
    if not row["value"]:
        return missing("unknown", row["note"] or "Missing in the dataset.", row["unit"])
    return Figure(value=float(row["value"]), unit=row["unit"], rows=(key,), coverage="As the profile has it.")
