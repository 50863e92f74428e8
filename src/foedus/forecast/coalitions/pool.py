"""The states of a pool, and what a case's profile has of them: offline, the last value of each series."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations

import msgspec
import numpy as np

from foedus.forecast.coalitions.terms import Floats
from foedus.forecast.errors import ForecastError
from foedus.measures import asked
from foedus.record import Record
from foedus.record.ask import AskError
from foedus.reference.own import sides
from foedus.reference.profile import Pact, Profile
from foedus.reference.profile.read import NOTHING

STANDS = {"rivalry": 1, "mid": 10, "ucdp": 10}
"""Datasets of quarrels, and for how many years at the end of their window one leaves two states hostile."""
PACTS, DEFENCE = "atop", "defense"


class Series(msgspec.Struct, frozen=True):
    """Where values come from."""

    datasets: tuple[tuple[str, str], ...]
    """Names and versions."""
    years: str
    """The last year that they cover; `2010–2023` where they end in different ones."""


class Pool(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """The states of a pool and what is known of them; n states, in the order of `keys`."""

    keys: tuple[str, ...]
    traits: Mapping[str, Floats]
    """Of each state: shape (n,), NaN where unknown."""
    relations: Mapping[str, Floats]
    """Of each two: shape (n, n), symmetric, NaN where unknown; 0 on the diagonal."""
    series: Mapping[str, Series]
    """By trait or relation."""
    warnings: tuple[str, ...] = ()


def states(record: Record, named: Iterable[str], group: str | None = None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The keys of a pool's states, sorted, and warnings; those of the case's coalition where none is named.

    Raises `ForecastError` for a pool of one, `MeasureError` or `AskError` for what is no state or group.
    """
    said = [text.strip() for text in named if text.strip()]
    keys = [asked.state(record, text) for text in said]
    twice = [key for key, times in Counter(keys).items() if times > 1]
    found = tuple(sorted(asked.states(record, keys, group)))
    if len(found) < 2:
        raise ForecastError(
            f"A coalition has two states or more, and the pool has one: {found[0]}.", "Name others: --pool KAZ,KGZ,UZB."
        )
    return found, tuple(f"{key} was named more than once; it counts once." for key in twice)


def of_profile(record: Record, keys: Sequence[str]) -> Pool:
    """What the profile that a record was built with has of some states, sorted by key.

    `cinc`, `distance_min`, `igo_joint`, `unga_distance` as the panel has them; `allied`: 1 where a pact of defence
    binds both; `hostile`: 1 where they are rivals, or were in a dispute or conflict in ten years; `outside`: how many
    of the profile's defence pacts bind a state with another that is not in the pool.
    """
    reading = _Reading(record, keys)
    return Pool(
        keys=tuple(keys),
        traits={"cinc": reading.trait("cinc"), "outside": reading.outside()},
        relations={
            **{name: reading.relation(name) for name in ("distance_min", "igo_joint", "unga_distance")},
            "hostile": reading.hostile(),
            "allied": reading.allied(),
        },
        series=reading.series,
        warnings=reading.warnings(),
    )


class _Reading:
    """A profile being read for a pool. Of pairs it has those of which one at least is the case's own."""

    def __init__(self, record: Record, keys: Sequence[str]) -> None:
        self.profile, self.keys = Profile.of(record), keys
        self.series: dict[str, Series] = {}
        try:
            inner, outer = sides(record)
        except AskError:  # a case of no states in particular
            inner, outer = [], []
        self.own, self.every = set(inner), {*inner, *outer}

    def warnings(self) -> tuple[str, ...]:
        if not self.profile:
            return (f"{NOTHING} Nothing is known of the states; `foedus profile CASE` writes one.",)
        strange = [key for key in self.keys if key not in self.every]
        if not strange:
            return ()
        return (f"The profile has no figures of {', '.join(strange)}: nothing is known of pairs with them.",)

    def trait(self, measure: str) -> Floats:
        """The last year's figure of each state."""
        year = self._last("states", measure, "year")
        values = [self.profile.state(key, measure, year).value if year else None for key in self.keys]
        return np.array([np.nan if value is None else value for value in values])

    def relation(self, measure: str) -> Floats:
        """The last year's figure of each two."""
        year = self._last("dyads", measure, "until")
        return self._matrix(lambda a, b: self.profile.pair(a, b, measure, year).value if year else None)

    def allied(self) -> Floats:
        """Whether a defence pact binds both at the end of the window."""
        bound = self._bound("allied")
        if bound is None:
            return self._matrix(lambda a, b: None)
        return self._matrix(
            lambda a, b: float(any({a, b} <= among for _, among in bound)) if self._told(a, b) else None
        )

    def outside(self) -> Floats:
        """How many defence pacts bind each of the case's own states with others than the pool's."""
        bound, pool = self._bound("outside") or [], set(self.keys)
        known = "outside" in self.series
        return np.array([
            float(sum(key in among and bool(among - pool or pact.members > len(pact.states)) for pact, among in bound))
            if known and key in self.own else np.nan
            for key in self.keys
        ])  # fmt: skip

    def hostile(self) -> Floats:
        """Whether two are rivals at the end of that window, or were in a dispute or conflict in the last ten years."""
        about = [one for one in self.profile.behind("disputes") if one.dataset in STANDS]
        if not about:
            return self._matrix(lambda a, b: None)
        self._say("hostile", [one.dataset for one in about], [one.version for one in about], [o.until for o in about])
        since = {one.dataset: one.until - STANDS[one.dataset] for one in about}
        found = {
            frozenset((row["state1"], row["state2"]))
            for row in self.profile.tables["disputes"]
            if row["dataset"] in since and int(row["until"]) > since[row["dataset"]]
        }
        return self._matrix(lambda a, b: float(frozenset((a, b)) in found) if self._told(a, b) else None)

    def _told(self, one: str, other: str) -> bool:
        """Whether the profile would have what ties two states."""
        return bool({one, other} & self.own) and {one, other} <= self.every

    def _bound(self, name: str) -> list[tuple[Pact, set[str]]] | None:
        """The defence pacts at the end of the window, and whom of the case's states each binds; None: not covered."""
        about = self.profile.coverage.get(PACTS)
        if about is None:
            return None
        self._say(name, [about.dataset], [about.version], [about.until])
        found: dict[str, tuple[Pact, set[str]]] = {}
        for key in sorted(self.every):
            for pact in self.profile.pacts_among([key], year=about.until, obligation=DEFENCE, fewest=1):
                found.setdefault(pact.key, (pact, set()))[1].add(key)
        return [*found.values()]

    def _last(self, table: str, measure: str, column: str) -> int:
        """The last year in which a measure has a value; 0 where it has none."""
        rows = [row for row in self.profile.tables[table] if row["measure"] == measure and row["value"]]
        if not rows:
            return 0
        last = max(rows, key=lambda row: int(row[column]))
        self._say(measure, [last["dataset"]], [last["version"]], [int(last[column])])
        return int(last[column])

    def _say(self, name: str, datasets: Sequence[str], versions: Sequence[str], years: Sequence[int]) -> None:
        said = str(min(years)) if min(years) == max(years) else f"{min(years)}–{max(years)}"
        self.series[name] = Series(tuple(zip(datasets, versions, strict=True)), said)

    def _matrix(self, of: Callable[[str, str], float | None]) -> Floats:
        made = np.zeros((len(self.keys), len(self.keys)))
        for one, other in combinations(range(len(self.keys)), 2):
            value = of(self.keys[one], self.keys[other])
            made[one, other] = made[other, one] = np.nan if value is None else value
        return made
