"""A profile as it is asked: values with the reason where there is none, pacts, memberships, coverage."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

import msgspec

from foedus.case import profile as layout
from foedus.record import Record
from foedus.record.once import once
from foedus.record.profile import PREFIX
from foedus.terms import dates

Row = Mapping[str, str]
NOTHING = "The case has no dataset profile."


class Value(msgspec.Struct, frozen=True):
    """A figure, or the reason why there is none."""

    value: float | None
    reason: str = ""
    unit: str = ""
    dataset: str = ""
    version: str = ""


class Pact(msgspec.Struct, frozen=True, kw_only=True):
    """An alliance, with the states of the profile that it binds or has bound."""

    key: str
    states: Mapping[str, tuple[str, str]]
    """Since when and until when it binds each, in EDTF; '' where it still does at the end of the window."""
    obligations: tuple[str, ...]
    members: int
    organisation: str
    """The case's organisation whose members are nearly the same; '' where there is none."""
    dataset: str
    version: str


class Membership(msgspec.Struct, frozen=True, kw_only=True):
    """What a dataset knows of a state in an organisation."""

    status: str
    """member, associate, observer; none (no member in the window); or not covered."""
    since: int | None = None
    until: int | None = None
    lasting: bool = False
    """Whether it holds at the end of the window."""
    dataset: str = ""
    version: str = ""


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """A dataset as the profile's maker read it."""

    dataset: str
    title: str
    version: str
    since: int
    until: int
    sha256: str
    citations: tuple[str, ...]


