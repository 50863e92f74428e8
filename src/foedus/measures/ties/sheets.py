"""The tables of documented ties: pairs, years, memberships that both have."""

from collections.abc import Iterable, Sequence
from typing import Any

from foedus.measures.measured import Line, Measure, Picture, Sheet
from foedus.measures.ties import coverage
from foedus.measures.ties.events import Component, Pair, Profile
from foedus.measures.told import Told, of_events, roots
from foedus.record import Record
from foedus.record.counting import Firmness
from foedus.record.figure import Figure
from foedus.record.words import Words
from foedus.terms.words import join_words

SILENT = "No claim tells of any that could be counted; that is silence, not a no."
AGREEMENTS, MEMBERSHIPS = "agreements", "memberships"
TOGETHER, IN_FORCE = "together", "agreements in force"
MOST_STATES = 16


class View:
    """What was found of pairs, as tables."""

    def __init__(self, record: Record, states: Sequence[str], found: Profile) -> None:
        self.record, self.states, self.found = record, states, found
        self.words = Words.of(record)
        kinds = record.codebook.kinds
        tones = {name: kind.ties.tone for name, kind in kinds.items() if kind.ties}
        told = {name for components in found.values() for name in components}
        self.cooperation = [name for name, tone in tones.items() if tone == "cooperation" and name in told]
        self.conflict = [name for name, tone in tones.items() if tone == "conflict"]

    def name(self, pair: Pair) -> str:
        """A pair by name."""
        return " – ".join(map(self.words.label, pair))

    def _plural(self, kind: str) -> str:
        return self.record.codebook.kinds[kind].plural

    def figure(self, parts: Iterable[tuple[Component, Firmness]]) -> Figure:
        """How many events: at least the firm ones, at most with those less sure; none where no claim tells of any."""
        every = list(parts)
        firm = frozenset[str]().union(*(of.firm for _, of in every))
        soft = frozenset[str]().union(*(of.soft for _, of in every)) - firm
        claims = tuple(dict.fromkeys(claim for one, of in every for claim in one.claims(of.every)))
        if not claims:
            general = tuple(row["claim"] for one, _ in every for row in one.rows)
            return Figure(value=None, cover="unknown", coverage=SILENT, claims=general)
        return Figure(
            value=len(firm), low=len(firm) if soft else None, high=len(firm) + len(soft) if soft else None,
            claims=claims, roots=roots(self.record, claims),
        )  # fmt: skip

    # -- sheets ------------------------------------------------------------------------------------------

    def pairs(self) -> Sheet:
        """Each pair and component of which claims tell; all together; beside them what divides."""
        lines = []
        for pair, components in self.found.items():
            mine = [components[kind] for kind in self.cooperation if kind in components]
            rows: list[tuple[str, Figure, frozenset[str]]] = [
                (self._plural(one.kind), self.figure([(one, one.counted)]), one.undated) for one in mine
            ]
            if len(mine) > 1:
                dated = frozenset[str]().union(*(one.years.keys() for one in mine))
                undated = frozenset[str]().union(*(one.undated for one in mine)) - dated
                rows.append((TOGETHER, self.figure((one, one.counted) for one in mine), undated))
            if AGREEMENTS in components:
                one = components[AGREEMENTS]
                standing = Firmness(one.counted.firm - one.over, frozenset())
                rows.append((IN_FORCE, self.figure([(one, standing)]), frozenset()))
            beside = [components[kind] for kind in self.conflict if kind in components]
            rows += [(self._said(one.kind), self.figure([(one, one.counted)]), one.undated) for one in beside]
            for component, figure, undated in rows:
                known = figure.known and component != IN_FORCE
                cells = (component, figure, Figure(value=len(undated)) if known else "",
                         Figure(value=figure.roots) if figure.known else "")  # fmt: skip
                lines.append(Line(self.name(pair), cells, f"{' '.join(pair)} {component}"))
        return Sheet(
            "pairs", "Single events that sources tell of, by pair in order of key and by component", "pair",
            (
                Measure("component", f"`{TOGETHER}` has each event once, though told of in several components."),
                Measure("events", "Firm ones; the upper end has those less sure as well."),
                Measure("undated", "Of these, in no certain year."),
                Measure("roots", "Independent sources behind them."),
            ),
            tuple(lines),
            "A component that is missing is one of which no claim tells; `not known`: claims tell of no single event. "
            "Events less sure are only talked of, passed on, disputed, or known by their end.",
        )  # fmt: skip

    def years(self, first: int | None, last: int | None) -> Sheet:
        """Each pair, year and component with an event, and the agreements in force at the year's end."""
        lines = []
        for pair, components in self.found.items():
            mine = [components[kind] for kind in (*self.cooperation, *self.conflict) if kind in components]
            for year in sorted({year for one in mine for year in one.years.values()}):
                if (first is not None and year < first) or (last is not None and year > last):
                    continue
                rows = [
                    (self._said(one.kind), self.figure([(one, of)])) for one in mine if (of := one.in_year(year)).every
                ]
                if AGREEMENTS in components:
                    rows.append((IN_FORCE, self._standing(components[AGREEMENTS], year)))
                for component, figure in rows:
                    if figure.known:
                        key = f"{' '.join(pair)} {year} {component}"
                        lines.append(Line(self.name(pair), (str(year), component, figure), key))
        return Sheet(
            "years", "By year", "pair", (Measure("year"), Measure("component"), Measure("events")), tuple(lines),
            "A year that is missing is one of which no claim tells; undated events stand in no year. In force: signed "
            "by the end of the year, with no end told by then.",
        )  # fmt: skip

    def _said(self, kind: str) -> str:
        return self._plural(kind) + (" (beside)" if kind in self.conflict else "")

    def _standing(self, one: Component, year: int) -> Figure:
        events = {
            event for event in one.counted.firm
            if one.years.get(event, year + 1) <= year and one.ends.get(event, year + 1) > year
            and (event not in one.over or event in one.ends)
        }  # fmt: skip
        return self.figure([(one, Firmness(frozenset(events), frozenset()))])

    def memberships(self) -> Sheet:
        """Organisations in which claims have both of a pair as members."""
        if MEMBERSHIPS not in self.record.codebook.kinds:
            return Sheet(MEMBERSHIPS, "", "", (), ())
        inside: dict[str, dict[str, list[str]]] = {}
        events = [
            row[0] for row in self.record.con.execute(
                f'SELECT DISTINCT event FROM "{MEMBERSHIPS}" WHERE list_has_any(member, ?::VARCHAR[]) ORDER BY 1',
                [list(self.states)],
            ).fetchall()
        ]  # fmt: skip
        for one in of_events(self.record, events, [MEMBERSHIPS]):
            if one.stage == "in-force" and one.single and set(one.values("role")) <= {"member"}:
                _put(inside, one)
        lines = []
        for a, b in self.found:
            shared = {
                body: (*inside[body][a], *inside[body][b]) for body in sorted(inside) if {a, b} <= inside[body].keys()
            }
            if shared:
                claims = tuple(dict.fromkeys(claim for of in shared.values() for claim in of))
                figure = Figure(value=len(shared), claims=claims, roots=roots(self.record, claims))
                lines.append(
                    Line(self.name((a, b)), (figure, join_words(list(map(self.words.label, shared)))), f"{a} {b}")
                )
        return Sheet(
            MEMBERSHIPS, "Organisations of which claims have both as members", "pair",
            (Measure("organisations"), Measure("which")), tuple(lines),
            "Members only, no observers; organisations of which no claim tells are missing.",
        )  # fmt: skip

    # -- in words, and drawn -----------------------------------------------------------------------------

    def answer(self, silent: Sequence[Pair]) -> str:
        """How many pairs are told of, and what the counts follow."""
        every = len(self.found) + len(silent)
        counted = sum(
            any(components[kind].counted.firm for kind in self.cooperation if kind in components)
            for components in self.found.values()
        )
        text = f"Sources tell of single events agreed or carried out between {counted} of {every} pairs."
        return f"{text} {coverage.says(self.record, self.found, self.cooperation)}".strip()

    def silence(self, silent: Sequence[Pair]) -> tuple[str, ...]:
        """The pairs of which no claim tells."""
        if not silent:
            return ()
        named = join_words([self.name(pair) for pair in silent[:8]])
        more = f" and {len(silent) - 8} more" if len(silent) > 8 else ""
        return (f"No claim ties {named}{more}: silence of the sources, not a finding.",)

    def pictures(self) -> tuple[Picture, ...]:
        """The matrix of states: what ties two below the diagonal, what divides them above it."""
        states = [state for state in self.states if any(state in pair for pair in self.found)][:MOST_STATES]
        if len(states) < 3:
            return ()
        cells: list[dict[str, Any]] = []
        for row, one in enumerate(states):
            for column, other in enumerate(states[:row]):
                components = self.found.get((min(one, other), max(one, other)), {})
                for kinds, place in ((self.cooperation, (row, column)), (self.conflict, (column, row))):
                    mine = [components[kind] for kind in kinds if kind in components]
                    firm = frozenset[str]().union(*(part.counted.firm for part in mine))
                    soft = frozenset[str]().union(*(part.counted.soft for part in mine)) - firm
                    claims = sum(len(part.rows) for part in mine)
                    if claims:
                        cells.append({"row": place[0], "column": place[1], "firm": len(firm), "soft": len(soft),
                                      "claims": claims})  # fmt: skip
        data = {
            "labels": [self.words.label(state) for state in states], "cells": cells,
            "below": "what ties them", "above": "what divides them: disputes and restrictions",
            "source": f"Source: claims of the case “{self.record.settings.title}”.",
            "coverage": "Coverage: what sources tell, which is what they looked at. Empty cell: no claim.",
        }  # fmt: skip
        alt = f"Matrix of {len(states)} states: below the diagonal single events that tie two, above it quarrels."
        return (Picture("matrix", data, "Single events that tie two states, and that divide them", alt),)


def _put(inside: dict[str, dict[str, list[str]]], one: Told) -> None:
    for body in one.values("organisation"):
        for state in one.values("member"):
            inside.setdefault(body, {}).setdefault(state, []).extend(one.carrying)
