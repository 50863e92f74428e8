"""The world on the eve of a year: its states, what they are to one another, and the bodies that they are in.

Everything but geography is as it was the year before. A value that a dataset does not have is NaN, never 0; where a
series ended earlier its last value stands, and `frozen` says so.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np
from numpy.typing import NDArray

from foedus.forecast.bodies import Bodies, Rolls, rolls
from foedus.forecast.events import Founding, foundings

if TYPE_CHECKING:
    import pyarrow

    from foedus.reference.panel import Column

Floats = NDArray[np.float64]

GEOGRAPHY = ("distance_min", "contiguous_land")
"""Of the year itself: where a state lies is known before it is one."""

RELATIONS = (
    "unga_distance", "mid_ongoing", "rivalry_tss", "igo_joint", "atop_defense", "atop_allied", "atop_nonagg",
)  # fmt: skip
"""Of the year before, between two states."""

TRAITS = ("cinc", "vdem_polyarchy", "major_power")
"""Of the year before, of one state."""

MEMORY = 10
"""Years for which a militarized dispute leaves two states hostile."""

RECENT = 5
"""Years for which a pact of two that a state founded is recent."""

NEVER = 100.0
"""Years that stand for never: two that have not founded a pact together, or so long ago."""

CARRIED = 20
"""Years for which the last value of a series stands when it has ended."""

SYSTEM_BEGINS = 1816
"""First year of COW's system of states; ages are counted from it at the earliest."""


class Vintage(msgspec.Struct, frozen=True, kw_only=True):
    """A variable as it came in: of which dataset, release and years."""

    variable: str
    dataset: str
    version: str
    since: int
    until: int


class Eve(msgspec.Struct, frozen=True, kw_only=True):
    """The world on the eve of `year`; n states, in the order of `keys`."""

    year: int
    keys: tuple[str, ...]
    """Alpha-3 keys, sorted (a former state has its name for a key)."""
    codes: tuple[int, ...]
    """Their COW codes."""
    traits: Mapping[str, Floats]
    """Of each state: shape (n,)."""
    relations: Mapping[str, Floats]
    """Of each two: shape (n, n), symmetric, NaN where unknown; 0 on the diagonal."""
    bodies: Bodies
    """Organisations and pacts that could serve as the template of a new one."""
    frozen: tuple[str, ...] = ()
    """Variables whose series had ended: their last values stand."""

    @property
    def size(self) -> int:
        """How many states there are."""
        return len(self.keys)

    def positions(self, members: Sequence[str]) -> list[int]:
        """Where the states stand in `keys`. Raises KeyError for one that is none in this year."""
        at = {key: n for n, key in enumerate(self.keys)}
        return [at[one] for one in members]


class World(msgspec.Struct, frozen=True, kw_only=True):
    """The world on the eve of each of a run of years."""

    eves: Mapping[int, Eve]
    vintages: tuple[Vintage, ...]

    def __getitem__(self, year: int) -> Eve:
        return self.eves[year]

    def __iter__(self) -> Iterator[Eve]:
        return iter(self.eves.values())


def world(start: int, end: int, data: Path | str | Sequence[Path | str] = ()) -> World:
    """The world on the eve of each year from `start` to `end`, from the datasets on this machine.

    Raises `DataError` where a dataset is missing.
    """
    import foedus
    from foedus.reference.store import Library

    where = [Path(one) for one in ([data] if isinstance(data, str | Path) else data)]
    pairs = foedus.panel(
        "dyad-year",
        start - MEMORY - CARRIED,
        end,
        with_=(*GEOGRAPHY, *RELATIONS),
        data_dir=where,
        carry_forward=CARRIED,
    )
    states = foedus.panel("state-year", SYSTEM_BEGINS, end, with_=TRAITS, data_dir=where, carry_forward=CARRIED)
    vintages = tuple(_vintages((*pairs.columns, *states.columns)))
    pacts_until = next(one.until for one in vintages if one.variable == "atop_defense")
    disputes_until = next(one.until for one in vintages if one.variable == "mid_ongoing")
    made = _Tables(pairs.to_arrow(), states.to_arrow(), pacts_until, disputes_until)
    library = Library(where)
    bodies = rolls(library, start - 1 - CARRIED, end)
    founded, _ = foundings(library, SYSTEM_BEGINS, end)
    frozen = {year: tuple(sorted(v.variable for v in vintages if v.until < year - 1)) for year in range(start, end + 1)}
    eves = {year: made.eve(year, bodies, founded, frozen[year]) for year in frozen}
    return World(eves=eves, vintages=vintages)


