"""A case's own states on an eve, from one file that lies with the case: what a fitted model needs, offline.

`forecast/eve.csv` of a case has one row for each value: features of its states, of pairs of them, how far each is from
every state of the world, and which of them are in which body. `write` makes it where the datasets are.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import combinations
from pathlib import Path

import numpy as np

from foedus.forecast.bodies import LEAST, Bodies
from foedus.forecast.errors import ForecastError
from foedus.forecast.features import PAIR, Relations, of_sets
from foedus.forecast.proposals import BINS, Densities, Ints, Set, nearness
from foedus.forecast.scenes import pair_row
from foedus.forecast.world import Eve, Floats, World
from foedus.record import Record

FILE = "forecast/eve.csv"
HEADER = ("what", "state", "other", "measure", "value", "note")
TRAITS = ("age", "cinc", "major_power")
"""Of states, beside the features of pairs."""


class Known:
    """Features of pairs that are given, in the place of those that `Relations` works out of an eve."""

    def __init__(self, matrices: Mapping[str, Floats], traits: Mapping[str, Floats]) -> None:
        self._matrices = matrices
        self.traits = traits

    @property
    def names(self) -> tuple[str, ...]:
        """The features that there are."""
        return tuple(self._matrices)

    def __getitem__(self, name: str) -> Floats:
        return self._matrices[name]


class Places:
    """States that are asked about, among all of the system: it answers as `models.Asked` does."""

    def __init__(
        self,
        year: int,
        keys: Sequence[str],
        known: Known,
        km: Floats,
        bodies: Bodies,
        states: int,
        classes: Mapping[tuple[str, int, int], int],
        frozen: Sequence[str],
    ) -> None:
        self.year, self.keys, self.known, self.km = year, tuple(keys), known, km
        self.bodies, self.states, self.classes, self.frozen = bodies, states, dict(classes), tuple(frozen)
        self.place: Ints = np.arange(len(keys))
        """The states asked about stand first among all: `km` has its columns in that order."""

    @cached_property
    def densities(self) -> Densities:
        """Densities of sets of these states among all sets of the system's."""
        return Densities(self)

    def near(self, h: float) -> Floats:
        """As `proposals.Ground.near`."""
        near = nearness(self.km, h)
        near[self.place, self.place] = 0.0
        return near

    @cached_property
    def pairs(self) -> Floats:
        """As `models.Asked.pairs`."""
        one, other = np.triu_indices(len(self.keys), 1)
        return np.column_stack([self.known[name][one, other] for name in PAIR])

    def near_pairs(self) -> Floats:
        """As `models.Asked.near_pairs`."""
        return self.densities.of_pairs()

    def variants(self, sets: Sequence[Set], of_size: Floats) -> Floats:
        """As `models.Asked.variants`."""
        return self.densities.of(sets, of_size)

    def features(self, sets: Sequence[Set]) -> Floats:
        """As `models.Asked.features`."""
        return of_sets(self.known, sets)

    def pair_of(self, one: int, other: int) -> int:
        """As `models.Asked.pair_of`."""
        return pair_row(one, other, len(self.keys))

    def positions(self, members: Sequence[str]) -> Set:
        """Where states stand here. Raises `ForecastError` for one that there is nothing of."""
        strangers = [one for one in members if one not in self.keys]
        if strangers:
            raise ForecastError(
                f"The case's file {FILE} has nothing of {', '.join(strangers)}.",
                "Add the state to a group in case.toml and write the file anew: "
                "`foedus forecast eve CASE --data-dir DIR`.",
            )
        return tuple(sorted(self.keys.index(one) for one in members))

    def with_bodies(self, found: Mapping[str, Sequence[str]]) -> "Places":
        """The same, with bodies that the record knows of beside those of the datasets (`record` by kind)."""
        rows, sizes, keys = [], [], []
        for key, members in sorted(found.items()):
            row = np.array([one in members for one in self.keys])
            if len(members) >= LEAST and row.sum() > 1:
                rows.append(row)
                sizes.append(len(members))
                keys.append(key)
        if not rows:
            return self
        bodies = Bodies(
            keys=(*self.bodies.keys, *keys),
            kinds=(*self.bodies.kinds, *("organisation" for _ in keys)),
            members=np.vstack([self.bodies.members, *rows]),
            sizes=np.concatenate([self.bodies.sizes, np.array(sizes)]),
        )
        classes = dict(self.classes)
        for size in sizes:
            for least, most in BINS:
                if least <= size <= most:
                    classes["organisation", least, most] = classes.get(("organisation", least, most), 0) + 1
        return Places(self.year, self.keys, self.known, self.km, bodies, self.states, classes, self.frozen)


def rows(eve: Eve, keys: Sequence[str]) -> Iterator[tuple[str, str, str, str, str, str]]:
    """The rows of the file, for some states of an eve."""
    relations = Relations(eve)
    at = {key: n for n, key in enumerate(eve.keys)}
    own = [key for key in keys if key in at]
    yield ("eve", "", "", "year", str(eve.year), "")
    yield ("eve", "", "", "states", str(eve.size), "")
    for (kind, least, most), many in eve.bodies.classes(BINS).items():
        yield ("bodies", "", "", f"{kind} {least}-{most}", str(many), "of this kind and size, whoever is in them")
    for variable in eve.frozen:
        yield ("frozen", "", "", variable, "", "the series has ended: its last values stand")
    for key in own:
        for name in TRAITS:
            yield ("state", key, "", name, _text(eve.traits[name][at[key]]), "")
    for one, other in combinations(own, 2):
        for name in PAIR:
            yield ("pair", one, other, name, _text(relations[name][at[one], at[other]]), "")
    for key in own:
        for other in eve.keys:
            if other != key:
                yield ("distance", key, other, "km", _text(eve.relations["distance_min"][at[key], at[other]]), "")
    for body, kind, members, size in zip(
        eve.bodies.keys, eve.bodies.kinds, eve.bodies.members, eve.bodies.sizes, strict=True
    ):
        inside = [key for key in own if members[at[key]]]
        if inside:
            yield ("body", "; ".join(inside), "", f"{kind} {body}", str(size), "members in all")


