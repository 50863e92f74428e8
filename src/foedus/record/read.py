"""Some claims with all their cells, as rows of their kinds' tables: one question for all kinds at once.

To plan a question of forty columns takes the database longer than to answer it, and there are fifteen kinds. So the
record keeps each claim once more, its cells as one text, and finds it by its key or its event.
"""

import datetime
from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING, Any

import msgspec

from foedus.codebook import Kind
from foedus.record import tables
from foedus.record.held import Held
from foedus.record.once import once
from foedus.record.whole import Whole

if TYPE_CHECKING:
    from foedus.record.ask import Record

Row = dict[str, Any]
TYPES = {"VARCHAR": str, "VARCHAR[]": list[str], "DATE": datetime.date, "DOUBLE": float, "INTEGER": int, "BIGINT": int}


def by_claim(record: "Record", claims: Iterable[str], kinds: Iterable[str] | None = None) -> list[Row]:
    """Some claims that are there at the record's clocks; by kind, as these are given, event and time."""
    wanted = set(claims)
    chosen = list(record.codebook.kinds if kinds is None else kinds)
    if whole := Whole.of(record):
        named = {kind.kind for claim in wanted if (kind := record.codebook.kind_of(claim))}
        return [row for kind in chosen if kind in named for row in whole.rows(kind) if row["claim"] in wanted]
    if held := Held.of(record):
        return [row for kind in chosen for row in held.claims(kind, wanted)]
    return _asked(record, "claim", wanted, chosen)


def by_event(record: "Record", events: Iterable[str], kinds: Iterable[str] | None = None) -> list[Row]:
    """The claims on some events, in the same order."""
    wanted = sorted(set(events))
    chosen = list(record.codebook.kinds if kinds is None else kinds)
    if whole := Whole.of(record):
        return [row for kind in chosen for event in wanted for row in whole.events(kind).get(event, ())]
    if held := Held.of(record):
        return [row for kind in chosen for event in wanted for row in held.rows(kind, "event", event)]
    return _asked(record, "event", wanted, chosen)


def firsts(record: "Record", events: Collection[str]) -> list[Row]:
    """Of all the claims on each of some events, whatever their kind, that whose key is the first."""
    if Whole.of(record) or Held.of(record):
        found: dict[str, Row] = {}
        for row in by_event(record, events):
            if row["event"] not in found or row["claim"] < found[row["event"]]["claim"]:
                found[row["event"]] = row
        return list(found.values())
    picked, every = "arg_min(kind, claim), arg_min(cells, claim)", list(record.codebook.kinds)
    return _made(record, _rows(record, picked, "event", events, every, "GROUP BY event"))


def _asked(record: "Record", column: str, keys: Collection[str], kinds: list[str]) -> list[Row]:
    found = _made(record, _rows(record, "kind, cells", column, keys, kinds))
    order = {kind: place for place, kind in enumerate(kinds)}
    found.sort(key=lambda row: (order[row["kind"]], row["event"], *in_time(row)))
    return found


def in_time(row: Row) -> tuple[int, datetime.date, str]:
    """Where a claim stands among those of its event and kind."""
    return row["step"], row["earliest"] or row["begun_by"] or datetime.date.max, row["claim"]


def _rows(
    record: "Record", picked: str, column: str, keys: Collection[str], kinds: Collection[str], grouped: str = ""
) -> list[tuple[str, str]]:
    """Kinds and cells of the claims that have one of some keys in a column."""
    if not keys:
        return []
    # One key is found by the table's order or its index; for several all keys of the table are looked through.
    one = len(keys) == 1
    where = [f"{column} = ?" if one else f"{column} IN (SELECT unnest(?::VARCHAR[]))"]
    where += [record.bounds] if record.bounds else []
    values: list[object] = [next(iter(keys)) if one else list(keys)]
    if len(kinds) < len(record.codebook.kinds):
        where.append("list_contains(?::VARCHAR[], kind)")
        values.append(list(kinds))
    sql = f"SELECT {picked} FROM store.{tables.ROWS} WHERE {' AND '.join(where)} {grouped}"
    rows: list[tuple[str, str]] = record.con.execute(sql, values).fetchall()
    return rows


def _made(record: "Record", rows: Iterable[tuple[str, str]]) -> list[Row]:
    of = once(record, _Readers, _Readers).of
    return [of[kind](cells) for kind, cells in rows]


class _Readers:
    """What reads the cells of each kind."""

    def __init__(self, record: "Record") -> None:
        self.of = {name: _reader(kind) for name, kind in record.codebook.kinds.items()}


def _reader(kind: Kind) -> Callable[[str], Row]:
    columns = tables.kind_columns(kind)
    names = tuple(columns)
    cells = tuple(TYPES[of] | None for of in columns.values())
    decode = msgspec.json.Decoder(tuple[cells]).decode  # type: ignore[valid-type]
    return lambda text: dict(zip(names, decode(text), strict=True))
