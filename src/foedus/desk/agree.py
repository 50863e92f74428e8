"""Do two coders agree on a document? Percent agreement and Krippendorff's alpha, column by column.

Claims are paired as `align` says. Of each pair, per column: percent agreement counts cells that say the same,
two empty ones included ("the source does not say" is a reading too). Alpha is nominal for words and keys, with
empty as a value of its own; MASI for cells with several values; interval on the earliest day for dates and
ratio for figures, both only where both coders give one. Free text, and what is the coder's own (identifier,
coder, note, quote, locator), is not compared; events only within one case, as their keys are each case's own.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from foedus.codebook import Codebook, Column
from foedus.desk.align import Pair, Row, aligned, members
from foedus.desk.alpha import Metric, alpha, interval, masi, nominal, ratio
from foedus.desk.draft import Draft
from foedus.desk.errors import DeskError
from foedus.terms import dates, numbers

OWN = frozenset({"claim", "source", "locator", "coder", "coded", "origin", "credibility"})
"""Columns that are the coder's or the place's, not what is said."""
EVENTS = frozenset({"event", "events"})


class Side(NamedTuple):
    """A coder's reading: the claims of a case, or of one coder in it."""

    folder: Path
    coder: str = ""

    @property
    def name(self) -> str:
        """How the side is called."""
        return self.coder or str(self.folder)


class Agreed(msgspec.Struct, frozen=True):
    """The agreement on one column."""

    column: str
    metric: str
    pairs: int
    same: int
    alpha: float | None
    n: int
    """Pairs that alpha rests on."""

    @property
    def percent(self) -> float:
        """Percent of the pairs that say the same."""
        return 100 * self.same / self.pairs


class Difference(NamedTuple):
    """Where a pair differs. Without `column` it is a claim that only one side has."""

    kind: str
    claim_a: str
    claim_b: str
    column: str
    a: str
    b: str


class Agreement(msgspec.Struct, frozen=True):
    """How far two readings of one document agree."""

    a: str
    b: str
    source: str
    pairs: int
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]
    columns: tuple[Agreed, ...]
    differences: tuple[Difference, ...]
    same: tuple[tuple[str, str, str], ...]
    """Kind and claims of the pairs within one case that differ in nothing: one of the two is too many."""

    def as_dict(self) -> dict[str, Any]:
        """For `--json`."""
        out: dict[str, Any] = msgspec.to_builtins(self)
        out["columns"] = [
            {**column, "percent": agreed.percent} for column, agreed in zip(out["columns"], self.columns, strict=True)
        ]
        out["differences"] = [difference._asdict() for difference in self.differences]
        return out


def agreement(a: Side, b: Side, source: str) -> Agreement:
    """How far two coders agree on the claims of one source. Raises `DeskError` where one of them has none."""
    draft = Draft(a.folder)
    rows_a, rows_b = claims(draft, a, source), claims(Draft(b.folder), b, source)
    for side, rows in ((a, rows_a), (b, rows_b)):
        if not any(rows.values()):
            raise DeskError(f"{side.name} has no claims of '{source}'.", "See --source and --coder.")
    pairs: list[Pair] = []
    only_a: list[tuple[str, Row]] = []
    only_b: list[tuple[str, Row]] = []
    for kind in draft.book.kinds.values():
        found, left_a, left_b = aligned(kind, rows_a.get(kind.kind, ()), rows_b.get(kind.kind, ()))
        pairs += found
        only_a += [(kind.kind, row) for row in left_a]
        only_b += [(kind.kind, row) for row in left_b]
    within = a.folder.resolve() == b.folder.resolve()
    differences = [d for pair in pairs for d in _differences(pair, within)]
    differing = {(d.claim_a, d.claim_b) for d in differences}
    differences += [Difference(kind, row["claim"], "", "", _shown(row), "") for kind, row in only_a]
    differences += [Difference(kind, "", row["claim"], "", "", _shown(row)) for kind, row in only_b]
    return Agreement(
        a.name,
        b.name,
        source,
        len(pairs),
        tuple(row["claim"] for _, row in only_a),
        tuple(row["claim"] for _, row in only_b),
        tuple(_columns(draft.book, pairs, within)),
        tuple(differences),
        tuple(
            (pair.kind.kind, pair.a["claim"], pair.b["claim"])
            for pair in pairs
            if within and (pair.a["claim"], pair.b["claim"]) not in differing
        ),
    )


def claims(draft: Draft, side: Side, source: str) -> Mapping[str, Sequence[Row]]:
    """A side's claims of a source, by kind."""
    found: dict[str, list[Row]] = {}
    for name, sheet in draft.tables():
        if name in draft.book.kinds:
            rows = (sheet.row(record) for _, record in sheet.rows())
            found[name] = [
                row for row in rows
                if row.get("source") == source and side.coder in ("", row.get("coder", ""))
            ]  # fmt: skip
    return found


def compared(columns: Iterable[Column], within: bool) -> list[Column]:
    """The columns that two codings are compared in."""
    return [c for c in columns if c.name not in OWN and c.type != "text" and (within or c.type not in EVENTS)]


def _same(column: Column, one: str, other: str) -> bool:
    return members(column, one) == members(column, other)


def _differences(pair: Pair, within: bool) -> Iterable[Difference]:
    for column in compared(pair.kind.columns, within):
        one, other = pair.a.get(column.name, ""), pair.b.get(column.name, "")
        if not _same(column, one, other):
            yield Difference(pair.kind.kind, pair.a["claim"], pair.b["claim"], column.name, one, other)


def _shown(row: Row) -> str:
    return " | ".join(cell for name, cell in row.items() if cell and name not in OWN)


def _columns(book: Codebook, pairs: Sequence[Pair], within: bool) -> Iterable[Agreed]:
    common = {column.name for column in book.common} - {"stage"}  # each kind has a list of its own
    units: dict[str, list[tuple[Column, str, str]]] = {}
    for pair in pairs:
        for column in compared(pair.kind.columns, within):
            name = column.name if column.name in common else f"{pair.kind.kind}.{column.name}"
            units.setdefault(name, []).append((column, pair.a.get(column.name, ""), pair.b.get(column.name, "")))
    for name, cells in units.items():
        column = cells[0][0]
        label, metric = _metric(column)
        values = [(_value(column, one), _value(column, other)) for _, one, other in cells]
        both = [pair for pair in values if None not in pair]
        same = sum(_same(column, one, other) for _, one, other in cells)
        yield Agreed(name, label, len(cells), same, alpha(both, metric), len(both))


def _metric(column: Column) -> tuple[str, Metric]:
    if column.many:
        return "MASI", masi
    if column.type == "date":
        return "interval", interval
    return ("ratio", ratio) if column.type in ("number", "money") else ("nominal", nominal)


def _value(column: Column, cell: str) -> Any:
    """What alpha compares; None where a cell has no part in it."""
    if column.many:
        return members(column, cell)
    try:
        if column.type == "date":
            first = dates.parse(cell).earliest if cell else None
            return first.toordinal() if first else None
        if column.type in ("number", "money"):
            figure = numbers.parse(cell).value if cell else None
            return None if figure is None else float(figure)
    except (dates.DateError, numbers.NumberError):
        return None
    return cell
