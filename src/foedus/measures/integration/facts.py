"""What datasets have of pairs of states, by component: from the case's profile, offline, or from the datasets."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

import duckdb

from foedus.record import Record
from foedus.record.ask import AskError
from foedus.reference.own import sides
from foedus.reference.profile import Profile
from foedus.reference.store import Library
from foedus.terms.dates import parse

Pair = tuple[str, str]


class Component(NamedTuple):
    """A part of integration: what it is of a pair, and of which years."""

    name: str
    label: str
    dataset: str
    title: str
    says: str
    span: int
    """Years up to the one asked for in which it may lie; 1: that year alone."""
    share: bool
    """Whether a group's figure is the share of its pairs that have it; else their mean."""
    table: str
    sql: str


COMPONENTS = (
    Component("pacts", "pact of defence", "atop", "ATOP", "A promise of active help if attacked, in the year.", 1, True,
              "atop_dyads", "SELECT ccode1, ccode2, year, bool_or(defense)::INT FROM {} GROUP BY ALL"),
    Component("agreements", "agreements signed", "dcad", "DCAD", "Agreements on defence cooperation, ten years.", 10,
              True, "dcad_dyads", "SELECT ccode1, ccode2, year, signed FROM {}"),
    Component("exercises", "joint exercises", "mme", "MME", "Exercises in which both took part, five years.", 5, True,
              "mme_dyads", "SELECT ccode1, ccode2, year, joint FROM {}"),
    Component("transfers", "arms transfers", "sipri-transfers", "SIPRI", "Volume either way, TIV, ten years.", 10, True,
              "sipri_deliveries", "SELECT ccode1, ccode2, year, sum(tiv) FROM {} GROUP BY ALL"),
    Component("organisations", "joint organisations", "igo", "COW-IGO", "Organisations with both as members, in the "
              "year.", 1, False, "igo_dyads", "SELECT ccode1, ccode2, year, joint FROM {}"),
    Component("votes", "distance of votes", "unga", "UNGA", "Distance of ideal points in the General Assembly, in the "
              "year; 0 is the same.", 1, False, "unga_points",
              "SELECT a.ccode, b.ccode, a.year, abs(a.ideal_point - b.ideal_point) FROM {0} a JOIN {0} b "
              "ON a.year = b.year WHERE a.ccode <> b.ccode"),
)  # fmt: skip
BY_NAME = {one.name: one for one in COMPONENTS}


class Facts:
    """Values of pairs by component and year. What a dataset does not cover is missing, and not 0."""

    def __init__(self, place: str) -> None:
        self.place = place
        self.windows: dict[str, tuple[int, int]] = {}
        self.versions: dict[str, str] = {}
        self.covered: dict[str, frozenset[Pair] | None] = {}
        """By component the pairs that are covered; None: all."""
        self._values: dict[str, dict[Pair, dict[int, float]]] = {}

    def put(self, component: str, window: tuple[int, int], version: str, covered: Iterable[Pair] | None) -> None:
        """Say that a component is here, from when to when, and of which pairs."""
        self.windows[component], self.versions[component] = window, version
        self.covered[component] = None if covered is None else frozenset(covered)
        self._values.setdefault(component, {})

    def add(self, component: str, one: str, other: str, year: int, value: float) -> None:
        """A value of a pair in a year; what both directions have is added up."""
        years = self._values[component].setdefault((min(one, other), max(one, other)), {})
        years[year] = years.get(year, 0.0) + value

    def last(self, component: str) -> int | None:
        """The last year that a component covers."""
        window = self.windows.get(component)
        return window[1] if window else None

    def value(self, component: Component, pair: Pair, year: int) -> float | None:
        """A pair's value, summed over the component's years; None where it is not covered or the dataset has none."""
        window = self.windows.get(component.name)
        if window is None or not window[0] <= year - component.span + 1 <= year <= window[1]:
            return None
        pairs = self.covered[component.name]
        if pairs is not None and pair not in pairs:
            return None
        years = self._values[component.name].get(pair, {})
        if not component.share and year not in years:
            return None  # no such pair in a dataset of properties; a list of occurrences has none of it, which is 0
        return sum(value for at, value in years.items() if year - component.span < at <= year)