class Profile:
    """A case's profile. Without one every answer is "not covered"."""

    def __init__(self, tables: Mapping[str, Sequence[Row]]) -> None:
        self.tables = {table: list(tables.get(table, ())) for table in layout.TABLES}

    @classmethod
    def read(cls, case: Path) -> "Profile":
        """The profile in a case's folder; rows with a fault are left out, and `foedus check` names them."""
        return cls(layout.read(case)[0])

    @classmethod
    def of(cls, record: Record) -> "Profile":
        """The profile that a record was built with; at an earlier day of knowledge there is none."""
        return cls({}) if record.known else once(record, cls, cls._stored)

    @classmethod
    def _stored(cls, record: Record) -> "Profile":
        tables: dict[str, list[Row]] = {}
        for table, spec in layout.TABLES.items():
            rows = record.con.execute(f"SELECT * FROM store.{PREFIX}{table}").fetchall()
            names = spec.names
            tables[table] = [{n: _text(v) for n, v in zip(names, row, strict=True)} for row in rows]
        return cls(tables)

    def __bool__(self) -> bool:
        """Whether there is one."""
        return bool(self.tables["coverage"])

    # -- what is covered ---------------------------------------------------------------------------------

    @cached_property
    def coverage(self) -> dict[str, Coverage]:
        """The datasets of the profile by name; of several parts the widest window."""
        found: dict[str, Coverage] = {}
        for row in self.tables["coverage"]:
            one = Coverage(
                dataset=row["dataset"], title=row["title"], version=row["version"],
                since=int(row["since"]), until=int(row["until"]), sha256=row["sha256"],
                citations=tuple(part.strip() for part in row["citations"].split(";") if part.strip()),
            )  # fmt: skip
            before = found.get(one.dataset)
            if before is None or (one.until, -one.since) > (before.until, -before.since):
                found[one.dataset] = one
        return found

    def covers(self, table: str, year: int) -> bool:
        """Whether some dataset on which a table of the profile rests covers a year."""
        return any(
            int(row["since"]) <= year <= int(row["until"])
            for row in self.tables["coverage"]
            if table in row["tables"].split("; ")
        )

    def behind(self, table: str) -> list[Coverage]:
        """The datasets on which a table rests."""
        names = dict.fromkeys(row["dataset"] for row in self.tables["coverage"] if table in row["tables"].split("; "))
        return [self.coverage[name] for name in names]

    # -- figures -----------------------------------------------------------------------------------------

    @cached_property
    def _states(self) -> dict[tuple[str, str, int], Row]:
        return {(row["state"], row["measure"], int(row["year"])): row for row in self.tables["states"]}

    @cached_property
    def _pairs(self) -> dict[tuple[str, str, str], list[Row]]:
        found: dict[tuple[str, str, str], list[Row]] = {}
        for row in self.tables["dyads"]:
            a, b = sorted((row["state1"], row["state2"]))
            found.setdefault((a, b, row["measure"]), []).append(row)
        return found

    def state(self, state: str, measure: str, year: int) -> Value:
        """A figure of a state in a year, by the name of the panel's variable."""
        return self._value(self._states.get((state, measure, year)), "states", measure, year)

    def pair(self, one: str, other: str, measure: str, year: int) -> Value:
        """A figure of two states in a year; the same whichever is named first."""
        a, b = sorted((one, other))
        rows = self._pairs.get((a, b, measure), ())
        row = next((row for row in rows if int(row["since"]) <= year <= int(row["until"])), None)
        return self._value(row, "dyads", measure, year)

    def _value(self, row: Row | None, table: str, measure: str, year: int) -> Value:
        if row is not None:
            value = float(row["value"]) if row["value"] else None
            reason = "" if value is not None else row["note"] or "missing in the dataset"
            return Value(value, reason, row["unit"], row["dataset"], row["version"])
        if not self:
            return Value(None, NOTHING)
        of = [one for one in self.tables[table] if one["measure"] == measure]
        if not of:
            return Value(None, f"not covered: the profile has no {measure}")
        about = self.coverage[of[0]["dataset"]]
        if not about.since <= year <= about.until:
            end = f"begins in {about.since}" if year < about.since else f"ends in {about.until}"
            return Value(None, f"not covered: {about.title} {end}")
        return Value(None, "not covered: the profile has no such state and year")

    # -- pacts and memberships ---------------------------------------------------------------------------

    @cached_property
    def pacts(self) -> tuple[Pact, ...]:
        """The alliances, by number."""
        found: dict[str, list[Row]] = {}
        for row in self.tables["pacts"]:
            found.setdefault(row["pact"], []).append(row)
        return tuple(_pact(key, rows) for key, rows in sorted(found.items()))

    def pacts_among(
        self, states: Iterable[str], *, year: int | None = None, obligation: str = "", fewest: int = 2
    ) -> list[Pact]:
        """Pacts that bind at least so many of some states: in a year, or ever; with an obligation, or any."""
        wanted = set(states)
        return [
            pact
            for pact in self.pacts
            if (not obligation or obligation in pact.obligations)
            and sum(state in wanted and (year is None or _holds(*pact.states[state], year)) for state in pact.states)
            >= fewest
        ]

    def membership(self, state: str, organisation: str, year: int | None = None) -> Membership:
        """What the datasets know of a state in an organisation: in a year, or last in the window."""
        rows = [row for row in self.tables["organisations"] if row["organisation"] == organisation]
        about = self.coverage.get(rows[0]["dataset"]) if rows else None
        if about is None or (year is not None and not about.since <= year <= about.until):
            return Membership(status="not covered")
        mine = [row for row in rows if row["state"] == state]
        if year is not None:
            mine = [row for row in mine if int(row["since"]) <= year <= int(row["until"])]
        if not mine:
            return Membership(status="none", dataset=about.dataset, version=about.version)
        last = max(mine, key=lambda row: int(row["until"]))
        until = int(last["until"])
        return Membership(
            status=last["status"], since=int(last["since"]), until=until, lasting=until == about.until,
            dataset=about.dataset, version=about.version,
        )  # fmt: skip


def _pact(key: str, rows: Sequence[Row]) -> Pact:
    states: dict[str, tuple[str, str]] = {}
    obligations: dict[str, None] = {}
    for row in sorted(rows, key=lambda row: (row["state"], row["since"])):
        since = states[row["state"]][0] if row["state"] in states else row["since"]
        states[row["state"]] = since, row["until"]
        obligations.update(dict.fromkeys(part for part in row["obligations"].split("; ") if part))
    first = rows[0]
    return Pact(
        key=key, states=states, obligations=tuple(obligations), members=int(first["members"]),
        organisation=first["organisation"], dataset=first["dataset"], version=first["version"],
    )  # fmt: skip


def _holds(since: str, until: str, year: int) -> bool:
    return _year(since) <= year and (not until or year <= _year(until))


def _year(text: str) -> int:
    day = dates.parse(text).earliest
    return day.year if day else 0


def _text(value: object) -> str:
    if value is None:
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value)
