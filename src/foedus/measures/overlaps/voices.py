"""What statements say of pairs of blocs: positions taken on one by those in the other, and reasons that name both."""

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

from foedus.measures.membership import Standings
from foedus.record import Record
from foedus.record.conclude.rules import independent
from foedus.record.figure import Figure, missing
from foedus.record.words import Words

Row = Mapping[str, Any]
SAID_SO = ("asserted", "attributed")
SPEAKING = ("state", "territory", "organisation", "group")
"""Entities that a statement of theirs is a bloc's or a member's own, not a private person's."""


class Voices:
    """Statements and arguments that a key ties to two of some blocs."""

    def __init__(self, record: Record, blocs: Sequence[str], standings: Standings, short: Mapping[str, str]) -> None:
        self.record = record
        self._short = short
        self._words = Words.of(record)
        self.pairs: dict[tuple[str, str], list[tuple[str, str, Row]]] = {}
        """By pair of blocs: who, what (a position or a role), and the claim."""
        inside: dict[str, set[str]] = {bloc: {bloc} for bloc in blocs}
        for (state, bloc), one in standings.items():
            if one.status == "in":
                inside[bloc].add(state)
        self._statements(blocs, inside)
        self._arguments(blocs)

    def _statements(self, blocs: Sequence[str], inside: Mapping[str, set[str]]) -> None:
        for row in self.record.rows(
            "SELECT * FROM statements WHERE list_contains(?::VARCHAR[], about) ORDER BY claim", [list(blocs)]
        ):
            speakers = {*(row["speaks_for"] or ()), *(key for key in row["speaker"] or () if self._body(key))}
            for other in blocs:
                own = speakers & inside[other]
                if other != row["about"] and own:
                    self._add(
                        row["about"],
                        other,
                        f"{self._labels(own)} on {self._short[row['about']]}",
                        self._position(row),
                        row,
                    )

    def _arguments(self, blocs: Sequence[str]) -> None:
        wanted = set(blocs)
        for row in self.record.rows(
            "SELECT * FROM arguments WHERE len(list_intersect(concerns, ?::VARCHAR[])) > 1 ORDER BY claim",
            [list(blocs)],
        ):
            role = self.record.codebook.kinds["arguments"].by_name["role"].words.get(row["role"] or "", "reason")
            for one, other in combinations(sorted(wanted & set(row["concerns"])), 2):
                self._add(one, other, f"{self._labels(row['by'] or ())} on both", role, row)

    def _add(self, one: str, other: str, who: str, what: str, row: Row) -> None:
        key = (one, other) if one < other else (other, one)
        self.pairs.setdefault(key, []).append((who, what, row))

    def _body(self, key: str) -> bool:
        entity = self._words.entities.get(key)
        return entity is None or entity[1] in SPEAKING

    def _labels(self, keys: Sequence[str] | set[str]) -> str:
        return ", ".join(sorted(self._short.get(key) or self._words.label(key) for key in keys)) or "somebody not named"

    def _position(self, row: Row) -> str:
        return self.record.codebook.kinds["statements"].by_name["position"].words.get(row["position"], row["position"])

    def of(self, one: str, other: str) -> Figure:
        """What is said, in short; unknown where no claim says anything."""
        found = self.pairs.get((one, other) if one < other else (other, one), [])
        so = [item for item in found if item[2]["assertion"] in SAID_SO]
        aside = len({row["claim"] for _, _, row in found}) - len({row["claim"] for _, _, row in so})
        beside = f" Weighed, expected or denied, not told here: {aside}." if aside else ""
        rule = "Statements on the one by the other or a state in it, and arguments that concern both."
        if not so:
            return missing("unknown", f"No claim says so; {rule[0].lower()}{rule[1:]}{beside}")
        said: dict[str, set[str]] = {}
        for who, what, _ in so:
            said.setdefault(who, set()).add(what)
        text = "; ".join(f"{who}: {', '.join(sorted(what))}" for who, what in sorted(said.items()))
        claims = {row["claim"]: tuple(row["roots"]) for _, _, row in so}
        roots = independent(list(claims.values()))
        return Figure(value=text, claims=tuple(sorted(claims)), roots=roots, coverage=rule + beside)