def of_profile(record: Record) -> Facts:
    """What the case's profile has: pairs of which one state at least is the case's own."""
    facts = Facts("the case's profile")
    profile = Profile.of(record)
    if not profile:
        return facts
    try:
        inner, outer = sides(record)
    except AskError:
        return facts
    every = sorted({*inner, *outer})
    pairs = [(a, b) for a in every for b in every if a < b and {a, b} & set(inner)]
    years = [int(row["year"]) for table in ("states", "transfers", "exercises") for row in profile.tables[table]]
    begins = min(years, default=0)
    for one in COMPONENTS:
        about = profile.coverage.get(one.dataset)
        if about is not None:
            facts.put(one.name, (max(about.since, begins), about.until), about.version, pairs)
    _fill(facts, profile)
    return facts


def _fill(facts: Facts, profile: Profile) -> None:
    """Take over what the profile has of the components that it covers."""
    window = facts.windows.get("pacts")
    bound = _bound(profile, window) if window else {}
    values = [("pacts", a, b, year, 1.0) for (a, b), years in bound.items() for year in years]
    values += [
        ("agreements", row["state1"], row["state2"], day.year, 1.0)
        for row in profile.tables["agreements"]
        if (day := parse(row["signed"]).earliest) is not None
    ]
    values += [
        ("exercises", row["state1"], row["state2"], int(row["year"]), float(row["exercises"]))
        for row in profile.tables["exercises"]
    ]
    values += [
        ("transfers", row["supplier"], row["recipient"], int(row["year"]), float(row["tiv"]))
        for row in profile.tables["transfers"]
    ]
    measures = {"igo_joint": "organisations", "unga_distance": "votes"}
    values += [
        (measures[row["measure"]], row["state1"], row["state2"], year, float(row["value"]))
        for row in profile.tables["dyads"]
        if row["measure"] in measures and row["value"]
        for year in range(int(row["since"]), int(row["until"]) + 1)
    ]
    for name, one, other, year, value in values:
        if name in facts.windows:
            facts.add(name, one, other, year, value)


def _bound(profile: Profile, window: tuple[int, int]) -> dict[Pair, set[int]]:
    """By pair the years in which a pact binds both to defence."""
    found: dict[Pair, set[int]] = {}
    for pact in (pact for pact in profile.pacts if "defense" in pact.obligations):
        spells = {state: _years(spell, window) for state, spell in pact.states.items()}
        for (a, one), (b, other) in combinations(sorted(spells.items()), 2):
            found.setdefault((a, b), set()).update(one & other)
    return found


def _years(spell: tuple[str, str], window: tuple[int, int]) -> set[int]:
    first = parse(spell[0]).earliest
    last = parse(spell[1]).latest if spell[1] else None
    begins = first.year if first else window[0]
    return set(range(max(begins, window[0]), min(last.year if last else window[1], window[1]) + 1))


def of_library(library: Library, codes: Mapping[str, Sequence[int]]) -> Facts:
    """What the datasets on this machine have of states, given with all COW numbers that they bear."""
    facts = Facts("the datasets on this machine")
    states = {code: key for key, of in codes.items() for code in of}
    with duckdb.connect() as con:
        con.execute("CREATE TABLE wanted AS SELECT unnest(?::BIGINT[]) AS code", [sorted(states)])
        for one in COMPONENTS:
            if not library.has(one.dataset):
                continue
            part = _part(one.table)
            if not library.has(one.dataset, part):
                continue
            file = library.part(one.dataset, part)[0]
            facts.put(one.name, file.span, file.version, None)
            sql = one.sql.format(library.table(one.table))
            rows = con.execute(
                f"SELECT x.* FROM ({sql}) x(a, b, year, value) WHERE a IN (SELECT code FROM wanted) "
                "AND b IN (SELECT code FROM wanted) AND value IS NOT NULL ORDER BY ALL"
            ).fetchall()
            directed = one.name == "transfers"
            for a, b, year, value in rows:
                if states[a] != states[b] and (directed or states[a] < states[b]):
                    facts.add(one.name, states[a], states[b], year, float(value))
    return facts


def _part(table: str) -> str:
    from foedus.reference.store import owner

    return owner(table).table(table).part
