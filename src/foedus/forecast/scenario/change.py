"""A scenario made so in what the models see: bodies, bonds and features of the case's states."""

import numpy as np

from foedus.forecast.bodies import LEAST, Bodies
from foedus.forecast.errors import ForecastError
from foedus.forecast.places import Known, Places
from foedus.forecast.proposals import BINS
from foedus.forecast.scenario.lines import Change
from foedus.record import Record
from foedus.reference.profile import Pact, Profile

DEFENCE = "defense"


def changed(places: Places, change: Change, record: Record) -> Places:
    """The states as they would be. Raises `ForecastError` where a line cannot be carried out."""
    strangers = [one for one in change.members if one not in places.keys]
    if strangers:
        raise ForecastError(
            f"{change.where}: nothing is known of {', '.join(strangers)}.", f"Known are {', '.join(places.keys)}."
        )
    at = [places.keys.index(one) for one in change.members]
    match change.verb:
        case "leaves" | "joins":
            return _body(places, change, record, at[0])
        case "ally" | "part":
            value = float(change.verb == "ally")
            made = _with(places, "allied", at, value, change)
            return _with(made, "pledged", at, 0.0, None) if value else made
        case "quarrel" | "reconcile":
            return _with(places, "hostile", at, float(change.verb == "quarrel"), change)
        case "set":
            value = np.log1p(change.value) if change.feature == "igo_joint" else change.value
            return _with(places, change.feature, at, float(value), change)
        case "multiplies":
            return places


def _with(places: Places, name: str, at: list[int], value: float, change: Change | None) -> Places:
    matrix = places.known[name].copy()
    one, other = at
    if change is not None and matrix[one, other] == value:
        raise ForecastError(f"{change.where}: '{change.text}' is so already.", "Leave the line out.")
    matrix[one, other] = matrix[other, one] = value
    matrices = {key: places.known[key] for key in places.known.names} | {name: matrix}
    return _like(places, known=Known(matrices, places.known.traits))


def _like(places: Places, known: Known | None = None, bodies: Bodies | None = None, classes: object = None) -> Places:
    return Places(
        places.year, places.keys, known or places.known, places.km, bodies or places.bodies, places.states,
        classes if isinstance(classes, dict) else places.classes, places.frozen,
    )  # fmt: skip


def _body(places: Places, change: Change, record: Record, at: int) -> Places:
    profile = Profile.of(record)
    pacts = [one for one in profile.pacts if one.organisation == change.body]
    names = {change.body, *(one.key for one in pacts)}
    rows = [n for n, key in enumerate(places.bodies.keys) if key in names]
    leaves = change.verb == "leaves"
    told = [n for n in rows if places.bodies.members[n, at] == leaves]
    if not told:
        how = "is not in it" if leaves else "is in it already, or no data have it"
        raise ForecastError(
            f"{change.where}: '{change.text}': by what the models see, {change.members[0]} {how}.",
            "Leave the line out, or name a body of the datasets or of the record.",
        )
    members, sizes = places.bodies.members.copy(), places.bodies.sizes.copy()
    classes = dict(places.classes)
    for row in told:
        members[row, at] = not leaves
        _move(classes, places.bodies.kinds[row], int(sizes[row]), -1)
        sizes[row] += -1 if leaves else 1
        _move(classes, places.bodies.kinds[row], int(sizes[row]), 1)
    keep = sizes >= LEAST
    bodies = Bodies(
        keys=tuple(key for key, kept in zip(places.bodies.keys, keep, strict=True) if kept),
        kinds=tuple(kind for kind, kept in zip(places.bodies.kinds, keep, strict=True) if kept),
        members=members[keep],
        sizes=sizes[keep],
    )
    made = _like(places, bodies=bodies, classes=classes)
    return _bonds(made, change, profile, pacts, at)


def _move(classes: dict[tuple[str, int, int], int], kind: str, size: int, by: int) -> None:
    for least, most in BINS:
        if least <= size <= most:
            classes[kind, least, most] = max(0, classes.get((kind, least, most), 0) + by)


def _bonds(places: Places, change: Change, profile: Profile, pacts: list[Pact], at: int) -> Places:
    """Bonds of defence that come or go with the membership: those of pacts whose members the body's are."""
    own = [one for one in pacts if DEFENCE in one.obligations]
    if not own:
        return places
    key = change.members[0]
    others = [one for one in profile.pacts if one not in own and DEFENCE in one.obligations and _binds(one, key)]
    matrix = places.known["allied"].copy()
    for n, other in enumerate(places.keys):
        if n != at and any(_binds(one, other) for one in own):
            kept = any(_binds(one, other) for one in others)
            matrix[at, n] = matrix[n, at] = float(change.verb == "joins" or kept)
    matrices = {name: places.known[name] for name in places.known.names} | {"allied": matrix}
    return _like(places, known=Known(matrices, places.known.traits))


def _binds(pact: Pact, state: str) -> bool:
    """Whether a pact binds a state at the end of the dataset's window."""
    return state in pact.states and not pact.states[state][1]
