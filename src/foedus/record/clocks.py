"""What a record shows at its clocks: views that are made once for a file, told by variables what day it is.

To make forty views takes longer than most questions, and a slider opens a record for each of its days.
"""

from datetime import date
from typing import NamedTuple

from foedus.codebook import Codebook
from foedus.record import profile, tables

CONCLUDED = ("conclusions", "contradictions")
"""Tables that are not filtered at a clock but concluded anew."""
ALWAYS = ("entities", "members", "topics", "disagreements", "titles", "meta")
"""Tables that no clock changes."""


class Clocks(NamedTuple):
    """The days at which a record is asked, and the source that is left out; None where all is there."""

    known: date | None
    as_of: date | None
    without: str | None

    @property
    def given(self) -> dict[str, str]:
        """Those that are set, as SQL, by name."""
        found = {name: f"DATE '{day}'" for name, day in (("known", self.known), ("as_of", self.as_of)) if day}
        if self.without:
            found["without"] = "'{}'".format(self.without.replace("'", "''"))
        return found

    @property
    def bounds(self) -> str:
        """SQL that claims of the file meet which are there; '' where all are."""
        return _bounds(self.given)

    def views(self, book: Codebook) -> dict[str, str]:
        """SQL for each view, with variables for what is set."""
        given = {name: f"getvariable('{name}')" for name in self.given}
        bounds = _bounds(given)
        where = f" WHERE {bounds}" if bounds else ""
        views = {name: f'SELECT * FROM store."{name}"{where}' for name in ("claims", *book.kinds)}
        # A clock mostly takes few claims away: to leave these out takes half as long as to look for the others.
        gone = f" ANTI JOIN (SELECT claim FROM store.claims WHERE ({bounds}) IS NOT TRUE) USING (claim)"
        views["causes"] = f"SELECT t.* FROM store.causes t{gone if bounds else ''}"
        inside = gone if self.without else where
        views |= {name: f"SELECT {tables.seen(name)} FROM store.{name} t{inside}" for name in tables.HIDDEN}
        heard = f" WHERE known <= {given['known']}" if self.known else ""
        views["sources"] = f"SELECT * FROM store.sources{heard}"
        # When a figure of a dataset was published is not known: at an earlier day of knowledge there is none.
        nothing = " WHERE false" if self.known else ""
        views |= {name: f"SELECT * FROM store.{name}{nothing}" for name in profile.NAMES}
        views |= {name: f"SELECT * FROM store.{name}" for name in ALWAYS}
        if not bounds:
            return views | {name: f"SELECT * FROM store.{name}" for name in ("events", "stages", *CONCLUDED)}
        actors = (
            "SELECT event, list_sort(list(DISTINCT entity)) AS actors FROM roles WHERE via = 'named' GROUP BY event"
        )
        return views | {"event_actors": actors, "events": tables.EVENTS, "stages": tables.STAGES}


def _bounds(given: dict[str, str]) -> str:
    conditions = {
        "known": "known <= {0}", "as_of": "since <= {0}", "without": "source <> {0} AND roots <> [{0}]",
    }  # fmt: skip
    return " AND ".join(conditions[name].format(value) for name, value in given.items())
