"""Across documents: claims on one event share its key, and a copy says from which source it comes.

(The same thing said twice within a source is one proposal already: `propose.once`.)
"""

from collections.abc import Iterable, Mapping, MutableMapping, Sequence

import msgspec

from foedus.case.proposals import Proposed
from foedus.codebook import Kind, load
from foedus.reader.reposts import Repost
from foedus.terms import dates
from foedus.terms.words import slug

NAMED = 3
"""Parties that an event's key names; of more it says `and-others`."""
LONGEST = 60
"""Characters of a key, about."""


def fill_derived(rows: Iterable[MutableMapping[str, str]], reposts: Sequence[Repost]) -> None:
    """Write into rows of sources.csv what they repost, where that is certain and the cell is empty."""
    origins = {one.copy: one.origin for one in reposts if one.certain}
    for row in rows:
        if not row.get("derived_from") and row["source"] in origins:
            row["derived_from"] = origins[row["source"]]


def with_events(proposals: Sequence[Proposed]) -> list[Proposed]:
    """The proposals with keys for their events, made of who and what, and of the year where it tells two apart.

    Proposals with the same roles are about one event, unless they put the same stage at days that cannot be the same.
    Those that have an event keep it.
    """
    book = load()
    events: dict[str, list[list[Proposed]]] = {}
    places: list[tuple[str, int]] = []
    for one in proposals:
        stem = one.row.get("event") or _stem(book.kinds[one.kind], one.row)
        groups = events.setdefault(stem, [])
        at = next((at for at, group in enumerate(groups) if all(_one_event(other, one) for other in group)), None)
        if at is None:
            at = len(groups)
            groups.append([])
        groups[at].append(one)
        places.append((stem, at))
    keys = _keys(events)
    return [
        one if one.row.get("event") else msgspec.structs.replace(one, row={**one.row, "event": keys[place]})
        for one, place in zip(proposals, places, strict=True)
    ]


def _stem(kind: Kind, row: Mapping[str, str]) -> str:
    """Who and what, as the beginning of a key: `tur-kgz-bayraktar-tb2-transfer`."""
    parties = [value for column in kind.parties for value in row.get(column.name, "").split("; ") if value]
    named = [slug(value) for value in dict.fromkeys(parties)]
    words = named[:NAMED] + (["and-others"] if len(named) > NAMED else [])
    free = [column for column in kind.own if column.core and not column.party]
    words += [slug(row.get(column.name, "")) for column in free]
    words.append(slug(kind.label))
    found: list[str] = []
    for word in words:
        if word and (not found or len("-".join([*found, word])) <= LONGEST or word == words[-1]):
            found.append(word)
    return "-".join(found)


def _one_event(one: Proposed, other: Proposed) -> bool:
    if one.kind != other.kind:
        return True
    first, second = one.row.get("date", ""), other.row.get("date", "")
    if not first or not second or one.row["stage"] != other.row["stage"]:
        return True
    return may_meet(first, second)


def may_meet(first: str, second: str) -> bool:
    """Whether two dates, EDTF, may be the same day."""
    one, other = dates.parse(first), dates.parse(second)
    if one.latest is not None and other.earliest is not None and one.latest < other.earliest:
        return False
    return not (other.latest is not None and one.earliest is not None and other.latest < one.earliest)


def _keys(events: Mapping[str, Sequence[Sequence[Proposed]]]) -> dict[tuple[str, int], str]:
    """A key for each group of proposals: the stem where it is alone, else with its year, else with a number."""
    keys: dict[tuple[str, int], str] = {}
    taken: set[str] = set()
    for stem, groups in events.items():
        for at, group in enumerate(groups):
            year = next((str(y) for one in group if (y := _year(one.row.get("date", ""))) is not None), "")
            key = f"{stem}-{year}" if len(groups) > 1 and year else stem
            whole, number = key, 1
            while whole in taken:
                number += 1
                whole = f"{key}-{number}"
            taken.add(whole)
            keys[stem, at] = whole
    return keys


def _year(date: str) -> int | None:
    if not date:
        return None
    found = dates.parse(date)
    day = found.earliest or found.latest
    return day.year if day else None