def _text(value: float) -> str:
    return "" if np.isnan(value) else f"{value:.6g}"


def text(world: World, year: int, keys: Sequence[str]) -> str:
    """The file's text, with a line on what each series is of."""
    eve = world[year]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(rows(eve, keys))
    for one in world.vintages:
        writer.writerow(("vintage", "", "", one.variable, f"{one.dataset} {one.version}", f"{one.since}-{one.until}"))
    return out.getvalue()


def folder(record: Record) -> Path:
    """The folder of the case that a record was built from: the record lies in its `build/`."""
    return record.path.parent.parent


def read(case: Path) -> Places:
    """The states of a case's file. Raises `ForecastError` where it is missing or damaged, with file and line."""
    path = case / FILE
    if not path.is_file():
        raise ForecastError(
            f"{path} is not there, so nothing is known of the case's states.",
            "Write it where the datasets are: `foedus forecast eve CASE --data-dir DIR`.",
        )
    about = path.stat()
    return _read(path, about.st_mtime_ns, about.st_size)


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int, _size: int) -> "Places":
    """The same of a file that has not changed since: nobody changes what has been read."""
    return _Reader(path).places()


class _Reader:
    """The file, row by row."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.eve: dict[str, int] = {}
        self.classes: dict[tuple[str, int, int], int] = {}
        self.frozen: list[str] = []
        self.states: dict[tuple[str, str], float] = {}
        self.pairs: dict[tuple[str, str, str], float] = {}
        self.km: dict[tuple[str, str], float] = {}
        self.bodies: list[tuple[str, str, tuple[str, ...], int]] = []
        try:
            lines = [*csv.reader(path.read_text(encoding="utf-8-sig").splitlines(), strict=True)]
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            raise ForecastError(f"{path} cannot be read: {error}.", "Write it anew.") from error
        if not lines or tuple(lines[0]) != HEADER:
            raise ForecastError(f"{path}: line 1: the header is not {','.join(HEADER)}.", "Write it anew.")
        for number, line in enumerate(lines[1:], 2):
            try:
                self._take(*line)
            except (ValueError, TypeError, KeyError) as error:
                raise ForecastError(
                    f"{path}: line {number}: the row cannot be understood ({error}).",
                    "Write it anew: `foedus forecast eve CASE --data-dir DIR`.",
                ) from error

    def _take(self, what: str, state: str, other: str, measure: str, value: str, note: str) -> None:
        number = float(value) if value and what != "vintage" else np.nan
        match what:
            case "eve":
                self.eve[measure] = int(value)
            case "bodies":
                kind, span = measure.rsplit(" ", 1)
                least, most = (int(one) for one in span.split("-"))
                self.classes[kind, least, most] = int(value)
            case "frozen":
                self.frozen.append(measure)
            case "state":
                self.states[state, measure] = number
            case "pair":
                self.pairs[state, other, measure] = number
            case "distance":
                self.km[state, other] = number
            case "body":
                kind, key = measure.split(" ", 1)
                self.bodies.append((key, kind, tuple(state.split("; ")), int(value)))
            case "vintage":
                pass
            case _:
                raise ValueError(f"there are no rows of '{what}'")

    def places(self) -> Places:
        """The states in it."""
        missing = {"year", "states"} - set(self.eve)
        if missing or not self.states:
            raise ForecastError(
                f"{self.path} is not whole: it lacks its {', '.join(sorted(missing)) or 'states'}.", "Write it anew."
            )
        keys = sorted({state for state, _ in self.states})
        at = {key: n for n, key in enumerate(keys)}
        matrices = {name: np.full((len(keys), len(keys)), np.nan) for name in PAIR}
        for (one, other, name), value in self.pairs.items():
            matrices[name][at[one], at[other]] = matrices[name][at[other], at[one]] = value
        for name in PAIR:
            np.fill_diagonal(matrices[name], 0.0)
        others = sorted({other for _, other in self.km} - set(keys))
        order = {key: n for n, key in enumerate([*keys, *others])}
        km = np.full((len(keys), len(order)), np.nan)
        for (one, other), value in self.km.items():
            km[at[one], order[other]] = value
        traits = {name: np.array([self.states.get((key, name), np.nan) for key in keys]) for name in TRAITS}
        members = np.array([[key in inside for key in keys] for _, _, inside, _ in self.bodies], dtype=bool)
        bodies = Bodies(
            keys=tuple(one[0] for one in self.bodies),
            kinds=tuple(one[1] for one in self.bodies),
            members=members.reshape(len(self.bodies), len(keys)),
            sizes=np.array([one[3] for one in self.bodies], dtype=int),
        )
        return Places(
            self.eve["year"], keys, Known(matrices, traits), km, bodies, self.eve["states"], self.classes, self.frozen
        )
