"""Whom the codes and names of event data mean, year by year: the table that events are joined with.

GDELT writes today's codes for all years: RUS of 1982 is the Soviet Union, and AZE of 1982 nobody. What a code means is
said in `foedus.terms.bearers`; a code that nobody knows stays unknown, and is told of.
"""

from collections.abc import Iterable
from typing import NamedTuple

from foedus.signals.formats import SCHEMES
from foedus.terms.bearers import bearer


class Standing(NamedTuple):
    """A code or name as it stands in a dataset, and in how many rows."""

    what: str
    """`actor`, in a year, or `cameo`."""
    year: int | None
    code: str | None
    rows: int


class Known(NamedTuple):
    """What a code means in a year: a state, or none; `known` unless nobody knows who this is."""

    year: int
    code: str
    state: str | None
    known: bool


def known(dataset: str, standing: Iterable[Standing]) -> list[Known]:
    """What the codes and names of actors in a dataset mean, by year."""
    pairs = {(one.year, one.code) for one in standing if one.what == "actor" and one.year and one.code}
    bearers = {(year, code): bearer(SCHEMES[dataset], code, year) for year, code in pairs}
    return [Known(*pair, bearers[pair].key, not bearers[pair].unknown) for pair in sorted(bearers)]
