"""What the data sets of a case's profile have of two states: facts, what they looked at and did not find, and apart
from these what nobody looked at."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from foedus.record import Record
from foedus.record.ask import AskError
from foedus.record.words import Words
from foedus.reference.own import sides
from foedus.reference.profile import Profile
from foedus.reference.profile.read import Coverage, Row
from foedus.views.brief.facts import called, duties, when
from foedus.views.site.standings import UNDATED

NOTHING = "The case has no profile of data sets: `foedus profile` writes one where the data sets are."
LATER = "At an earlier day of knowledge data sets are left aside: when each figure was published is not known."
MOST = 12
"""Rows of one sort that are listed; the others are counted."""
SORTS = {"rivalry": "Rivalry", "dispute": "Militarised dispute", "armed-conflict": "Armed conflict"}
FIGURES = {
    "distance_capitals": "Distance of the capitals",
    "distance_min": "Least distance",
    "contiguity": "Contiguity (1 by land or river to 5; 0 none)",
    "igo_joint": "Joint intergovernmental organisations",
    "unga_distance": "Distance of votes in the General Assembly (0 is the same)",
}
"""Figures of pairs, by the name of the panel's variable."""


class Fact(msgspec.Struct, frozen=True):
    """Something that a data set has."""

    what: str
    words: str
    when: str
    dataset: str
    """What it is called, and its version."""
    row: str
    """What names the row, or rows, in the case's profile."""
    order: str


class Nil(msgspec.Struct, frozen=True):
    """Something that a data set would have had, and does not: that is nil, within its window."""

    what: str
    dataset: str
    window: str


class NotCovered(msgspec.Struct, frozen=True):
    """Something that no data set of the profile looked at."""

    what: str
    why: str


class Known(msgspec.Struct, frozen=True):
    """What data sets know of two states."""

    silent: str
    """Why nothing is said at all; '' where something is."""
    facts: tuple[Fact, ...] = ()
    nil: tuple[Nil, ...] = ()
    not_covered: tuple[NotCovered, ...] = ()


def known(record: Record, a: str, b: str) -> Known:
    """What the profile has of two states; of others it has nothing to say."""
    entities = Words.of(record).entities
    if any(key not in entities or entities[key][1] not in ("state", "territory") for key in (a, b)):
        return Known("Data sets are of states.")
    if record.known:
        return Known(LATER)
    profile = Profile.of(record)
    if not profile:
        return Known(NOTHING)
    return _Pair(record, profile, a, b).known()


