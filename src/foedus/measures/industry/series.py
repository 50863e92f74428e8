"""Figures as series: one for each subject and measure, in order of time, with its breaks marked."""

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from foedus.measures.industry.own import Ownership, Whose, subjects
from foedus.measures.told import TELL, Told, by_actor
from foedus.record import Record
from foedus.record.conclude.claims import World
from foedus.record.figure import Figure, missing
from foedus.terms import dates, numbers

WORDS = frozenset(
    {
        "arms", "budget", "defence", "defense", "dependency", "domestic", "export", "exports", "firms", "industry",
        "makers", "missile", "producers", "production", "rd", "turnover", "uav", "weapons",
    }
)  # fmt: skip
"""Words of a measure's name by which it is taken to be about the arms industry; `--indicator` asks for any other."""


class Point(msgspec.Struct, frozen=True):
    """A figure of a series: its period, its value as concluded, whose it is, and what broke before it."""

    period: str
    told: Told
    value: Figure
    unit: str
    whose: Whose
    breaks: tuple[str, ...]

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims that carry it."""
        return self.told.carrying or self.told.claims


class Series(msgspec.Struct, frozen=True):
    """What is said of one subject in one measure."""

    subject: str
    measure: str
    points: tuple[Point, ...]


def about_industry(measure: str) -> bool:
    """Whether a measure's name says that it is about the arms industry."""
    return not WORDS.isdisjoint(measure.lower().replace("_", "-").split("-"))


def series(record: Record, states: Sequence[str], measure: str = "") -> dict[str, tuple[list[Series], list[str]]]:
    """The series of states, their firms and agencies; and the measures left out as not about industry. By state."""
    found = by_actor(record, "indicators", "subject", states)
    return {state: _of_state(record, state, found[state], measure) for state in states}


def _of_state(record: Record, state: str, strands: Iterable[Told], measure: str) -> tuple[list[Series], list[str]]:
    world = World.of(record)
    grouped: dict[tuple[str, str], list[Told]] = {}
    left: dict[str, None] = {}
    for one in strands:
        [name, *_] = one.values("measure")
        for subject in one.values("subject"):
            if state not in subjects(world, [subject]):
                continue
            if (measure and name == measure) or (not measure and about_industry(name)):
                grouped.setdefault((subject, name), []).append(one)
            else:
                left[name] = None
    own = Ownership.of(record)
    found = [
        Series(subject, name, tuple(_points(record, own, state, of)))
        for (subject, name), of in sorted(grouped.items(), key=lambda item: (item[0][0] != state, item[0]))
    ]
    return found, sorted(left) if not measure else []


def _points(record: Record, own: Ownership, state: str, strands: Iterable[Told]) -> Iterable[Point]:
    ordered = sorted(_together(strands), key=_order)
    before: Point | None = None
    for one in ordered:
        period = next(iter(one.values("date")), "")
        unit = next(iter(one.values("unit")), "")
        point = Point(period, one, value(one, unit), unit, own.whose(_leading(one), state), ())
        yield msgspec.structs.replace(point, breaks=tuple(_breaks(before, point)))
        before = point


def _together(strands: Iterable[Told]) -> Iterable[Told]:
    """Strands, those without a period that say the same on the same roots as one: nothing else tells them apart."""
    undated: dict[object, Told] = {}
    for one in strands:
        if one.values("date"):
            yield one
            continue
        said = frozenset(tuple(row["roots"]) for row in one.rows), one.values("value"), one.values("unit"), one.stage
        before = undated.get(said)
        undated[said] = one if before is None else msgspec.structs.replace(
            before, rows=(*before.rows, *one.rows), carrying=(*before.carrying, *one.carrying)
        )  # fmt: skip
    yield from undated.values()


def _leading(one: Told) -> dict[str, object]:
    carrying = set(one.carrying)
    return dict(next((row for row in one.rows if row["claim"] in carrying), one.rows[0]))


def _order(one: Told) -> tuple[bool, date, str]:
    text = next(iter(one.values("date")), "")
    parsed = dates.parse(text) if text else None
    day = (parsed.begun_by or parsed.latest) if parsed else None
    return day is None, day or date.min, one.claims[0]


def value(one: Told, unit: str) -> Figure:
    """The value of a strand: a number with its bounds, or a word; unknown where its claims differ and none prevails."""
    said = one.values("value")
    claims = one.claims
    if one.stage is None:
        manner = {"denied": "said not to be so", "expected": "only expected"}.get(one.rule, one.rule)
        return missing("unknown", f"{', '.join(said)}: {manner}, by {', '.join(claims)}.", unit)
    if len(said) != 1:
        return missing(
            "unknown", f"Claims differ, and none is taken for right: {'; '.join(said)} ({', '.join(claims)}).", unit
        )
    try:
        number = numbers.parse(said[0])
    except numbers.NumberError:
        return Figure(value=said[0], unit="", claims=claims, coverage="A word, where the source gives no figure.")
    exact = float(number.value)
    shown = int(exact) if exact.is_integer() else exact
    low = None if number.exact else float(number.low)
    high = None if number.exact or number.high is None else float(number.high)
    note = "" if number.exact else numbers.say(number)
    return Figure(value=shown, unit=unit, low=low, high=high, claims=claims, note=note, coverage=TELL)


def _breaks(before: Point | None, point: Point) -> Iterable[str]:
    """What keeps a figure from being held against the one before it."""
    if before is None:
        return
    if before.unit != point.unit:
        yield f"other unit ({before.unit or 'none'} before)"
    if _roots(before) != _roots(point):
        yield "other source"
    if not point.period or not before.period:
        yield "no period"
    elif _length(before.period) != _length(point.period):
        yield "period of another length"
    elif point.period == before.period:
        yield "same period, told apart by its claims"
    if (before.told.stage is None) != (point.told.stage is None):
        yield "expected or denied, not reported"
    if before.value.known and point.value.known and _number(before) != _number(point):
        yield "a word and a number"
    gap = _gap(before.period, point.period)
    if gap:
        yield f"{gap} not covered"


def _number(point: Point) -> bool:
    return not isinstance(point.value.value, str)


def _roots(point: Point) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(row["roots"]) for row in point.told.rows)


def _length(period: str) -> str:
    """How long a period is: one of one year, or a span of so many."""
    parsed = dates.parse(period)
    if parsed.earliest is None or parsed.latest is None:
        return "open"
    return f"{(parsed.latest - parsed.earliest).days // 366}"


def _gap(before: str, after: str) -> str:
    """The years between two periods for which no claim gives a figure."""
    one, other = (dates.parse(text) if text else None for text in (before, after))
    if one is None or other is None or one.latest is None or other.earliest is None:
        return ""
    first, last = one.latest.year + 1, other.earliest.year - 1
    return "" if first > last else str(first) if first == last else f"{first} to {last}"


def within(found: Sequence[Series], since: int | None, until: int | None) -> tuple[list[Series], int]:
    """The points of some years, and how many undated ones were left out."""
    if since is None and until is None:
        return list(found), 0
    undated, kept = 0, []
    for one in found:
        undated += sum(not point.period for point in one.points)
        points = [point for point in one.points if point.period and _meets(point.period, since, until)]
        if points:
            kept.append(msgspec.structs.replace(one, points=tuple(points)))
    return kept, undated


def _meets(period: str, since: int | None, until: int | None) -> bool:
    parsed = dates.parse(period)
    late_enough = since is None or parsed.latest is None or parsed.latest.year >= since
    return late_enough and (until is None or parsed.earliest is None or parsed.earliest.year <= until)
