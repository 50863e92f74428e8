"""Networks of ties by kind and year: degree, components, brokers; nothing that few nodes cannot carry.

A node is a state, a link two states that a counted event of a kind ties (single, firm, between them by name). Degree
is how many states it is tied to, a component a set linked through others, a broker stands on the shortest ways between
others (betweenness, Freeman 1977). Below fifteen nodes no statistic of the network as a whole is given: density,
clustering or centralisation of so few say more about the boundary drawn than about the states.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from foedus.measures import asked
from foedus.measures.measured import Measured, MeasureError, Picture
from foedus.measures.network.layout import layout
from foedus.measures.network.near import Near, components, near
from foedus.measures.network.sheets import (
    ENOUGH,
    Links,
    by_year,
    joined,
    links_of,
    nodes,
    pairs,
    whole,
)
from foedus.measures.ties.events import Profile, profiles
from foedus.record import Record
from foedus.record.words import Words
from foedus.terms.words import join_words, nearest

MOST_DRAWN = 40
LIMITS = (
    "A link is what sources tell of: states of which they say little have few links, and no link is silence, not a no.",
    "Whoever is drawn in is a choice: degree and brokers are those among the states asked about, and of no others.",
    "A link is there or not: how many events make it is beside, and nothing is tested for significance.",
)
SOURCES = (
    "Freeman, Linton C. (1977): A Set of Measures of Centrality Based on Betweenness, Sociometry 40(1)",
    "Hagberg, Aric A., and others (2008): Exploring Network Structure using NetworkX, Proceedings of SciPy 2008",
)


def network(
    record: Record,
    *,
    kind: str = "",
    state: Iterable[str] = (),
    group: str | None = None,
    since: str | int | None = None,
    until: str | int | None = None,
) -> Measured:
    """Who is linked to whom by a kind of tie, or by all of cooperation, in a span of years or ever.

    `state`, `group`: the states among whom, else all that claims tie. With `since` or `until` only events of a certain
    year count, and those without one are counted apart. Raises `MeasureError` for fewer than two states, or a kind that
    ties nobody.
    """
    kinds = _kinds(record, kind)
    first, last = asked.span(since, until)
    found = _found(record, kinds, list(state), group, (first, last))
    return Measured(
        measure="network",
        title=_title(found),
        answer=_answer(record, found),
        asked={
            "kind": kinds[0] if len(kinds) == 1 else "all of cooperation", "among": ", ".join(sorted(found.states)),
            **({"since": str(first)} if first else {}), **({"until": str(last)} if last else {}),
        },
        sheets=tuple(
            sheet for sheet in (
                nodes(record, found.network, found.links), joined(record, found.network), pairs(record, found.links),
                by_year(found.profile, kinds, found.states, first, last), whole(found.network),
            ) if sheet.lines
        ),
        pictures=_pictures(record, found),
        warnings=_warnings(Words.of(record), found, kinds, dated=first is not None or last is not None),
        limits=LIMITS,
        sources=SOURCES,
    )  # fmt: skip


def in_short(record: Record) -> Measured:
    """The same of all ties of cooperation, without tables, for where there is no room for them."""
    found = _found(record, _kinds(record, ""), [], None, (None, None))
    return Measured(
        measure="network", title=_title(found), answer=_answer(record, found), pictures=_pictures(record, found),
        limits=LIMITS, sources=SOURCES,
    )  # fmt: skip


class _Found(NamedTuple):
    """States, what ties them, and the network of those that are tied."""

    states: list[str]
    profile: Profile
    links: Links
    network: Near
    plural: str


def _found(
    record: Record, kinds: Sequence[str], named: Sequence[str], group: str | None, years: tuple[int | None, int | None]
) -> _Found:
    states = asked.several(record, named, group) if named or group else _every(record, kinds)
    if len(states) < 2:
        raise MeasureError("No claim ties two states by it.", "Choose another kind; `foedus summary CASE` shows them.")
    found = profiles(record, states)
    links = links_of(found, kinds, *years)
    plural = record.codebook.kinds[kinds[0]].plural if len(kinds) == 1 else "ties of cooperation"
    return _Found(states, found, links, near({key for pair in links for key in pair}, links), plural)


def _kinds(record: Record, kind: str) -> list[str]:
    tying = {name: one for name, one in record.codebook.kinds.items() if one.ties}
    if not kind:
        return [name for name, one in tying.items() if one.ties and one.ties.tone == "cooperation"]
    if kind not in tying:
        near = nearest(kind, tying)
        known = "a kind that ties nobody" if kind in record.codebook.kinds else "no kind of claim"
        raise MeasureError(
            f"'{kind}' is {known}.", f"Did you mean '{near}'?" if near else f"Kinds are {join_words(list(tying))}."
        )
    return [kind]


def _every(record: Record, kinds: Sequence[str]) -> list[str]:
    rows = record.con.execute(
        "SELECT DISTINCT unnest([a, b]) FROM ties WHERE NOT expanded AND list_contains(?::VARCHAR[], kind) ORDER BY 1",
        [list(kinds)],
    ).fetchall()
    return [row[0] for row in rows]


# -- in words, and drawn -------------------------------------------------------------------------------------


def _title(found: _Found) -> str:
    return f"Network of {found.plural}"


def _answer(record: Record, found: _Found) -> str:
    network, plural = found.network, found.plural
    if not network:
        return f"No single event of certain standing links any of these states by {plural}: silence, not a no."
    parts = len(components(network))
    most = max(len(beside) for beside in network.values())
    lead = join_words([Words.of(record).label(key) for key, beside in network.items() if len(beside) == most])
    few = ""
    if len(network) < ENOUGH:
        few = f" With {len(network)} tied states no statistic of the whole is given; it takes {ENOUGH}."
    return (
        f"Claims link {len(network)} states by {plural} in {len(found.links)} pairs and {parts} "
        f"component{'s' * (parts != 1)}; {lead} {'have' if ' and ' in lead else 'has'} most partners ({most}), as far "
        f"as sources tell.{few}"
    )


def _warnings(words: Words, found: _Found, kinds: Sequence[str], *, dated: bool) -> tuple[str, ...]:
    told = []
    alone = [key for key in sorted(found.states) if key not in found.network]
    if alone:
        more = f" and {len(alone) - 8} more" if len(alone) > 8 else ""
        told.append(f"Not linked by any claim that counts: {', '.join(map(words.label, alone[:8]))}{more}.")
    if dated:
        parts = [components[kind] for components in found.profile.values() for kind in kinds if kind in components]
        undated = frozenset[str]().union(*(one.undated & one.counted.firm for one in parts))
        if undated:
            told.append(f"Left out, as of no certain year: {len(undated)} events.")
    return tuple(told)


def _pictures(record: Record, found: _Found) -> tuple[Picture, ...]:
    tied, links, plural = list(found.network), found.links, found.plural
    if len(tied) < 3 or len(tied) > MOST_DRAWN:
        return ()
    words = Words.of(record)
    places = layout(found.network)
    own = set(record.settings.coalition.members)
    data: dict[str, Any] = {
        "nodes": [
            {"key": key, "label": words.label(key), "x": places[key][0], "y": places[key][1], "member": key in own}
            for key in tied
        ],
        "links": [{"one": a, "other": b, "events": events} for (a, b), (events, _) in sorted(links.items())],
        "members": record.settings.coalition.label if own else "",
        "source": f"Source: claims of the case “{record.settings.title}”.",
        "coverage": "Coverage: single events told of as agreed or carried out. No line is silence of the sources; "
        "nearness on the sheet means nothing but that lines are short.",
    }
    said = "; ".join(
        f"{words.label(a)} and {words.label(b)} {events}" for (a, b), (events, _) in sorted(links.items())[:12]
    )
    alt = f"Network of {len(tied)} states and {len(links)} links of {plural}, lines as wide as events are many: {said}."
    return (Picture("network", data, f"Who is linked to whom by {plural}", alt),)
