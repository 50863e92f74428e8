"""Who is tied to whom, by kind: the matrix of states, and the strongest pairs."""

from collections.abc import Sequence
from typing import Any

from foedus.views.brief.material import Material
from foedus.views.brief.wording import listing, many, name, note
from foedus.views.counting import Count, Pair
from foedus.views.document import Block, Column, Figure, Paragraph, Row, Runs, Section, Table, Tally, Text
from foedus.views.evidence import Evidence

MOST_STATES = 16
"""States that a matrix of a page's width can show."""
MOST_PAIRS = 16
MOST_ARCS, FEWEST_ARCS = 12, 2
"""Arcs that a map can carry, and those below which it shows nothing that a line of text does not."""


def ties(m: Material) -> Section | None:
    """The matrix of states and the table of pairs."""
    states = chosen(m)
    if len(states) < 2:
        return None
    return Section("ties", "Who is tied to whom", (*_remarks(m), *_map(m), _matrix(m, states), _pairs(m)))


def chosen(m: Material) -> list[str]:
    """The states of the matrix: the coalition, those of the groups that claims tie, the most tied others."""
    tied: dict[str, int] = {}
    for pair, by_kind in m.ties.items():
        size = sum(len(claims) for claims in by_kind.values())
        for state in pair:
            tied[state] = tied.get(state, 0) + size
    groups = [state for group in m.record.settings.groups.values() for state in group.members if state in tied]
    rest = sorted(tied, key=lambda state: (-tied[state], state))
    wanted = [state for state in dict.fromkeys([*m.coalition, *groups, *rest]) if m.is_state(state)]
    most = max(MOST_STATES, len(m.coalition))
    return wanted[:most]


def _remarks(m: Material) -> list[Block]:
    if not m.group_ties:
        return []
    named = listing([f"“{text}”" for text in m.group_names[:2]])
    text = (
        f"Claims that tie states only as members of a group they name ({named}) are left out of the counts: the "
        "sources do not say that each member took part."
    )
    return [Paragraph((Text(text),))]


def _map(m: Material) -> list[Block]:
    """The strongest pairs on a map: those with a state of the coalition, or all where the case has none."""
    noted = m.strongest()[:MOST_PAIRS]  # those that the table notes
    drawn = [pair for pair in noted if not m.coalition or set(pair) & set(m.coalition)][:MOST_ARCS]
    if len(drawn) < FEWEST_ARCS:
        return []
    keys = list(dict.fromkeys([*m.coalition, *(key for pair in drawn for key in pair)]))
    totals = {pair: m.total(pair) for pair in drawn}
    weakest = number(*map(len, totals[drawn[-1]]))
    data = {
        "places": [{"key": key, "label": m.label(key), "member": key in m.coalition} for key in keys],
        "arcs": [
            {
                "one": pair[0], "other": pair[1], "firm": len(firm), "soft": len(soft),
                "title": f"{between(m, pair)}: {number(len(firm), len(soft))}",
            }
            for pair, (firm, soft) in totals.items()
        ],
        "members": m.coalition_name,
        "source": f"Source: claims of the case “{m.record.settings.title}”.",
        "coverage": (
            f"Coverage: the {len(drawn)} strongest pairs{f' with {m.the_coalition}' if m.coalition else ''}, down to "
            f"{weakest}; a pair without an arc may be tied as well. Names stand at the middle of a state, not at its "
            "capital."
        ),
    }  # fmt: skip
    alt = (
        f"Map with {many(len(drawn), 'arc')} between states, as wide as the events that tie them are many: "
        + "; ".join(f"{between(m, pair)} {number(len(firm), len(soft))}" for pair, (firm, soft) in totals.items())
    )
    figure = Figure(
        "tie-map", "map", data, "The strongest pairs on the map", f"{alt}.",
        note=(Text("The claims behind each number are noted in the table of pairs below."),),
    )  # fmt: skip
    return [figure]