class _Pair:
    """Two states before a profile."""

    def __init__(self, record: Record, profile: Profile, a: str, b: str) -> None:
        self.profile, self.a, self.b = profile, a, b
        self.label = Words.of(record).label
        self.pair = {a, b}
        self.names = f"{self.label(a)} and {self.label(b)}"
        self.last = record.as_of.year if record.as_of else 9999
        try:
            inner, outer = sides(record)
        except AskError:
            inner, outer = [], []
        self.asked = self.pair <= {*inner, *outer} and bool(self.pair & set(inner))
        """Whether the profile was made to cover this pair."""
        self.covered = set(inner)
        """Those whose deliveries and disputes it has with whomever."""
        years = [int(row["year"]) for table in ("states", "transfers", "exercises") for row in profile.tables[table]]
        self.begins = min(years, default=0)

    def known(self) -> Known:
        facts: list[Fact] = []
        nil: list[Nil] = []
        out: list[NotCovered] = []
        self._listed("pacts", "Alliances", list(self._pacts()), facts, nil, out)
        self._listed("agreements", "Defence cooperation agreements", list(self._agreements()), facts, nil, out)
        self._deliveries(facts, nil, out)
        self._listed("exercises", "Joint exercises", list(self._exercises()), facts, nil, out)
        self._listed("disputes", "Rivalries and disputes", list(self._disputes()), facts, nil, out)
        for measure, label in FIGURES.items():
            found = self._figure(measure, label)
            if found:
                facts.append(found)
            else:
                out.append(NotCovered(label, self._why(measure)))
        return Known("", tuple(facts), tuple(nil), tuple(out))

    def _listed(
        self,
        table: str,
        what: str,
        found: Sequence[Fact],
        facts: list[Fact],
        nil: list[Nil],
        out: list[NotCovered],
    ) -> None:
        """Rows of a table, or that there are none in the window, or that nobody looked."""
        facts += sorted(found, key=lambda one: one.order)[:MOST]
        behind = self.profile.behind(table)
        if len(found) > MOST:
            more = f"{len(found) - MOST} more, not listed here"
            facts.append(Fact(what, more, "", found[0].dataset, f"profile/{table}.csv", UNDATED))
        elif not found and behind and (self.asked or (table == "disputes" and self.pair & self.covered)):
            nil += [self._nil(what, about) for about in behind]
        elif not found:
            out.append(NotCovered(what, _missing(behind, self.names)))

    def _nil(self, what: str, about: Coverage) -> Nil:
        return Nil(what, _version(about), f"{max(about.since, self.begins)}–{min(about.until, self.last)}")

    # -- sorts of rows -----------------------------------------------------------------------------------

    def _both(self, table: str) -> Iterator[Row]:
        for row in self.profile.tables[table]:
            if {row["state1"], row["state2"]} == self.pair:
                yield row

    def _pacts(self) -> Iterator[Fact]:
        for pact in self.profile.pacts_among(self.pair):
            (since_a, until_a), (since_b, until_b) = (pact.states[key] for key in sorted(self.pair))
            since, until = max(since_a, since_b), min(filter(None, (until_a, until_b)), default="")
            if int(since[:4]) > self.last or (until and until < since):
                continue
            about = self.profile.coverage[pact.dataset]
            ends = f"until {when(until)}" if until else f"in force at the end of {about.until}"
            who = f", {pact.members} states" if pact.members > len(self.pair) else ""
            yield Fact(
                "Alliance", f"{duties(pact)}{who}", f"since {when(since)}, {ends}", _said(pact.dataset, pact.version),
                f"alliance {pact.key}", since,
            )  # fmt: skip

    def _agreements(self) -> Iterator[Fact]:
        for row in self._both("agreements"):
            if int(row["signed"][:4]) <= self.last:
                kind = f"{row['type']}, {row['categories']}".strip(", ")
                yield Fact("Agreement", kind, when(row["signed"]), _of(row), f"agreement {row['row']}", row["signed"])

    def _exercises(self) -> Iterator[Fact]:
        rows = [row for row in self._both("exercises") if int(row["year"]) <= self.last]
        if rows:
            total = sum(int(row["exercises"]) for row in rows)
            years = ", ".join(f"{row['year']} ({row['exercises']})" for row in rows)
            key = " and ".join(sorted(self.pair))
            yield Fact(
                "Joint exercises", f"{total}, begun in {years}", _years(rows), _of(rows[0]), key, rows[0]["year"]
            )

    def _disputes(self) -> Iterator[Fact]:
        for row in self._both("disputes"):
            if int(row["since"]) <= self.last:
                level = f", hostility at most {row['level']} of 5" if row["level"] else ""
                span = row["since"] if row["since"] == row["until"] else f"{row['since']}–{row['until']}"
                what = SORTS.get(row["type"], row["type"])
                key = f"{' and '.join(sorted(self.pair))}, {row['type']}"
                yield Fact(what, f"{self.names}{level}", span, _of(row), key, row["since"])

    def _deliveries(self, facts: list[Fact], nil: list[Nil], out: list[NotCovered]) -> None:
        """Both ways: who is covered as a recipient need not be as a supplier."""
        behind = self.profile.behind("transfers")
        for giver, taker in ((self.a, self.b), (self.b, self.a)):
            rows = [
                row
                for row in self.profile.tables["transfers"]
                if (row["supplier"], row["recipient"]) == (giver, taker) and int(row["year"]) <= self.last
            ]
            way = f"{self.label(giver)} to {self.label(taker)}"
            if rows:
                volume = sum(float(row["tiv"]) for row in rows)
                sorts = ", ".join(dict.fromkeys(row["category"].replace("-", " ") for row in rows if row["category"]))
                words = f"{way}: {volume:.4g} million TIV ({sorts})"
                key = f"{giver} to {taker}"
                facts.append(Fact("Arms delivered", words, _years(rows), _of(rows[0]), key, rows[0]["year"]))
            elif behind and (self.asked or taker in self.covered):
                nil += [self._nil(f"Arms delivered, {way}", about) for about in behind]
            else:
                out.append(NotCovered(f"Arms delivered, {way}", _missing(behind, self.names)))

    def _figure(self, measure: str, label: str) -> Fact | None:
        rows = [
            row
            for row in self._both("dyads")
            if row["measure"] == measure and row["value"] and int(row["since"]) <= self.last
        ]
        if not rows:
            return None
        row = max(rows, key=lambda one: int(one["until"]))
        at = min(int(row["until"]), self.last)
        unit = row["unit"] if row["unit"] and measure not in ("contiguity", "unga_distance") else ""
        value = f"{float(row['value']):,.4g}" if float(row["value"]) < 1000 else f"{float(row['value']):,.0f}"
        key = f"{row['state1']} and {row['state2']}, {measure}"
        return Fact(label, f"{value} {unit}".strip(), str(at), _of(row), key, UNDATED)

    def _why(self, measure: str) -> str:
        of = [row for row in self.profile.tables["dyads"] if row["measure"] == measure]
        if not of:
            return "The profile does not have it."
        return _missing([self.profile.coverage[of[0]["dataset"]]], self.names)


def _missing(behind: Sequence[Coverage], names: str) -> str:
    if not behind:
        return "The profile has no data set on it."
    return f"The profile does not look at {names} in {', '.join(_version(about) for about in behind)}."


def _version(about: Coverage) -> str:
    return _said(about.dataset, about.version)


def _said(dataset: str, version: str) -> str:
    return f"{called(dataset)} {version}".strip()


def _of(row: Row) -> str:
    return _said(row["dataset"], row["version"])


def _years(rows: Iterable[Row]) -> str:
    years = sorted({int(row["year"]) for row in rows})
    return str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
