"""What ties two states, or divides them, as a map and its list show it: one line for each pair and tone."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from foedus.record.words import Words
from foedus.views.counting import figures
from foedus.views.site.asked import Asked
from foedus.views.site.tied import Counted, OfKind, Pair, Ties, of_tone, tied

TONES = ("cooperation", "conflict")
MOST = 120
"""Lines of the list; of more pairs the strongest are told one by one."""
LATEST = 3
"""Events of a pair that its line names."""


class KindOfTie(msgspec.Struct, frozen=True):
    """How many events of a kind tie a pair."""

    kind: str
    label: str
    firm: int
    soft: int
    told: str
    """Both figures as one reads them: '26 +3'; '' where claims tell of no single event."""


class Tie(msgspec.Struct, frozen=True):
    """What ties two states, or divides them."""

    key: str
    a: str
    b: str
    title: str
    """The two by name."""
    tone: str
    """cooperation | conflict"""
    directed: bool
    """From `a` to `b`; else the two are in the order of their keys."""
    firm: int
    soft: int
    told: str
    kinds: tuple[KindOfTie, ...]
    latest: tuple[str, ...]
    """The latest of the events that are counted, those without a date last."""
    claims: tuple[str, ...]
    """All claims on the pair, counted or not."""


class Strongest(msgspec.Struct, frozen=True):
    """The strongest ties, most events first, and of how many pairs there are ties at all."""

    ties: tuple[Tie, ...]
    pairs: int


def ties(asked: Asked, most: int = MOST) -> Strongest:
    """The pairs that the chosen claims tie; by direction where one kind that has one is chosen."""
    kind = asked.record.codebook.kinds.get(asked.selection.kind)
    if kind and kind.ties and not kind.ties.among:
        return _by_direction(asked, kind.kind, kind.ties.tone, most)
    kinds = asked.record.codebook.kinds
    found = Ties(asked)
    sums = [(one, tone) for tone in TONES for one in found.strongest(of_tone(kinds, tone), most)]
    sums.sort(key=lambda of: (-of[0].firm, -of[0].soft, -of[0].claims, of[0].a, of[0].b))
    chosen = sums[:most]
    pairs = sorted({(one.a, one.b) for one, _ in chosen})
    by_kind = found.of_kinds(pairs)
    latest = found.latest(pairs, LATEST)
    made = []
    for one, tone in chosen:
        mine = [of for of in by_kind[one.a, one.b] if of.kind in of_tone(kinds, tone)]
        made.append(_tie(asked, (one.a, one.b), tone, one.firm, one.soft, mine, latest.get((one.a, one.b, tone), ())))
    return Strongest(tuple(made), found.pairs([kind for tone in TONES for kind in of_tone(kinds, tone)]))


def _tie(
    asked: Asked,
    pair: Pair,
    tone: str,
    firm: int,
    soft: int,
    kinds: Iterable[Counted],
    latest: Sequence[str],
    *,
    directed: bool = False,
) -> Tie:
    words, book = Words.of(asked.record), asked.record.codebook.kinds
    a, b = pair
    told = [KindOfTie(of.kind, book[of.kind].plural, of.firm, of.soft, of.told) for of in kinds]
    return Tie(
        key="-".join((a, b, *(["conflict"] if tone == "conflict" else []))),
        a=a,
        b=b,
        title=f"{words.label(a)} {'→' if directed else '–'} {words.label(b)}",
        tone=tone,
        directed=directed,
        firm=firm,
        soft=soft,
        told=figures(firm, soft),
        kinds=tuple(sorted(told, key=lambda of: (-of.firm, -of.soft, of.label))),
        latest=tuple(latest),
        claims=tuple(sorted({claim for of in kinds for claim in of.claims})),
    )


def _by_direction(asked: Asked, kind: str, tone: str, most: int) -> Strongest:
    """The pairs of one kind that leads from one state to another, each way by itself."""
    found: Mapping[Pair, Mapping[str, OfKind]] = tied(asked)
    rows = asked.record.con.execute(
        "SELECT a, b, list(DISTINCT event), list(DISTINCT claim) FROM ties "
        "WHERE kind = ? AND NOT expanded AND a <> b GROUP BY a, b ORDER BY a, b",
        [kind],
    ).fetchall()
    ways: list[tuple[Pair, OfKind]] = []
    for a, b, events, claims in rows:
        of = found.get((min(a, b), max(a, b)), {}).get(kind)
        chosen = set(of.claims).intersection(claims) if of else None
        if of and chosen:
            ways.append(((a, b), OfKind(of.firm & set(events), of.soft & set(events), tuple(sorted(chosen)))))
    ways.sort(key=lambda way: (-len(way[1].firm), -len(way[1].soft), -len(way[1].claims), way[0]))
    last = _last(asked)
    made = []
    for pair, of in ways[:most]:
        latest = sorted(sorted(of.firm | of.soft), key=lambda event: last.get(event, ""), reverse=True)[:LATEST]
        counted = Counted(kind, len(of.firm), len(of.soft), of.claims)
        made.append(_tie(asked, pair, tone, counted.firm, counted.soft, [counted], latest, directed=True))
    return Strongest(tuple(made), len({frozenset(pair) for pair, _ in ways}))


def _last(asked: Asked) -> dict[str, str]:
    """The first day on which the latest dated stage of each event may have been reached."""
    where, values = asked.selection.conditions(asked.record)
    sql = f"SELECT event, max(earliest)::VARCHAR FROM claims WHERE date IS NOT NULL AND {where} GROUP BY event"
    return {event: day or "" for event, day in asked.record.con.execute(sql, values).fetchall()}
