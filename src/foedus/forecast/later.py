"""Pacts since a forecast was frozen: from the updates, and from a release of ATOP that reaches further."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from foedus.forecast.events import foundings
from foedus.reference.store import Library
from foedus.reference.updates import NewPact, newer
from foedus.terms.states import from_cow


def later(year: int, updates: Sequence[Path], library: Library) -> tuple[tuple[NewPact, ...], date | None]:
    """The pacts, and the last day to which a dataset on this machine reaches; None where none reaches that year.

    Raises `DataError` for updates with faults.
    """
    pacts = list(newer(updates))
    if not library.has("atop", "members"):
        return tuple(pacts), None
    (read,) = library.part("atop", "members")
    last = read.span[1]
    if last < year:
        return tuple(pacts), None
    for one in foundings(library, year, last)[0]:
        by = f"ATOP {read.version}"
        members = tuple(sorted(_key(code, one.year) for code in one.members))
        pacts.append(
            NewPact(
                members=members, signed=str(one.year), obligations=("defense",), source=by, url="", note="",
                place=f"{by}, alliance {one.pact}",
            )
        )  # fmt: skip
    return tuple(pacts), date(last, 12, 31)


def _key(code: int, year: int) -> str:
    """The key of a state by its COW code."""
    state = from_cow(code, year)
    return state.key if state else f"COW {code}"
