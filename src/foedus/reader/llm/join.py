"""Proposals of both readers as one list: what both say stands once, with who proposes it."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from foedus.case.proposals import Proposed
from foedus.codebook import Kind, load
from foedus.reader.llm.form import asked
from foedus.reader.merge import may_meet
from foedus.terms.words import fold, join_words

_VOUCHED = frozenset(["asserted", "attributed"])


def joined(ours: Sequence[Proposed], theirs: Iterable[Proposed]) -> list[Proposed]:
    """Both readers' proposals in the text's order: the reader's row where both say it, with what the model adds.

    Two are the same where kind, source, stage and those that take part are, in a block that both name, and neither
    dates nor kinds of assertion speak against it. What the model has in cells that the reader leaves open, or has
    otherwise, is said in `why`.
    """
    places: dict[tuple[str, str], list[int]] = {}
    for place, our in enumerate(ours):
        places.setdefault((our.row["source"], our.kind), []).append(place)
    both: dict[int, Proposed] = {}
    alone: list[Proposed] = []
    seen: set[str] = set()
    for one in theirs:
        near = places.get((one.row["source"], one.kind), ())
        at = next((at for at in near if at not in both and _same(ours[at], one)), None)
        if at is not None:
            both[at] = one
        elif one.id not in seen:
            alone.append(one)
        seen.add(one.id)
    merged = [_with(our, both[at]) if at in both else our for at, our in enumerate(ours)]
    order = {source: at for at, source in enumerate(dict.fromkeys(one.row["source"] for one in [*merged, *alone]))}
    return sorted([*merged, *alone], key=lambda one: (order[one.row["source"]], _block(one)))


def _same(ours: Proposed, theirs: Proposed) -> bool:
    a, b = ours.row, theirs.row
    if a.get("stage") != b.get("stage") or not _blocks(a) & _blocks(b):
        return False
    assertions = {a.get("assertion"), b.get("assertion")}
    if len(assertions) > 1 and not assertions <= _VOUCHED:
        return False
    if a.get("date") and b.get("date") and not may_meet(a["date"], b["date"]):
        return False
    kind = load().kinds[ours.kind]
    roles = [column.name for column in kind.own if column.core and not column.words]
    told = [(_values(a, name), _values(b, name)) for name in roles]
    apart = [name for name in ("position", "milestone", "measure") if a.get(name) != b.get(name)]
    return not apart and any(x & y for x, y in told) and all(x <= y or y <= x for x, y in told)


def _with(ours: Proposed, theirs: Proposed) -> Proposed:
    more = _differences(load().kinds[ours.kind], ours.row, theirs.row)
    (model,) = theirs.by
    told = f" The {model} proposes it, too" + (f", with {join_words(more)}." if more else ".")
    return msgspec.structs.replace(ours, by=("reader", model), why=(ours.why + told).strip())


def _differences(kind: Kind, ours: Mapping[str, str], theirs: Mapping[str, str]) -> list[str]:
    return [
        f"{column.label.lower()} {theirs[column.name]}"
        for column in asked(kind)
        if column.name in theirs and _values(ours, column.name) != _values(theirs, column.name)
    ]


def _values(row: Mapping[str, str], column: str) -> set[str]:
    return {fold(value) for value in row.get(column, "").split(";") if value.strip()}


def _blocks(row: Mapping[str, str]) -> set[str]:
    return set(row.get("locator", "").split("; ")) - {""}


def _block(one: Proposed) -> int:
    digits = one.row.get("locator", "").partition(";")[0].lstrip("¶ ")
    return int(digits) if digits.isdigit() else 0