class _Tables:
    """The panels as arrays by year, out of which eves are made."""

    def __init__(self, pairs: "pyarrow.Table", states: "pyarrow.Table", known_until: int, disputes_until: int) -> None:
        self.known_until, self.disputes_until = known_until, disputes_until
        """The last years whose foundings and disputes are known: later ones are as these left them."""
        self.pairs, self.pair_rows = _arrays(pairs, ("ccode1", "ccode2", *GEOGRAPHY, *RELATIONS))
        self.states, self.state_rows = _arrays(states, ("ccode", *TRAITS))
        codes, keys, years = (states.column(name).to_pylist() for name in ("ccode", "state", "year"))
        self.names = dict(zip(codes, keys, strict=True))
        self.born: dict[int, int] = {}
        for code, year in sorted(zip(codes, years, strict=True), reverse=True):
            self.born[code] = year

    def eve(self, year: int, bodies: Rolls, founded: Sequence[Founding], frozen: tuple[str, ...]) -> Eve:
        codes = self.states["ccode"][self.state_rows[year]].astype(int)
        order = sorted(range(len(codes)), key=lambda n: self.names[int(codes[n])])
        codes = codes[order]
        traits = {name: self._trait(name, codes, year - 1) for name in TRAITS}
        traits["age"] = np.array([float(year - self.born[int(code)]) for code in codes])
        until = min(year, self.known_until + 1)
        recent = Counter(
            code for one in founded if one.size == 2 and until - RECENT <= one.year < until for code in one.members
        )
        traits["recent_pacts"] = np.array([float(recent[int(code)]) for code in codes])
        bonds = _bonds(founded, codes, until, year)
        relations = {name: self._relation(name, codes, year) for name in GEOGRAPHY}
        relations |= {name: self._relation(name, codes, year - 1) for name in RELATIONS}
        last = min(year, self.disputes_until + 1)
        past = [self._relation("mid_ongoing", codes, last - back) for back in range(1, MEMORY + 1)]
        relations["disputed"] = np.fmax.reduce(past)
        relations["pact_years"], relations["pacts_before"] = bonds
        return Eve(
            year=year,
            keys=tuple(self.names[int(code)] for code in codes),
            codes=tuple(int(code) for code in codes),
            traits=traits,
            relations=relations,
            bodies=bodies.at(year - 1, [int(code) for code in codes]),
            frozen=frozen,
        )

    def _trait(self, name: str, codes: NDArray[np.int64], year: int) -> Floats:
        rows = self.state_rows[year]
        values = dict(zip(self.states["ccode"][rows].astype(int).tolist(), self.states[name][rows], strict=True))
        return np.array([values.get(int(code), np.nan) for code in codes])

    def _relation(self, name: str, codes: NDArray[np.int64], year: int) -> Floats:
        rows = self.pair_rows[year]
        at = np.full(1000, -1)
        at[codes] = np.arange(len(codes))
        one, other = at[self.pairs["ccode1"][rows].astype(int)], at[self.pairs["ccode2"][rows].astype(int)]
        both = (one >= 0) & (other >= 0)
        made = np.full((len(codes), len(codes)), np.nan)
        made[one[both], other[both]] = made[other[both], one[both]] = self.pairs[name][rows][both]
        np.fill_diagonal(made, 0.0)
        return made


def _bonds(founded: Sequence[Founding], codes: NDArray[np.int64], until: int, year: int) -> tuple[Floats, Floats]:
    """Years since two were last among the founders of a pact, and how many of two they have founded: (n, n) each."""
    at = {int(code): n for n, code in enumerate(codes)}
    years = np.full((len(codes), len(codes)), NEVER)
    pacts = np.zeros((len(codes), len(codes)))
    for one in founded:
        if one.year < until:
            present = [at[code] for code in one.members if code in at]
            grid = np.ix_(present, present)
            years[grid] = np.minimum(years[grid], year - one.year)
            if one.size == 2:
                pacts[grid] += 1
    np.fill_diagonal(years, 0.0)
    np.fill_diagonal(pacts, 0.0)
    return years, pacts


def _arrays(table: "pyarrow.Table", names: Sequence[str]) -> tuple[dict[str, Floats], dict[int, slice]]:
    """Columns as floats, NaN where null, sorted by year; and where the rows of each year are."""
    table = table.sort_by("year")
    years = np.asarray(table.column("year"))
    found, starts = np.unique(years, return_index=True)
    ends = [*starts[1:], len(years)]
    arrays = {name: table.column(name).cast("float64").to_numpy() for name in names}
    return arrays, {int(y): slice(int(a), int(b)) for y, a, b in zip(found, starts, ends, strict=True)}


def _vintages(columns: Sequence["Column"]) -> Iterator[Vintage]:
    for column in columns:
        if column.role == "value" and column.coverage is not None:
            since, until = column.coverage
            yield Vintage(
                variable=column.variable or column.name,
                dataset=column.dataset,
                version=column.version,
                since=since,
                until=until,
            )
