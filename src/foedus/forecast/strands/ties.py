"""Whom a claim ties: the states of a set that it names, and those that a group or an organisation in it stands for."""

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property

import msgspec

from foedus.forecast.strands.rules import mentions
from foedus.measures.membership import standings
from foedus.record import Record

ORGANISATION = "organisation"


class Tie(msgspec.Struct, frozen=True):
    """The states of the set in a claim."""

    named: frozenset[str]
    """By itself, or by a firm or an agency of its own."""
    through: Mapping[str, frozenset[str]] = {}
    """By the group or organisation that the claim names."""

    @property
    def states(self) -> frozenset[str]:
        """All of them."""
        return self.named.union(*self.through.values())


class Ties:
    """A set of states in the claims of a record at its clocks."""

    def __init__(self, record: Record, states: Collection[str]) -> None:
        self.record, self.states = record, frozenset(states)
        self._of: dict[tuple[str, str], dict[str, Tie]] = {}

    def of(self, kind: str, besides: str = "") -> dict[str, Tie]:
        """By claim of a kind whom it ties, the parties in the column `besides` left aside."""
        if (kind, besides) not in self._of:
            self._of[kind, besides] = self._tied(kind, besides)
        return self._of[kind, besides]

    def _tied(self, kind: str, besides: str) -> dict[str, Tie]:
        rows = self.record.con.execute(
            "SELECT claim, entity, actor, via FROM roles WHERE kind = ? AND via <> 'mentioned' AND role <> ? "
            "AND actor IN (SELECT unnest(?::VARCHAR[]))",
            [kind, besides, sorted({*self.states, *self.inside})],
        ).fetchall()
        named: dict[str, set[str]] = {}
        through: dict[str, dict[str, set[str]]] = {}
        for claim, entity, actor, via in rows:
            if via == "member":
                inside: Iterable[str] = (actor,)
            elif actor in self.organisations:
                inside = self.inside.get(actor, ())
            else:
                named.setdefault(claim, set()).update({actor} & self.states)
                continue
            if kept := self.states.intersection(inside):
                through.setdefault(claim, {}).setdefault(entity, set()).update(kept)
        return {
            claim: Tie(
                frozenset(named.get(claim, ())),
                {entity: frozenset(of) for entity, of in through.get(claim, {}).items()},
            )
            for claim in named.keys() | through.keys()
        }

    @cached_property
    def organisations(self) -> dict[str, str]:
        """The organisations of the case by key: name and aliases as one text; those of one state are none."""
        rows = self.record.con.execute(
            "SELECT entity, concat_ws('; ', name, aliases) FROM entities WHERE type = ? AND len(coalesce(country, [])) "
            "<> 1 ORDER BY entity",
            [ORGANISATION],
        ).fetchall()
        return dict(rows)

    @cached_property
    def inside(self) -> dict[str, frozenset[str]]:
        """The states of the set that the record has in each organisation, as members."""
        found: dict[str, set[str]] = {}
        for (state, body), one in standings(self.record, list(self.organisations)).items():
            if one.status == "in" and one.full and state in self.states:
                found.setdefault(body, set()).add(state)
        return {body: frozenset(states) for body, states in found.items()}

    def bodies(self, words: tuple[str, ...]) -> list[str]:
        """The organisations whose name or alias has one of some words, and in which claims name two of the set.

        However the claims name them: as members, as invited, as weighed. A body of whose members no claim tells is
        there too: that it is not one of the set's is not known.
        """
        known = [body for body, text in self.organisations.items() if mentions(text, words)]
        return [body for body in known if body not in self._told or len(self._told[body]) >= 2]

    @cached_property
    def _told(self) -> dict[str, set[str]]:
        """The states of the set that claims on membership name, by body; of a body of which they name none, none."""
        found: dict[str, set[str]] = {}
        rows = self.record.con.execute("SELECT claim, unnest(organisation) FROM memberships").fetchall()
        ties = self.of("memberships", besides="organisation")
        for claim, body in rows:
            tie = ties.get(claim)
            found.setdefault(body, set()).update(tie.states if tie else ())
        return found
