"""Whom a dataset means by a code or a name in a year.

Numbers of COW and of Gleditsch and Ward, ISO 3166 and V-Dem letters go through `foedus.terms.states`. Names are
looked up there too, after the list of the dataset's own names in `data/bearers/<scheme>.csv` (`name`, `key`, `begins`,
`ends`, `sort`): what is known to be no state there has a `sort` and no key. Nothing is guessed.
"""

import csv
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from foedus.terms import states as terms
from foedus.terms.words import fold

Scheme = Literal["cow", "gw", "iso3", "vdem", "sipri", "un", "mme", "gdelt", "icews", "name"]
SCHEMES: tuple[Scheme, ...] = get_args(Scheme)
SAID: dict[Scheme, str] = {
    "cow": "COW numbers",
    "gw": "Gleditsch and Ward's numbers",
    "iso3": "ISO 3166 codes",
    "vdem": "V-Dem's codes",
    "sipri": "SIPRI's names",
    "un": "the numbers of the UN voting data",
    "mme": "the names of MME",
    "gdelt": "GDELT's (CAMEO) codes",
    "icews": "the names of ICEWS",
    "name": "its names",
}
COVERS_DEPENDENCIES: frozenset[Scheme] = frozenset({"vdem", "gdelt"})
"""Schemes that by design go on before independence and after the end: a year outside is no mistake in them."""
BEFORE_STATEHOOD = "before-statehood"
_SIPRI_MARKS = (("**", "organisation"), ("*", "armed-group"))  # as SIPRI's own lists end such names
LISTS = Path(__file__).with_name("data") / "bearers"
"""Where the lists of names lie."""


class Bearer(NamedTuple):
    """Who bears a code or name: `key` of foedus, `cow` number in that year (None where COW counts no state)."""

    key: str | None
    cow: int | None
    sort: str = ""
    """What it is instead of a state, where that is known: `organisation`, `armed-group`, `unknown`, `territory`..."""

    @property
    def unknown(self) -> bool:
        """Whether nobody knows who this is."""
        return self.key is None and not self.sort


class _Name(NamedTuple):
    key: str
    begins: int | None
    ends: int | None
    sort: str


@lru_cache(maxsize=200_000)
def bearer(scheme: Scheme, value: str, year: int | None) -> Bearer:
    """Who is meant by a value in a year; without a year, by a present state before a former one.

    >>> bearer("cow", "640", 2000), bearer("sipri", "Turkiye", 2000).key
    (Bearer(key='TUR', cow=640, sort=''), 'TUR')
    """
    for name in _listed(scheme).get(fold(value), ()):
        if year is None or ((name.begins or 0) <= year and (name.ends is None or year <= name.ends)):
            return _of(name.key, year, name.sort)
    if scheme in ("cow", "gw"):
        return _of_number(scheme == "cow", value, year)
    if scheme == "sipri" and value.endswith("*"):
        return Bearer(None, None, next(sort for mark, sort in _SIPRI_MARKS if value.endswith(mark)))
    if scheme == "un" and value.isdigit():
        return _of_number(True, value, year)
    found = terms.states().get(value) if len(value) == 3 and value.isupper() else None
    if found is None:
        found = terms.find(value, on=year, languages=["en"])
    if found is None:
        return Bearer(None, None)
    if year is not None and not found.exists(year):
        return Bearer(None, None, BEFORE_STATEHOOD if scheme in COVERS_DEPENDENCIES else "")
    return _of(found.key, year)


def _of_number(is_cow: bool, value: str, year: int | None) -> Bearer:
    try:
        number = int(float(value))
    except (ValueError, OverflowError):  # "infinity" is a float too
        return Bearer(None, None)
    if year is None:
        return Bearer(None, number if is_cow else None)
    found = terms.from_cow(number, year) if is_cow else terms.from_gw(number, year)
    if found is None:
        return Bearer(None, None)
    return Bearer(found.key, number) if is_cow else _of(found.key, year)


def _of(key: str, year: int | None, sort: str = "") -> Bearer:
    if not key:
        return Bearer(None, None, sort or "unknown")
    state = terms.state(key)
    code = state.cow_in(year) if year is not None else (state.cow[-1] if state.cow else None)
    return Bearer(key, code.number if code else None, sort)


@cache
def _listed(scheme: Scheme) -> dict[str, list[_Name]]:
    path = LISTS / f"{scheme}.csv"
    if not path.exists():
        return {}
    found: dict[str, list[_Name]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            years = [int(row[column]) if row[column] else None for column in ("begins", "ends")]
            found.setdefault(fold(row["name"]), []).append(_Name(row["key"], years[0], years[1], row["sort"]))
    return found