def _matrix(m: Material, states: Sequence[str]) -> Figure:
    cells: list[dict[str, Any]] = []
    evidence: list[Evidence] = []
    for row, one in enumerate(states):
        for column, other in enumerate(states[:row]):
            pair = (min(one, other), max(one, other))
            for tone, place in (("cooperation", (row, column)), ("conflict", (column, row))):
                of = [
                    claim for kind, claims in m.ties.get(pair, {}).items() if m.tone(kind) == tone for claim in claims
                ]
                if not of:
                    continue
                firm, soft = m.total(pair, tone)
                cells.append(
                    {"row": place[0], "column": place[1], "firm": len(firm), "soft": len(soft), "claims": len(of)}
                )
                evidence += of
    among = [state for state in states if state in m.coalition]
    dated = [claim for claim in evidence if claim.date]
    data = {
        "labels": [m.label(state) for state in states],
        "bracket": len(among) if states[: len(among)] == among else 0,
        "bracket_label": m.coalition_name,
        "cells": cells,
        "below": "what ties them",
        "above": "what divides them: disputes and restrictions",
        "source": f"Source: claims of the case “{m.record.settings.title}”.",
        "coverage": (
            f"Coverage: {len(evidence)} claims that name two of these states, {len(evidence) - len(dated)} of them "
            "undated. Empty cell: no claim."
        ),
    }
    most = [pair for pair in m.strongest() if m.total(pair)[0]]
    lead = [f"{m.label(a)} and {m.label(b)} ({len(m.total((a, b))[0])})" for a, b in most[:3]]
    alt = (
        f"Matrix of {len(states)} states. Below the diagonal each cell counts single events that tie two states, "
        "above it "
        f"single disputes and restrictions between them." + (f" Most tied: {', '.join(lead)}." if lead else "")
    )
    return Figure(
        "tie-matrix",
        "matrix",
        data,
        "Single events that tie two states (below the diagonal) and that divide them (above)",
        alt,
        note=(Text("The claims behind each pair’s number are noted in the table that follows."),),
    )


def _pairs(m: Material) -> Table:
    strongest = m.strongest()
    shown = strongest[:MOST_PAIRS]
    kinds = [
        kind for kind in m.kinds
        if m.tone(kind) == "cooperation" and any(_number(m.counts[pair].get(kind)) for pair in shown)
    ]  # fmt: skip
    rows = []
    for pair in shown:
        firm, soft = m.total(pair)
        total: Runs = (Tally(number(len(firm), len(soft))),)
        rows.append(Row((name(between(m, pair)), total, *(_cell(m.counts[pair].get(kind)) for kind in kinds))))
    left = len(strongest) - len(shown)
    remarks: Runs = (
        Text("An event that is, say, both an agreement and a delivery stands in two columns and once in the total. "),
        Text("“•”: claims, but of no single event. Empty: no claim."),
        *((Text(" Left out: "), Tally(many(left, "pair")), Text(" with fewer counted events.")) if left else ()),
    )
    return Table(
        "pair-table",
        "The strongest pairs: single events by kind",
        (
            Column("Pair"),
            Column("Events", "right"),
            *(Column(m.kinds[kind].plural, "right") for kind in kinds),
        ),
        tuple(rows),
        note=remarks,
        dense=True,
    )


def between(m: Material, pair: Pair) -> str:
    """A pair by name."""
    return f"{m.label(pair[0])} – {m.label(pair[1])}"


def number(firm: int, soft: int) -> str:
    """How many events, the uncertain ones apart: "12", "12 +1", "+1"."""
    return " ".join(([str(firm)] if firm else []) + ([f"+{soft}"] if soft else []))


def _number(count: Count | None) -> str:
    return number(len(count.firm), len(count.soft)) if count else ""


def _cell(count: Count | None) -> Runs:
    if count is None:
        return ()
    counted = _number(count)
    if not counted:
        return (Text("•"), note(count.claims))
    return (Text(counted), note(count.counted))
