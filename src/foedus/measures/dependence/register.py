"""Deliveries of major arms as the register has them: from the case's profile, offline, or from the dataset itself."""

from collections.abc import Callable, Iterable, Sequence
from typing import Literal, NamedTuple, get_args

import duckdb

from foedus.measures.dependence.concentration import Volume
from foedus.measures.measured import MeasureError
from foedus.record import Record
from foedus.record.ask import AskError
from foedus.record.figure import DataRow
from foedus.reference.compare.weapons import sort_of
from foedus.reference.errors import DataError
from foedus.reference.own import sides
from foedus.reference.profile import Profile
from foedus.reference.store import Library
from foedus.terms.words import join_words

DATASET, TABLE, PART = "sipri-transfers", "sipri_deliveries", "register"
Rule = Literal["even", "first", "last"]
RULES: tuple[Rule, ...] = get_args(Rule)
SAID: dict[Rule, str] = {
    "even": "a deal's volume is spread evenly over the years of delivery listed",
    "first": "all of a deal's volume counts in its first year of delivery",
    "last": "all of a deal's volume counts in its last year of delivery",
}
_SQL: dict[Rule, str] = {
    "even": "tiv",
    "first": "CASE WHEN nth = 1 THEN tiv * years END",
    "last": "CASE WHEN nth = years THEN tiv * years END",
}
GET = "Put SIPRI's register on this machine (`foedus data show sipri-transfers` says how), or name it with --data-dir."


class Delivery(NamedTuple):
    """What one state received from a supplier in a year, of a class of weapons."""

    supplier: str
    recipient: str
    year: int
    category: str
    volume: Volume


class Register(NamedTuple):
    """Deliveries to some states, from all suppliers, and what is to be said of them."""

    release: str
    since: int
    until: int
    rule: Rule
    deliveries: tuple[Delivery, ...]
    whole: frozenset[str]
    """The states of which it has the deliveries of all suppliers; for others nothing is said."""
    place: str
    """Where it was read: `the case's profile`, `the dataset on this machine`."""

    def row(self, what: str) -> DataRow:
        """A row of it, by what names it."""
        return DataRow(DATASET, self.release, what)

    @property
    def called(self) -> str:
        """Dataset, release and rule in words."""
        return f"SIPRI Arms Transfers Database, release of {self.release} ({self.place}); {SAID[self.rule]}"


def register(record: Record, states: Sequence[str], rule: str, library: Callable[[], Library] | None) -> Register:
    """The register for some states: the profile where it has them all by that rule, else the dataset.

    `library` gives the datasets on this machine, asked only where the profile does not do. A state that neither
    covers is missing in `whole`. Raises `MeasureError` for a rule that is none, or that only the dataset can apply
    where that is not on this machine.
    """
    asked = next((one for one in RULES if one == rule), None)
    if asked is None:
        raise MeasureError(f"There is no rule '{rule}' for years.", f"Rules are {join_words(list(RULES))}.")
    own = _of_profile(record)
    if asked == "even" and own is not None and set(states) <= own.whole:
        return own
    theirs = None if record.known or library is None else _of_library(library(), states, asked)
    if theirs is not None:
        return theirs
    if asked != "even":
        raise MeasureError(f"The profile spreads deliveries evenly; the rule '{asked}' needs the register itself.", GET)
    return own or Register("", 0, 0, asked, (), frozenset(), "")


def _of_profile(record: Record) -> Register | None:
    """What the profile has: the deliveries of all suppliers to the case's own states, and only to these."""
    profile = Profile.of(record)
    about = profile.coverage.get(DATASET)
    if about is None:
        return None
    deliveries = tuple(
        Delivery(row["supplier"], row["recipient"], int(row["year"]), row["category"] or "other",
                 Volume(float(row["tiv"]), float(row["uncertain"] or 0)))
        for row in profile.tables["transfers"]
    )  # fmt: skip
    try:
        inner = sides(record)[0]
    except AskError:  # the case names no states, so that no profile has all of anybody's deliveries
        return None
    years = [int(row["year"]) for table in ("states", "transfers") for row in profile.tables[table]]
    since = max([about.since, *([min(years)] if years else [])])  # before it the profile has nothing, and not nil
    return Register(about.version, since, about.until, "even", deliveries, frozenset(inner), "the case's profile")


def _of_library(library: Library, states: Iterable[str], rule: Rule) -> Register | None:
    if not library.has(DATASET, PART):
        return None
    try:
        file = library.part(DATASET, PART)[0]
        table = library.table(TABLE)
    except DataError as error:
        raise MeasureError(error.message, error.hint) from error
    wanted = sorted(set(states))
    with duckdb.connect() as con:
        rows = con.execute(
            f"SELECT coalesce(state1, supplier), state2, year, description, sum({_SQL[rule]}), "
            f"sum(CASE WHEN uncertain THEN {_SQL[rule]} END) FROM {table} "
            "WHERE state2 IN (SELECT unnest(?::VARCHAR[])) AND tiv IS NOT NULL GROUP BY ALL ORDER BY 1, 2, 3, 4",
            [wanted],
        ).fetchall()
    found: dict[tuple[str, str, int, str], list[float]] = {}
    for supplier, recipient, year, description, total, uncertain in rows:
        if total is None:
            continue
        cell = found.setdefault((supplier, recipient, year, sort_of(description or "")), [0.0, 0.0])
        cell[0] += total
        cell[1] += uncertain or 0.0
    deliveries = tuple(Delivery(*key, Volume(total, unsure)) for key, (total, unsure) in sorted(found.items()))
    known = frozenset(wanted)
    return Register(file.version, *file.span, rule, deliveries, known, "the dataset on this machine")
