"""Which claims are held against each other: those of one event and kind that speak of the same thing.

A strand shares the core roles, after a firm is rolled up to its country and a model to words for its class. A
silent cell fits everything. A claim that would fit several strands stays by itself: better silent than wrong.
"""

from collections.abc import Sequence
from typing import Any

from foedus.codebook import Column, Kind
from foedus.record.conclude.claims import Said, World
from foedus.record.conclude.values import Bond, bond, tokens


def strands(kind: Kind, claims: Sequence[Said], world: World) -> list[list[Said]]:
    """The claims of one event and kind, sorted into strands; the most exact claims found a strand first."""
    if len(claims) == 1:
        return [list(claims)]
    core = [column for column in kind.own if column.core]
    if not core and not kind.periodic:
        return [list(claims)]
    alike = _alike(kind, core, claims)
    if len(alike) == 1:
        return [list(claims)]
    # By what they say, not by their identifiers: who is numbered first must not decide.
    ordered = sorted(
        alike, key=lambda group: (*_exactness(group[0], core, world), _text(group[0], core), group[0].date)
    )
    found: list[list[list[Said]]] = []
    for group in ordered:
        fitting = [strand for strand in found if fits(kind, core, strand[0], group, world)]
        if len(fitting) == 1:
            fitting[0].append(group)
        else:
            found.append([group])
    sorted_out = [sorted((one for group in strand for one in group), key=lambda one: one.claim) for strand in found]
    return sorted(sorted_out, key=lambda strand: strand[0].claim)


def _alike(kind: Kind, core: Sequence[Column], claims: Sequence[Said]) -> list[list[Said]]:
    """Claims that have the same in all core cells, and figures also the same period."""
    names = [column.name for column in core]
    groups: dict[tuple[Any, ...], list[Said]] = {}
    for one in claims:
        period: tuple[Any, ...] = ()
        if kind.periodic:
            period = (one.date or one.claim, one.cells.get("unit"))  # without a period it is compared with nothing
        groups.setdefault((*map(one.cells.get, names), *period), []).append(one)
    return list(groups.values())


def _exactness(one: Said, core: Sequence[Column], world: World) -> tuple[int, int]:
    """The most exact first: filled core cells, then longer lists of parties, models before classes, more words."""
    lengths = 0
    for column in core:
        value = one.cells.get(column.name)
        if value and column.many:
            lengths += len(value)
        elif value and column.compare == "narrower" and not column.words:
            lengths += 100 if world.platform(value) else len(tokens(value))
    return -sum(column.name in one.cells for column in core), -lengths


def fits(kind: Kind, core: Sequence[Column], first: Sequence[Said], group: Sequence[Said], world: World) -> bool:
    """Whether claims that are alike may speak of the same thing as others that are alike."""
    one, other = first[0], group[0]
    if kind.periodic and not _same_period(one, other):
        return False
    same_class = not {said.cells.get("category") for said in first}.isdisjoint(
        said.cells.get("category") for said in group
    )
    for column in core:
        a, b = one.cells.get(column.name), other.cells.get(column.name)
        if not a or not b:
            continue
        if column.compare == "none" and a != b:
            return False
        if column.compare != "none" and bond(column, a, b, world, same_class) is Bond.APART:
            return False
    return True


def _same_period(one: Said, other: Said) -> bool:
    """Figures are compared only where both say of when they are, and it is the same span; and in one unit."""
    if one.cells.get("unit") != other.cells.get("unit"):
        return False
    return bool(one.date) and one.date == other.date


def name(kind: Kind, strand: Sequence[Said], world: World) -> str:
    """A short text that tells the strand from the event's others: its core cells, as the most exact claim has them."""
    core = [column for column in kind.own if column.core]
    texts = {_text(one, core) for one in strand}
    if len(texts) == 1:
        return texts.pop()
    return _text(min(strand, key=lambda one: (*_exactness(one, core, world), _text(one, core))), core)


def _text(one: Said, core: Sequence[Column]) -> str:
    values = [one.cells[column.name] for column in core if column.name in one.cells]
    return " / ".join("+".join(value) if isinstance(value, tuple) else str(value) for value in values)
