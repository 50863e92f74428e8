"""Which claims are held against each other: those of one event and kind that speak of the same thing.

A strand shares the core roles, after a firm is rolled up to its country and a model to words for its class. A
silent cell fits everything. A claim that would fit several strands stays by itself: better silent than wrong.
"""

from collections.abc import Sequence

from foedus.codebook import Column, Kind
from foedus.record.conclude.claims import Said, World
from foedus.record.conclude.values import Bond, bond


def strands(kind: Kind, claims: Sequence[Said], world: World) -> list[list[Said]]:
    """The claims of one event and kind, sorted into strands; the fullest claims found a strand first."""
    if len(claims) == 1:
        return [list(claims)]
    core = [column for column in kind.own if column.core]
    names = [column.name for column in core]
    if not core and not kind.periodic:
        return [list(claims)]
    # By what they say, not by their identifiers: who is numbered first must not decide.
    if not kind.periodic and len({tuple(map(one.cells.get, names)) for one in claims}) == 1:
        return [list(claims)]
    ordered = sorted(claims, key=lambda one: (-_fullness(one, core), _text(one, core), one.claim))
    found: list[list[Said]] = []
    for one in ordered:
        fitting = [strand for strand in found if fits(kind, core, strand[0], one, world)]
        alike = [strand for strand in fitting if _text(strand[0], core) == _text(one, core)]
        unsure = len(fitting) > 1 and any(column.name not in one.cells for column in core)
        if alike or (fitting and not unsure):
            (alike or fitting)[0].append(one)
        else:
            found.append([one])
    for strand in found:
        strand.sort(key=lambda one: one.claim)
    return sorted(found, key=lambda strand: strand[0].claim)


def _fullness(one: Said, core: Sequence[Column]) -> int:
    """Filled core cells first, then longer lists of parties."""
    filled = sum(column.name in one.cells for column in core)
    return filled * 100 + sum(len(one.cells[c.name]) for c in core if c.many and c.name in one.cells)


def fits(kind: Kind, core: Sequence[Column], first: Said, one: Said, world: World) -> bool:
    """Whether two claims may speak of the same thing."""
    if kind.periodic and not _same_period(first, one):
        return False
    same_class = first.cells.get("category") == one.cells.get("category")
    for column in core:
        a, b = first.cells.get(column.name), one.cells.get(column.name)
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


def name(kind: Kind, strand: Sequence[Said]) -> str:
    """A short text that tells the strand from the event's others: its core cells, as the fullest claim has them."""
    core = [column for column in kind.own if column.core]
    if len(strand) == 1:
        return _text(strand[0], core)
    return _text(min(strand, key=lambda one: (-_fullness(one, core), _text(one, core))), core)


def _text(one: Said, core: Sequence[Column]) -> str:
    values = [one.cells[column.name] for column in core if column.name in one.cells]
    return " / ".join("+".join(value) if isinstance(value, tuple) else str(value) for value in values)
