"""The picture of integration: groups and pairs as dots, each component on its own scale."""

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

from foedus.measures.integration.facts import COMPONENTS
from foedus.measures.integration.sheets import YARDSTICKS, View
from foedus.measures.measured import Picture
from foedus.record.figure import Figure

PAIRS = 28
"""Pairs up to which each has a row: those of eight states."""
UNITS = {"transfers": " (TIV)"}
TITLES = (*(f"{one.label}{UNITS.get(one.name, '')}" for one in COMPONENTS), *(one.label for one in YARDSTICKS))
SHARES = tuple(place for place, one in enumerate(COMPONENTS) if one.share)
"""Columns in which a group's figure is a share of its pairs, and a pair's a number."""
Rows = Mapping[str, tuple[Figure, ...]]
"""By label the figures of a row, one for each component and yardstick."""


def picture(view: View) -> tuple[Picture, ...]:
    """Dots for the groups and, of few states, for their pairs; none where no dataset is at hand."""
    every = list(combinations(sorted(view.groups[view.name]), 2))
    groups = {name: _figures(view, list(combinations(sorted(of), 2)), of) for name, of in view.groups.items()}
    shown = [place for place in range(len(TITLES)) if any(row[place].known for row in groups.values())]
    if not shown:
        return ()
    blocks = [_block("Groups: share of the pairs that have it, or mean of pairs", groups, shown, SHARES, view.name)]
    if len(every) <= PAIRS:
        pairs = {" – ".join(map(view.words.label, pair)): _figures(view, [pair]) for pair in every}
        blocks.append(_block(f"Pairs of {view.name}: how many, or how much", pairs, shown))
    data: dict[str, Any] = {
        "columns": [(TITLES[place], _years(view, place)) for place in shown],
        "blocks": blocks,
        "source": f"Source: {_sources(view, shown)}, by {view.facts.place}.",
        "coverage": _coverage(view, shown, len(every)),
    }
    own = groups[view.name]
    said = "; ".join(f"{TITLES[n]} {_written(own[n], n in SHARES)}" for n in shown if own[n].known)
    beside = [name for name in groups if name != view.name]
    alt = f"Dots on a scale for each component. {view.name}: {said or 'nothing covered'}."
    if beside:
        alt += f" Beside it {', '.join(beside)}."
    return (Picture("dots", data, f"Integration of {view.name}, each component within its years", alt),)


def _figures(view: View, pairs: Sequence[tuple[str, str]], members: Sequence[str] | None = None) -> tuple[Figure, ...]:
    """The figures of a group with its pairs, or of a single pair."""
    own = (view.group(one, members) if members is not None else view.pair(one, pairs[0]) for one in COMPONENTS)
    return (*own, *view.yardsticks(pairs))


def _years(view: View, place: int) -> str:
    if place < len(COMPONENTS):
        return view.years(COMPONENTS[place])
    return str(view.held.year) if view.held else ""


def _block(
    title: str, rows: Rows, shown: Sequence[int], shares: Sequence[int] = (), strong: str = ""
) -> dict[str, Any]:
    scales = [_scale(place, [row[place] for row in rows.values()], place in shares) for place in shown]
    return {
        "title": title,
        "scales": scales,
        "ends": [
            (_number(low) if low else "0", f"{high:.0%}" if place in shares else _number(high))
            for place, (low, high) in zip(shown, scales, strict=True)
        ],
        "rows": [
            {"label": label, "dots": [_dot(row[n], n in shares) for n in shown], "strong": label == strong}
            for label, row in rows.items()
        ],
    }


def _scale(place: int, figures: Sequence[Figure], share: bool) -> tuple[float, float]:
    """From nil, or from -1 where likeness lies below chance, to all, or to the most that there is."""
    values = [one.value for one in figures if isinstance(one.value, int | float)]
    if place >= len(COMPONENTS):
        return (-1.0 if min(values, default=0.0) < 0 else 0.0), 1.0
    return 0.0, 1.0 if share else max([value for value in values if value > 0], default=1)


def _dot(figure: Figure, share: bool) -> dict[str, Any]:
    if not isinstance(figure.value, int | float):
        return {"form": "unknown" if figure.cover == "unknown" else "not-covered"}
    form = "full" if figure.cover == "covered" else "partly"
    return {"form": form, "value": float(figure.value), "text": _written(figure, share)}


def _written(figure: Figure, share: bool) -> str:
    assert isinstance(figure.value, int | float)
    return f"{figure.value:.0%}" if share else _number(figure.value)


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 10 or isinstance(value, int) or not value else f"{value:.2f}"


def _sources(view: View, shown: Sequence[int]) -> str:
    named = {
        COMPONENTS[place].title: view.facts.versions[COMPONENTS[place].name]
        for place in shown if place < len(COMPONENTS) and COMPONENTS[place].name in view.facts.versions
    }  # fmt: skip
    return ", ".join(f"{title} {version}" for title, version in named.items())


def _coverage(view: View, shown: Sequence[int], pairs: int) -> str:
    left = [title for place, title in enumerate(TITLES) if place not in shown]
    told = "Coverage: each column within the years of its dataset, which differ; for votes less is nearer."
    if left:
        told += f" Not covered by what is at hand, and left out: {', '.join(left)}."
    if pairs > PAIRS:
        told += f" The {pairs} pairs have no rows here; the table has them."
    return told
