"""What a case's profile knows and no claim of the case mentions: the same rules as `compare`, without the datasets."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import msgspec

from foedus.record import Record
from foedus.reference.compare import atop, dcad
from foedus.reference.compare.model import Fit, Ours, Theirs
from foedus.reference.compare.ours import Case, several
from foedus.reference.own import first_year
from foedus.reference.profile import Pact, Profile
from foedus.terms import dates


class Unmentioned:
    """Facts of a profile among some states that no claim mentions, of whatever grain and assertion.

    A claim that may mean a fact, as its parties and sectors or obligations agree and it gives no date, counts as a
    mention: nothing is called omitted that may be there.
    """

    def __init__(self, record: Record, profile: Profile, as_of: date | None = None) -> None:
        self.record, self.profile, self.as_of = record, profile, as_of
        self._case = Case(record)

    def pacts(self) -> list[Pact]:
        """Alliances that no claim is about, and that are not the treaty of an organisation which claims name."""
        named = {row[0] for row in self.record.con.execute("SELECT DISTINCT entity FROM roles").fetchall()}
        agreements = [one for one in atop.ours(self._case) if one.kind == "agreements"]
        found = [pact for pact in self.profile.pacts if pact.organisation not in named]
        since = first_year(self.record.settings.coalition.members)
        facts = [(pact, _of_pact(pact)) for pact in found if _holds_in(pact, since)]
        return [
            pact for pact, fact in facts if self._by_then(fact) and not _meant(agreements, fact, atop.fits, atop.may_be)
        ]

    def agreements(self) -> list[dict[str, str]]:
        """Defence cooperation agreements that no claim is, or may be, about."""
        return self._agreements(meant=False)

    def meant_agreements(self) -> list[dict[str, str]]:
        """Those that some claim is, or may be, about."""
        return self._agreements(meant=True)

    def _agreements(self, *, meant: bool) -> list[dict[str, str]]:
        ours = list(dcad.ours(self._case))
        rows = [(dict(row), _of_agreement(row)) for row in self.profile.tables["agreements"]]
        return [
            row for row, fact in rows if self._by_then(fact) and _meant(ours, fact, dcad.fits, dcad.may_be) == meant
        ]

    def memberships(self) -> list[dict[str, str]]:
        """Memberships in the case's blocs (or in all its organisations) that no claim is about."""
        blocs = self.record.settings.blocs
        told = {
            (member, body)
            for rows in self._case.events("memberships").values()
            for row in rows
            for member in several(row["member"])
            for body in several(row["organisation"])
        }
        return [
            dict(row)
            for row in self.profile.tables["organisations"]
            if row["status"] in ("member", "associate")
            and (row["state"], row["organisation"]) not in told
            and (not blocs or row["organisation"] in blocs)
            and (self.as_of is None or int(row["since"]) <= self.as_of.year)
        ]

    def deliveries(self) -> list[tuple[str, str, list[dict[str, str]]]]:
        """Supplier and recipient between whom no claim tells of a transfer, with what the profile has by year."""
        return self._untold("transfers", "supplier", "recipient", directed=True)

    def exercises(self) -> list[tuple[str, str, list[dict[str, str]]]]:
        """Pairs of states of which no claim tells of an exercise, with what the profile has by year."""
        return self._untold("exercises", "state1", "state2", directed=False)

    def _untold(
        self, kind: str, one: str, other: str, *, directed: bool
    ) -> list[tuple[str, str, list[dict[str, str]]]]:
        query = "SELECT DISTINCT a, b FROM ties WHERE kind = ?"
        told: set[tuple[str, ...]] = set(self.record.con.execute(query, [kind]).fetchall())
        found: dict[tuple[str, str], list[dict[str, str]]] = {}
        for row in self.profile.tables[kind]:
            pair = row[one], row[other]
            tied = {pair} if directed else {pair, pair[::-1]}
            if not tied & told and (self.as_of is None or int(row["year"]) <= self.as_of.year):
                found.setdefault(pair, []).append(dict(row))
        return [(*pair, rows) for pair, rows in sorted(found.items())]

    def _by_then(self, fact: Theirs) -> bool:
        return self.as_of is None or fact.first is None or fact.first <= self.as_of


def _meant(
    ours: Sequence[Ours],
    fact: Theirs,
    fits: Callable[[Ours, Theirs], Fit | None],
    may_be: Callable[[Ours, Theirs], bool],
) -> bool:
    """Whether some claim is, or may be, about a fact."""
    whole = (_unhindered(one) for one in ours)
    return any(fits(one, fact) is not None or may_be(one, fact) for one in whole)


def _unhindered(one: Ours) -> Ours:
    """A thing of ours as it would be compared if it told of one event: what is only mentioned is mentioned."""
    return msgspec.structs.replace(one, aside="")


def _holds_in(pact: Pact, since: int) -> bool:
    """Whether it still bound somebody when the youngest of the states came into being."""
    return any(not until or int(until[:4]) >= since for _, until in pact.states.values())


def _days(text: str) -> tuple[date | None, date | None]:
    parsed = dates.parse(text)
    return parsed.earliest, parsed.latest


def _of_pact(pact: Pact) -> Theirs:
    begins = min(since for since, _ in pact.states.values())
    return Theirs(
        key=pact.key, states=tuple(sorted(pact.states)), says="", first=_days(begins)[0],
        categories=pact.obligations, facts={"begins": begins},
    )  # fmt: skip


def _of_agreement(row: Mapping[str, str]) -> Theirs:
    first, last = _days(row["signed"])
    return Theirs(
        key=row["row"], states=tuple(sorted((row["state1"], row["state2"]))), says="", first=first, last=last,
        categories=tuple(row["categories"].split("; ")), facts={"signed": row["signed"]},
    )  # fmt: skip
